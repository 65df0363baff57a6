// The lab module (the canvas): its interface is the table in src/platform/README.md.
import { languageNumbers, startModule } from '../engine/instance.mjs';
import { compileModule, fetchGlue, loadFactory } from '../engine/load.mjs';
import { Parts } from '../engine/parts.mjs';

/**
 * @import { Language, Reading } from '../initlab.d.ts'
 * @typedef {LabModule} Lab
 * @typedef {{HEAPU8: Uint8Array, [name: `_${string}`]: (...values: number[]) => number}} Module
 * @typedef {Awaited<ReturnType<typeof fetchLab>>} Program
 * @typedef {(error: Error) => void} OnCrash
 */

const factoryName = 'createLabModule';
const encoder = new TextEncoder();

export const activity = { loading: 0, running: 1, upToDate: 2, stale: 3, failed: 4 };
export const pageFlags = { coarsePointer: 1, reducedMotion: 2, panelHidden: 4, embedded: 8 };

/**
 * Downloads and compiles the module with the view of one lab, after what the page needs before it.
 * @param {object} options
 * @param {URL} options.base
 * @param {(fraction: number) => void} options.onProgress
 * @param {Record<string, {size?: number, integrity?: string}>} options.files
 * @param {string} options.lab
 */
export async function fetchLab({ base, onProgress, files, lab }) {
  const glueUrl = new URL('lab.js', base);
  const parts = new Parts('lab', base);
  const [glue, compiled] = await Promise.all([
    fetchGlue(glueUrl, factoryName),
    compileModule(new URL('lab.wasm', base), { onProgress, size: files['lab.wasm']?.size, priority: 'low' }),
    parts.compile(lab),
  ]);
  const factory = await loadFactory(glueUrl, factoryName, glue, files['lab.js']?.integrity);
  return { factory, compiled, parts };
}

/**
 * Starts what fetchLab() gave. `host` holds the host* callbacks.
 * @param {Program} program
 * @param {{canvas: HTMLCanvasElement, host: object, onCrash: OnCrash}} options
 */
export async function startLab({ factory, compiled, parts }, { canvas, host, onCrash }) {
  const onAbort = (/** @type {unknown} */ reason) => onCrash(new Error(String(reason)));
  const hostHasView = (/** @type {string} */ id) => parts.has(id);
  const { module, link } = await startModule(factory, compiled, { canvas, ...host, hostHasView, onAbort });
  const lab = new LabModule(module, parts, onCrash);
  parts.linkTo(link, () => lab.viewArrived());
  return lab;
}

class LabModule {
  #module;
  #parts;
  #onCrash;
  #alive = true;

  /**
   * @param {Module} module
   * @param {Program['parts']} parts
   * @param {OnCrash} onCrash
   */
  constructor(module, parts, onCrash) {
    this.#module = module;
    this.#parts = parts;
    this.#onCrash = onCrash;
  }

  /** @param {string} lab */
  hasView(lab) {
    return this.#parts.has(lab);
  }

  /**
   * Resolves once this lab's view is here; a LoadError when it cannot be had.
   * @param {string} lab
   */
  needView(lab) {
    return this.#parts.need(lab);
  }

  viewArrived() {
    this.#numbers('lab_view_arrived');
  }

  /** @param {string} query */
  setState(query) {
    this.#call('lab_set_state', encoder.encode(query));
  }

  /**
   * How texts of the state are read: `readings` of engine_resolve.
   * @param {Reading[]} readings
   */
  setReadings(readings) {
    const lines = readings.flatMap(({ key, en, ko, swap }) =>
      [key, en, ko, swap?.key ?? '', swap?.value ?? '', swap?.en ?? '', swap?.ko ?? '']);
    this.#call('lab_set_readings', encoder.encode(lines.map((line) => `${line.replaceAll('\n', ' ')}\n`).join('')));
  }

  /** @param {Uint8Array} frame */
  setReport(frame) {
    this.#call('lab_set_report', frame);
  }

  /**
   * Another run to compare with, in one of the slots; without a query it is cleared.
   * @param {number} slot
   * @param {{name?: string, query?: string, frame?: Uint8Array}} [run]
   */
  setPinned(slot, { name = '', query = '', frame = new Uint8Array() } = {}) {
    const start = [encoder.encode(name), encoder.encode(query)];
    const bytes = new Uint8Array([...start[0], ...start[1], ...frame]);
    this.#guard(() => {
      this.#write(bytes);
      this.#module._lab_set_pinned(slot, start[0].length, start[1].length, bytes.length);
    });
  }

  /** @param {number} kind see activity */
  setActivity(kind, done = 0, total = 0) {
    this.#numbers('lab_set_activity', kind, done, total);
  }

  /** @param {number} bytes that the present run takes of a worker */
  setMemory(bytes) {
    this.#numbers('lab_set_memory', bytes);
  }

  /**
   * @param {Language} language
   * @param {boolean} dark
   * @param {number} flags see pageFlags
   */
  setPage(language, dark, flags) {
    this.#numbers('lab_set_page', languageNumbers[language], dark ? 1 : 0, flags);
  }

  /** @param {string} query */
  setControls(query) {
    this.#call('lab_set_controls', encoder.encode(query));
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} scale
   */
  setSize(width, height, scale) {
    this.#numbers('lab_set_size', width, height, scale);
  }

  /**
   * CSS pixels of the canvas between which the window shows it.
   * @param {number} top
   * @param {number} bottom
   */
  setSeen(top, bottom) {
    this.#numbers('lab_set_seen', top, bottom);
  }

  /**
   * A font file's bytes; none when it could not be had.
   * @param {number} slot
   * @param {Uint8Array} bytes
   */
  setFont(slot, bytes) {
    this.#guard(() => {
      if (bytes.length > 0) this.#write(bytes);
      this.#module._lab_set_font(slot, bytes.length);
    });
  }

  /** @param {boolean} visible */
  setVisible(visible) {
    this.#numbers('lab_set_visible', visible ? 1 : 0);
  }

  contextLost() {
    this.#numbers('lab_context_lost');
  }

  contextRestored() {
    this.#numbers('lab_context_restored');
  }

  frames() {
    return this.#numbers('lab_frames') ?? 0;
  }

  /**
   * @param {string} name
   * @param {Uint8Array} bytes
   */
  #call(name, bytes) {
    this.#guard(() => {
      this.#write(bytes);
      this.#module[/** @type {const} */ (`_${name}`)](bytes.length);
    });
  }

  /**
   * @param {string} name
   * @param {number[]} values
   */
  #numbers(name, ...values) {
    return this.#guard(() => this.#module[/** @type {const} */ (`_${name}`)](...values));
  }

  /** @param {Uint8Array} bytes */
  #write(bytes) {
    const address = this.#module._lab_input(bytes.length) >>> 0;
    if (address === 0) throw new RangeError('input longer than the lab reads');
    this.#module.HEAPU8.set(bytes, address);
  }

  /**
   * After a crash the module is left alone.
   * @template Value
   * @param {() => Value} run
   */
  #guard(run) {
    if (!this.#alive) return undefined;
    try {
      return run();
    } catch (error) {
      this.#alive = false;
      this.#onCrash(/** @type {Error} */ (error));
      return undefined;
    }
  }
}
