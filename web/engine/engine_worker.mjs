// One background thread with an instance in it: jobs in, frames out, in the same order.
/** @import { Frame, FromWorker, JobOptions, WorkerPort } from './types.d.mts' */
import { EngineError } from './instance.mjs';

const startTimeout = 10_000; // ms; a worker that says nothing for so long will not start

const deviation = 10; // ms by which jobs of one run differ

/** The computation broke off: a trap, an abort or a dead worker. */
export class CrashError extends Error {
  /** @param {string} detail */
  constructor(detail) {
    super(detail);
    this.name = 'CrashError';
    this.outOfMemory = /memory|OOM|allocat/i.test(detail);
  }
}

export function withdrawnError() {
  return new DOMException('Nobody waits for this job any more.', 'AbortError');
}

/** @typedef {{ resolve: (frame: Frame) => void, reject: (error: Error) => void, streams: boolean,
 *   onPart: (part: Frame) => void }} Job */
/** @typedef {(resolve: () => void, reject: (error: Error) => void) => void} Settlement */

export class EngineWorker {
  #port;
  /** @type {((action: Settlement) => void) | null} */
  #settle = null; // of the start
  /** @type {Map<number, Job>} */
  #jobs = new Map(); // by id, in the order of computation
  #lastId = 0;
  #parts; // compiled parts of the module that there are by now
  #linked = 0; // of these, the first that this worker has been given
  /** @type {Set<string>} */
  #given = new Set(); // names of its data files
  #computingSince = 0;

  /** What happens: onFree() no job is left · onCrash() this worker is of no more use. */
  onFree = () => {};
  onCrash = () => {};
  /** Milliseconds that the latest job took; one that streams need not be waited for. */
  lastJob = Infinity;

  /**
   * Starts the worker that `make` makes; resolves to it once it can compute. What is added to
   * `parts` it is given before its next job.
   * @param {() => WorkerPort} make @param {WebAssembly.Module} compiled @param {WebAssembly.Module[]} [parts]
   * @returns {Promise<EngineWorker>}
   */
  static start(make, compiled, parts = []) {
    // Where `make` throws, too, it is the promise that fails.
    return new Promise((resolve) => resolve(new EngineWorker(make(), parts).#start(compiled)));
  }

  /** @param {WorkerPort} port @param {WebAssembly.Module[]} parts */
  constructor(port, parts) {
    this.#port = port;
    this.#parts = parts;
  }

  /** @param {WebAssembly.Module} compiled */
  #start(compiled) {
    /** @type {Promise<void>} */
    const started = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the worker does not start')), startTimeout);
      this.#settle = (action) => {
        clearTimeout(timer);
        this.#settle = null;
        action(resolve, reject);
      };
    });
    this.#port.hold(true);
    this.#port.listen(
      (message) => this.#receive(message),
      (error) => this.#fail(error.message),
    );
    this.#port.post({ compiled });
    return started.then(
      () => {
        this.#port.hold(false);
        return this;
      },
      (error) => {
        this.#port.stop();
        throw error;
      },
    );
  }

  get jobs() {
    return this.#jobs.size;
  }

  /** Milliseconds that the present job has been computing for. */
  get elapsed() {
    return this.#jobs.size > 0 ? performance.now() - this.#computingSince : 0;
  }

  /** Milliseconds that it will take still, if it is like the one before; Infinity if it is not. */
  get remaining() {
    const { elapsed, lastJob } = this;
    return elapsed < lastJob + deviation ? Math.max(lastJob - elapsed, 0) : Infinity;
  }

  /** Whether the present job streams, so that it ends as soon as it is withdrawn. */
  get interruptible() {
    const [present] = this.#jobs.values();
    return present?.streams ?? false;
  }

  /** @param {string} query @param {number} job @param {JobOptions} [options] @returns {Promise<Frame>} */
  run(query, job, { streams = false, data = null, onPart = () => {} } = {}) {
    return new Promise((resolve, reject) => {
      if (this.#jobs.size === 0) this.#computingSince = performance.now();
      const id = ++this.#lastId;
      this.#jobs.set(id, { resolve, reject, streams, onPart });
      this.#port.hold(true);
      for (const part of this.#parts.slice(this.#linked)) this.#port.post({ part });
      this.#linked = this.#parts.length;
      if (data && !this.#given.has(data.name)) {
        this.#given.add(data.name);
        this.#port.post({ data });
      }
      this.#port.post({ id, query, job, streams });
    });
  }

  /** Gives up all jobs. The present one is computed to its end unless it streams; the others do not begin. */
  withdraw() {
    for (const { reject } of this.#jobs.values()) reject(withdrawnError());
    if (this.#jobs.size > 1 || this.interruptible) this.#port.post({ drop: true });
  }

  stop() {
    this.#port.stop();
    this.onFree = () => {};
    this.onCrash = () => {};
    for (const { reject } of this.#jobs.values()) reject(withdrawnError());
    this.#jobs.clear();
  }

  /** @param {FromWorker} message */
  #receive({ ready, id, frame, part, sentence, code, dropped, failed }) {
    if (ready) this.#settle?.((resolve) => resolve());
    else if (failed !== undefined) this.#fail(failed);
    else if (dropped) this.#finish(dropped);
    else if (part) this.#jobs.get(id)?.onPart(part);
    else {
      const job = this.#jobs.get(id);
      const now = performance.now();
      if (!job?.streams) this.lastJob = now - this.#computingSince;
      this.#computingSince = now;
      if (frame) job?.resolve(frame);
      else job?.reject(new EngineError(sentence, code));
      this.#finish([id]);
    }
  }

  /** @param {number[]} ids */
  #finish(ids) {
    for (const id of ids) this.#jobs.delete(id);
    if (this.#jobs.size > 0 || ids.length === 0) return;
    this.#port.hold(false);
    this.onFree();
  }

  /** @param {string} detail */
  #fail(detail) {
    if (this.#settle) {
      this.#settle((_, reject) => reject(new Error(detail)));
      return;
    }
    const { onCrash } = this;
    const error = new CrashError(detail); // the same for each: it is one crash
    for (const { reject } of this.#jobs.values()) reject(error);
    this.stop();
    onCrash();
  }
}
