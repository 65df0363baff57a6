// The pictures an embedded lab shows before it is started: every lab at each of its presets, drawn
// by the engine itself, for a laptop and for a phone, and the verdicts that stand above them.
//
// fillPosters({site, engine, cache}): writes SITE/posters/LAB-PRESET-LANGUAGE.svg and -narrow.svg, and
// puts the verdicts into SITE/embed.js.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn } from './fill.mjs';

/** @import { Engine, Language, Sentence, State, Tables } from '../web/initlab.d.ts' */
/** @import { Cache } from './results_cache.mjs' */
/**
 * What the build asks of the engine, see web/engine.mjs.
 * @typedef {object} Inner
 * @property {(query: string, patch: string) => State} resolve
 * @property {() => Tables} tables
 * @property {(language: Language, options: {most: number, manner: Manner}) => string} figures
 * @typedef {(query: string, options: {onUpdate: () => void}) => Promise<void>} RunQuery
 * @typedef {Engine & {instance: Inner, runQuery: RunQuery}} SiteEngine
 */
/** @typedef {'plots' | 'narrow'} Manner */
/** @typedef {Record<string, string>} Pictures as SVG: en, en-narrow, ko, ko-narrow */
/** @typedef {{headline: Sentence, pictures: Pictures}} Poster */

const plots = 2; // of a poster
/** @type {Language[]} */
export const languages = ['en', 'ko'];
/** @type {Manner[]} */
const manners = ['plots', 'narrow'];
const withoutPoster = ['notes']; // a table of numbers; five experiments of twenty seeds each

/**
 * The first plots of what the engine has computed last.
 * @param {SiteEngine} engine
 * @param {number} most
 * @returns {Pictures}
 */
export function picturesOf(engine, most) {
  const pictures = languages.flatMap((language) => manners.map((manner) => [
    manner === 'plots' ? language : `${language}-${manner}`,
    engine.instance.figures(language, { most, manner }),
  ]));
  return Object.fromEntries(pictures);
}

/** @param {SiteEngine} engine @param {string} lab @param {string} preset @returns {Promise<Poster>} */
async function draw(engine, lab, preset) {
  const { query } = engine.instance.resolve('', `lab=${lab}&preset=${preset}`);
  await engine.runQuery(query, { onUpdate: () => {} });
  return { headline: engine.instance.tables().headline, pictures: picturesOf(engine, plots) };
}

/** Of a picture at its own size, in CSS pixels. @param {string} svg */
export function sizeOf(svg) {
  const [, width, height] = /** @type {RegExpExecArray} */ (/width="([\d.]+)" height="([\d.]+)"/.exec(svg));
  return { width: Number(width), height: Number(height) };
}

/** @param {{site: string, engine: SiteEngine, cache: Cache}} options */
export async function fillPosters({ site, engine, cache }) {
  /** @type {Map<string, Poster>} */
  const drawn = cache.of(`posters-${plots}`);
  const folder = join(site, 'posters');
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, Record<string, Sentence & {height: number, narrow: number}>>} */
  const table = {};
  for (const { id, presets } of engine.labs('en')) {
    if (withoutPoster.includes(id)) continue;
    table[id] = {};
    for (const { word } of presets) {
      const name = `${id}-${word}`;
      const poster = drawn.get(name) ?? (await draw(engine, id, word));
      drawn.set(name, poster);
      const { headline, pictures } = poster;
      for (const [end, picture] of Object.entries(pictures)) writeFileSync(join(folder, `${name}-${end}.svg`), picture);
      table[id][word] = { ...headline, height: sizeOf(pictures.en).height, narrow: sizeOf(pictures['en-narrow']).height };
    }
  }
  const path = join(site, 'embed.js');
  writeFileSync(path, fillIn(readFileSync(path, 'utf8'), 'const posters', table));
}
