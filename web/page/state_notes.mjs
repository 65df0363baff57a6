// The engine's notes on a state: keys that were clamped or ignored.
import { sentence } from './text.mjs';

/** @import { State } from '../initlab.d.ts' */
/** @import { Notes } from './notes.mjs' */
/** @import { Source } from './types.d.mts' */

const mostShown = 5;

export class StateNotes {
  #notes;
  #isTold;
  /** @type {Map<string, { key: string, value: string }>} */
  #values = new Map(); // note id -> {key, value of the key when it was said}

  /**
   * @param {Notes} notes
   * @param {(key: string) => boolean} isTold by the form, beside the control
   */
  constructor(notes, isTold) {
    this.#notes = notes;
    this.#isTold = isTold;
  }

  /**
   * A note stays until it is closed, its key gets another value, or another link is opened.
   * @param {State} state
   * @param {Source} source
   */
  update(state, source) {
    for (const [id, { key, value }] of this.#values) {
      if (source === 'link' || String(state.params[key]) !== value) this.#drop(id);
    }
    const all = (state.notes ?? []).filter(({ key }) => source !== 'form' || !this.#isTold(key));
    all.slice(0, mostShown).forEach((note, i) => {
      const id = `key-${note.key ?? ''}-${i}`;
      this.#values.set(id, { key: note.key, value: String(state.params[note.key]) });
      this.#notes.show(id, 'note', { en: note.en, ko: note.ko });
    });
    if (all.length > mostShown) {
      this.#values.set('key-more', { key: '', value: 'undefined' });
      this.#notes.show('key-more', 'note', sentence('page_more_notes', { count: all.length - mostShown }));
    }
  }

  /** @param {string} id */
  #drop(id) {
    this.#values.delete(id);
    this.#notes.hide(id);
  }
}
