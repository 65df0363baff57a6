// The page's texts in the language that is chosen. Every text comes from src/text/strings_page.def.
import strings from './strings.mjs';

export const languages = ['en', 'ko'];
let language = document.documentElement.lang === 'ko' ? 'ko' : 'en';

export function currentLanguage() {
  return language;
}

/** The language without a word in the link: the browser's. */
export function usualLanguage() {
  return /^ko\b/.test(navigator.language) ? 'ko' : 'en';
}

function fill(pattern, slots) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(slots[name] ?? whole));
}

/** A sentence in both languages. A slot is a text, or {en, ko}. */
export function sentence(name, slots = {}) {
  const within = (tongue) =>
    fill(
      strings[name][tongue],
      Object.fromEntries(
        Object.entries(slots).map(([key, value]) => [key, value?.[tongue] ?? value]),
      ),
    );
  return { en: within('en'), ko: within('ko') };
}

/** Of a sentence {en, ko}, the text in the language of the page. */
export function words(both) {
  return both[language];
}

export function text(name, slots) {
  return words(sentence(name, slots));
}

/** Rewrites the texts and labels that elements ask for by data-text and data-label. */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
}

export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  document.title = text('page_title');
  translate(document.body);
}
