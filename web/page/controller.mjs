// The state of the page is a query. Whoever changes it (canvas, form, link, script) comes through
// here; whoever shows it listens here.
import { extras, queryOf } from '../engine.mjs';
import { RefusalError, Session } from '../engine/session.mjs';
import { labs } from './files.mjs';
import { formatHash, LinkBar, parseHash } from './link.mjs';
import { Pins } from './pins.mjs';
import { languages, usualLanguage } from './text.mjs';
import { themes } from './theme.mjs';

const staleAfter = 200; // ms without a first answer

/**
 * Events: page(page) language, theme and the like changed · state(state, source) ·
 * plan(plan) what the run that starts will take · stale() ·
 * progress(progress) a report can be read from `engine.instance`, at most once a frame ·
 * result() complete, to be read here · refused(refusal) · error(error) · missing(error) something asked for beside the run ·
 * problem({message, en, ko}) the same,
 * in words · pinned(list) the runs that are kept for comparison, see Pins.
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

  constructor() {
    const { query, page, tooLong } = parseHash(location.hash);
    this.engine = null;
    this.state = null;
    this.page = page;
    this.linkTooLong = tooLong;
    this.#link = new LinkBar((hash) => this.#follow(hash));
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
    if (this.#unread) this.#result = this.engine.instance.result();
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
    const page = { ...this.page, ...change };
    if (page.lang === usualLanguage()) delete page.lang;
    if (page.theme === 'auto') delete page.theme;
    for (const key of Object.keys(page)) if (!page[key]) delete page[key];
    this.page = page;
    this.#link.write(this.hash);
    this.emit('page', page);
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

  /** The contract's setState: {lab, params, query, lang, theme, hide, controls}. */
  async setState(change) {
    if (typeof change !== 'object' || change === null) throw new TypeError('setState needs an object');
    const { lab = '', params = {}, query, lang, theme } = change;
    const page = {};
    if (languages.includes(lang)) page.lang = lang;
    if (themes.includes(theme)) page.theme = theme;
    for (const key of ['hide', 'controls']) {
      if (change[key] === undefined) continue;
      page[key] = parseHash(`#${key}=${[change[key]].flat().join(',')}`).page[key];
    }
    if (Object.keys(page).length > 0) this.setPage(page);
    if (typeof query === 'string') await this.replace(parseHash(query).query, 'script');
    else if (lab || Object.keys(params).length > 0) await this.patch(params, 'script', lab);
    else await this.#latest;
    return this.result;
  }

  #follow(hash) {
    const { query, page, tooLong } = parseHash(hash);
    this.linkTooLong = tooLong;
    this.page = page;
    this.emit('page', page);
    if (this.engine) this.replace(query, 'link', { write: false });
    else this.#firstQuery = query;
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
    this.state = state;
    if (write) this.#link.write(this.hash);
    this.emit('state', state, source);
    this.#latest = this.#quiet(this.#session.request(state.query).catch((error) => this.#failed(error)));
    return this.#latest;
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
