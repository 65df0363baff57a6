// Takes the result out of the page: plots as SVG and PNG, numbers as CSV and JSON, a line to cite.
import { extras } from '../engine.mjs';
import { made } from './dom.mjs';
import { currentLanguage, sentence, text, words } from './text.mjs';

/**
 * @import { Controller } from './controller.mjs'
 * @import { Notes } from './notes.mjs'
 * @import { Failure, PageEngine } from './types.d.mts'
 * @typedef {keyof typeof mime} Kind
 */

const pngScale = 2;

const mime = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv',
  json: 'application/json',
};

// Four colours in squares of four pixels. Protection against fingerprinting gives back noise or one
// colour in their place; a last bit or two that it changes nobody sees.
const patternColors = ['#0b57a6', '#b54300', '#ffffff', '#14181c'];
const patternSize = 16;
const unseen = 4; // of 255

/** Whether what is drawn on a canvas can be read from it in this browser. */
function canvasIsFaithful() {
  const canvas = made('canvas', { width: patternSize, height: patternSize });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {number[]} */
  const wanted = [];
  for (let y = 0; y < patternSize; ++y) {
    for (let x = 0; x < patternSize; ++x) {
      const color = patternColors[((x >> 2) + 3 * (y >> 2)) % patternColors.length];
      context.fillStyle = color;
      context.fillRect(x, y, 1, 1);
      wanted.push(...[1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)), 255);
    }
  }
  const { data } = context.getImageData(0, 0, patternSize, patternSize);
  return wanted.every((value, i) => Math.abs(value - data[i]) <= unseen);
}

/**
 * The SVG's picture at twice its size, as bytes of a PNG file.
 * @param {string} svg
 * @returns {Promise<Blob>}
 */
async function pngOf(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: mime.svg }));
  try {
    await image.decode();
    const canvas = made('canvas', { width: image.naturalWidth * pngScale, height: image.naturalHeight * pngScale });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), mime.png);
    });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

export class Exports {
  #controller;
  #notes;

  /**
   * @param {Controller} controller
   * @param {Notes} notes
   * @param {HTMLSelectElement} select
   */
  constructor(controller, notes, select) {
    this.#controller = controller;
    this.#notes = notes;
    select.addEventListener('change', async () => {
      const kind = /** @type {Kind | 'cite' | ''} */ (select.value);
      select.value = '';
      if (!controller.engine || !controller.state || !kind) return;
      try {
        await this.#save(kind);
      } catch (error) {
        notes.show('export', 'error', /** @type {Failure} */ (error).both ?? sentence('page_export_failed'));
      }
    });
  }

  /** @param {Kind | 'cite'} kind */
  async #save(kind) {
    if (kind === 'png' && !canvasIsFaithful()) {
      throw Object.assign(new Error('a falsified canvas'), { both: sentence('page_export_falsified') });
    }
    if (kind === 'cite') {
      this.#requireResult();
      this.#show('page_cite_field', this.#citation());
      return;
    }
    const content = await this.#content(kind);
    const blob = kind === 'png' ? await pngOf(content) : new Blob([content], { type: mime[kind] });
    // A sandboxed frame may not save files: there the text is shown, to be copied.
    if (window.origin === 'null' && kind !== 'png') this.#show('page_export_field', content);
    else this.#download(blob, kind);
  }

  /** While another lab is on its way, the engine still holds what belongs to the one before. */
  #requireResult() {
    if (this.#controller.shownQuery !== this.#controller.state.query) throw new Error('no result yet');
  }

  /** @param {Kind} kind */
  async #content(kind) {
    const engine = /** @type {PageEngine} */ (this.#controller.engine);
    const { instance } = engine;
    if (kind !== 'json') await engine.need(extras);
    this.#requireResult();
    if (kind === 'json') return JSON.stringify(this.#controller.lastResult ?? instance.result(), null, 2);
    if (kind === 'csv') return instance.csv();
    return instance.figures(currentLanguage(), { link: this.#controller.address() });
  }

  /**
   * @param {Blob} blob
   * @param {Kind} kind
   */
  #download(blob, kind) {
    const download = `initlab-${this.#controller.state.lab}.${kind}`;
    const link = made('a', { href: URL.createObjectURL(blob), download });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  #citation() {
    const engine = /** @type {PageEngine} */ (this.#controller.engine);
    const { headline } = engine.instance.tables();
    const day = new Date().toISOString().slice(0, 10);
    const address = this.#controller.address();
    return text('page_citation', {
      version: engine.version(),
      lab: this.#controller.declaration.title,
      headline: words(headline),
      address,
      day,
    });
  }

  /**
   * @param {string} label
   * @param {string} value
   */
  #show(label, value) {
    this.#notes.show('export', 'note', sentence('page_export_shown'), {
      field: { label, value, lines: true },
    });
  }
}
