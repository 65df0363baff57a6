// Background threads for the pool, in a browser and in Node, behind one small interface, WorkerPort.
/** @import { Worker as NodeWorker } from 'node:worker_threads' */
/** @import { EngineModule, Factory, InnerPort, Task, WorkerPort } from './types.d.mts' */
import { isNode } from './load.mjs';

/**
 * Runs in the worker after the module's JavaScript; must not refer to anything outside itself.
 * @param {Factory} factory @param {InnerPort} port
 */
function serve(factory, port) {
  /** @type {EngineModule} */
  let instance;
  /** @type {WebAssembly.Exports} */
  let primary; // what the module's parts are linked to
  const decoder = new TextDecoder();

  /** @param {Uint8Array} bytes */
  function write(bytes) {
    const address = instance._engine_input(bytes.length) >>> 0;
    if (address === 0) throw new RangeError('input longer than the engine reads');
    instance.HEAPU8.set(bytes, address);
  }

  /** @param {string} query @param {number} job */
  function run(query, job) {
    const input = new TextEncoder().encode(query);
    write(input);
    const size = instance._engine_run(input.length, job);
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

  // Jobs wait here, and between two of them the port is read, so that those that nobody waits for
  // any more are dropped before they begin.
  /** @type {Task[]} */
  const waiting = [];
  let computing = false;

  function computeNext() {
    const task = waiting.shift();
    computing = task !== undefined;
    if (!task) return;
    try {
      const answer = run(task.query, task.job);
      port.post({ id: task.id, ...answer }, answer.frame ? [answer.frame.buffer] : []);
    } catch (error) {
      port.post({ failed: String(error) });
    }
    port.later(computeNext);
  }

  port.listen((message) => {
    if (message.compiled) {
      start(message.compiled);
    } else if (message.part) {
      new WebAssembly.Instance(message.part, { primary });
    } else if (message.drop) {
      port.post({ dropped: waiting.splice(0).map(({ id }) => id) });
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
  const source = `${glue}\n(${serve})(${factory}, ${isNode ? nodePort : browserPort});`;
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
