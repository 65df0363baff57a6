// Background threads for the pool, in a browser and in Node, behind one small interface, WorkerPort.
/** @import { Worker as NodeWorker } from 'node:worker_threads' */
/** @import { EngineModule, Factory, InnerPort, Pace, Task, WorkerPort } from './types.d.mts' */
import { isNode } from './load.mjs';

/** @type {Pace} */
export const pace = {
  slice: 15, // so that a job is dropped within 20
  betweenParts: 50,
};

/**
 * Runs in the worker after the module's JavaScript; must not refer to anything outside itself.
 * @param {Factory} factory @param {InnerPort} port @param {Pace} pace
 */
function serve(factory, port, { slice, betweenParts }) {
  /** @type {EngineModule} */
  let instance;
  /** @type {WebAssembly.Exports} */
  let primary; // what the module's parts are linked to
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** Gives the ends of its pieces, which follow one another. @param {...Uint8Array} pieces */
  function write(...pieces) {
    let size = 0;
    const ends = pieces.map(({ length }) => (size += length));
    const address = instance._engine_input(size) >>> 0;
    if (address === 0) throw new RangeError('input longer than the engine reads');
    pieces.forEach((piece, i) => instance.HEAPU8.set(piece, address + ends[i] - piece.length));
    return ends;
  }

  /** What a call has left. @param {number} size as it returned */
  function answerOf(size) {
    const at = instance._engine_output() >>> 0;
    if (size < 0) {
      const end = instance.HEAPU8.indexOf(0, at);
      const text = decoder.decode(instance.HEAPU8.subarray(at, end));
      return { code: size, sentence: JSON.parse(text) };
    }
    return { frame: instance.HEAPU8.slice(at, at + size) };
  }

  /** @param {WebAssembly.Module} compiled */
  function start(compiled) {
    const fail = (/** @type {unknown} */ reason) => port.post({ failed: String(reason) });
    factory({
      print: () => {},
      printErr: () => {},
      onAbort: fail,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((made) => {
          primary = made.exports;
          receive(made, compiled);
        }, fail);
        return {};
      },
    }).then((made) => {
      instance = made;
      port.post({ ready: true });
    }, fail);
  }

  // Jobs wait here, and between two of them, or two slices of one that streams, the port is read, so
  // that those that nobody waits for any more are dropped.
  /** @type {Task[]} */
  const waiting = [];
  /** @type {Task | undefined} */
  let present;
  let computing = false;
  let begun = false; // the present job that streams
  let partDue = 0;

  /** All of a job, or a slice of one that streams: 0 while there is more. @param {Task} task */
  function advance({ id, query, job, streams }) {
    if (!streams) return instance._engine_run(...write(encoder.encode(query)), job);
    if (!begun) {
      const fault = instance._engine_begin(...write(encoder.encode(query)), job);
      if (fault < 0) return fault;
      begun = true;
      partDue = 0; // the first as soon as there is one
    }
    const end = performance.now() + slice;
    let size;
    do {
      size = instance._engine_step();
    } while (size === 0 && performance.now() < end);
    if (size === 0 && performance.now() >= partDue) postPart(id);
    return size;
  }

  /** @param {number} id */
  function postPart(id) {
    const size = instance._engine_part();
    const { frame: part } = answerOf(size);
    if (!part || size === 0) return;
    port.post({ id, part }, [part.buffer]);
    partDue = performance.now() + betweenParts;
  }

  function leave() {
    present = undefined;
    begun = false;
  }

  function computeNext() {
    present ??= waiting.shift();
    computing = present !== undefined;
    if (!present) return;
    try {
      const size = advance(present);
      if (size !== 0) {
        const answer = answerOf(size);
        port.post({ id: present.id, ...answer }, answer.frame ? [answer.frame.buffer] : []);
        leave();
      }
    } catch (error) {
      port.post({ failed: String(error) });
      leave();
    }
    port.later(computeNext);
  }

  port.listen((message) => {
    if (message.compiled) {
      start(message.compiled);
    } else if (message.part) {
      new WebAssembly.Instance(message.part, { primary });
    } else if (message.data) {
      // What it does not take, the job that needs it says.
      instance._engine_data(...write(encoder.encode(message.data.name), message.data.bytes));
    } else if (message.drop) {
      const dropped = present ? [present, ...waiting] : waiting;
      port.post({ dropped: dropped.map(({ id }) => id) });
      waiting.length = 0;
      leave();
    } else {
      waiting.push(message);
      if (!computing) computeNext();
    }
  });
}

// later(action): once the messages that are there already have been received.
const browserPort = `(({ port1, port2 }) => ({
  post: (message, transfer) => self.postMessage(message, transfer ?? []),
  listen: (receive) => self.addEventListener('message', (event) => receive(event.data)),
  later(action) {
    port1.onmessage = action;
    port2.postMessage(0);
  },
}))(new MessageChannel())`;
const nodePort = `((port) => ({
  post: (message, transfer) => port.postMessage(message, transfer ?? []),
  listen: (receive) => port.on('message', receive),
  later: setImmediate,
}))(require('node:worker_threads').parentPort)`;

/**
 * A function that makes one worker; throws where there are none.
 * @param {string} glue @param {string} factory @returns {Promise<() => WorkerPort>}
 */
export async function workerMaker(glue, factory) {
  const source = `${glue}\n(${serve})(${factory}, ${isNode ? nodePort : browserPort}, ${JSON.stringify(pace)});`;
  if (isNode) {
    const { Worker } = await import('node:worker_threads');
    return () => nodeWorker(new Worker(source, { eval: true }));
  }
  if (typeof Worker !== 'function') throw new Error('no workers');
  // A blob also works in a sandboxed frame, where no address has this page's origin.
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return () => browserWorker(new Worker(address));
}

/** @param {Worker} worker @returns {WorkerPort} */
function browserWorker(worker) {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onMessage, onError) {
      worker.addEventListener('message', (event) => onMessage(event.data));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        onError(new Error(event.message || 'worker'));
      });
      worker.addEventListener('messageerror', () => onError(new Error('messageerror')));
    },
    hold() {},
    stop: () => worker.terminate(),
  };
}

/** @param {NodeWorker} worker @returns {WorkerPort} */
function nodeWorker(worker) {
  worker.unref();
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onMessage, onError) {
      worker.on('message', onMessage);
      worker.on('error', onError);
    },
    // A waiting worker does not keep the process alive; a computing one does.
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    stop: () => worker.terminate(),
  };
}
