// The pictures an embedded lab shows before it is started: every lab at each of its presets, drawn
// by the engine itself, and the verdicts that stand above them.
//
// fillPosters(site): writes SITE/posters/LAB-PRESET-LANGUAGE.svg and puts the verdicts into
// SITE/embed.js.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const plots = 2; // of a poster
const languages = ['en', 'ko'];
const withoutPoster = ['notes']; // a table of numbers; five experiments of twenty seeds each
const placeholder = 'const posters = {};';

async function posterOf(engine, lab, preset, folder) {
  const { query } = engine.instance.resolve('', `lab=${lab}&preset=${preset}`);
  await engine.runQuery(query, { onUpdate: () => {} });
  const { headline } = engine.instance.tables();
  let height = 0;
  for (const language of languages) {
    const svg = engine.instance.figures(language, { most: plots, captions: false });
    writeFileSync(join(folder, `${lab}-${preset}-${language}.svg`), svg);
    height = Number(/height="([\d.]+)"/.exec(svg)[1]);
  }
  return { ...headline, height };
}

export async function fillPosters(site) {
  const { createEngine } = await import(pathToFileURL(join(site, 'engine.mjs')));
  const engine = await createEngine({ workers: 0 });
  const folder = join(site, 'posters');
  mkdirSync(folder, { recursive: true });
  const table = {};
  for (const { id, presets } of engine.labs('en')) {
    if (withoutPoster.includes(id)) continue;
    table[id] = {};
    for (const { word } of presets) table[id][word] = await posterOf(engine, id, word, folder);
  }
  engine.dispose();
  const path = join(site, 'embed.js');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(placeholder)) throw new Error(`${path} has no place for the posters`);
  writeFileSync(path, text.replace(placeholder, `const posters = ${JSON.stringify(table)};`));
}
