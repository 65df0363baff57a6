// The pictures an embedded lab shows before it is started: every lab at each of its presets, drawn
// by the engine itself, and the verdicts that stand above them.
//
// fillPosters({site, engine, cache}): writes SITE/posters/LAB-PRESET-LANGUAGE.svg and puts the
// verdicts into SITE/embed.js.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const plots = 2; // of a poster
const languages = ['en', 'ko'];
const withoutPoster = ['notes']; // a table of numbers; five experiments of twenty seeds each
const placeholder = 'const posters = {};';

/** {headline, pictures: {en, ko}} */
async function draw(engine, lab, preset) {
  const { query } = engine.instance.resolve('', `lab=${lab}&preset=${preset}`);
  await engine.runQuery(query, { onUpdate: () => {} });
  const { headline } = engine.instance.tables();
  const pictures = languages.map((language) => [
    language,
    engine.instance.figures(language, { most: plots, captions: false }),
  ]);
  return { headline, pictures: Object.fromEntries(pictures) };
}

export async function fillPosters({ site, engine, cache }) {
  const drawn = cache.of(`posters-${plots}`);
  const folder = join(site, 'posters');
  mkdirSync(folder, { recursive: true });
  const table = {};
  for (const { id, presets } of engine.labs('en')) {
    if (withoutPoster.includes(id)) continue;
    table[id] = {};
    for (const { word } of presets) {
      const name = `${id}-${word}`;
      if (!drawn.has(name)) drawn.set(name, await draw(engine, id, word));
      const { headline, pictures } = drawn.get(name);
      for (const language of languages) writeFileSync(join(folder, `${name}-${language}.svg`), pictures[language]);
      table[id][word] = { ...headline, height: Number(/height="([\d.]+)"/.exec(pictures.en)[1]) };
    }
  }
  const path = join(site, 'embed.js');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(placeholder)) throw new Error(`${path} has no place for the posters`);
  writeFileSync(path, text.replace(placeholder, `const posters = ${JSON.stringify(table)};`));
}
