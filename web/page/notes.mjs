// Sentences above the result: notes, and errors with one action; each with a close mark. They push the
// content down and cover nothing.
import { text, words } from './text.mjs';

/** @import { Sentence } from '../initlab.d.ts' */
/** @import { Action } from './types.d.mts' */
/** @typedef {'note' | 'error'} Kind */
/** @typedef {{ label: string, value: string, lines?: boolean }} Field a text the reader may copy */
/** @typedef {{ kind: Kind, sentence: Sentence, action: Action | null, field: Field | null }} Shown */

const shapes = {
  note: 'M8 2l6 6-6 6-6-6z', // diamond
  error: 'M8 2l7 12H1z', // triangle
};

/** @param {Kind} kind */
function mark(kind) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[kind]);
  svg.append(path);
  return svg;
}

export class Notes {
  #root;
  #live;
  /** @type {Map<string, Shown>} */
  #shown = new Map(); // of each id
  #pressed = false; // a pointer is down: nothing may move under it
  #late = false;

  /** @param {HTMLElement} root @param {HTMLElement} live */
  constructor(root, live) {
    this.#root = root;
    this.#live = live;
    const press = (/** @type {boolean} */ pressed) => () => {
      this.#pressed = pressed;
      // What is under the pointer gets its click first.
      if (!pressed && this.#late) setTimeout(() => this.render());
    };
    window.addEventListener('pointerdown', press(true), true);
    for (const end of ['pointerup', 'pointercancel', 'blur']) window.addEventListener(end, press(false), true);
  }

  /**
   * @param {string} id one note for each
   * @param {Kind} kind
   * @param {Sentence} sentence
   * @param {{ action?: Action | null, field?: Field | null }} [options]
   */
  show(id, kind, sentence, { action = null, field = null } = {}) {
    this.#shown.set(id, { kind, sentence, action, field });
    this.#live.textContent = words(sentence);
    this.render();
  }

  /** @param {string} id */
  hide(id) {
    if (this.#shown.delete(id)) this.render();
  }

  /** @param {string} id */
  has(id) {
    return this.#shown.has(id);
  }

  ids() {
    return [...this.#shown.keys()];
  }

  render() {
    this.#late = this.#pressed;
    if (this.#pressed) return;
    this.#root.replaceChildren(...[...this.#shown].map(([id, note]) => this.#element(id, note)));
  }

  /** @param {string} id @param {Shown} note */
  #element(id, { kind, sentence, action, field }) {
    const element = document.createElement('div');
    element.className = `note note-${kind}`;
    element.dataset.note = id;
    const kindName = document.createElement('span');
    kindName.className = 'visually-hidden';
    kindName.textContent = `${text(kind === 'error' ? 'page_error' : 'page_note')}: `;
    const line = document.createElement('p');
    line.append(kindName, words(sentence));
    element.append(mark(kind), line);
    if (field) element.append(this.#field(field));
    if (action) element.append(this.#button(words(action.label), '', action.run));
    const close = this.#button('×', 'icon-button', () => this.hide(id));
    close.setAttribute('aria-label', text('page_close'));
    element.append(close);
    return element;
  }

  /** @param {Field} field */
  #field({ label, value, lines = false }) {
    const input = document.createElement(lines ? 'textarea' : 'input');
    input.readOnly = true;
    input.value = value;
    if (input instanceof HTMLTextAreaElement) input.rows = 8;
    input.setAttribute('aria-label', text(label));
    input.addEventListener('focus', () => input.select());
    return input;
  }

  /** @param {string} label @param {string} className @param {() => void} run */
  #button(label, className, run) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = className;
    button.textContent = label;
    button.addEventListener('click', run);
    return button;
  }
}
