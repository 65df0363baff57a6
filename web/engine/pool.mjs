// Who computes the jobs: workers, or this thread itself where workers are impossible.
import { EngineError } from './instance.mjs';
import { workerMaker } from './workers.mjs';

const startTimeout = 10_000; // ms; a worker that says nothing for so long will not start

/** The computation broke off: a trap, an abort or a dead worker. */
export class CrashError extends Error {
  constructor(detail) {
    super(detail);
    this.name = 'CrashError';
    this.outOfMemory = /memory|OOM|allocat/i.test(detail);
  }
}

function pause() {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Computes on this thread, one job at a time, giving way to everything else between jobs. */
class LocalExecutor {
  #instance;
  #tail = Promise.resolve();

  constructor(instance) {
    this.#instance = instance;
  }

  idle() {
    return this.#tail;
  }

  run(query, job) {
    const frame = pause().then(() => {
      try {
        return this.#instance.run(query, job);
      } catch (error) {
        throw error instanceof EngineError ? error : new CrashError(String(error));
      }
    });
    this.#tail = frame.then(pause, () => {});
    return frame;
  }

  restartIfSlow() {}
  stop() {}
}

class WorkerExecutor {
  #make;
  #compiled;
  #worker = null;
  #pending = null; // {resolve, reject} of the job that is being computed
  #startedAt = 0;
  #dead = false;
  #tail = Promise.resolve();

  constructor(make, compiled) {
    this.#make = make;
    this.#compiled = compiled;
  }

  start() {
    const worker = this.#make();
    this.#worker = worker;
    worker.hold(true);
    const ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the worker does not start')), startTimeout);
      const settle = (action, value) => {
        clearTimeout(timer);
        action(value);
      };
      worker.listen(
        (message) => {
          if (worker !== this.#worker) return;
          if (message.ready) settle(resolve);
          else if (message.failed && !this.#pending) settle(reject, new Error(message.failed));
          else this.#receive(message);
        },
        (error) => {
          if (worker !== this.#worker) return;
          if (this.#pending) this.#receive({ failed: error.message });
          else settle(reject, error);
        },
      );
      worker.post({ compiled: this.#compiled });
    });
    ready.then(
      () => worker.hold(false),
      () => worker.stop(),
    );
    this.#tail = ready.catch(() => {});
    return ready;
  }

  idle() {
    return this.#tail;
  }

  run(query, job) {
    if (this.#dead) return Promise.reject(new CrashError('the worker did not start again'));
    const frame = new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#startedAt = performance.now();
      this.#worker.hold(true);
      this.#worker.post({ query, job });
    });
    this.#tail = frame.then(
      () => {},
      () => {},
    );
    return frame;
  }

  #receive({ frame, sentence, code, failed }) {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    this.#worker.hold(false);
    if (frame) pending.resolve(frame);
    else if (sentence) pending.reject(new EngineError(sentence, code));
    else {
      this.#restart();
      pending.reject(new CrashError(failed));
    }
  }

  /** Gives up a job that nobody waits for and that has been running for `limit` ms already. */
  restartIfSlow(limit) {
    const pending = this.#pending;
    if (!pending || performance.now() - this.#startedAt < limit) return;
    this.#pending = null;
    this.#restart();
    pending.reject(new DOMException('superseded', 'AbortError'));
  }

  #restart() {
    this.#worker.stop();
    this.start().catch(() => {
      this.#dead = true;
    });
  }

  stop() {
    this.#worker?.stop();
    this.#worker = null;
    this.#pending?.reject(new DOMException('disposed', 'AbortError'));
    this.#pending = null;
  }
}

/** Starts `count` workers; 0, or a host that allows none, gives this thread's own instance. */
export async function startPool({ count, glue, factory, compiled, instance }) {
  const executors = [];
  if (count > 0) {
    try {
      const make = await workerMaker(glue, factory);
      const candidates = Array.from({ length: count }, () => new WorkerExecutor(make, compiled));
      const starts = await Promise.allSettled(candidates.map((candidate) => candidate.start()));
      executors.push(...candidates.filter((_, i) => starts[i].status === 'fulfilled'));
    } catch {
      // No workers here: the local executor below does all of it.
    }
  }
  const workers = executors.length;
  if (workers === 0) executors.push(new LocalExecutor(instance));
  return {
    executors,
    workers,
    stop() {
      for (const executor of executors) executor.stop();
    },
  };
}
