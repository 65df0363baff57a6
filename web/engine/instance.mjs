// One instance of the engine module: bytes in, bytes out. The interface is the table in
// src/engine/README.md.
/**
 * @import { LabDeclaration, Language, Note, Plan, Progress, Result, Sentence, State, Tables } from '../initlab.d.ts'
 * @import { DataFile, ExportName, Factory, Frame, Link, ModuleSettings, StartedModule } from './types.d.mts'
 */
import { linkPart } from './parts.mjs';

/** @typedef {{ id: string, lab: string, start: string, controls: string, goal: Sentence }} Mission */
/** @typedef {(string | Uint8Array)[]} Input one after the other */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Who wrote a query: Door, src/io/query.h. */
export const doors = { link: 0, script: 1 };

/** As the modules count them. */
export const languageNumbers = { en: 0, ko: 1 };

const manners = ['whole', 'plots', 'narrow']; // SvgManner, src/io/svg.h

/** What an experiment can be written down in. */
export const scriptLibraries = ['numpy', 'pytorch', 'keras'];

/**
 * A sentence of the engine in both languages. code: -1 bad input, -2 refused, -3 out of memory, -4 a
 * data file is missing; notes: where it is the notes of a state that was to be taken word for word.
 */
export class EngineError extends Error {
  /** @param {Sentence} sentence @param {number} code */
  constructor(sentence, code) {
    super(sentence.en);
    this.name = 'EngineError';
    this.sentence = sentence;
    this.code = code;
  }
}

/** Throws what was noted, if anything was. @param {Note[]} notes */
export function refuseNotes(notes) {
  if (notes.length === 0) return;
  const all = (/** @type {Language} */ language) => notes.map((note) => note[language]).join(' ');
  throw Object.assign(new EngineError({ en: all('en'), ko: all('ko') }, -1), { notes });
}

/**
 * Starts a compiled module through its Emscripten factory: {module, link(part)}; the latter is a promise.
 * @template Module
 * @param {Factory<Module>} factory @param {WebAssembly.Module} compiled @param {ModuleSettings} [settings]
 * @returns {Promise<StartedModule<Module>>}
 */
export function startModule(factory, compiled, settings = {}) {
  return new Promise((resolve, reject) => {
    /** @type {WebAssembly.Exports} */
    let exports;
    const fail = (/** @type {unknown} */ reason) => {
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    /** @type {ModuleSettings['instantiateWasm']} */
    const instantiateWasm = (imports, receive) => {
      WebAssembly.instantiate(compiled, imports).then(
        (instance) => {
          exports = instance.exports;
          receive(instance, compiled);
        },
        fail,
      );
      return {};
    };
    const onAbort = (/** @type {unknown} */ reason) => {
      settings.onAbort?.(reason);
      fail(reason);
    };
    factory({ print: () => {}, printErr: () => {}, ...settings, instantiateWasm, onAbort }).then(
      (module) => resolve({ module, link: (part) => linkPart(part, { compiled, exports }) }),
      fail,
    );
  });
}

export class EngineInstance {
  #module;
  #link;
  /**
   * How often each export was called, reports by their format: what is unused must cost nothing.
   * @type {Record<string, number>}
   */
  calls = {};

  /** @param {StartedModule} started */
  constructor({ module, link }) {
    this.#module = module;
    this.#link = link;
  }

  /** @param {Factory} factory @param {WebAssembly.Module} compiled */
  static async start(factory, compiled) {
    return new EngineInstance(await startModule(factory, compiled));
  }

  /**
   * A compiled part of the module: what is in it can be called once this has resolved.
   * @type {Link}
   */
  link(part) {
    return this.#link(part);
  }

  version() {
    return this.#text('engine_version', []);
  }

  /** @param {Language} language @returns {LabDeclaration[]} */
  labs(language) {
    return this.#json('engine_labs', [], languageNumbers[language]);
  }

  /**
   * Plots of the collection as an SVG document: the first `most`, or all. manner: whole (with verdict
   * and settings, and `link`), plots, or narrow, which is plots for a phone.
   * @param {Language} language @param {{ most?: number, manner?: string, link?: string }} [options]
   */
  figures(language, { most = 0, manner = 'whole', link = '' } = {}) {
    return this.#text('engine_figures', [link], languageNumbers[language], most, manners.indexOf(manner));
  }

  /**
   * The collection's first plot for a presenter's screen, without colours; its text is 32 units.
   * @param {Language} language @param {number} width @param {number} height
   */
  roomFigure(language, width, height) {
    return this.#text('engine_room_figure', [], languageNumbers[language], width, height);
  }

  /** @returns {Mission[]} */
  missions() {
    return this.#json('engine_missions', []);
  }

  /** Of the collection. @param {string} id @returns {{ reached: boolean, measure: Sentence }} */
  mission(id) {
    return this.#json('engine_mission', [id]);
  }

  /**
   * QR code of a text. Too long a text is an EngineError with a sentence.
   * @param {string} value @returns {{ size: number, path: string }}
   */
  qrCode(value) {
    return this.#json('engine_qr_code', [value]);
  }

  /**
   * The state a query describes, after a patch query is laid on top of it.
   * @param {string} query @param {string} [patch] @param {number} [door] @returns {State}
   */
  resolve(query, patch = '', door = doors.link) {
    return this.#json('engine_resolve', [query, patch], door);
  }

  /** @param {string} query @returns {Plan} */
  plan(query) {
    return this.#json('engine_plan', [query]);
  }

  /** For the jobs whose plan names it; no bytes where it did not arrive. @param {DataFile} file */
  data({ name, bytes }) {
    this.#invoke('engine_data', [name, bytes]);
  }

  /** One job's measurement, as a frame. @param {string} query @param {number} job */
  run(query, job) {
    return this.#call('engine_run', [query], job);
  }

  /**
   * The same for a thread with other things to do: step() until it gives the frame.
   * @param {string} query @param {number} job
   */
  begin(query, job) {
    this.#invoke('engine_begin', [query], job);
  }

  /** The frame of what was begun; null while there is more to do. */
  step() {
    return this.#frame('engine_step');
  }

  /** What the job that streams has measured since the last call; null where there is nothing. */
  part() {
    return this.#frame('engine_part');
  }

  /** @param {string} query */
  collect(query) {
    this.#invoke('engine_collect', [query]);
  }

  /** @param {number} job @param {Frame} frame */
  add(job, frame) {
    this.#invoke('engine_add', [frame], job);
  }

  /** A part of a job that streams, in their order. @param {number} job @param {Frame} part */
  addPart(job, part) {
    this.#invoke('engine_add_part', [part], job);
  }

  /** @returns {Progress} */
  progress() {
    return this.#json('engine_progress', []);
  }

  /** @returns {Result} */
  result() {
    return this.#json('engine_report', [], 0);
  }

  reportFrame() {
    return this.#call('engine_report', [], 1);
  }

  /**
   * What the frames of another query amount to: {frame, tables}. The collection stays as it is.
   * @param {string} query @param {{ job: number, frame: Frame }[]} frames
   */
  beside(query, frames) {
    this.#invoke('engine_set_aside', [], 1);
    try {
      this.collect(query);
      for (const { job, frame } of frames) this.add(job, frame);
      return { frame: this.reportFrame(), tables: this.tables() };
    } finally {
      this.#invoke('engine_set_aside', [], 0);
    }
  }

  csv() {
    return this.#text('engine_csv', []);
  }

  /** @returns {Tables} */
  tables() {
    return this.#json('engine_report', [], 2);
  }

  /**
   * A runnable program of the experiment, in Python; empty where its lab has none.
   * @param {string} query @param {string} library
   */
  script(query, library) {
    return this.#text('engine_script', [query], scriptLibraries.indexOf(library));
  }

  /**
   * @template Value what the export's JSON holds
   * @param {ExportName} name @param {Input} input @param {number[]} numbers @returns {Value}
   */
  #json(name, input, ...numbers) {
    return JSON.parse(this.#text(name, input, ...numbers));
  }

  /** @param {ExportName} name @param {Input} input @param {number[]} numbers */
  #text(name, input, ...numbers) {
    return decoder.decode(this.#call(name, input, ...numbers));
  }

  /** @param {ExportName} name @param {Input} input @param {number[]} numbers */
  #call(name, input, ...numbers) {
    return this.#output(this.#invoke(name, input, ...numbers));
  }

  /** @param {ExportName} name of one that leaves a frame, or nothing */
  #frame(name) {
    const size = this.#invoke(name, []);
    return size === 0 ? null : this.#output(size);
  }

  /** @param {number} size */
  #output(size) {
    const start = this.#module._engine_output() >>> 0;
    return this.#module.HEAPU8.slice(start, start + size);
  }

  /**
   * An export is given where each piece of its input ends, and then the numbers.
   * @param {ExportName} name @param {Input} input @param {number[]} numbers
   */
  #invoke(name, input, ...numbers) {
    const counted = name === 'engine_report' ? `${name} ${numbers.at(-1)}` : name;
    this.calls[counted] = (this.calls[counted] ?? 0) + 1;
    const answer = this.#module[/** @type {const} */ (`_${name}`)](...this.#write(input), ...numbers);
    if (answer < 0) throw new EngineError(this.#message(), answer);
    return answer;
  }

  /** Gives the ends of its pieces. @param {Input} input */
  #write(input) {
    if (input.length === 0) return [];
    const pieces = input.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
    let size = 0;
    const ends = pieces.map(({ length }) => (size += length));
    const address = this.#module._engine_input(size) >>> 0;
    if (address === 0) throw new RangeError('input longer than the engine reads');
    pieces.forEach((piece, i) => this.#module.HEAPU8.set(piece, address + ends[i] - piece.length));
    return ends;
  }

  /** A failed call leaves {"en":...,"ko":...} at the output, ended by a zero byte. @returns {Sentence} */
  #message() {
    const start = this.#module._engine_output() >>> 0;
    const end = this.#module.HEAPU8.indexOf(0, start);
    return JSON.parse(decoder.decode(this.#module.HEAPU8.subarray(start, end)));
  }
}
