// Pictures of the experiments that lessons embed, for readers who do not run them.
import { picturesOf } from '../posters.mjs';
import { parseQuery } from './values.mjs';

/** @import { Pictures, SiteEngine } from '../posters.mjs' */

// One plot says what a lesson is about; of an activation function two do.
/** @type {Record<string, number>} */
const plotsOf = { activation: 2 };

export class Posters {
  #engine;
  #drawn;

  /** @param {SiteEngine} engine @param {Map<string, Pictures>} drawn finished ones, by query */
  constructor(engine, drawn) {
    this.#engine = engine;
    this.#drawn = drawn;
  }

  /** Of a query such as "forward preset=small seed=7". @param {string} query */
  async of(query) {
    const drawn = this.#drawn.get(query);
    if (drawn) return drawn;
    const [lab, params] = parseQuery(query);
    await this.#engine.run(lab, params, { strict: true });
    const pictures = picturesOf(this.#engine, plotsOf[lab] ?? 1);
    this.#drawn.set(query, pictures);
    return pictures;
  }
}

/** What a picture's first plot shows, in words; as it stands in the SVG, escaped. @param {string} svg */
export function titleOf(svg) {
  const [, title] = /** @type {RegExpExecArray} */ (/<text [^>]*class="t"[^>]*>([^<]*)</.exec(svg));
  return title;
}
