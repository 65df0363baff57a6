// What is being loaded, and how much of it has come.
import { reloadAction } from './failures.mjs';
import { sentence, text } from './text.mjs';

const patience = 15_000; // ms without a byte

/** Says so when a download hangs, for as long as it does. */
export class Stall {
  #notes;
  #timer = 0;

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
  #now = null; // {name, percent}

  constructor(root) {
    this.#root = root;
    this.#line = root.querySelector('span');
    this.#bar = root.querySelector('progress');
    delete this.#line.dataset.text;
  }

  /** name: page_loading_engine or page_loading_view; fraction: 0..1. */
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
