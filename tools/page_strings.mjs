// The page's texts, from src/text/strings_page.def.
import { readEntries } from './def_file.mjs';
import { escapeHtml } from './html.mjs';

/** @import { Language, Sentence } from '../web/initlab.d.ts' */
/** @typedef {Record<string, Sentence>} Strings by their names */

/** @returns {Strings} */
export function pageStrings() {
  const entries = readEntries('text/strings_page.def', 'INITLAB_STRING', 'name, text, text');
  return Object.fromEntries(entries.map(([name, en, ko]) => [name, { en, ko }]));
}

/** Replaces {{name}} and {{name.ko}} in the shell. @param {string} html @param {Strings} strings */
export function fillShell(html, strings) {
  const fill = (/** @type {string} */ _, /** @type {string} */ name, /** @type {Language} */ language = 'en') => {
    if (!strings[name]) throw new Error(`shell.html: no string ${name}`);
    return escapeHtml(strings[name][language]);
  };
  return html.replace(/\{\{(\w+)(?:\.(en|ko))?\}\}/g, fill);
}
