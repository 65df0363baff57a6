// Where workers come from: started ones that have no place yet, so that one that takes too long can
// be replaced at once, and else new ones.
/** @import { EngineWorker } from './engine_worker.mjs' */
/** @import { Timer } from './types.d.mts' */
import { withdrawnError } from './engine_worker.mjs';

const overtime = 100; // ms that a late worker may take to end its job and stay, with its caches

export class Reserve {
  #start;
  #size;
  /** @type {EngineWorker[]} */
  #spares = [];
  /** @type {Map<EngineWorker, Timer>} */
  #late = new Map();
  #starting = 0;
  #round = 0; // what was begun before a release is of no use after it
  #stopped = false;

  /** @param {() => Promise<EngineWorker>} start @param {number} size the most that are kept */
  constructor(start, size) {
    this.#start = start;
    this.#size = size;
  }

  get threads() {
    return this.#spares.length + this.#late.size;
  }

  /** A started worker: a spare one, or a new one. */
  async obtain() {
    if (this.#stopped) throw withdrawnError();
    const worker = this.take() ?? (await this.#start());
    if (!this.#stopped) return worker;
    worker.stop();
    throw withdrawnError();
  }

  /** A spare worker, or null. */
  take() {
    return this.#spares.pop() ?? null;
  }

  /** Starts the spare workers that are missing. */
  fill() {
    while (this.threads + this.#starting < this.#size) this.#add();
  }

  /**
   * Takes a late worker out of its place. Where `keep` is true it may end a job that ends soon.
   * @param {EngineWorker} worker @param {boolean} keep
   */
  setAside(worker, keep) {
    if (keep && worker.remaining < overtime && this.threads < this.#size) {
      const timer = setTimeout(() => this.#giveUp(worker), overtime);
      this.#late.set(worker, timer);
      worker.onFree = () => {
        this.#forget(worker);
        this.#keep(worker);
      };
      worker.onCrash = () => this.#forget(worker);
    } else {
      worker.stop();
    }
  }

  release() {
    this.#round += 1;
    for (const worker of [...this.#spares, ...this.#late.keys()]) {
      this.#forget(worker);
      worker.stop();
    }
    this.#spares = [];
  }

  stop() {
    this.#stopped = true;
    this.release();
  }

  #add() {
    const round = this.#round;
    this.#starting += 1;
    this.#start().then(
      (worker) => {
        this.#starting -= 1;
        if (round === this.#round) this.#keep(worker);
        else worker.stop();
      },
      () => {
        this.#starting -= 1; // the worker that it would replace is given up all the same
      },
    );
  }

  /** @param {EngineWorker} worker */
  #keep(worker) {
    if (this.threads >= this.#size) {
      worker.stop();
      return;
    }
    worker.onFree = () => {};
    worker.onCrash = () => {
      this.#spares = this.#spares.filter((spare) => spare !== worker);
    };
    this.#spares.push(worker);
  }

  /** @param {EngineWorker} worker */
  #forget(worker) {
    clearTimeout(this.#late.get(worker));
    this.#late.delete(worker);
  }

  /** @param {EngineWorker} worker */
  #giveUp(worker) {
    this.#forget(worker);
    worker.stop();
    this.fill();
  }
}
