// Runs that are kept for comparison, at most four: each has a slot, which is its colour and mark, and
// a name. The link keeps them as pin1 to pin4, and what it names is computed again.
import { describeFailure } from './failures.mjs';
import { pageKeys } from './page_keys.mjs';
import { text } from './text.mjs';

/** @import { Sentence, State, Tables } from '../initlab.d.ts' */
/** @import { Controller } from './controller.mjs' */
/** @import { PageEngine, PageKeys, PinnedRun, Timer } from './types.d.mts' */
/**
 * @typedef {object} Run
 * @property {string} value as in a link
 * @property {string} name
 * @property {State} state
 * @property {Uint8Array} [frame] once it is computed
 * @property {Tables} [tables] the same
 * @property {Sentence} [failed] why it cannot be computed
 */

const longestName = 40; // characters
const resumeAfter = 50; // ms after the run that came between

/** The page's key of a slot, and under which its name is edited. */
export const pinKeys = Object.keys(pageKeys).filter((key) => key.startsWith('pin'));

/**
 * As in a link: the name, and the query with ';' for '&' (a query's own ';' is escaped).
 * @param {{ name: string, query: string }} pin
 */
function written({ name, query }) {
  return `${encodeURIComponent(name)};${query.replaceAll('&', ';')}`;
}

/**
 * The other way; null when it is nothing of the kind.
 * @param {string} value
 */
export function readPin(value) {
  const end = value.indexOf(';');
  if (end < 0) return null;
  try {
    const name = decodeURIComponent(value.slice(0, end)).slice(0, longestName);
    return { name, query: value.slice(end + 1).replaceAll(';', '&') };
  } catch {
    return null;
  }
}

/**
 * A letter until the reader finds a better name.
 * @param {number} slot
 */
function usualName(slot) {
  return text('page_pin_usual', { letter: 'ABCD'[slot] });
}

export class Pins {
  #controller;
  /** @type {Map<number, Run>} */
  #runs = new Map(); // of each slot
  /** @type {AbortController | null} */
  #abort = null; // of the run that is computed again
  /** @type {Timer} */
  #timer = 0;

  /**
   * Tells the controller's event `pinned` whenever the list has changed.
   * @param {Controller} controller
   */
  constructor(controller) {
    this.#controller = controller;
    controller.on('page', (page) => this.#follow(page));
    // The reader's own run comes first.
    for (const event of /** @type {const} */ (['state', 'plan'])) controller.on(event, () => this.#pause());
    for (const event of /** @type {const} */ (['result', 'refused'])) controller.on(event, () => this.#resume());
  }

  /**
   * In the order of the slots.
   * @returns {PinnedRun[]}
   */
  get list() {
    return [...this.#runs]
      .sort(([a], [b]) => a - b)
      .map(([slot, run]) => ({ slot, key: pinKeys[slot], ...run, name: run.name || usualName(slot) }));
  }

  /** The slot of the next one; -1 when all are taken. */
  get free() {
    return pinKeys.findIndex((_, slot) => !this.#runs.has(slot));
  }

  /** Keeps what the collection holds now, to be shown beside the runs that follow. */
  keep() {
    const { shownQuery, engine } = this.#controller;
    const slot = this.free;
    if (!shownQuery || slot < 0) return;
    const { instance } = /** @type {PageEngine} */ (engine);
    const state = instance.resolve(shownQuery);
    const value = written({ name: '', query: state.query });
    this.#runs.set(slot, { value, name: '', state, frame: instance.reportFrame(), tables: instance.tables() });
    this.#write(slot);
  }

  /** @param {number} slot */
  remove(slot) {
    this.#runs.delete(slot);
    this.#write(slot);
  }

  /** @param {number} slot @param {string} typed */
  rename(slot, typed) {
    const run = this.#runs.get(slot);
    if (!run) return;
    const name = typed.replace(/\s+/g, ' ').trim().slice(0, longestName);
    run.name = name === usualName(slot) ? '' : name;
    run.value = written({ name: run.name, query: run.state.query });
    this.#write(slot);
  }

  /** @param {number} slot */
  #write(slot) {
    this.#controller.setPage({ [pinKeys[slot]]: this.#runs.get(slot)?.value ?? '' });
    this.#tell();
  }

  #tell() {
    this.#controller.emit('pinned', this.list);
  }

  /**
   * Another link: what it does not name goes, what is new is computed.
   * @param {PageKeys} page
   */
  #follow(page) {
    const { engine } = this.#controller;
    if (!engine) return;
    let changed = false;
    pinKeys.forEach((key, slot) => {
      const value = page[key] ?? '';
      if ((this.#runs.get(slot)?.value ?? '') === value) return;
      changed = true;
      this.#runs.delete(slot);
      const read = readPin(value);
      if (!read) return;
      const state = engine.instance.resolve(read.query);
      this.#runs.set(slot, { value, name: read.name, state });
    });
    if (!changed) return;
    this.#tell();
    this.#resume();
  }

  /** The engine has arrived: what the link names. */
  start() {
    this.#follow(this.#controller.page);
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  #resume() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#computeNext(), resumeAfter);
  }

  async #computeNext() {
    const { engine, running } = this.#controller;
    const waiting = [...this.#runs.values()].find(({ frame, failed }) => !frame && !failed);
    if (!engine || !waiting || this.#abort || running) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      Object.assign(waiting, await engine.runBeside(waiting.state.query, { signal: abort.signal }));
    } catch (error) {
      if (/** @type {Error} */ (error).name !== 'AbortError') waiting.failed = describeFailure(error);
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
    if (abort.signal.aborted) return;
    this.#tell();
    this.#resume();
  }
}
