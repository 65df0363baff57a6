// The page's texts, from src/text/strings_page.def.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeHtml } from './html.mjs';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');

// INITLAB_STRING(name, "text" "text", "text"): neighbouring literals are one text, as in C++.
export const literal = String.raw`"(?:[^"\\]|\\.)*"`;
const entry = new RegExp(
  String.raw`INITLAB_STRING\(\s*(\w+)\s*,\s*((?:${literal}\s*)+),\s*((?:${literal}\s*)+)\)`,
  'g',
);

export function joinLiterals(text) {
  return [...text.matchAll(new RegExp(literal, 'g'))].map(([part]) => JSON.parse(part)).join('');
}

/** {name: {en, ko}} of a .def file's text. */
export function parseStrings(text) {
  const code = text.replace(/^\s*\/\/.*$/gm, '');
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

/** Replaces {{name}} and {{name.ko}} in the shell. */
export function fillShell(html, strings) {
  return html.replace(/\{\{(\w+)(?:\.(en|ko))?\}\}/g, (whole, name, language = 'en') => {
    if (!strings[name]) throw new Error(`shell.html: no string ${name}`);
    return escapeHtml(strings[name][language]);
  });
}
