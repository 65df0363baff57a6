// The canvas in the page: its size and sharpness, its graphics context, whether it is seen, and the
// real input laid over a field that is being edited.
import { made } from './dom.mjs';
import { randomSeed } from './form.mjs';
import { pageFlags } from './lab_module.mjs';
import { makeLinesField, typedLines } from './lines_field.mjs';
import { closeTerm, explainOnCanvas } from './terms.mjs';
import { text } from './text.mjs';

/**
 * @import { Language } from '../initlab.d.ts'
 * @import { Lab } from './lab_module.mjs'
 * @typedef {object} HostEvents
 * @property {() => void} onContextLost
 * @property {() => void} onContextRestored
 * @property {(key: string) => string | undefined} labelOf
 * @property {(key: string) => boolean} hasLines
 * @property {(key: string, text: string) => void} onEdit
 * @typedef {{language: Language, dark: boolean, panelHidden: boolean, embedded: boolean}} Settings
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

const longestSide = 8192; // pixels of the drawing buffer
const mostPixels = 24e6;
const smallestHeight = 320; // CSS pixels

// As SDL asks for it: it then finds this context instead of making another, which takes long.
const contextAttributes = { alpha: false, depth: false, stencil: false, antialias: false };

const coarsePointer = matchMedia('(pointer: coarse)');
const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

export class CanvasHost {
  #host;
  #canvas;
  #stage;
  /** @type {Lab | null} */
  #lab = null;
  #contentHeight = 0;
  #size = '';
  #shown = true;
  /** @type {Settings} */
  #settings = { language: 'en', dark: false, panelHidden: false, embedded: false };
  #controls = '';
  #below = () => 0;

  /**
   * @param {HTMLElement} host
   * @param {HostEvents} events
   */
  constructor(host, events) {
    this.#host = host;
    this.#canvas = /** @type {HTMLCanvasElement} */ (host.querySelector('canvas'));
    this.#stage = /** @type {HTMLElement} */ (host.parentElement);
    this.events = events;
    new ResizeObserver(() => this.resize()).observe(this.#stage);
    window.addEventListener('resize', () => this.resize());
    window.addEventListener('scroll', () => this.#tellSeen(), { passive: true });
    this.#watchPixelRatio();
    document.addEventListener('visibilitychange', () => this.#updateVisible());
    for (const query of [coarsePointer, reducedMotion]) {
      query.addEventListener('change', () => this.setPage({}));
    }
    // A long press shows a value, not a menu.
    this.#canvas.addEventListener('contextmenu', (event) => {
      if (coarsePointer.matches) event.preventDefault();
    });
    this.#canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // otherwise the browser never gives it back
      this.#lab?.contextLost();
      events.onContextLost();
    });
    this.#canvas.addEventListener('webglcontextrestored', () => {
      this.#lab?.contextRestored();
      events.onContextRestored();
    });
  }

  /** False when this browser has no WebGL 2. */
  openContext() {
    // At its size from the start: to change the size of a new context waits for it to be finished.
    const { width, height, scale } = this.#measure();
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    return Boolean(this.#canvas.getContext('webgl2', contextAttributes));
  }

  get canvas() {
    return this.#canvas;
  }

  /** @param {Lab} lab */
  attach(lab) {
    this.#lab = lab;
    this.setPage({});
    this.setControls(this.#controls);
    this.#size = '';
    this.resize();
    this.#updateVisible();
  }

  /**
   * Callbacks the module calls.
   * @typedef {[x: number, y: number, width: number, height: number]} Place
   */
  hostFunctions() {
    return {
      /** @type {(key: string, ...rest: [...Place, string]) => void} */
      hostEdit: (key, x, y, width, height, value) => this.#edit(key, { x, y, width, height }, value),
      /** @type {(term: string, ...place: Place) => void} */
      hostExplain: (term, x, y, width, height) => explainOnCanvas(term, this.#canvas, { x, y, width, height }),
      hostContentHeight: (/** @type {number} */ height) => {
        if (height === this.#contentHeight) return;
        this.#contentHeight = height;
        this.resize();
      },
      hostRandomSeed: randomSeed,
      hostCursor: (/** @type {string} */ name) => {
        this.#canvas.style.cursor = name;
      },
    };
  }

  /** @param {Partial<Settings>} change */
  setPage(change) {
    Object.assign(this.#settings, change);
    const { language, dark, panelHidden, embedded } = this.#settings;
    const flags =
      (coarsePointer.matches ? pageFlags.coarsePointer : 0) |
      (reducedMotion.matches ? pageFlags.reducedMotion : 0) |
      (panelHidden ? pageFlags.panelHidden : 0) |
      (embedded ? pageFlags.embedded : 0);
    this.#lab?.setPage(language, dark, flags);
  }

  /** @param {string} query the page's keys `controls` and `hide`, as in a link */
  setControls(query) {
    this.#controls = query;
    this.#lab?.setControls(query);
  }

  /** @param {() => number} height of what is docked below the canvas */
  setBelow(height) {
    this.#below = height;
    this.resize();
  }

  /** @param {boolean} shown */
  show(shown) {
    if (shown !== this.#shown) closeTerm();
    this.#shown = shown;
    this.#updateVisible();
    if (shown) this.resize();
  }

  /** CSS pixels, and device pixels per CSS pixel. */
  #measure() {
    const stage = this.#stage;
    const width = Math.max(stage.clientWidth, 1);
    const top = stage.getBoundingClientRect().top + window.scrollY;
    // An embedded page is as high as what it shows: the frame around it follows.
    const follows = this.#settings.embedded && this.#contentHeight > 0;
    const seen = follows ? 0 : document.documentElement.clientHeight - top - this.#below();
    const height = Math.max(Math.round(seen), smallestHeight, Math.ceil(this.#contentHeight));
    const scale = Math.min(
      window.devicePixelRatio || 1,
      longestSide / Math.max(width, height),
      Math.sqrt(mostPixels / (width * height)),
    );
    return { width, height, scale };
  }

  resize() {
    if (!this.#shown || this.#stage.clientWidth === 0) return;
    const { width, height, scale } = this.#measure();
    this.#host.style.height = `${height}px`;
    this.#tellSeen();
    const size = `${width} ${height} ${scale}`;
    if (size === this.#size || !this.#lab) return;
    this.#size = size;
    this.#lab.setSize(width, height, scale);
  }

  #tellSeen() {
    const { top } = this.#host.getBoundingClientRect();
    // The header stays over the page.
    const from = document.querySelector('.header')?.getBoundingClientRect().bottom ?? 0;
    const to = document.documentElement.clientHeight - this.#below();
    this.#lab?.setSeen(Math.max(0, from - top), Math.max(0, to - top));
  }

  #watchPixelRatio() {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener(
      'change',
      () => {
        this.resize();
        this.#watchPixelRatio();
      },
      { once: true },
    );
  }

  #updateVisible() {
    this.#lab?.setVisible(this.#shown && !document.hidden);
  }

  /**
   * @param {string} key
   * @param {Box} box
   * @param {string} value
   */
  #edit(key, box, value) {
    const lines = this.events.hasLines(key);
    let open = true;
    const close = (/** @type {boolean} */ commit) => {
      if (!open) return;
      open = false;
      const hadFocus = document.activeElement === input;
      input.remove();
      if (hadFocus) this.#canvas.focus({ preventScroll: true });
      const typed = lines ? typedLines(input.value) : input.value.trim();
      if (commit && typed !== value) this.events.onEdit(key, typed);
    };
    const input = lines
      ? makeLinesField({}, () => close(true)).area
      : made('input', { autocomplete: 'off', spellcheck: false });
    input.classList.add('canvas-input');
    input.value = value;
    if (!lines) input.inputMode = /^[-+.,\de]*$/.test(value) ? 'decimal' : 'text';
    input.setAttribute('aria-label', this.events.labelOf(key) ?? text('page_edit_value'));
    Object.assign(input.style, {
      left: `${box.x}px`,
      top: `${box.y}px`,
      width: `${box.width}px`,
      [lines ? 'minHeight' : 'height']: `${box.height}px`,
    });
    /** @type {HTMLElement} */ (input).addEventListener('keydown', (event) => {
      const leaves = event.key === 'Escape' || (event.key === 'Enter' && !lines);
      if (event.isComposing || !leaves) return;
      event.preventDefault();
      close(event.key === 'Enter');
    });
    input.addEventListener('blur', () => close(true));
    this.#host.append(input);
    input.focus({ preventScroll: true });
    if (lines) input.dispatchEvent(new Event('input'));
    else input.select();
  }
}
