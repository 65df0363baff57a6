// The parts that tools/split_module.mjs makes of a module: each is downloaded and compiled once, and
// then linked to every instance that is to use it.
import { compileModule } from './load.mjs';

export class Parts {
  #name;
  #base;
  #compiled = new Map(); // part -> promise of a WebAssembly.Module

  /** name: of the module, base: where its files are. */
  constructor(name, base) {
    this.#name = name;
    this.#base = base;
  }

  /** A download that has failed is begun again when it is asked for again. */
  compile(part) {
    if (!this.#compiled.has(part)) {
      const url = new URL(`parts/${this.#name}-${part}.wasm`, this.#base);
      const compiled = compileModule(url, { priority: 'low' });
      compiled.catch(() => this.#compiled.delete(part));
      this.#compiled.set(part, compiled);
    }
    return this.#compiled.get(part);
  }
}

/** Gives an instance of the module the functions of a part. */
export function linkPart(part, exports) {
  return new WebAssembly.Instance(part, { primary: exports });
}
