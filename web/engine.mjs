// The engine as an ES module, for a browser or for Node:
//
//   const engine = await createEngine();
//   const result = await engine.run('forward', { act: 'tanh', init: 'xavier-normal', seed: 1 });
//   engine.dispose();
import { EngineInstance } from './engine/instance.mjs';
import { compileModule, fetchGlue, hasRelaxedSimd, isNode, loadFactory, requireWebAssembly } from './engine/load.mjs';
import { startPool } from './engine/pool.mjs';
import { runExperiment } from './engine/session.mjs';

const factoryName = 'createEngineModule';

/** Two workers on a machine of two cores, else one core is left to the page; at most four. */
function usualWorkers() {
  if (isNode) return 0;
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  return Math.min(Math.max(cores - 1, 2), 4);
}

/** Parameters as query text; lists are written with commas. */
export function queryOf(lab, params = {}) {
  const pairs = Object.entries(params).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  return (lab ? [`lab=${encodeURIComponent(lab)}`, ...pairs] : pairs).join('&');
}

/**
 * workers: how many background threads compute; 0 computes on this thread. The result's bits do not
 * depend on it. base: where engine.js and engine.wasm are. rest: {shown, hidden} milliseconds
 * without work until the workers are released; they start again by themselves. fastest: products with
 * relaxed SIMD where there is that; their last bits may then differ from one processor to another.
 * files: {name: {size, integrity}} as far as known.
 */
export async function createEngine({
  workers = usualWorkers(),
  base = new URL('.', import.meta.url),
  rest,
  fastest = false,
  onProgress,
  files = {},
} = {}) {
  requireWebAssembly();
  const relaxed = fastest && hasRelaxedSimd();
  const name = relaxed ? 'engine_fastest' : 'engine';
  const glueUrl = new URL(`${name}.js`, base);
  const [glue, compiled] = await Promise.all([
    fetchGlue(glueUrl, factoryName),
    compileModule(new URL(`${name}.wasm`, base), { onProgress, size: files[`${name}.wasm`]?.size }),
  ]);
  const factory = await loadFactory(glueUrl, factoryName, glue, files[`${name}.js`]?.integrity);
  const instance = await EngineInstance.start(factory, compiled);
  const pool = await startPool({
    count: workers, glue, factory: factoryName, compiled, instance, rest,
  });
  return new Engine(instance, pool, relaxed);
}

class Engine {
  #pool;
  #tail = Promise.resolve();

  constructor(instance, pool, relaxed) {
    this.instance = instance;
    this.reproducible = !relaxed;
    this.#pool = pool;
  }

  /** Workers at work; 0 when everything is computed on this thread. */
  get workers() {
    return this.#pool.workers;
  }

  /** Threads that there are now: fewer while idle, and more where long jobs are cancelled. */
  get threads() {
    return this.#pool.threads;
  }

  /** A hidden page gives its workers back sooner. */
  setHidden(hidden) {
    this.#pool.setHidden(hidden);
  }

  version() {
    return this.instance.version();
  }

  labs(language = 'en') {
    return this.instance.labs(language);
  }

  /** Runs a lab and gives its whole result; runs asked for at the same time follow one another. */
  run(lab, params, { onProgress = () => {}, signal, withSweep = true } = {}) {
    const result = this.#tail.then(async () => {
      const { query } = this.instance.resolve(queryOf(lab, params));
      await this.runQuery(query, { signal, withSweep, onUpdate: onProgress });
      return this.instance.result();
    });
    this.#tail = result.catch(() => {});
    return result;
  }

  /** Runs a query into this engine's collection, to be read from `instance`. */
  runQuery(query, options) {
    const { signal = new AbortController().signal, withSweep = true, onPlan = () => {}, onUpdate } = options;
    const { instance } = this;
    return runExperiment({ instance, pool: this.#pool, query, signal, withSweep, onPlan, onUpdate });
  }

  dispose() {
    this.#pool.stop();
  }
}
