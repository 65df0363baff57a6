// What a script or a message asks of the page, checked: the same for each of them.
import { isValue } from './link.mjs';
import { sentence } from './text.mjs';

/**
 * @import { Change, Note } from '../initlab.d.ts'
 * @import { PageKeys } from './types.d.mts'
 */

const pageParts = ['lang', 'theme', 'hide', 'controls'];
const known = ['lab', 'params', 'query', 'strict', ...pageParts];

/**
 * @param {string} name
 * @param {Record<string, string>} [slots]
 */
export function fault(name, slots) {
  const both = sentence(name, slots);
  return Object.assign(new TypeError(both.en), { both });
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isPlain(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null; // of any window
}

/** @param {unknown} value */
function isScalar(value) {
  return ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
}

/**
 * @param {unknown} params
 * @returns {asserts params is NonNullable<Change['params']>}
 */
function checkParams(params) {
  if (!isPlain(params)) throw fault('message_payload');
  for (const [key, value] of Object.entries(params)) {
    const fits = value === null || value === undefined || [value].flat().every(isScalar);
    if (!fits) throw fault('message_value', { key: key.slice(0, 32) });
  }
}

/**
 * Of setState({lab, params, query, lang, theme, hide, controls, strict}): the same with page, what it
 * says of the page, and notes, on what could not be taken. What has no such form throws.
 * @param {unknown} change
 */
export function readChange(change) {
  if (!isPlain(change)) throw fault('message_payload');
  /** @type {Note[]} */
  const notes = [];
  /** @type {(name: string, key: string) => void} */
  const note = (name, key) => notes.push({ key, ...sentence(name, { key: key.slice(0, 32) }) });
  for (const key of Object.keys(change)) {
    if (key === '__proto__') throw fault('message_key', { key }); // nobody means well with it
    if (!known.includes(key)) note('message_key', key);
  }
  const { lab = '', params = {}, query = null, strict = false } = change;
  checkParams(params);
  if (query !== null && typeof query !== 'string') throw fault('message_value', { key: 'query' });
  /** @type {PageKeys} */
  const page = {};
  for (const key of pageParts) {
    if (change[key] === undefined) continue;
    const given = [change[key]].flat();
    if (!given.every((item) => typeof item === 'string')) throw fault('message_value', { key });
    const value = given.join(',');
    if (value === '' || isValue(key, value)) page[key] = value;
    else note('message_value', key);
  }
  return { lab: String(lab), params, query, strict: Boolean(strict), page, notes };
}
