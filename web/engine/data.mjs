// Data files, which some experiments need: each is downloaded once, when a run asks for it, and given to
// the page's instance; workers are given it before their next job that needs it.
/** @import { DataFile, DataSource } from './types.d.mts' */
import { EngineError } from './instance.mjs';
import { fetchBytes, LoadError } from './load.mjs';
import { once } from './once.mjs';

/** A data file that a run needs cannot be had; the sentence says why. */
export class DataError extends EngineError {
  /** @param {EngineError} refused by the engine @param {LoadError | null} cause */
  constructor({ sentence, code }, cause) {
    super(sentence, code);
    this.name = 'DataError';
    this.cause = cause;
  }
}

/** @implements {DataSource} */
export class DataFiles {
  #base;
  #instance;
  /** @type {Map<string, Promise<DataFile>>} */
  #arrivals = new Map(); // by name
  /** @type {Set<string>} */
  #refused = new Set(); // names of files that a cache must not give again

  /** @param {URL} base where the site's files are @param {{ data: (file: DataFile) => void }} instance */
  constructor(base, instance) {
    this.#base = base;
    this.#instance = instance;
  }

  /** Resolves once the instance has taken the file; else a DataError. @param {string} name */
  need(name) {
    return once(this.#arrivals, name, async () => {
      const cache = this.#refused.has(name) ? 'reload' : 'default';
      const { bytes, error } = await this.#fetch(new URL(`data/${name}.bin`, this.#base), cache);
      const file = { name, bytes };
      try {
        this.#instance.data(file);
      } catch (refused) {
        this.#refused.add(name);
        throw refused instanceof EngineError ? new DataError(refused, error) : refused;
      }
      return file;
    });
  }

  /**
   * No bytes where it does not arrive: the engine has the words for that.
   * @param {URL} url @param {RequestCache} cache
   */
  async #fetch(url, cache) {
    try {
      return { bytes: await fetchBytes(url, cache), error: null };
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      return { bytes: new Uint8Array(), error };
    }
  }
}
