// The state of the page is a query. Whoever changes it (canvas, form, link, script) comes through
// here; whoever shows it listens here.
import { extras, labOf, queryOf } from '../engine.mjs';
import { doors, refuseNotes } from '../engine/instance.mjs';
import { RefusalError, Session } from '../engine/session.mjs';
import { readChange } from './change.mjs';
import { labs } from './files.mjs';
import { formatHash, LinkBar, parseHash } from './link.mjs';
import { readersKeys } from './page_keys.mjs';
import { Pins } from './pins.mjs';
import { Steps } from './steps.mjs';
import { currentLanguage, usualLanguage } from './text.mjs';

/**
 * @import { Change, LabDeclaration, Language, ParamValue, Result, State } from '../initlab.d.ts'
 * @import { EngineError } from '../engine/instance.mjs'
 * @import { Events, PageEngine, PageKeys, Source, Timer } from './types.d.mts'
 */

const staleAfter = 200; // ms without a first answer

/** Its events: Events, types.d.mts. */
export class Controller {
  /** @type {Map<keyof Events, Set<unknown>>} */
  #listeners = new Map();
  /** @type {Session | null} */
  #session = null;
  #link;
  #frame = 0;
  /** @type {Timer} */
  #staleTimer = 0;
  /** @type {Promise<void> | null} of the newest request */
  #latest = null;
  /** @type {Result | null} */
  #result = null;
  #unread = false; // the engine's collection holds a newer one
  #resultWanted = false; // somebody has asked for one: from now on each is read as it comes
  /** @type {Map<Language, LabDeclaration[]>} */
  #labs = new Map();
  #runningQuery = ''; // whose results the engine's collection holds
  #shownQuery = ''; // the same, once there is one
  #firstQuery; // of the link, until the engine can read it
  /** @type {State['notes']} of the state whose run the engine's collection holds */
  #notes = [];
  /** @type {Map<string, string>} lab -> query of the state in which it was left */
  #left = new Map();
  /** @type {Set<() => void>} */
  #waiting = new Set(); // for the engine's extras

  constructor() {
    const { query, page, tooLong, damaged } = parseHash(location.hash);
    /** @type {PageEngine | null} */
    this.engine = null;
    /** Null until there is an engine; most of the page asks later. */
    this.state = /** @type {State} */ (/** @type {unknown} */ (null));
    this.page = page;
    this.linkTooLong = tooLong;
    this.damagedKeys = damaged; // of the link, that are the page's
    this.steps = new Steps();
    this.#link = new LinkBar((hash, returning) => this.#follow(hash, returning));
    this.#firstQuery = query;
    this.pins = new Pins(this);
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   */
  #listenersOf(name) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    return /** @type {Set<(...values: Events[Name]) => void>} */ (this.#listeners.get(name));
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(...values: Events[Name]) => void} callback
   */
  on(name, callback) {
    this.#listenersOf(name).add(callback);
    return () => this.#listenersOf(name).delete(callback);
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {Events[Name]} values
   */
  emit(name, ...values) {
    for (const callback of this.#listenersOf(name)) callback(...values);
  }

  get #instance() {
    return /** @type {PageEngine} */ (this.engine).instance;
  }

  /** Of the state; until there is one, what the link seems to ask for. */
  get lab() {
    const [, asked = ''] = /(?:^|&)lab=([^&]*)/.exec(this.#firstQuery) ?? [];
    return this.state?.lab ?? (labs.includes(asked) ? asked : labs[0]);
  }

  /** @returns {Language} */
  get language() {
    return this.page.lang ?? usualLanguage();
  }

  get theme() {
    return this.page.theme ?? 'auto';
  }

  /** Within another page: asked for by the link, or this is embed.html. */
  get embedded() {
    return this.page.embed === '1' || document.documentElement.dataset.page === 'embed';
  }

  /**
   * Whether a reader is given this control: a parameter's key, lab, preset, reset or pin. The
   * canvas reads the same two keys (src/ui/shown_controls.h).
   * @param {string} control
   */
  shows(control) {
    const { controls, hide = '' } = this.page;
    if (hide.split(',').includes(control)) return false;
    return !controls || controls.split(',').includes(control);
  }

  /** The newest whole result. */
  get result() {
    this.#resultWanted = true;
    return this.lastResult;
  }

  /** The same for once: those that follow are not read for it. */
  get lastResult() {
    if (this.#unread) this.#result = { ...this.#instance.result(), notes: this.#notes };
    this.#unread = false;
    return this.#result;
  }

  /** The engine's declarations, in the page's language; not to be changed. */
  get labs() {
    const language = currentLanguage();
    const engine = /** @type {PageEngine} */ (this.engine);
    if (!this.#labs.has(language)) this.#labs.set(language, engine.labs(language));
    return /** @type {LabDeclaration[]} */ (this.#labs.get(language));
  }

  /** That of the state's lab. */
  get declaration() {
    return /** @type {LabDeclaration} */ (this.labs.find(({ id }) => id === this.state.lab));
  }

  /** Those of its presets that a reader is given. */
  get presets() {
    return this.shows('preset') ? this.declaration.presets : [];
  }

  /** The query whose results can be read; empty when there are none yet. */
  get shownQuery() {
    return this.#shownQuery;
  }

  /** Whether the engine's part of what is seldom asked for is here. */
  get hasExtras() {
    return this.engine?.has(extras) ?? false;
  }

  /**
   * Acts once it has come; an action that waits for it already is not remembered twice.
   * @param {() => void} action
   */
  fetchExtras(action) {
    if (!this.engine || this.hasExtras || this.#waiting.has(action)) return;
    this.#waiting.add(action);
    const arrival = this.engine.need(extras).then(action, (error) => this.emit('missing', error));
    arrival.finally(() => this.#waiting.delete(action));
  }

  /**
   * Acts at once where it is here.
   * @param {() => void} action
   */
  withExtras(action) {
    if (this.hasExtras) action();
    else this.fetchExtras(action);
  }

  /** Whether the reader's own run is under way. */
  get running() {
    return this.#session?.running ?? false;
  }

  /**
   * The engine has arrived: reads the link's experiment and starts it.
   * @param {PageEngine} engine
   */
  start(engine) {
    this.engine = engine;
    this.#session = new Session(engine, {
      onStart: (query) => this.#started(query),
      onPlan: (_, plan) => this.emit('plan', plan),
      onUpdate: () => this.#updated(),
      onDone: () => this.#done(),
    });
    this.replace(this.#firstQuery, 'link', { write: false });
    this.pins.start();
  }

  /** The address of this state. */
  get hash() {
    return formatHash(this.state?.query ?? this.#firstQuery, this.page);
  }

  /**
   * The whole address, with other keys of the page; for others: the engine of equal bits.
   * @param {PageKeys} [change]
   */
  address(change = {}) {
    const page = { ...this.page, fastest: '', ...change };
    return new URL(formatHash(this.state?.query ?? this.#firstQuery, page), location.href).href;
  }

  /**
   * Another engine needs a fresh page; the experiment is in the link.
   * @param {boolean} fastest
   */
  chooseSpeed(fastest) {
    this.setPage({ fastest: fastest ? '1' : '' });
    this.flushLink();
    location.reload();
  }

  flushLink() {
    this.#link.flush();
  }

  /** @param {PageKeys} change */
  setPage(change) {
    this.#takePage(change);
    this.#link.write(this.hash);
    this.emit('page', this.page);
  }

  /**
   * An experiment together with keys of the page: one entry of the browser's history.
   * @param {string} query
   * @param {PageKeys} page
   * @param {Source} source
   */
  open(query, page, source) {
    this.#turnTo(page);
    return this.replace(query, source);
  }

  /** @param {PageKeys} page */
  #turnTo(page) {
    this.flushLink(); // the entry that is left stays as it is
    this.#takePage(page);
    this.emit('page', this.page);
  }

  /** @param {PageKeys} change */
  #takePage(change) {
    const page = { ...this.page, ...change };
    if (page.lang === usualLanguage()) delete page.lang;
    if (page.theme === 'auto') delete page.theme;
    for (const key of Object.keys(page)) if (!page[key]) delete page[key];
    this.page = page;
  }

  /**
   * Another lab, as it was left.
   * @param {string} lab
   * @param {Source} source
   */
  chooseLab(lab, source) {
    return this.replace(this.#left.get(lab) ?? queryOf(lab), source);
  }

  /**
   * What the canvas was changed to by hand; a lab that is chosen there is the canvas' default one.
   * @param {string} query
   */
  edit(query) {
    const lab = labOf(query);
    return lab === this.state.lab ? this.replace(query, 'canvas') : this.chooseLab(lab, 'canvas');
  }

  /** The present state once more: what it lacked may come now. */
  repeat() {
    return this.replace(this.state.query, 'step', { write: false });
  }

  undo() {
    this.#step(this.steps.undo(this.state.query));
  }

  redo() {
    this.#step(this.steps.redo(this.state.query));
  }

  /** @param {string | null} query */
  #step(query) {
    if (query !== null) this.replace(query, 'step');
  }

  /**
   * Another whole state. Returns the promise of its result.
   * @param {string} query
   * @param {Source} source
   */
  replace(query, source, { write = true } = {}) {
    return this.#enter(() => this.#instance.resolve(query), source, write);
  }

  /**
   * Keys laid on top of the state there is; `preset` replaces all of them first.
   * @param {Record<string, ParamValue>} params
   * @param {Source} source
   */
  patch(params, source, lab = '') {
    const change = queryOf(lab === this.state.lab ? '' : lab, params);
    return this.#enter(() => this.#instance.resolve(this.state.query, change), source, true);
  }

  /**
   * The contract's setState. What could not be taken is in the result's notes; strict: it is an error,
   * and nothing is changed.
   * @param {unknown} change Change, if it is one
   * @returns {Promise<Result>}
   */
  async setState(change) {
    const { lab, params, query, strict, page, notes } = readChange(change);
    this.#resultWanted = true; // before another run can take its place
    const instance = this.#instance;
    const asked = () => {
      if (query !== null) return instance.resolve(parseHash(query).query, '', doors.script);
      if (!lab && Object.keys(params).length === 0) return null;
      const other = lab === this.state.lab ? '' : lab;
      return instance.resolve(this.state.query, queryOf(other, this.#filled(other, params)), doors.script);
    };
    /** @type {State | null} */
    let state;
    try {
      state = asked();
      if (state) state.notes.push(...notes);
      if (strict) refuseNotes(state?.notes ?? notes);
    } catch (thrown) {
      const error = /** @type {EngineError} */ (thrown);
      this.emit('problem', { name: error.name, message: error.message, ...error.sentence });
      throw error;
    }
    if (Object.keys(page).length > 0) {
      if (state) this.#turnTo(page);
      else this.setPage(page);
    }
    await (state ? this.#enter(() => state, 'script', true) : this.#latest);
    const result = /** @type {Result} */ (this.result);
    return state || notes.length === 0 ? result : { ...result, notes };
  }

  /**
   * Parameters with null, which is what the preset says, filled in.
   * @param {string} lab
   * @param {NonNullable<Change['params']>} params
   */
  #filled(lab, params) {
    const empty = (/** @type {unknown} */ value) => value === null;
    if (!Object.values(params).some(empty)) return params;
    const preset = params.preset === undefined && !lab ? this.state.preset : params.preset;
    const usual = this.#instance.resolve(queryOf(lab || this.state.lab, empty(preset) ? {} : { preset })).params;
    const given = Object.entries(params).filter(([key, value]) => !empty(value) || Object.hasOwn(usual, key));
    return Object.fromEntries(given.map(([key, value]) => [key, value ?? usual[key]]));
  }

  /**
   * @param {string} hash
   * @param {boolean} returning
   */
  #follow(hash, returning) {
    const { query, page, tooLong, damaged } = parseHash(hash);
    this.linkTooLong = tooLong;
    this.damagedKeys = damaged;
    if (returning) {
      for (const key of readersKeys) {
        delete page[key];
        if (this.page[key]) page[key] = this.page[key];
      }
    }
    this.page = page;
    this.emit('page', page);
    if (!this.engine) this.#firstQuery = query;
    else this.replace(query, 'link', { write: false });
    if (returning) this.#link.write(this.hash);
  }

  /**
   * @param {() => State} resolve
   * @param {Source} source
   * @param {boolean} write
   */
  #enter(resolve, source, write) {
    let state;
    try {
      state = resolve();
    } catch (error) {
      this.emit('error', /** @type {Error} */ (error));
      if (this.state) return this.#quiet(Promise.reject(error));
      state = this.#instance.resolve('');
    }
    const before = this.state;
    this.state = state;
    if (before) this.#leave(before, source);
    if (write) this.#write(before);
    this.emit('state', state, source);
    const session = /** @type {Session} */ (this.#session);
    this.#latest = this.#quiet(session.request(state.query).catch((error) => this.#failed(error)));
    return this.#latest;
  }

  /**
   * @param {State} before
   * @param {Source} source
   */
  #leave(before, source) {
    if (before.lab !== this.state.lab) this.#left.set(before.lab, before.query);
    if (source !== 'step') this.steps.note(before, this.state);
    this.emit('steps');
  }

  /**
   * A lab or a preset that is chosen is an entry of the browser's history; within another page, whose
   * Back it would be, nothing is.
   * @param {State | null} before
   */
  #write(before) {
    const chosen = before && (before.lab !== this.state.lab || before.preset !== this.state.preset);
    if (chosen && !this.embedded) this.#link.push(this.hash);
    else this.#link.write(this.hash);
  }

  /**
   * The error is told by an event; a caller that ignores the promise makes no noise.
   * @param {Promise<void>} promise
   */
  #quiet(promise) {
    promise.catch(() => {});
    return promise;
  }

  /** @param {string} query */
  #started(query) {
    this.#unread = false;
    // What the run before has measured is shown before its collection is given up.
    if (this.#frame) this.#showFrame();
    this.#runningQuery = query;
    this.#notes = this.state.query === query ? this.state.notes : [];
    this.#shownQuery = '';
    clearTimeout(this.#staleTimer);
    this.#staleTimer = setTimeout(() => this.emit('stale'), staleAfter);
  }

  #updated() {
    clearTimeout(this.#staleTimer);
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => this.#showFrame());
  }

  #showFrame() {
    this.#cancelFrame();
    this.#shownQuery = this.#runningQuery;
    this.emit('progress', this.#instance.progress());
  }

  #cancelFrame() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #done() {
    clearTimeout(this.#staleTimer);
    this.#unread = true;
    if (this.#resultWanted) void this.lastResult;
    this.#showFrame();
    this.emit('result');
  }

  /**
   * @param {Error} error
   * @returns {never}
   */
  #failed(error) {
    if (error.name !== 'AbortError') {
      clearTimeout(this.#staleTimer);
      this.#cancelFrame();
      if (error instanceof RefusalError) this.emit('refused', error.refusal);
      else this.emit('error', error);
    }
    throw error;
  }
}
