// The pictures an embedded lab shows before it is started: every lab at each of its presets, drawn
// by the engine itself, for a laptop and for a phone, and the verdicts that stand above them.
//
// fillPosters({site, engine, cache}): writes SITE/posters/LAB-PRESET-LANGUAGE.svg and -narrow.svg, and
// puts the verdicts into SITE/embed.js.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const plots = 2; // of a poster
const languages = ['en', 'ko'];
const manners = ['plots', 'narrow'];
const withoutPoster = ['notes']; // a table of numbers; five experiments of twenty seeds each
const placeholder = 'const posters = {};';

/** {en, en-narrow, ko, ko-narrow}: the first plots of what the engine has computed last. */
export function picturesOf(engine, most) {
  const pictures = languages.flatMap((language) => manners.map((manner) => [
    manner === 'plots' ? language : `${language}-${manner}`,
    engine.instance.figures(language, { most, manner }),
  ]));
  return Object.fromEntries(pictures);
}

/** {headline, pictures} */
async function draw(engine, lab, preset) {
  const { query } = engine.instance.resolve('', `lab=${lab}&preset=${preset}`);
  await engine.runQuery(query, { onUpdate: () => {} });
  return { headline: engine.instance.tables().headline, pictures: picturesOf(engine, plots) };
}

/** {width, height} of a picture at its own size, in CSS pixels. */
export function sizeOf(svg) {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  return { width: Number(width), height: Number(height) };
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
      for (const [end, picture] of Object.entries(pictures)) writeFileSync(join(folder, `${name}-${end}.svg`), picture);
      table[id][word] = { ...headline, height: sizeOf(pictures.en).height, narrow: sizeOf(pictures['en-narrow']).height };
    }
  }
  const path = join(site, 'embed.js');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(placeholder)) throw new Error(`${path} has no place for the posters`);
  writeFileSync(path, text.replace(placeholder, `const posters = ${JSON.stringify(table)};`));
}
