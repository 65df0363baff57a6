// Who computes the jobs: workers, or this thread itself where workers are impossible.
/** @import { EngineOptions } from '../initlab.d.ts' */
/** @import { EngineInstance } from './instance.mjs' */
/** @import { Executor, Executors, Frame, JobOptions, Timer } from './types.d.mts' */
import { CrashError, EngineWorker, withdrawnError } from './engine_worker.mjs';
import { EngineError } from './instance.mjs';
import { Reserve } from './reserve.mjs';
import { pace, workerMaker } from './workers.mjs';

const shortJob = 20; // ms; where jobs are shorter, a second one waits in the worker
const longJob = 20; // ms; where one is longer, started workers are kept in reserve
const patience = 8; // ms that a job nobody waits for may take to end
const dropTime = 100; // ms; the same for a job that streams, which is dropped within 20 by a worker that lives
const onItsWay = 1; // ms that an answer may have been waiting for a busy page
const sliceTime = 6; // ms this thread computes without a pause; the page has work of its own
const restAfter = 30_000; // ms without work until the workers are released
const hiddenRestAfter = 5_000; // ms; the same while the page is hidden

function pause() {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Computes on this thread, one job at a time, a slice of it and then everything else there is.
 * @implements {Executor}
 */
class LocalExecutor {
  started = false; // there is no thread of its own
  replaces = false; // nor another one when it breaks
  #instance;
  /** @type {Promise<void>} */
  #tail = Promise.resolve();
  #computing = false;
  #begun = 0; // number of the job that somebody waits for

  /** @param {EngineInstance} instance */
  constructor(instance) {
    this.#instance = instance;
  }

  get hasRoom() {
    return !this.#computing;
  }

  idle() {
    return this.#tail;
  }

  /** @param {string} query @param {number} job @param {JobOptions} [options] @returns {Promise<Frame>} */
  run(query, job, options = {}) {
    this.#computing = true;
    const frame = this.#compute(query, job, options).finally(() => {
      this.#computing = false;
    });
    this.#tail = frame.then(pause, () => {});
    return frame;
  }

  /** @param {string} query @param {number} job @param {JobOptions} options */
  async #compute(query, job, { streams = false, onPart = () => {} }) {
    const number = ++this.#begun;
    await pause();
    try {
      this.#instance.begin(query, job);
      let partDue = 0; // the first as soon as there is one
      for (;;) {
        const frame = this.#slice();
        if (frame) return frame;
        const part = streams && performance.now() >= partDue ? this.#instance.part() : null;
        if (part) {
          partDue = performance.now() + pace.betweenParts;
          onPart(part);
        }
        await pause();
        if (number !== this.#begun) throw withdrawnError();
      }
    } catch (error) {
      const known = error instanceof EngineError || /** @type {Error} */ (error).name === 'AbortError';
      throw known ? error : new CrashError(String(error));
    }
  }

  /** Steps until another one like the longest would make the slice too long. */
  #slice() {
    const begin = performance.now();
    let now = begin;
    let longest = 0;
    do {
      const frame = this.#instance.step();
      if (frame) return frame;
      const end = performance.now();
      longest = Math.max(longest, end - now);
      now = end;
    } while (now - begin + longest < sliceTime);
    return null;
  }

  cancel() {
    this.#begun += 1;
  }

  release() {}
  stop() {}
}

/**
 * A place for one worker at a time: released when idle, another one when it takes too long.
 * @implements {Executor}
 */
class WorkerExecutor {
  replaces = true;
  #reserve;
  /** @type {EngineWorker | null} */
  #worker = null;
  /** @type {Promise<EngineWorker> | null} */
  #starting = null;
  /** @type {((changed: void) => void)[]} */
  #waiting = []; // to be told when something has changed
  /** @type {Timer} */
  #longTimer = 0;
  /** @type {Timer} */
  #patienceTimer = 0;

  /** @param {Reserve} reserve */
  constructor(reserve) {
    this.#reserve = reserve;
  }

  /** Resolves once there is a started worker here. */
  async start() {
    while (!this.#worker) {
      this.#starting ??= this.#reserve.obtain().finally(() => {
        this.#starting = null;
      });
      const worker = await this.#starting;
      if (!this.#worker) this.#place(worker);
    }
  }

  /** Resolves once a job would begin at once. */
  async idle() {
    try {
      await this.start();
      while (/** @type {number} */ (this.#worker?.jobs) > 0) {
        await new Promise((resolve) => this.#waiting.push(resolve));
        await this.start();
      }
    } catch (reason) {
      const error = /** @type {Error} */ (reason);
      if (error.name === 'AbortError') throw error;
      throw new CrashError(`the worker did not start again: ${error.message}`);
    }
  }

  get started() {
    return this.#worker !== null;
  }

  get starting() {
    return this.#starting !== null;
  }

  get hasRoom() {
    const worker = this.#worker;
    return worker !== null && worker.jobs < (worker.lastJob < shortJob ? 2 : 1);
  }

  /** @param {string} query @param {number} job @param {JobOptions} [options] */
  run(query, job, options = {}) {
    const worker = /** @type {EngineWorker} */ (this.#worker);
    clearTimeout(this.#longTimer);
    // One that streams can be left, so that no worker has to be ready for its place.
    if (!options.streams) this.#longTimer = setTimeout(() => this.#reserve.fill(), longJob);
    return worker.run(query, job, options);
  }

  /** Nobody waits for the jobs here. @param {boolean} keep a worker that is late may finish, as a reserve */
  cancel(keep) {
    clearTimeout(this.#longTimer);
    if (!this.#worker?.jobs) return;
    this.#worker.withdraw();
    clearTimeout(this.#patienceTimer);
    this.#patienceTimer = setTimeout(() => this.#replace(keep), this.#patienceWith(this.#worker));
  }

  /** @param {EngineWorker} worker */
  #patienceWith(worker) {
    if (worker.interruptible) return dropTime;
    return worker.remaining > patience ? onItsWay : patience;
  }

  release() {
    this.#tidy();
    this.#worker?.stop();
    this.#worker = null;
  }

  stop() {
    this.release();
    this.#told();
  }

  #tidy() {
    clearTimeout(this.#longTimer);
    clearTimeout(this.#patienceTimer);
  }

  /** @param {EngineWorker} worker */
  #place(worker) {
    this.#worker = worker;
    worker.onFree = () => {
      this.#tidy();
      this.#told();
    };
    worker.onCrash = () => {
      this.#tidy();
      this.#worker = null;
      this.#told();
    };
  }

  #told() {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** @param {boolean} keep */
  #replace(keep) {
    const late = /** @type {EngineWorker} */ (this.#worker);
    // Starting a worker takes longer than what is left of a job that is not long.
    const left = longJob - late.elapsed;
    const spare = this.#reserve.take();
    if (!spare && left > 0) {
      this.#patienceTimer = setTimeout(() => this.#replace(keep), left);
      return;
    }
    this.#worker = null;
    if (spare) this.#place(spare);
    this.#reserve.setAside(late, keep);
    this.#told();
  }
}

/** The executors, and when they rest. @implements {Executors} */
class Pool {
  /** This thread, for when no worker starts any more. */
  local;
  #reserve;
  #running = 0;
  /** @type {Timer} */
  #timer = 0;
  #hidden = false;
  #rest;

  /**
   * @param {Executor[]} executors @param {Executor} local @param {Reserve | null} reserve
   * @param {{ shown: number, hidden: number }} rest
   */
  constructor(executors, local, reserve, rest) {
    this.executors = executors;
    this.local = local;
    this.workers = reserve ? executors.length : 0;
    this.#reserve = reserve;
    this.#rest = rest;
  }

  /** Threads that there are at this moment. */
  get threads() {
    const placed = this.executors.filter((executor) => executor.started).length;
    return placed + (this.#reserve?.threads ?? 0);
  }

  /** A run begins; end() must follow. */
  begin() {
    this.#running += 1;
    clearTimeout(this.#timer);
  }

  end() {
    this.#running -= 1;
    this.#restLater();
  }

  /** @param {boolean} hidden */
  setHidden(hidden) {
    this.#hidden = hidden;
    this.#restLater();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#reserve?.stop();
    for (const executor of this.executors) executor.stop();
  }

  #restLater() {
    clearTimeout(this.#timer);
    if (this.#running > 0 || !this.#reserve) return;
    const wait = this.#hidden ? this.#rest.hidden : this.#rest.shown;
    this.#timer = setTimeout(() => this.#release(), wait);
    this.#timer.unref?.(); // in Node it does not keep the process alive
  }

  #release() {
    if (this.executors.some(({ starting }) => starting)) {
      this.#restLater();
      return;
    }
    /** @type {Reserve} */ (this.#reserve).release();
    for (const executor of this.executors) executor.release();
  }
}

/**
 * Starts `count` workers; 0, or a host that allows none, gives this thread's own instance.
 * parts: compiled parts of the module, to which more may be added. rest: {shown, hidden} milliseconds
 * without work until the workers are released.
 * @param {{ count: number, glue: string, factory: string, compiled: WebAssembly.Module,
 *   parts: WebAssembly.Module[], instance: EngineInstance, rest: EngineOptions['rest'] }} options
 */
export async function startPool({ count, glue, factory, compiled, parts, instance, rest = {} }) {
  const { shown = restAfter, hidden = hiddenRestAfter } = rest;
  const times = { shown, hidden };
  const local = new LocalExecutor(instance);
  if (count > 0) {
    try {
      const make = await workerMaker(glue, factory);
      const reserve = new Reserve(() => EngineWorker.start(make, compiled, parts), count);
      const candidates = Array.from({ length: count }, () => new WorkerExecutor(reserve));
      const starts = await Promise.allSettled(candidates.map((candidate) => candidate.start()));
      const started = candidates.filter((_, i) => starts[i].status === 'fulfilled');
      if (started.length > 0) return new Pool(started, local, reserve, times);
    } catch {
      // No workers here: the local executor below does all of it.
    }
  }
  return new Pool([local], local, null, times);
}
