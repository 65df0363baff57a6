// Undo and redo. What one gesture does to the same parameter is one step: a drag, a key held down.

/** @import { State } from '../initlab.d.ts' */

const mostSteps = 200;
const afterRelease = 400; // ms; the canvas hears of a release with its next frame

/** @param {State} from @param {State} to */
function changedKeys(from, to) {
  const differs = (/** @type {string} */ key) => JSON.stringify(from.params[key]) !== JSON.stringify(to.params[key]);
  return Object.keys(to.params).filter(differs);
}

export class Steps {
  /** @type {string[]} */
  #before = []; // queries; the latest last
  /** @type {string[]} */
  #after = [];
  #held = false; // a button, a finger or a key
  #releasedAt = -Infinity;
  #begun = 0; // number of the present gesture
  /** @type {{ gesture: number, keys: string[] }} */
  #latest = { gesture: -1, keys: [] }; // what the latest step belongs to

  constructor() {
    /**
     * @template {keyof DocumentEventMap} Name
     * @param {Name} name
     * @param {(event: DocumentEventMap[Name]) => unknown} listener
     */
    const hear = (name, listener) => document.addEventListener(name, listener, { capture: true, passive: true });
    hear('pointerdown', ({ isPrimary }) => isPrimary && this.#begin());
    hear('keydown', ({ repeat }) => repeat || this.#held || this.#begin());
    for (const name of /** @type {const} */ (['pointerup', 'pointercancel', 'keyup'])) hear(name, () => this.#end());
    window.addEventListener('blur', () => this.#end());
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  get canRedo() {
    return this.#after.length > 0;
  }

  /**
   * The state has changed, by whatever hand.
   * @param {State} from
   * @param {State} to
   */
  note(from, to) {
    if (from.query === to.query) return;
    const keys = from.lab === to.lab && from.preset === to.preset ? changedKeys(from, to) : [];
    const going = this.#held || performance.now() - this.#releasedAt < afterRelease;
    const { gesture, keys: latest } = this.#latest;
    const same = going && gesture === this.#begun && keys.some((key) => latest.includes(key));
    if (!same) {
      this.#before.push(from.query);
      if (this.#before.length > mostSteps) this.#before.shift();
      this.#latest = { gesture: this.#begun, keys };
    } else if (this.#before.at(-1) === to.query) {
      this.#before.pop(); // back where the gesture began
      this.#latest.gesture = -1;
    }
    this.#after = [];
  }

  /**
   * The query before; null when there is none.
   * @param {string} now
   */
  undo(now) {
    return this.#go(this.#before, this.#after, now);
  }

  /** @param {string} now */
  redo(now) {
    return this.#go(this.#after, this.#before, now);
  }

  /** @param {string[]} from @param {string[]} to @param {string} now */
  #go(from, to, now) {
    const query = from.pop() ?? null;
    if (query !== null) to.push(now);
    this.#latest.gesture = -1;
    return query;
  }

  #begin() {
    this.#begun += 1;
    this.#held = true;
  }

  #end() {
    this.#held = false;
    this.#releasedAt = performance.now();
  }
}
