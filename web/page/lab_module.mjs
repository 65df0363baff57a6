// The lab module (the canvas): its interface is the table "Interface of lab" in ARCHITECTURE.md.
import { startModule } from '../engine/instance.mjs';
import { compileModule, fetchGlue, loadFactory } from '../engine/load.mjs';
import { Parts } from '../engine/parts.mjs';

const factoryName = 'createLabModule';
const encoder = new TextEncoder();

export const activity = { loading: 0, running: 1, upToDate: 2, stale: 3, failed: 4 };
export const pageFlags = { coarsePointer: 1, reducedMotion: 2, panelHidden: 4, embedded: 8 };

/** Downloads and compiles the module with the view of one lab, after what the page needs before it. */
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

/** Starts what fetchLab() gave. `host` holds the host* callbacks. */
export async function startLab({ factory, compiled, parts }, { canvas, host, onCrash }) {
  const onAbort = (reason) => onCrash(new Error(String(reason)));
  const hostHasView = (lab) => parts.has(lab);
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

  constructor(module, parts, onCrash) {
    this.#module = module;
    this.#parts = parts;
    this.#onCrash = onCrash;
  }

  hasView(lab) {
    return this.#parts.has(lab);
  }

  /** Resolves once this lab's view is here; a LoadError when it cannot be had. */
  needView(lab) {
    return this.#parts.need(lab);
  }

  viewArrived() {
    this.#numbers('lab_view_arrived');
  }

  setState(query) {
    const bytes = encoder.encode(query);
    this.#call('lab_set_state', bytes.length, bytes);
  }

  /** How texts of the state are read: `readings` of engine_resolve. */
  setReadings(readings) {
    const lines = readings.flatMap(({ key, en, ko, swap = {} }) =>
      [key, en, ko, swap.key ?? '', swap.value ?? '', swap.en ?? '', swap.ko ?? '']);
    const bytes = encoder.encode(lines.map((line) => `${line.replaceAll('\n', ' ')}\n`).join(''));
    this.#call('lab_set_readings', bytes.length, bytes);
  }

  setReport(frame) {
    this.#call('lab_set_report', frame.length, frame);
  }

  /** Another run to compare with, in one of the slots; without a query it is cleared. */
  setPinned(slot, { name = '', query = '', frame = new Uint8Array() } = {}) {
    const start = [encoder.encode(name), encoder.encode(query)];
    const bytes = new Uint8Array([...start[0], ...start[1], ...frame]);
    this.#guard(() => {
      this.#write(bytes);
      this.#module._lab_set_pinned(slot, start[0].length, start[1].length, bytes.length);
    });
  }

  setActivity(kind, done = 0, total = 0) {
    this.#numbers('lab_set_activity', kind, done, total);
  }

  /** Bytes that the present run takes of a worker. */
  setMemory(bytes) {
    this.#numbers('lab_set_memory', bytes);
  }

  setPage(language, dark, flags) {
    this.#numbers('lab_set_page', language === 'ko' ? 1 : 0, dark ? 1 : 0, flags);
  }

  setControls(query) {
    const bytes = encoder.encode(query);
    this.#call('lab_set_controls', bytes.length, bytes);
  }

  setSize(width, height, scale) {
    this.#numbers('lab_set_size', width, height, scale);
  }

  /** CSS pixels of the canvas between which the window shows it. */
  setSeen(top, bottom) {
    this.#numbers('lab_set_seen', top, bottom);
  }

  /** A font file's bytes; none when it could not be had. */
  setFont(slot, bytes) {
    this.#guard(() => {
      if (bytes.length > 0) this.#write(bytes);
      this.#module._lab_set_font(slot, bytes.length);
    });
  }

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

  #call(name, size, bytes) {
    this.#guard(() => {
      this.#write(bytes);
      this.#module[`_${name}`](size);
    });
  }

  #numbers(name, ...values) {
    return this.#guard(() => this.#module[`_${name}`](...values));
  }

  #write(bytes) {
    const address = this.#module._lab_input(bytes.length) >>> 0;
    if (address === 0) throw new RangeError('input longer than the lab reads');
    this.#module.HEAPU8.set(bytes, address);
  }

  // After a crash the module is left alone.
  #guard(run) {
    if (!this.#alive) return undefined;
    try {
      return run();
    } catch (error) {
      this.#alive = false;
      this.#onCrash(error);
      return undefined;
    }
  }
}
