// The parts that tools/split_module.mjs makes of a module: each is downloaded and compiled once, and
// then linked to every instance that is to use it.
import { compileModule, LoadError } from './load.mjs';

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

const markOf = (module) => String(new Uint8Array(WebAssembly.Module.customSections(module, 'build')[0] ?? []));

/** Gives an instance of the module the functions of a part. A part of another build is a LoadError. */
export async function linkPart(part, { compiled, exports }) {
  if (markOf(part) !== markOf(compiled)) throw new LoadError('replaced', 'parts');
  await WebAssembly.instantiate(part, { primary: exports });
}
