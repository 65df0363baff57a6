// What is being loaded, and how much of it has come.
import { reloadAction } from './failures.mjs';
import { sentence, text } from './text.mjs';

/** @import { Notes } from './notes.mjs' */
/** @import { Timer } from './types.d.mts' */

const patience = 15_000; // ms without a byte

/** Says so when a download hangs, for as long as it does. */
export class Stall {
  #notes;
  /** @type {Timer} */
  #timer = 0;

  /** @param {Notes} notes */
  constructor(notes) {
    this.#notes = notes;
    this.moved();
  }

  moved() {
    this.end();
    this.#timer = setTimeout(() => {
      this.#notes.show('stalled', 'error', sentence('page_stalled'), { action: reloadAction() });
    }, patience);
  }

  end() {
    clearTimeout(this.#timer);
    this.#notes.hide('stalled');
  }
}

export class Loading {
  #root;
  #line;
  #bar;
  /** @type {{ name: string, percent: number } | null} */
  #now = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#line = /** @type {HTMLSpanElement} */ (root.querySelector('span'));
    this.#bar = /** @type {HTMLProgressElement} */ (root.querySelector('progress'));
    delete this.#line.dataset.text;
  }

  /**
   * @param {'page_loading_engine' | 'page_loading_view'} name
   * @param {number} fraction 0..1
   */
  show(name, fraction) {
    this.#now = { name, percent: Math.round(100 * fraction) };
    this.#root.hidden = false;
    this.render();
  }

  render() {
    if (!this.#now) return;
    this.#line.textContent = text(this.#now.name, { percent: this.#now.percent });
    this.#bar.value = this.#now.percent;
  }

  hide() {
    this.#now = null;
    this.#root.hidden = true;
  }
}
