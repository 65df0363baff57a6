// Light or dark: as the system says, live, or as the reader chose.

export const themes = ['auto', 'light', 'dark'];
const systemDark = matchMedia('(prefers-color-scheme: dark)');

/** Calls onChange(dark) now and whenever the page's colours change. */
export class Theme {
  #choice = 'auto';
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
    systemDark.addEventListener('change', () => this.#apply());
  }

  get dark() {
    return this.#choice === 'auto' ? systemDark.matches : this.#choice === 'dark';
  }

  choose(theme) {
    this.#choice = theme;
    this.#apply();
  }

  #apply() {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
    this.#onChange(this.dark);
  }
}
