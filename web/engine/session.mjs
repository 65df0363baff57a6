// Runs experiments: sends the plan's jobs, merges the frames, reports as they come.
/** @import { Plan, Progress, Refusal } from '../initlab.d.ts' */
/** @import { Collection, DataSource, Executor, Executors, Frame, QueryOptions, Timer } from './types.d.mts' */
import { CrashError } from './engine_worker.mjs';

const mostCrashes = 2; // of a run and a place: the worker in it and its spare; more are not bad luck
const memoryForWorkers = 1e9; // bytes all workers together may use at their peak
const slowPreview = 300; // ms; a superseded run without a preview is given up after so long

/** The experiment is over the budget; `refusal` says why and which value fits. */
export class RefusalError extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.reason.en);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}

export function abortError() {
  return new DOMException('A newer request took the place of this one.', 'AbortError');
}

/**
 * What arrives, or the end of the wait for it.
 * @template Value
 * @param {Promise<Value>} arrival @param {AbortSignal} signal @returns {Promise<Value>}
 */
export function soonest(arrival, signal) {
  if (signal.aborted) return Promise.reject(abortError());
  /** @type {Promise<never>} */
  const end = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(abortError()), { once: true });
  });
  return Promise.race([arrival, end]);
}

/**
 * Runs one experiment in this instance's collection. `onPlan(plan)` comes before anything is
 * computed (its memory_bytes is the peak of one worker), `onUpdate(progress)` with every merged job, and
 * every part of one that streams; the first is the preview. Rejects with AbortError as soon as `signal`
 * says so: no further job is sent, those that wait in a worker are dropped, and late frames as well. A
 * worker that breaks loses its job to another one; where none starts any more, this thread computes.
 * @template Told what the collection tells of its progress
 * @param {{ instance: Collection<Told>, pool: Executors, data: DataSource, query: string, signal: AbortSignal,
 *   withSweep: boolean, onPlan: (plan: Plan) => void, onUpdate: (progress: Told) => void }} options
 */
export async function runExperiment({ instance, pool, data, query, signal, withSweep, onPlan, onUpdate }) {
  if (signal.aborted) throw abortError();
  const plan = instance.plan(query);
  if (plan.refusal) throw new RefusalError(plan.refusal);
  onPlan(plan);
  const file = plan.data_file ? await soonest(data.need(plan.data_file), signal) : null;
  if (signal.aborted) throw abortError();
  instance.collect(query);
  const jobs = plan.shards + (withSweep ? plan.sweep : 0);
  const share = Math.floor(memoryForWorkers / Math.max(plan.memory_bytes, 1));
  const executors = pool.executors.slice(0, Math.max(share, 1));
  const working = new Set(executors);
  let ended = false;
  pool.begin();
  try {
    await new Promise((/** @type {(complete: void) => void} */ resolve, reject) => {
      let next = 0;
      let missing = jobs;
      const crashes = new Set();
      /** @type {number[]} */
      const lost = []; // jobs whose worker broke

      /** @param {Executor} executor */
      async function send(executor) {
        const job = lost.pop() ?? next++;
        let frame;
        try {
          frame = await executor.run(query, job, {
            streams: plan.streams, data: file, onPart: (part) => takePart(job, part),
          });
        } catch (error) {
          if (!(error instanceof CrashError) || error.outOfMemory || !executor.replaces) throw error;
          lost.push(job);
          if (crashes.add(error).size > mostCrashes * pool.executors.length) throw error;
          for (const other of working) begin(other);
          return;
        }
        if (ended) return;
        instance.add(job, frame);
        missing -= 1;
        onUpdate(instance.progress());
        if (missing === 0) resolve();
        else feed(executor);
      }

      /** @param {number} job @param {Frame} part */
      function takePart(job, part) {
        if (ended) return;
        try {
          instance.addPart(job, part);
          onUpdate(instance.progress());
        } catch (error) {
          reject(error);
        }
      }

      /** @param {Executor} executor */
      function feed(executor, most = Infinity) {
        const more = () => lost.length > 0 || next < jobs;
        for (let sent = 0; sent < most && !ended && more() && executor.hasRoom; ++sent) {
          send(executor).catch(reject);
        }
      }

      /** @param {Executor} executor */
      function begin(executor) {
        executor.idle().then(() => feed(executor, 1), (error) => dismiss(executor, error));
      }

      /** @param {Executor} executor @param {unknown} error */
      function dismiss(executor, error) {
        if (!(error instanceof CrashError)) reject(error);
        if (ended || !working.delete(executor) || working.size > 0) return;
        working.add(pool.local);
        begin(pool.local);
      }

      signal.addEventListener('abort', () => reject(abortError()), { once: true });
      // One job each before any gets its second.
      for (const executor of [...executors, ...executors]) begin(executor);
    });
  } finally {
    ended = true;
    // A worker that is late may stay beside the one in its place if there is memory for both.
    for (const executor of new Set([...executors, ...working])) executor.cancel(share >= 2 * executors.length);
    pool.end();
  }
}

/** @typedef {{ query: string, abort: AbortController, previewed: boolean, startedAt: number }} Running */
/** @typedef {{ query: string, resolve: () => void, reject: (error: unknown) => void }} Waiting */
/** @typedef {{ onStart: (query: string) => void, onPlan: (query: string, plan: Plan) => void,
 *   onUpdate: (query: string, progress: Progress) => void, onDone: (query: string) => void }} SessionEvents */

/**
 * Latest wins: a request takes the place of the one before it. While requests come faster than
 * answers (a drag), the one that is running may still show its preview, so that the picture moves.
 */
export class Session {
  #engine;
  #events;
  /** @type {Running | null} */
  #running = null;
  /** @type {Waiting | null} */
  #waiting = null;
  /** @type {Timer} */
  #giveUp = 0;

  /**
   * @param {{ runQuery: (query: string, options: QueryOptions) => Promise<void> }} engine
   * @param {SessionEvents} events
   */
  constructor(engine, events) {
    this.#engine = engine;
    this.#events = events;
  }

  get running() {
    return this.#running !== null;
  }

  /**
   * Resolves when the whole experiment, sweep included, is computed.
   * @param {string} query @returns {Promise<void>}
   */
  request(query) {
    this.#waiting?.reject(abortError());
    return new Promise((resolve, reject) => {
      this.#waiting = { query, resolve, reject };
      if (!this.#running) this.#next();
      else if (this.#running.previewed) this.#running.abort.abort();
      else if (!this.#giveUp) {
        const left = this.#running.startedAt + slowPreview - performance.now();
        this.#giveUp = setTimeout(() => this.#running?.abort.abort(), Math.max(left, 0));
      }
    });
  }

  async #next() {
    const { query, resolve, reject } = /** @type {Waiting} */ (this.#waiting);
    const startedAt = performance.now();
    const running = { query, abort: new AbortController(), previewed: false, startedAt };
    this.#waiting = null;
    this.#running = running;
    this.#events.onStart(query);
    try {
      await this.#engine.runQuery(query, {
        signal: running.abort.signal,
        onPlan: (plan) => this.#events.onPlan(query, plan),
        onUpdate: (progress) => this.#update(running, progress),
      });
      this.#events.onDone(query);
      resolve();
    } catch (error) {
      reject(error);
    } finally {
      clearTimeout(this.#giveUp);
      this.#giveUp = 0;
      this.#running = null;
      if (this.#waiting) this.#next();
    }
  }

  /** @param {Running} running @param {Progress} progress */
  #update(running, progress) {
    this.#events.onUpdate(running.query, progress);
    running.previewed = true;
    if (this.#waiting) running.abort.abort();
  }
}
