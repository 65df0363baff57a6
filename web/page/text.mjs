// The page's texts in the language that is chosen. Every text comes from src/text/strings_page.def.
import strings from './strings.mjs';

/** @import { Language, Sentence } from '../initlab.d.ts' */
/** @typedef {Record<string, string | number | Sentence>} Slots */

/** @type {Language} */
let language = document.documentElement.lang === 'ko' ? 'ko' : 'en';

export function currentLanguage() {
  return language;
}

/**
 * The language without a word in the link: the browser's.
 * @returns {Language}
 */
export function usualLanguage() {
  return /^ko\b/.test(navigator.language) ? 'ko' : 'en';
}

/** @param {string} pattern @param {Record<string, unknown>} slots */
function fill(pattern, slots) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(slots[name] ?? whole));
}

/**
 * A sentence in both languages.
 * @param {string} name
 * @param {Slots} [slots]
 * @returns {Sentence}
 */
export function sentence(name, slots = {}) {
  const within = (/** @type {Language} */ tongue) =>
    fill(
      strings[name][tongue],
      Object.fromEntries(
        Object.entries(slots).map(([key, value]) => [key, /** @type {Partial<Sentence>} */ (value)?.[tongue] ?? value]),
      ),
    );
  return { en: within('en'), ko: within('ko') };
}

/**
 * Of a sentence, the text in the language of the page.
 * @param {Sentence} both
 */
export function words(both) {
  return both[language];
}

/** @param {string} name @param {Slots} [slots] */
export function text(name, slots) {
  return words(sentence(name, slots));
}

/** @param {HTMLElement} root @param {string} selector @returns {NodeListOf<HTMLElement>} */
function asking(root, selector) {
  return root.querySelectorAll(selector);
}

/**
 * Rewrites the texts and labels that elements ask for by data-text and data-label.
 * @param {HTMLElement} root
 */
export function translate(root) {
  for (const element of asking(root, '[data-text]')) {
    element.textContent = text(/** @type {string} */ (element.dataset.text));
  }
  for (const element of asking(root, '[data-label]')) {
    element.setAttribute('aria-label', text(/** @type {string} */ (element.dataset.label)));
  }
}

/** @param {Language} next */
export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  document.title = text('page_title');
  translate(document.body);
}
