// The page's texts, from src/text/strings_page.def.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeHtml } from './html.mjs';

/** @import { Language, Sentence } from '../web/initlab.d.ts' */
/** @typedef {Record<string, Sentence>} Strings by their names */

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');

// INITLAB_STRING(name, "text" "text", "text"): neighbouring literals are one text, as in C++.
export const literal = String.raw`"(?:[^"\\]|\\.)*"`;
const entry = new RegExp(
  String.raw`INITLAB_STRING\(\s*(\w+)\s*,\s*((?:${literal}\s*)+),\s*((?:${literal}\s*)+)\)`,
  'g',
);

/** @param {string} text */
export function joinLiterals(text) {
  return [...text.matchAll(new RegExp(literal, 'g'))].map(([part]) => JSON.parse(part)).join('');
}

/** Those of a .def file's text. @param {string} text */
export function parseStrings(text) {
  const code = text.replace(/^\s*\/\/.*$/gm, '');
  /** @type {Strings} */
  const strings = {};
  for (const [, name, en, ko] of code.matchAll(entry)) {
    strings[name] = { en: joinLiterals(en), ko: joinLiterals(ko) };
  }
  const expected = code.split('INITLAB_STRING(').length - 1;
  if (Object.keys(strings).length !== expected) {
    throw new Error(`read ${Object.keys(strings).length} of ${expected} strings`);
  }
  return strings;
}

export function pageStrings() {
  return parseStrings(readFileSync(join(sources, 'src/text/strings_page.def'), 'utf8'));
}

/** Replaces {{name}} and {{name.ko}} in the shell. @param {string} html @param {Strings} strings */
export function fillShell(html, strings) {
  const fill = (/** @type {string} */ _, /** @type {string} */ name, /** @type {Language} */ language = 'en') => {
    if (!strings[name]) throw new Error(`shell.html: no string ${name}`);
    return escapeHtml(strings[name][language]);
  };
  return html.replace(/\{\{(\w+)(?:\.(en|ko))?\}\}/g, fill);
}
