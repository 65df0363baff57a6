// Sentences above the result: notes, and errors with what to do about them; each with a close mark. They
// push the content down and cover nothing.
import { icon, made, madeButton } from './dom.mjs';
import { text, words } from './text.mjs';

/** @import { Sentence } from '../initlab.d.ts' */
/** @import { Action } from './types.d.mts' */
/** @typedef {'note' | 'error'} Kind */
/** @typedef {{ label: string, value: string, lines?: boolean }} Field a text the reader may copy */
/** @typedef {{ kind: Kind, sentence: Sentence, actions: Action[], field: Field | null }} Shown */

const shapes = {
  note: 'M8 2l6 6-6 6-6-6z', // diamond
  error: 'M8 2l7 12H1z', // triangle
};

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
   * @param {{ action?: Action | Action[] | null, field?: Field | null }} [options]
   */
  show(id, kind, sentence, { action = null, field = null } = {}) {
    this.#shown.set(id, { kind, sentence, actions: [action ?? []].flat(), field });
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
  #element(id, { kind, sentence, actions, field }) {
    const kindName = `${text(kind === 'error' ? 'page_error' : 'page_note')}: `;
    const line = made('p', {}, made('span', { className: 'visually-hidden', textContent: kindName }), words(sentence));
    const element = made('div', { className: `note note-${kind}` }, icon(shapes[kind]), line);
    element.dataset.note = id;
    if (field) element.append(this.#field(field));
    element.append(...actions.map(({ label, run }) => madeButton({}, run, words(label))));
    const close = madeButton({ className: 'icon-button' }, () => this.hide(id), '×');
    close.setAttribute('aria-label', text('page_close'));
    element.append(close);
    return element;
  }

  /** @param {Field} field */
  #field({ label, value, lines = false }) {
    const input = lines ? made('textarea', { rows: 8 }) : made('input');
    Object.assign(input, { readOnly: true, value });
    input.setAttribute('aria-label', text(label));
    input.addEventListener('focus', () => input.select());
    return input;
  }
}
