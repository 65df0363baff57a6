// Pictures of the experiments that lessons embed, for readers who do not run them.
import { picturesOf } from '../posters.mjs';
import { parseQuery } from './values.mjs';

// One plot says what a lesson is about; of an activation function two do.
const plotsOf = { activation: 2 };

export class Posters {
  #engine;
  #drawn;

  /** drawn: a Map of finished ones, by query. */
  constructor(engine, drawn) {
    this.#engine = engine;
    this.#drawn = drawn;
  }

  /** {en, en-narrow, ko, ko-narrow} of a query such as "forward preset=small seed=7". */
  async of(query) {
    if (!this.#drawn.has(query)) {
      const [lab, params] = parseQuery(query);
      await this.#engine.run(lab, params, { strict: true });
      this.#drawn.set(query, picturesOf(this.#engine, plotsOf[lab] ?? 1));
    }
    return this.#drawn.get(query);
  }
}

/** What a picture's first plot shows, in words; as it stands in the SVG, escaped. */
export function titleOf(svg) {
  return /<text [^>]*class="t"[^>]*>([^<]*)</.exec(svg)[1];
}
