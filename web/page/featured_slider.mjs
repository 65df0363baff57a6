// The slider that matters most in a lab, with its name, its value and the mark of the critical one:
// docked on a phone, beside the plot for a presenter.
import { makeSlider } from './form.mjs';
import { words } from './text.mjs';

/** The number the lab features, if a reader is given it. */
export function featuredParam(controller, labs) {
  const { state } = controller;
  const lab = labs.find((one) => one.id === state.lab);
  const numbers = lab.params.filter(({ type }) => type === 'integer' || type === 'real');
  return numbers.find(({ key, featured }) => featured && controller.shows(key));
}

export class FeaturedSlider {
  #controller;
  #root;
  #slider = null;
  #sliderFor = '';
  #label = document.createElement('span');
  #value = document.createElement('output');
  #mark = document.createElement('span');

  constructor(controller, root) {
    this.#controller = controller;
    this.#root = root;
    this.#mark.className = 'gain-mark';
  }

  focus() {
    this.#slider?.input.focus();
  }

  update(labs) {
    const { state } = this.#controller;
    const param = featuredParam(this.#controller, labs);
    this.#root.hidden = !param;
    if (!param) return;
    const wanted = `${state.lab} ${param.label}`;
    if (wanted !== this.#sliderFor) {
      this.#sliderFor = wanted;
      this.#build(param);
    }
    const value = state.params[param.key];
    this.#slider.show(value);
    this.#value.textContent = param.type === 'real' ? String(Number(value.toPrecision(4))) : value;
  }

  #build(param) {
    this.#slider = makeSlider(param, (value) => {
      this.#controller.patch({ [param.key]: value }, 'form');
    });
    this.#label.textContent = param.label;
    const head = document.createElement('div');
    head.className = 'dock-head';
    head.append(this.#label, this.#value, this.#mark);
    const track = document.createElement('div');
    track.className = 'dock-track';
    track.append(this.#slider.input);
    this.#root.replaceChildren(head, track);
  }

  /** mark: {gain, label: {en, ko}} of the result, or nothing. */
  showMark(mark) {
    const track = this.#root.querySelector('.dock-track');
    if (!track) return;
    this.#mark.textContent = mark?.label ? words(mark.label) : '';
    track.classList.toggle('has-mark', Boolean(mark));
    if (mark) {
      const { range } = this.#slider;
      track.style.setProperty('--mark', range.positionOf(mark.gain) / range.steps);
    }
  }
}
