// The parts that tools/split_module.mjs makes of a module: each is downloaded, compiled and linked to
// the page's instance once.
/** @import { Link } from './types.d.mts' */
import { compileModule, LoadError } from './load.mjs';
import { once } from './once.mjs';

/** @typedef {(part: WebAssembly.Module) => void} LinkedListener */

export class Parts {
  #name;
  #base;
  /** @type {Map<string, Promise<WebAssembly.Module>>} */
  #compiled = new Map(); // by part
  /** @type {Map<string, Promise<void>>} */
  #arrivals = new Map(); // by part
  /** @type {Set<string>} */
  #linked = new Set();
  /** @type {Link | null} */
  #link = null;
  /** @type {LinkedListener | null} */
  #onLinked = null;

  /** @param {string} name of the module @param {URL} base where its files are */
  constructor(name, base) {
    this.#name = name;
    this.#base = base;
  }

  /**
   * Before there is an instance, too. A download that has failed is begun again when it is asked for again.
   * @param {string} part
   */
  compile(part) {
    return once(this.#compiled, part, () =>
      compileModule(new URL(`parts/${this.#name}-${part}.wasm`, this.#base), { priority: 'low' }));
  }

  /** @param {Link} link of the instance, see startModule() @param {LinkedListener} onLinked follows */
  linkTo(link, onLinked) {
    this.#link = link;
    this.#onLinked = onLinked;
  }

  /** @param {string} part */
  has(part) {
    return this.#linked.has(part);
  }

  /** Resolves once the instance has the part; a LoadError when it cannot be had. @param {string} part */
  need(part) {
    return once(this.#arrivals, part, async () => {
      const compiled = await this.compile(part);
      await /** @type {Link} */ (this.#link)(compiled);
      this.#linked.add(part);
      /** @type {LinkedListener} */ (this.#onLinked)(compiled);
    });
  }
}

/** @param {WebAssembly.Module} module */
const markOf = (module) => String(new Uint8Array(WebAssembly.Module.customSections(module, 'build')[0] ?? []));

/**
 * Gives an instance of the module the functions of a part. A part of another build is a LoadError.
 * @param {WebAssembly.Module} part
 * @param {{ compiled: WebAssembly.Module, exports: WebAssembly.Exports }} primary
 */
export async function linkPart(part, { compiled, exports }) {
  if (markOf(part) !== markOf(compiled)) throw new LoadError('replaced', 'parts');
  await WebAssembly.instantiate(part, { primary: exports });
}
