// The engine as an ES module, for a browser or for Node:
//
//   const engine = await createEngine();
//   const result = await engine.run('forward', { act: 'tanh', init: 'xavier-normal', seed: 1 });
//   engine.dispose();
/**
 * @import { Engine as PublicEngine, EngineOptions, Language, Result, RunOptions, ScriptLibrary,
 *   Tables } from './initlab.d.ts'
 * @import { Collection, Frame, QueryOptions } from './engine/types.d.mts'
 */
import { DataFiles } from './engine/data.mjs';
import { doors, EngineInstance, refuseNotes } from './engine/instance.mjs';
import { compileModule, fetchGlue, hasRelaxedSimd, isNode, loadFactory, requireWebAssembly } from './engine/load.mjs';
import { Parts } from './engine/parts.mjs';
import { startPool } from './engine/pool.mjs';
import { runExperiment, soonest } from './engine/session.mjs';

/** @typedef {Awaited<ReturnType<typeof startPool>>} Pool */

const factoryName = 'createEngineModule';

/** The part of the engine that is seldom asked for. */
export const extras = 'extras';

/** Two workers on a machine of two cores, else one core is left to the page; at most four. */
function usualWorkers() {
  if (isNode) return 0;
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  return Math.min(Math.max(cores - 1, 2), 4);
}

/** A value as query text; what cannot be one the engine will not read either. @param {unknown} value */
function written(value) {
  try {
    return encodeURIComponent(String(value));
  } catch {
    return '?';
  }
}

/**
 * Parameters as query text; lists are written with commas.
 * @param {string} lab @param {Record<string, unknown>} [params]
 */
export function queryOf(lab, params = {}) {
  const pairs = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${written(key)}=${written(value)}`);
  return (lab ? [`lab=${written(lab)}`, ...pairs] : pairs).join('&');
}

/** The lab of a query as resolve() writes it. @param {string} query */
export function labOf(query) {
  return /** @type {RegExpExecArray} */ (/^lab=([^&]*)/.exec(query))[1];
}

/**
 * workers: how many background threads compute; 0 computes on this thread. The result's bits do not
 * depend on it. base: where engine.js and engine.wasm are. rest: {shown, hidden} milliseconds
 * without work until the workers are released; they start again by themselves. fastest: products with
 * relaxed SIMD where there is that; their last bits may then differ from one processor to another.
 * files: {name: {size, integrity}} as far as known. parts: of the module, to be there from the start: ids
 * of labs, and extras (figures, programs, QR codes, missions); by default all of them in Node, where
 * they are at hand, and none in a browser. A run brings its lab's part by itself, and the data file that it
 * needs; where that cannot be had it rejects with a DataError, and the next run asks for it again.
 * @param {EngineOptions} [options]
 */
export async function createEngine({
  workers = usualWorkers(),
  base = new URL('.', import.meta.url),
  rest,
  fastest = false,
  onProgress,
  files = {},
  parts = [],
} = {}) {
  requireWebAssembly();
  const relaxed = fastest && hasRelaxedSimd();
  const name = relaxed ? 'engine_fastest' : 'engine';
  const glueUrl = new URL(`${name}.js`, base);
  const source = new Parts(name, base);
  const [glue, compiled] = await Promise.all([
    fetchGlue(glueUrl, factoryName),
    compileModule(new URL(`${name}.wasm`, base), { onProgress, size: files[`${name}.wasm`]?.size }),
    ...parts.map((part) => source.compile(part)),
  ]);
  const factory = await loadFactory(glueUrl, factoryName, glue, files[`${name}.js`]?.integrity);
  const instance = await EngineInstance.start(factory, compiled);
  /** @type {WebAssembly.Module[]} */
  const linked = []; // for the workers
  const pool = await startPool({
    count: workers, glue, factory: factoryName, compiled, parts: linked, instance, rest,
  });
  source.linkTo((part) => instance.link(part), (part) => linked.push(part));
  const engine = new Engine(instance, pool, relaxed, source, new DataFiles(base, instance));
  const wanted = isNode ? [...engine.labs().map(({ id }) => id), extras] : parts;
  await Promise.all(wanted.map((part) => engine.need(part)));
  return engine;
}

/** @implements {PublicEngine} */
class Engine {
  #pool;
  #parts;
  #data;
  /** @type {Promise<unknown>} */
  #tail = Promise.resolve();

  /**
   * @param {EngineInstance} instance @param {Pool} pool @param {boolean} relaxed @param {Parts} parts
   * @param {DataFiles} data
   */
  constructor(instance, pool, relaxed, parts, data) {
    this.instance = instance;
    this.reproducible = !relaxed;
    this.#pool = pool;
    this.#parts = parts;
    this.#data = data;
  }

  /** Whether a part is here: a lab's, or extras. @param {string} part */
  has(part) {
    return this.#parts.has(part);
  }

  /** Resolves once it is here; a LoadError when it cannot be had. @param {string} part */
  need(part) {
    return this.#parts.need(part);
  }

  /** Workers at work; 0 when everything is computed on this thread. */
  get workers() {
    return this.#pool.workers;
  }

  /** Threads that there are now: fewer while idle, and more where long jobs are cancelled. */
  get threads() {
    return this.#pool.threads;
  }

  /** A hidden page gives its workers back sooner. @param {boolean} hidden */
  setHidden(hidden) {
    this.#pool.setHidden(hidden);
  }

  version() {
    return this.instance.version();
  }

  /** @param {Language} [language] */
  labs(language = 'en') {
    return this.instance.labs(language);
  }

  /**
   * Runs a lab and gives its whole result; runs asked for at the same time follow one another. A lab
   * that does not exist is an EngineError. What was clamped, could not be read or is no parameter is in
   * the result's notes, [{key, en, ko}]; strict: it is an EngineError too, and nothing is run.
   * @param {string} lab @param {Record<string, unknown>} [params] @param {RunOptions} [options]
   * @returns {Promise<Result>}
   */
  run(lab, params, { onProgress = () => {}, signal, withSweep = true, strict = false } = {}) {
    const result = this.#tail.then(async () => {
      const asked = `lab=${written(lab ?? '')}`;
      const { query, notes } = this.instance.resolve(asked, queryOf('', params ?? {}), doors.script);
      if (strict) refuseNotes(notes);
      await this.runQuery(query, { signal, withSweep, onUpdate: onProgress });
      return { ...this.instance.result(), notes };
    });
    this.#tail = result.catch(() => {});
    return result;
  }

  /**
   * Runs a query, as resolve() writes it, into this engine's collection, to be read from `instance`.
   * @param {string} query @param {QueryOptions} options @returns {Promise<void>}
   */
  runQuery(query, options) {
    const { signal = new AbortController().signal, withSweep = true, onPlan = () => {}, onUpdate } = options;
    const places = { instance: this.instance, pool: this.#pool, data: this.#data };
    const run = () => runExperiment({ ...places, query, signal, withSweep, onPlan, onUpdate });
    const lab = labOf(query);
    return this.has(lab) ? run() : soonest(this.need(lab), signal).then(run);
  }

  /**
   * Runs a query beside the collection, while nothing else is run: {frame, tables} of its report.
   * @param {string} query @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<{ frame: Frame, tables: Tables }>}
   */
  async runBeside(query, { signal = new AbortController().signal } = {}) {
    await soonest(this.need(labOf(query)), signal);
    /** @type {{ job: number, frame: Frame }[]} */
    const frames = [];
    /** @type {Collection<void>} */
    const collection = {
      plan: (asked) => this.instance.plan(asked),
      collect: () => {},
      add: (job, frame) => frames.push({ job, frame }),
      addPart: () => {}, // what a job ends with is whole
      progress: () => {},
    };
    await runExperiment({
      instance: collection,
      pool: this.#pool,
      data: this.#data,
      query,
      signal,
      withSweep: true,
      onPlan: () => {},
      onUpdate: () => {},
    });
    return this.instance.beside(query, frames);
  }

  /**
   * The experiment as a program, see scriptLibraries; empty where the lab has none.
   * @param {string} query @param {ScriptLibrary} library
   */
  async script(query, library) {
    await Promise.all([this.need(labOf(query)), this.need(extras)]);
    return this.instance.script(query, library);
  }

  dispose() {
    this.#pool.stop();
  }
}
