// The link: `#v=1&<query of the experiment>&<keys of the page>`. The experiment's part is read by
// the engine; the page's keys are read here.
import { pinKeys, readPin } from './pins.mjs';
import { languages } from './text.mjs';
import { themes } from './theme.mjs';

const version = 'v=1'; // of the links' language
const longestLink = 16_384; // characters; the engine has its own, smaller limits
const writeInterval = 400; // ms; browsers refuse more than about 100 rewrites in 30 s

function wordList(value) {
  return /^[a-z-]+(,[a-z-]+)*$/.test(value) ? value : null;
}

function keyList(value) {
  return /^[a-z_]+(,[a-z_]+)*$/.test(value) ? value : null;
}

/** What the page's keys may be; the first is the default, and is not written. */
const pageKeys = {
  lang: (value) => (languages.includes(value) ? value : null),
  theme: (value) => (themes.includes(value) ? value : null),
  hide: keyList,
  controls: keyList,
  view: (value) => (value === 'text' ? value : null),
  embed: (value) => (value === '1' ? value : null),
  present: (value) => (value === '1' ? value : null),
  keys: (value) => (value === 'off' ? value : null), // single letters and digits do nothing
  mission: (value) => (/^[a-z-]{1,40}$/.test(value) ? value : null),
  done: wordList, // missions that have been reached
  api: (value) => (value === '1' ? value : null),
  fastest: (value) => (value === '1' ? value : null),
  ...Object.fromEntries(pinKeys.map((key) => [key, (value) => (readPin(value) ? value : null)])),
};

function decode(value) {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '));
  } catch {
    return '';
  }
}

/** {query, page, tooLong} of a hash. */
export function parseHash(hash) {
  const body = hash.replace(/^#/, '');
  if (body.length > longestLink) return { query: '', page: {}, tooLong: true };
  const page = {};
  const rest = [];
  for (const pair of body.split('&')) {
    const [key] = pair.split('=', 1);
    if (Object.hasOwn(pageKeys, key)) {
      const value = pageKeys[key](decode(pair.slice(key.length + 1)));
      if (value !== null) page[key] = value;
    } else if (pair && key !== 'v') {
      rest.push(pair);
    }
  }
  return { query: rest.join('&'), page, tooLong: false };
}

/** The hash of a query and the page's settings that differ from their defaults. */
export function formatHash(query, page) {
  const pairs = Object.keys(pageKeys)
    .filter((key) => page[key])
    .map((key) => `${key}=${encodeURIComponent(page[key]).replace(/%2C|%3B|%3D/g, decodeURIComponent)}`);
  return `#${[version, query, ...pairs].filter(Boolean).join('&')}`;
}

/** Keeps the address in step with the state, and hears when the reader changes it. */
export class LinkBar {
  #pending = null;
  #timer = 0;
  #writtenAt = -writeInterval;

  constructor(onChange) {
    window.addEventListener('hashchange', () => {
      this.#cancel();
      onChange(location.hash);
    });
  }

  write(hash) {
    this.#pending = hash;
    if (this.#timer) return;
    const wait = Math.max(0, this.#writtenAt + writeInterval - performance.now());
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  flush() {
    const hash = this.#pending;
    this.#cancel();
    if (hash === null || hash === location.hash) return;
    this.#writtenAt = performance.now();
    try {
      history.replaceState(history.state, '', hash);
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
