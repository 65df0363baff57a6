// The state of the page is a query. Whoever changes it (canvas, form, link, script) comes through
// here; whoever shows it listens here.
import { extras, labOf, queryOf } from '../engine.mjs';
import { doors, refuseNotes } from '../engine/instance.mjs';
import { RefusalError, Session } from '../engine/session.mjs';
import { readChange } from './change.mjs';
import { labs } from './files.mjs';
import { formatHash, LinkBar, parseHash, readersKeys } from './link.mjs';
import { Pins } from './pins.mjs';
import { Steps } from './steps.mjs';
import { usualLanguage } from './text.mjs';

const staleAfter = 200; // ms without a first answer

/**
 * Events: page(page) language, theme and the like changed · state(state, source) ·
 * plan(plan) what the run that starts will take · stale() ·
 * progress(progress) a report can be read from `engine.instance`, at most once a frame ·
 * result() complete, to be read here · refused(refusal) · error(error) · missing(error) something asked for beside the run ·
 * problem({message, en, ko}) the same,
 * in words · pinned(list) the runs that are kept for comparison, see Pins · steps() what can be undone has changed.
 */
export class Controller {
  #listeners = new Map();
  #session = null;
  #link;
  #frame = 0;
  #staleTimer = 0;
  #latest = null; // promise of the newest request
  #result = null;
  #unread = false; // the engine's collection holds a newer one
  #resultWanted = false; // somebody has asked for one: from now on each is read as it comes
  #labs = new Map(); // language -> declarations
  #runningQuery = ''; // whose results the engine's collection holds
  #shownQuery = ''; // the same, once there is one
  #firstQuery; // of the link, until the engine can read it
  #notes = []; // of the state whose run the engine's collection holds
  #left = new Map(); // lab -> query of the state in which it was left

  constructor() {
    const { query, page, tooLong, damaged } = parseHash(location.hash);
    this.engine = null;
    this.state = null;
    this.page = page;
    this.linkTooLong = tooLong;
    this.damagedKeys = damaged; // of the link, that are the page's
    this.steps = new Steps();
    this.#link = new LinkBar((hash, returning) => this.#follow(hash, returning));
    this.#firstQuery = query;
    this.pins = new Pins(this);
  }

  on(name, callback) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name).add(callback);
    return () => this.#listeners.get(name).delete(callback);
  }

  emit(name, ...values) {
    for (const callback of this.#listeners.get(name) ?? []) callback(...values);
  }

  /** Of the state; until there is one, what the link seems to ask for. */
  get lab() {
    const [, asked] = /(?:^|&)lab=([^&]*)/.exec(this.#firstQuery) ?? [];
    return this.state?.lab ?? (labs.includes(asked) ? asked : labs[0]);
  }

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

  /** Whether a reader is given this control: a parameter's key, lab, preset, reset or pin. The
   * canvas reads the same two keys (src/ui/shown_controls.h). */
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
    if (this.#unread) this.#result = { ...this.engine.instance.result(), notes: this.#notes };
    this.#unread = false;
    return this.#result;
  }

  /** The engine's declarations; not to be changed. */
  labs(language) {
    if (!this.#labs.has(language)) this.#labs.set(language, this.engine.labs(language));
    return this.#labs.get(language);
  }

  /** The query whose results can be read; empty when there are none yet. */
  get shownQuery() {
    return this.#shownQuery;
  }

  /** Acts once the engine's part of what is seldom asked for is here: at once where it is. */
  withExtras(action) {
    if (this.engine.has(extras)) action();
    else this.engine.need(extras).then(action, (error) => this.emit('missing', error));
  }

  /** Whether the reader's own run is under way. */
  get running() {
    return this.#session?.running ?? false;
  }

  /** The engine has arrived: reads the link's experiment and starts it. */
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

  /** The whole address, with other keys of the page; for others: the engine of equal bits. */
  address(change = {}) {
    const page = { ...this.page, fastest: '', ...change };
    return new URL(formatHash(this.state?.query ?? this.#firstQuery, page), location.href).href;
  }

  /** Another engine needs a fresh page; the experiment is in the link. */
  chooseSpeed(fastest) {
    this.setPage({ fastest: fastest ? '1' : '' });
    this.flushLink();
    location.reload();
  }

  flushLink() {
    this.#link.flush();
  }

  setPage(change) {
    this.#takePage(change);
    this.#link.write(this.hash);
    this.emit('page', this.page);
  }

  /** An experiment together with keys of the page: one entry of the browser's history. */
  open(query, page, source) {
    this.#turnTo(page);
    return this.replace(query, source);
  }

  #turnTo(page) {
    this.flushLink(); // the entry that is left stays as it is
    this.#takePage(page);
    this.emit('page', this.page);
  }

  #takePage(change) {
    const page = { ...this.page, ...change };
    if (page.lang === usualLanguage()) delete page.lang;
    if (page.theme === 'auto') delete page.theme;
    for (const key of Object.keys(page)) if (!page[key]) delete page[key];
    this.page = page;
  }

  /** Another lab, as it was left. */
  chooseLab(lab, source) {
    return this.replace(this.#left.get(lab) ?? queryOf(lab), source);
  }

  /** What the canvas was changed to by hand; a lab that is chosen there is the canvas' default one. */
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

  #step(query) {
    if (query !== null) this.replace(query, 'step');
  }

  /** Another whole state. Returns the promise of its result. */
  replace(query, source, { write = true } = {}) {
    return this.#enter(() => this.engine.instance.resolve(query), source, write);
  }

  /** Keys laid on top of the state there is; `preset` replaces all of them first. */
  patch(params, source, lab = '') {
    const change = queryOf(lab === this.state.lab ? '' : lab, params);
    return this.#enter(() => this.engine.instance.resolve(this.state.query, change), source, true);
  }

  /** The contract's setState: {lab, params, query, lang, theme, hide, controls, strict}. What could not
   * be taken is in the result's notes; strict: it is an error, and nothing is changed. */
  async setState(change) {
    const { lab, params, query, strict, page, notes } = readChange(change);
    const { instance } = this.engine;
    const asked = () => {
      if (query !== null) return instance.resolve(parseHash(query).query, '', doors.script);
      if (!lab && Object.keys(params).length === 0) return null;
      const other = lab === this.state.lab ? '' : lab;
      return instance.resolve(this.state.query, queryOf(other, this.#filled(other, params)), doors.script);
    };
    let state;
    try {
      state = asked();
      if (state) state.notes.push(...notes);
      if (strict) refuseNotes(state?.notes ?? notes);
    } catch (error) {
      this.emit('problem', { name: error.name, message: error.message, ...error.sentence });
      throw error;
    }
    if (Object.keys(page).length > 0) {
      if (state) this.#turnTo(page);
      else this.setPage(page);
    }
    await (state ? this.#enter(() => state, 'script', true) : this.#latest);
    const { result } = this;
    return state || notes.length === 0 ? result : { ...result, notes };
  }

  /** Parameters with null, which is what the preset says, filled in. */
  #filled(lab, params) {
    const empty = (value) => value === null;
    if (!Object.values(params).some(empty)) return params;
    const preset = params.preset === undefined && !lab ? this.state.preset : params.preset;
    const { instance } = this.engine;
    const usual = instance.resolve(queryOf(lab || this.state.lab, empty(preset) ? {} : { preset })).params;
    const given = Object.entries(params).filter(([key, value]) => !empty(value) || Object.hasOwn(usual, key));
    return Object.fromEntries(given.map(([key, value]) => [key, value ?? usual[key]]));
  }

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

  #enter(resolve, source, write) {
    let state;
    try {
      state = resolve();
    } catch (error) {
      this.emit('error', error);
      if (this.state) return this.#quiet(Promise.reject(error));
      state = this.engine.instance.resolve('');
    }
    const before = this.state;
    this.state = state;
    if (before) this.#leave(before, source);
    if (write) this.#write(before);
    this.emit('state', state, source);
    this.#latest = this.#quiet(this.#session.request(state.query).catch((error) => this.#failed(error)));
    return this.#latest;
  }

  #leave(before, source) {
    if (before.lab !== this.state.lab) this.#left.set(before.lab, before.query);
    if (source !== 'step') this.steps.note(before, this.state);
    this.emit('steps');
  }

  /** A lab or a preset that is chosen is an entry of the browser's history; within another page, whose
   * Back it would be, nothing is. */
  #write(before) {
    const chosen = before && (before.lab !== this.state.lab || before.preset !== this.state.preset);
    if (chosen && !this.embedded) this.#link.push(this.hash);
    else this.#link.write(this.hash);
  }

  // The error is told by an event; a caller that ignores the promise makes no noise.
  #quiet(promise) {
    promise.catch(() => {});
    return promise;
  }

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
    this.emit('progress', this.engine.instance.progress());
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
