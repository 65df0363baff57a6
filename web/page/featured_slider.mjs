// The slider that matters most in a lab, with its name, its value and the mark of the critical one:
// docked on a phone, beside the plot for a presenter.
import { made } from './dom.mjs';
import { makeSlider } from './form.mjs';
import { words } from './text.mjs';

/** @import { Tables } from '../initlab.d.ts' */
/** @import { Controller } from './controller.mjs' */
/** @import { NumberDeclaration } from './types.d.mts' */

/**
 * The number the lab features, if a reader is given it and it means something now.
 * @param {Controller} controller
 * @returns {NumberDeclaration | undefined}
 */
export function featuredParam(controller) {
  const numbers = controller.declaration.params.filter(({ type }) => type === 'integer' || type === 'real');
  const { relevant } = controller.state;
  const found = numbers.find(({ key, featured }) => featured && relevant?.[key] !== false && controller.shows(key));
  return /** @type {NumberDeclaration | undefined} */ (found);
}

export class FeaturedSlider {
  #controller;
  #root;
  /** @type {ReturnType<typeof makeSlider> | null} */
  #slider = null;
  #sliderFor = '';
  #label = made('span');
  #value = made('output');
  #mark = made('span', { className: 'gain-mark' });

  /** @param {Controller} controller @param {HTMLElement} root */
  constructor(controller, root) {
    this.#controller = controller;
    this.#root = root;
  }

  focus() {
    this.#slider?.input.focus();
  }

  update() {
    const { state } = this.#controller;
    const param = featuredParam(this.#controller);
    this.#root.hidden = !param;
    if (!param) return;
    const wanted = `${state.lab} ${param.label}`;
    if (!this.#slider || wanted !== this.#sliderFor) {
      this.#sliderFor = wanted;
      this.#slider = this.#build(param);
    }
    const value = /** @type {number} */ (state.params[param.key]);
    this.#slider.show(value);
    this.#value.textContent = String(param.type === 'real' ? Number(value.toPrecision(4)) : value);
  }

  /** @param {NumberDeclaration} param */
  #build(param) {
    const slider = makeSlider(param, (value) => {
      this.#controller.patch({ [param.key]: value }, 'form');
    });
    this.#label.textContent = param.label;
    const head = made('div', { className: 'dock-head' }, this.#label, this.#value, this.#mark);
    this.#root.replaceChildren(head, made('div', { className: 'dock-track' }, slider.input));
    return slider;
  }

  /** @param {Tables['gain_mark']} mark of the result */
  showMark(mark) {
    const track = /** @type {HTMLElement | null} */ (this.#root.querySelector('.dock-track'));
    if (!track || !this.#slider) return;
    this.#mark.textContent = mark?.label ? words(mark.label) : '';
    track.classList.toggle('has-mark', Boolean(mark));
    if (mark) {
      const { range } = this.#slider;
      track.style.setProperty('--mark', String(range.positionOf(mark.gain) / range.steps));
    }
  }
}
