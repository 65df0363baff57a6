// The explained words, from src/text/terms.def, as the page keeps them.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinLiterals, literal } from './page_strings.mjs';

/** @import { Term } from '../web/page/terms_table.d.mts' */

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');

// INITLAB_TERM(name, anchor, columns, params, (en, ko), (en, ko), (en, ko)).
const text = String.raw`((?:${literal}\s*)+)`;
const both = String.raw`\(\s*${text},\s*${text}\)`;
const entry = new RegExp(
  String.raw`INITLAB_TERM\(\s*(\w+)\s*,\s*${text},\s*${text},\s*${text},\s*${both},\s*${both},\s*${both}\s*\)`,
  'g',
);

/** @param {string} source @returns {Term[]} */
export function parseTerms(source) {
  const code = source.replace(/^\s*\/\/.*$/gm, '');
  const terms = [...code.matchAll(entry)].map(([, id, ...texts]) => {
    const [anchor, columns, params, ...words] = texts.map(joinLiterals);
    const pair = (/** @type {number} */ at) => ({ en: words[at], ko: words[at + 1] });
    const keys = (/** @type {string} */ list) => list.split(' ').filter(Boolean);
    return {
      id, anchor, columns: keys(columns), params: keys(params), term: pair(0), sentence: pair(2), formula: pair(4),
    };
  });
  const expected = code.split('INITLAB_TERM(').length - 1;
  if (terms.length !== expected) throw new Error(`read ${terms.length} of ${expected} terms`);
  return terms;
}

export function pageTerms() {
  return parseTerms(readFileSync(join(sources, 'src/text/terms.def'), 'utf8'));
}
