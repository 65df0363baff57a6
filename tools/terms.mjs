// The explained words, from src/text/terms.def, as the page keeps them.
import { readEntries } from './def_file.mjs';

/** @import { Term } from '../web/page/terms_table.d.mts' */

/** @returns {Term[]} */
export function pageTerms() {
  const shape = 'name, text, text, text, (text, text), (text, text), (text, text)';
  return readEntries('text/terms.def', 'INITLAB_TERM', shape).map(([id, anchor, columns, params, ...words]) => {
    const pair = (/** @type {number} */ at) => ({ en: words[at], ko: words[at + 1] });
    const keys = (/** @type {string} */ list) => list.split(' ').filter(Boolean);
    return {
      id, anchor, columns: keys(columns), params: keys(params), term: pair(0), sentence: pair(2), formula: pair(4),
    };
  });
}
