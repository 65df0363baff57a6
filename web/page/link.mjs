// The link: `#v=1&<query of the experiment>&<keys of the page>`. The experiment's part is read by
// the engine; the page's keys are read here.
import { pageKeys } from './page_keys.mjs';
import { pinKeys, readPin } from './pins.mjs';

/** @import { PageKeys, Timer } from './types.d.mts' */

const version = 'v=1'; // of the links' language
const longestLink = 16_384; // characters; the engine has its own, smaller limits
const writeInterval = 400; // ms; browsers refuse more than about 100 rewrites in 30 s

/**
 * Whether this key of the page can be so.
 * @param {string} key
 * @param {string} value
 */
export function isValue(key, value) {
  return new RegExp(`^(?:${pageKeys[key]})$`).test(value) && (!pinKeys.includes(key) || readPin(value) !== null);
}

/** @param {string} value */
function decode(value) {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '));
  } catch {
    return '';
  }
}

const escaped = /^(?:[\w.~,!*'()-]|%[0-9A-F]{2})*$/i; // all that a value in a link is made of

/**
 * A value that was escaped again on its way, as it was before: each of its escapes is that of a
 * percent sign, and what they leave is escaped too.
 * @param {string} part
 */
function unescapedAgain(part) {
  let value = part;
  while (value.includes('%25') && !/%(?!25)/.test(value)) {
    const before = value.replaceAll('%25', '%');
    if (!before.includes('%') || !escaped.test(before)) break;
    value = before;
  }
  return value;
}

/**
 * A link as it was before it went through a program that escapes it again, or that takes the bracket
 * after it for a part of it.
 * @param {string} body
 */
function repaired(body) {
  let link = body;
  while (!link.includes('=') && /%(?:25)*3D/i.test(link)) {
    link = link.replace(/%3D/gi, '=').replaceAll('%26', '&').replaceAll('%25', '%');
  }
  const count = (/** @type {string} */ letter) => link.split(letter).length - 1;
  const isOver = (/** @type {string} */ [open, close]) => link.endsWith(close) && count(close) > count(open);
  while (['()', '[]', '{}'].some(isOver)) link = link.slice(0, -1);
  return link;
}

/**
 * What a hash says; damaged: keys of the page whose values say nothing.
 * @param {string} hash
 * @returns {{query: string, page: PageKeys, tooLong: boolean, damaged: string[]}}
 */
export function parseHash(hash) {
  const body = repaired(hash.replace(/^#/, ''));
  if (body.length > longestLink) return { query: '', page: {}, tooLong: true, damaged: [] };
  /** @type {PageKeys} */
  const page = {};
  /** @type {string[]} */
  const rest = [];
  /** @type {string[]} */
  const damaged = [];
  for (const pair of body.split('&')) {
    const [key] = pair.split('=', 1);
    const value = unescapedAgain(pair.slice(key.length + 1));
    if (Object.hasOwn(pageKeys, key)) {
      const decoded = decode(value);
      if (isValue(key, decoded)) page[key] = decoded;
      else if (decoded !== '' || value !== '') damaged.push(key);
    } else if (pair && key !== 'v') {
      rest.push(pair.includes('=') ? `${key}=${value}` : pair);
    }
  }
  return { query: rest.join('&'), page, tooLong: false, damaged };
}

/**
 * The hash of a query and the page's settings that differ from their defaults.
 * @param {string} query
 * @param {PageKeys} page
 */
export function formatHash(query, page) {
  const pairs = Object.keys(pageKeys)
    .filter((key) => page[key])
    .map((key) => `${key}=${encodeURIComponent(page[key] ?? '').replace(/%2C|%3B|%3D/g, decodeURIComponent)}`);
  return `#${[version, query, ...pairs].filter(Boolean).join('&')}`;
}

const ours = { initlab: 'entry' }; // marks the entries of the browser's history that the page wrote

/** Keeps the address in step with the state, and hears when the reader changes it. */
export class LinkBar {
  /** @type {string | null} */
  #pending = null;
  /** @type {Timer} */
  #timer = 0;
  #writtenAt = -writeInterval;

  /**
   * onChange: another address; returning: one of the page's own, by Back or Forward.
   * @param {(hash: string, returning: boolean) => void} onChange
   */
  constructor(onChange) {
    // Between this event and the next, what waits would be written into the entry that Back has come to.
    window.addEventListener('popstate', () => this.#cancel());
    window.addEventListener('hashchange', () => {
      this.#cancel();
      onChange(location.hash, history.state?.initlab === ours.initlab);
    });
  }

  /** @param {string} hash */
  write(hash) {
    this.#pending = hash;
    if (this.#timer) return;
    const wait = Math.max(0, this.#writtenAt + writeInterval - performance.now());
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  /**
   * A new entry of the history: Back comes to what was there before.
   * @param {string} hash
   */
  push(hash) {
    this.flush();
    if (hash === location.hash) return;
    this.#enter('replaceState', location.href);
    this.#enter('pushState', hash);
  }

  flush() {
    const hash = this.#pending;
    this.#cancel();
    if (hash !== null && hash !== location.hash) this.#enter('replaceState', hash);
  }

  /**
   * @param {'pushState' | 'replaceState'} how
   * @param {string} address
   */
  #enter(how, address) {
    this.#writtenAt = performance.now();
    try {
      history[how](ours, '', address);
    } catch {
      // A frame may forbid it; the link can still be copied.
    }
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#pending = null;
  }
}
