// Light or dark: as the system says, live, or as the reader chose.

/** @import { Theme as Choice } from '../initlab.d.ts' */

const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** Calls onChange(dark) now and whenever the page's colours change. */
export class Theme {
  /** @type {Choice} */
  #choice = 'auto';
  #onChange;

  /** @param {(dark: boolean) => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    systemDark.addEventListener('change', () => this.#apply());
  }

  get dark() {
    return this.#choice === 'auto' ? systemDark.matches : this.#choice === 'dark';
  }

  /** @param {Choice} theme */
  choose(theme) {
    this.#choice = theme;
    this.#apply();
  }

  #apply() {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
    this.#onChange(this.dark);
  }
}
