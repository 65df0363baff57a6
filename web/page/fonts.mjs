// The fonts: the same files for the canvas (as bytes) and for the page (as FontFace).
import { request } from '../engine/load.mjs';

const files = ['latin-400', 'latin-600', 'ko-400', 'ko-600']; // in the order of lab_set_font's slots
const extension = 'otf';

export const latinSlots = [0, 1];
export const koreanSlots = [2, 3];

export class Fonts {
  #base;
  /** @type {Map<number, Promise<Uint8Array>>} */
  #loads = new Map();

  /** @param {URL} base */
  constructor(base) {
    this.#base = base;
  }

  /**
   * Bytes of a font; empty when it could not be had, which is tried again when it is asked for again.
   * @param {number} slot
   */
  load(slot) {
    if (!this.#loads.has(slot)) this.#loads.set(slot, this.#fetch(slot));
    return /** @type {Promise<Uint8Array>} */ (this.#loads.get(slot));
  }

  /** @param {number} slot */
  async #fetch(slot) {
    const file = files[slot];
    try {
      const response = await request(new URL(`fonts/${file}.${extension}`, this.#base));
      const bytes = await response.arrayBuffer();
      const [script, weight] = file.split('-');
      const face = new FontFace(`initlab-${script}`, bytes, { weight });
      document.fonts.add(await face.load());
      return new Uint8Array(bytes);
    } catch {
      this.#loads.delete(slot);
      return new Uint8Array(); // the system's font serves as well
    }
  }
}
