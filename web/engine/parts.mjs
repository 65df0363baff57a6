// The parts that tools/split_module.mjs makes of a module: each is downloaded, compiled and linked to
// the page's instance once.
import { compileModule, LoadError } from './load.mjs';

export class Parts {
  #name;
  #base;
  #compiled = new Map(); // part -> promise of a WebAssembly.Module
  #arrivals = new Map(); // part -> promise
  #linked = new Set();
  #link = null;
  #onLinked = null;

  /** name: of the module, base: where its files are. */
  constructor(name, base) {
    this.#name = name;
    this.#base = base;
  }

  /** Before there is an instance, too. A download that has failed is begun again when it is asked for again. */
  compile(part) {
    return this.#once(this.#compiled, part, () =>
      compileModule(new URL(`parts/${this.#name}-${part}.wasm`, this.#base), { priority: 'low' }));
  }

  /** link(compiled): of the instance, see startModule(); onLinked(compiled) follows. */
  linkTo(link, onLinked) {
    this.#link = link;
    this.#onLinked = onLinked;
  }

  has(part) {
    return this.#linked.has(part);
  }

  /** Resolves once the instance has the part; a LoadError when it cannot be had. */
  need(part) {
    return this.#once(this.#arrivals, part, async () => {
      const compiled = await this.compile(part);
      await this.#link(compiled);
      this.#linked.add(part);
      this.#onLinked(compiled);
    });
  }

  #once(promises, part, make) {
    if (!promises.has(part)) {
      const promise = make();
      promise.catch(() => promises.delete(part));
      promises.set(part, promise);
    }
    return promises.get(part);
  }
}

const markOf = (module) => String(new Uint8Array(WebAssembly.Module.customSections(module, 'build')[0] ?? []));

/** Gives an instance of the module the functions of a part. A part of another build is a LoadError. */
export async function linkPart(part, { compiled, exports }) {
  if (markOf(part) !== markOf(compiled)) throw new LoadError('replaced', 'parts');
  await WebAssembly.instantiate(part, { primary: exports });
}
