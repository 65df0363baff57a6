// The page's keys of a link, from src/io/page_keys.def: what each may be, and the same of the reader's.
import { readEntries } from './def_file.mjs';

const entries = readEntries('io/page_keys.def', 'INITLAB_PAGE_KEY', 'name, text, name');
const valuesOf = (/** @type {string[][]} */ list) => Object.fromEntries(list.map(([key, values]) => [key, values]));

export const pageKeys = valuesOf(entries);
export const readersKeys = valuesOf(entries.filter(([, , owner]) => owner === 'reader'));
