// Undo and redo. What one gesture does to the same parameter is one step: a drag, a key held down.

const mostSteps = 200;
const afterRelease = 400; // ms; the canvas hears of a release with its next frame

function changedKeys(from, to) {
  const differs = (key) => JSON.stringify(from.params[key]) !== JSON.stringify(to.params[key]);
  return Object.keys(to.params).filter(differs);
}

export class Steps {
  #before = []; // queries; the latest last
  #after = [];
  #held = false; // a button, a finger or a key
  #releasedAt = -Infinity;
  #begun = 0; // number of the present gesture
  #latest = { gesture: -1, keys: [] }; // what the latest step belongs to

  constructor() {
    const hear = (name, listener) => document.addEventListener(name, listener, { capture: true, passive: true });
    hear('pointerdown', ({ isPrimary }) => isPrimary && this.#begin());
    hear('keydown', ({ repeat }) => repeat || this.#held || this.#begin());
    for (const name of ['pointerup', 'pointercancel', 'keyup']) hear(name, () => this.#end());
    window.addEventListener('blur', () => this.#end());
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  get canRedo() {
    return this.#after.length > 0;
  }

  /** The state has changed, by whatever hand. */
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

  /** The query before; null when there is none. */
  undo(now) {
    return this.#go(this.#before, this.#after, now);
  }

  redo(now) {
    return this.#go(this.#after, this.#before, now);
  }

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
