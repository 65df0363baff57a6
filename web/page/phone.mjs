// Below 720 px: one slider docked at the bottom, and the form as a sheet that leaves the std plot
// in view.
import { find } from './dom.mjs';
import { FeaturedSlider } from './featured_slider.mjs';

/**
 * @import { Controller } from './controller.mjs'
 * @import { ParamForm } from './form.mjs'
 */

export const phone = matchMedia('(max-width: 719.98px)');
const stdPlotScroll = 150; // CSS pixels that bring the std plot between verdict and sheet

export class PhoneControls {
  #form;
  #scrollBefore = 0;
  #lent = false; // the dock is there for a moment only, on a large screen

  /**
   * @param {Controller} controller
   * @param {ParamForm} form
   */
  constructor(controller, form) {
    this.#form = form;
    this.slider = new FeaturedSlider(controller, find('dock-slider'));
    find('controls-button').addEventListener('click', () => this.open(Boolean(find('sheet').hidden)));
    find('sheet-done').addEventListener('click', () => this.open(false));
    find('sheet').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.open(false);
    });
    find('dock').addEventListener('focusout', (event) => {
      if (this.#lent && !find('dock').contains(/** @type {Node | null} */ (event.relatedTarget))) this.#lend(false);
    });
  }

  get height() {
    return find('dock').hidden ? 0 : find('dock').offsetHeight;
  }

  /** @param {boolean} opened */
  open(opened) {
    const sheet = find('sheet');
    if (sheet.hidden !== opened) return;
    sheet.hidden = !opened;
    find('controls-button').setAttribute('aria-expanded', String(opened));
    document.documentElement.classList.toggle('sheet-open', opened);
    if (opened) {
      find('sheet-body').append(this.#form.element);
      this.#form.update();
      this.#scrollBefore = window.scrollY;
      window.scrollTo(0, stdPlotScroll);
      find('sheet-title').focus({ preventScroll: true });
    } else {
      window.scrollTo(0, this.#scrollBefore);
      find('controls-button').focus({ preventScroll: true });
    }
  }

  /** @param {boolean} shown the canvas is seen on a phone; the dock and the sheet belong to it */
  show(shown) {
    find('dock').hidden = !shown;
    this.#setLent(false);
    if (!shown) this.open(false);
  }

  /**
   * Gives the keyboard to the slider; on a large screen, where the canvas has its own, for as long
   * as the focus stays there.
   */
  focusSlider() {
    if (find('dock').hidden) this.#lend(true);
    this.slider.update();
    this.slider.focus();
  }

  /** @param {boolean} lent */
  #lend(lent) {
    this.#setLent(lent);
    find('dock').hidden = !lent;
  }

  /** @param {boolean} lent */
  #setLent(lent) {
    this.#lent = lent;
    find('dock').classList.toggle('is-lent', lent);
  }
}
