// <init-lab lab="forward" preset="small" gain="1.2" lang="ko" controls="gain,seed"></init-lab>
//
// A picture of the lab until the reader starts it (a click, Enter, or scrolling there with
// autostart); then the lab itself, in a frame. Attributes other than those of `own` are parameters
// of the lab. An element out of sight for long gives its frame back, with its graphics context and
// its workers, and goes on from the same state when it is seen again.

/** @import { Change, InitLabElement, LabDeclaration, Language, PageEvents, PageState } from './initlab.d.ts' */
/** @import { ParamValue, Request, Result, Theme } from './initlab.d.ts' */
/** @typedef {Record<string, ParamValue | null>} Params null: the preset's value */
/** @typedef {Change & {params: Params}} ParamsChange */
/** @typedef {Partial<Error> & {en?: string, ko?: string}} Failure */
/** @typedef {ReturnType<typeof setTimeout> | number} Timer */
/** @typedef {{resolve: (value: unknown) => void, reject: (error: Error) => void, timer: Timer}} Asked */
/**
 * @typedef {object} Answers what is resolved to, by type of the request
 * @property {LabDeclaration[]} labs
 * @property {PageState} getState
 * @property {Result} setState
 * @property {Result | null} getResult
 * @property {unknown} on
 */

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL('.', script.src);
  const own = ['lab', 'lang', 'theme', 'controls', 'hide', 'height', 'autostart', 'base', 'view'];
  const platform = ['id', 'class', 'style', 'slot', 'title', 'hidden', 'tabindex', 'part', 'dir', 'role'];
  const words = {
    en: {
      run: 'Click to run',
      about: 'Computed on this machine.',
      slow: 'Nothing has come from {host} yet. A slow connection, a filter of this network, or a policy of this page that forbids frames may hold it back.',
    },
    ko: {
      run: '클릭하면 실행',
      about: '이 컴퓨터에서 직접 계산합니다.',
      slow: '{host}에서 아직 아무것도 오지 않았습니다. 느린 연결이나 네트워크의 차단, 또는 이 페이지의 프레임 정책 때문일 수 있습니다.',
    },
  };
  // Filled in by the build: {lab: {preset: {en, ko, height, narrow}}}: the verdicts, and the
  // heights of the two pictures.
  /** @type {Record<string, Record<string, Record<Language, string> & {height: number, narrow: number}>>} */
  const posters = {};
  const isParameter = (/** @type {string} */ name) =>
    !own.includes(name) && !platform.includes(name) && !/^(data-|aria-|on)/.test(name);
  // In a link a plus is a plus, so a space may not be written as one: URLSearchParams does not serve.
  /** @type {(key: string, value: ParamValue) => string} */
  const pair = (key, value) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`;
  const keyOf = (/** @type {string} */ text) => decodeURIComponent(text.split('=', 1)[0]);
  /**
   * Who wants to know how it ends listens; nobody else's console is told.
   * @template Kept
   * @param {Promise<Kept>} promise
   */
  const quiet = (promise) => {
    promise.catch(() => {});
    return promise;
  };
  const stopped = () => new DOMException('stopped', 'AbortError');
  const restAfter = 4000; // ms out of sight
  const answerTime = 60_000; // ms
  const silence = 15_000; // ms without a word from the frame

  const style = `
:host{display:block;position:relative;margin:1em 0;color-scheme:light dark;
font:15px/1.5 system-ui,sans-serif}
:host([hidden]){display:none}
figure{margin:0;border:1px solid #8a9299;border-radius:6px;overflow:hidden}
iframe{display:block;width:100%;border:0}
img{display:block;width:100%;height:auto}
.bar{display:flex;gap:8px 16px;align-items:center;flex-wrap:wrap;padding:8px 16px;
border-top:1px solid #8a929966;background:#8a929918}
button{min-height:44px;padding:8px 20px;border:1px solid CanvasText;border-radius:6px;
background:CanvasText;color:Canvas;font:600 15px/1.3 system-ui,sans-serif;cursor:pointer}
button:focus-visible{outline:2px solid #0b57a6;outline-offset:3px}
p{margin:0;padding:12px 16px;font-weight:600}
.bar p{padding:0;font-weight:400}
[hidden]{display:none!important}
@media(forced-colors:active){button{background:ButtonFace;color:ButtonText;border-color:ButtonText}}
@media print{.bar{display:none}}`;

  /** @implements {InitLabElement} */
  class InitLab extends HTMLElement {
    /** @type {HTMLIFrameElement | null} */
    #frame = null;
    #figure = document.createElement('figure');
    #height = 0;
    /** @type {string | null} */
    #state = null; // query of the last state the lab told
    /** @type {Map<number, Asked>} */
    #asked = new Map(); // by id
    #next = 1;
    /** @type {Promise<unknown> | null} */
    #ready = null; // promise; one that waits outlives the frame, for the next may answer it
    /** @type {((value?: unknown) => void) | null} */
    #settle = null;
    /** @type {Timer} */
    #rest = 0;
    /** @type {Timer} */
    #slow = 0;
    #resting = false;
    #visible = false;
    #attributes = new MutationObserver((changes) => this.#changed(changes));
    // Of several entries the last says how it is now.
    #sight = new IntersectionObserver((entries) => this.#seen(entries[entries.length - 1].isIntersecting), {
      rootMargin: '200px',
    });
    #hear = (/** @type {MessageEvent} */ event) => this.#receive(event);

    connectedCallback() {
      if (!this.shadowRoot) this.#drawPoster();
      window.addEventListener('message', this.#hear);
      this.#attributes.observe(this, { attributes: true, attributeOldValue: true });
      this.#sight.observe(this);
    }

    disconnectedCallback() {
      window.removeEventListener('message', this.#hear);
      this.#attributes.disconnect();
      this.#sight.disconnect();
      clearTimeout(this.#rest);
      this.#visible = false;
      if (this.#frame) this.#fallAsleep(); // it may have been moved only
    }

    /** Resolves when the lab answers; it is started if it was not. */
    get ready() {
      this.#ready ??= new Promise((resolve) => {
        this.#settle = resolve;
      });
      this.start();
      return this.#ready;
    }

    get running() {
      return this.#frame !== null;
    }

    labs() {
      return this.#ask('labs');
    }

    getState() {
      return this.#ask('getState');
    }

    /** @param {Change} change */
    setState(change) {
      return this.#ask('setState', change);
    }

    getResult() {
      return this.#ask('getResult');
    }

    /**
     * result, progress, state, error; returns a function that stops listening. The same come as
     * events of the element, with the value as `detail`.
     * @template {keyof PageEvents} Name
     * @param {Name} name
     * @param {(value: PageEvents[Name]) => void} callback
     */
    on(name, callback) {
      const listener = (/** @type {Event} */ event) => callback(/** @type {CustomEvent} */ (event).detail);
      this.addEventListener(name, listener);
      return () => this.removeEventListener(name, listener);
    }

    start() {
      this.#resting = !this.isConnected; // then later, where it is put
      if (this.#frame || this.#resting) return;
      const frame = document.createElement('iframe');
      frame.src = this.#address();
      frame.title = `initlab: ${this.getAttribute('title') ?? this.#lab}`;
      frame.allow = 'fullscreen; clipboard-write';
      frame.referrerPolicy = 'no-referrer';
      frame.style.height = `${this.#fixedHeight || this.#height || Math.max(this.#figure.offsetHeight, 480)}px`;
      this.#frame = frame;
      this.#figure.replaceChildren(frame);
      this.#slow = setTimeout(() => {
        const line = document.createElement('p');
        line.setAttribute('role', 'status');
        line.textContent = words[this.#language].slow.replace('{host}', this.#base.host);
        frame.before(line);
      }, silence);
    }

    /** Back to the picture; the state is kept for the next start. */
    stop() {
      if (!this.#frame) return;
      this.#release();
      this.#resting = false;
      this.#showPoster();
    }

    /** @returns {Language} */
    get #language() {
      const lang = this.getAttribute('lang') ?? /** @type {HTMLElement | null} */ (this.closest('[lang]'))?.lang ?? '';
      return /^ko\b/.test(lang) ? 'ko' : 'en';
    }

    get #lab() {
      return this.getAttribute('lab') ?? 'forward';
    }

    get #fixedHeight() {
      const height = this.getAttribute('height');
      return height && height !== 'auto' ? Math.min(Math.max(parseInt(height, 10) || 0, 200), 4000) : 0;
    }

    get #base() {
      return new URL(this.getAttribute('base') ?? '', base);
    }

    #params() {
      /** @type {Record<string, string>} */
      const params = {};
      for (const { name, value } of this.attributes) {
        if (isParameter(name)) params[name] = value;
      }
      return params;
    }

    #address() {
      const state = this.#state ?? this.#patched('', { lab: this.#lab, params: this.#params() });
      /** @type {Record<string, string>} */
      const page = { lang: this.#language, embed: '1', api: '1' };
      for (const key of ['theme', 'controls', 'hide', 'view']) {
        const value = this.getAttribute(key);
        if (value) page[key] = value;
      }
      const rest = Object.entries(page).map(([key, value]) => pair(key, value));
      return `${new URL('embed.html', this.#base)}#${['v=1', state, ...rest].join('&')}`;
    }

    /**
     * A query with a change on top of it, as the lab itself would lay it there.
     * @param {string} query
     * @param {ParamsChange} change
     */
    #patched(query, { lab, params }) {
      const pairs = query.split('&').filter(Boolean);
      const another = lab !== undefined && pairs[0] !== pair('lab', lab);
      const whole = another || Object.hasOwn(params, 'preset');
      const kept = whole ? pairs.slice(0, 1) : pairs.filter((text) => !Object.hasOwn(params, keyOf(text)));
      const given = Object.entries(params).flatMap(([key, value]) => (value === null ? [] : [pair(key, value)]));
      return [...(another ? [pair('lab', lab)] : kept), ...given].join('&');
    }

    #drawPoster() {
      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      root.append(this.#figure);
      this.#showPoster();
    }

    #showPoster() {
      const language = this.#language;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `▶ ${words[language].run}`;
      button.addEventListener('click', () => {
        this.start();
        this.#frame?.focus();
      });
      const bar = document.createElement('div');
      bar.className = 'bar';
      const about = document.createElement('p');
      about.textContent = words[language].about;
      bar.append(button, about);
      this.#figure.replaceChildren(...this.#picture(language), bar);
      this.#figure.lang = language;
    }

    /** The author's own content, else the picture of the lab's preset. @param {Language} language */
    #picture(language) {
      const slot = document.createElement('slot');
      const preset = this.getAttribute('preset') ?? Object.keys(posters[this.#lab] ?? {})[0];
      const poster = posters[this.#lab]?.[preset];
      if (!poster) return [slot];
      const text = document.createElement('p');
      text.textContent = poster[language];
      const image = document.createElement('img');
      // Its own width and not the window's: it may stand in a column.
      const narrow = this.clientWidth > 0 && this.clientWidth < 520;
      image.src = new URL(`posters/${this.#lab}-${preset}-${language}${narrow ? '-narrow' : ''}.svg`, this.#base).href;
      image.alt = '';
      image.width = narrow ? 360 : 720;
      image.height = narrow ? poster.narrow : poster.height;
      slot.append(text, image);
      return [slot];
    }

    #release() {
      clearTimeout(this.#slow);
      this.#frame?.remove();
      this.#frame = null;
      if (!this.#settle) this.#ready = null;
      for (const { reject, timer } of this.#asked.values()) {
        clearTimeout(timer);
        reject(stopped());
      }
      this.#asked.clear();
    }

    /** The frame is given back; the element goes on from its state when it is seen again. */
    #fallAsleep() {
      const { height } = this.#figure.getBoundingClientRect();
      this.#release();
      this.#resting = true;
      this.#showPoster();
      if (height > 0) this.#figure.style.minHeight = `${height}px`; // the page must not jump
    }

    /** @param {boolean} visible */
    #seen(visible) {
      this.#visible = visible;
      clearTimeout(this.#rest);
      if (visible) {
        if (this.#resting || this.hasAttribute('autostart')) this.start();
      } else if (this.#frame) {
        this.#rest = setTimeout(() => this.#fallAsleep(), restAfter);
      }
    }

    /** @param {MutationRecord[]} changes */
    #changed(changes) {
      /** @type {Map<string, string | null>} */
      const before = new Map(); // of the attributes that are not as they were
      for (const { attributeName, oldValue } of changes) {
        const name = /** @type {string} */ (attributeName);
        if (!before.has(name)) before.set(name, oldValue);
      }
      const names = [...before.keys()].filter((name) => this.getAttribute(name) !== before.get(name));
      if (this.#frame) {
        this.#frame.style.height = `${this.#fixedHeight || this.#height || this.#frame.offsetHeight}px`;
        this.#tellChanges(names);
        return;
      }
      if (this.#state !== null) this.#state = this.#patched(this.#state, this.#changeOf(names));
      if (names.some((name) => ['lab', 'preset', 'lang', 'base'].includes(name))) this.#showPoster();
      if (this.#visible && this.hasAttribute('autostart')) this.start();
    }

    /**
     * What these attributes say now, as setState() takes it; one that is gone is the default again.
     * @param {string[]} names
     */
    #changeOf(names) {
      // Another lab or preset begins as it would if it had been there from the start.
      /** @type {ParamsChange} */
      const change = { params: names.some((name) => ['lab', 'preset'].includes(name)) ? this.#params() : {} };
      for (const name of names) {
        const value = this.getAttribute(name);
        if (name === 'lab') change.lab = this.#lab;
        else if (name === 'lang') change.lang = this.#language;
        else if (name === 'theme') change.theme = /** @type {Theme} */ (value ?? 'auto');
        else if (name === 'controls' || name === 'hide') change[name] = value ?? '';
        else if (isParameter(name)) change.params[name] = value;
      }
      return change;
    }

    /**
     * All at once; if that is refused each by itself, so that one that is bad stops no other.
     * @param {string[]} names
     * @returns {Promise<void>}
     */
    async #tellChanges(names) {
      const told = names.filter((name) => {
        const change = this.#changeOf([name]);
        return Object.keys(change).length > 1 || Object.keys(change.params).length > 0;
      });
      if (told.length === 0) return;
      try {
        await this.setState(this.#changeOf(told));
      } catch (error) {
        const failure = /** @type {Failure} */ (error);
        if (told.length === 1) this.#tellFailure(failure);
        else if (failure.name !== 'AbortError') for (const name of told) await this.#tellChanges([name]);
      }
    }

    /** @param {Failure} failure */
    #tellFailure({ name, message, en, ko }) {
      if (name !== 'AbortError') this.#tell('error', { name, message, en, ko });
    }

    /**
     * @template {keyof Answers} Type
     * @param {Type} type
     * @param {unknown} [payload]
     * @returns {Promise<Answers[Type]>}
     */
    #ask(type, payload) {
      return quiet(this.ready.then(() => this.#post(type, payload)));
    }

    /**
     * @template {keyof Answers} Type
     * @param {Type} type
     * @param {unknown} [payload]
     * @returns {Promise<Answers[Type]>}
     */
    #post(type, payload) {
      return new Promise((resolve, reject) => {
        if (!this.#frame) throw stopped();
        const id = this.#next;
        this.#next += 1;
        const timer = setTimeout(() => {
          this.#asked.delete(id);
          reject(new Error(`initlab did not answer ${type}`));
        }, answerTime);
        this.#asked.set(id, { resolve: /** @type {Asked['resolve']} */ (resolve), reject, timer });
        /** @type {Request} */
        const request = { ns: 'initlab', v: 1, id, type, payload };
        /** @type {Window} */ (this.#frame.contentWindow).postMessage(request, '*');
      });
    }

    /** @param {MessageEvent} event */
    #receive({ source, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || data?.ns !== 'initlab') return;
      const { id, type, payload } = data;
      const asked = this.#asked.get(id);
      clearTimeout(this.#slow);
      this.#frame.previousSibling?.remove();
      if (type === 'height') this.#grow(payload);
      else if (type === 'ready') this.#listen();
      else if (type === 'event') {
        if (payload.name === 'state') this.#state = payload.value.query;
        this.#tell(payload.name, payload.value);
      } else if (asked) {
        const { resolve, reject, timer } = asked;
        clearTimeout(timer);
        this.#asked.delete(id);
        if (type === 'answer') resolve(payload);
        else reject(Object.assign(new Error(payload.message), payload));
      }
    }

    #listen() {
      this.#figure.style.minHeight = '';
      this.#post('on', ['result', 'progress', 'state', 'error']).then(
        () => {
          this.#settle?.();
          this.#settle = null;
        },
        (error) => this.#tellFailure(error),
      );
    }

    /** @param {number} height */
    #grow(height) {
      if (!this.#frame || !(height > 0) || this.#fixedHeight) return;
      this.#height = Math.min(Math.ceil(height), 8000);
      this.#frame.style.height = `${this.#height}px`;
    }

    /** @param {string} name @param {unknown} detail */
    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }
  }

  if (!customElements.get('init-lab')) customElements.define('init-lab', InitLab);
})();
