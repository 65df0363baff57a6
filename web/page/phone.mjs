// Below 720 px: one slider docked at the bottom, and the form as a sheet that leaves the std plot
// in view.
import { makeSlider } from './form.mjs';
import { words } from './text.mjs';

export const phone = matchMedia('(max-width: 719.98px)');
const stdPlotScroll = 150; // CSS pixels that bring the std plot between verdict and sheet

const find = (id) => document.getElementById(id);

export class PhoneControls {
  #controller;
  #form;
  #slider = null;
  #sliderFor = '';
  #scrollBefore = 0;
  #label = document.createElement('span');
  #value = document.createElement('output');
  #mark = document.createElement('span');

  constructor(controller, form) {
    this.#controller = controller;
    this.#form = form;
    this.#mark.className = 'gain-mark';
    find('controls-button').addEventListener('click', () => this.open(find('sheet').hidden));
    find('sheet-done').addEventListener('click', () => this.open(false));
    find('sheet').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.open(false);
    });
  }

  get height() {
    return find('dock').hidden ? 0 : find('dock').offsetHeight;
  }

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

  /** shown: the canvas is seen on a phone; the dock and the sheet belong to it. */
  show(shown) {
    find('dock').hidden = !shown;
    if (!shown) this.open(false);
  }

  update(labs) {
    const { state } = this.#controller;
    const lab = labs.find((one) => one.id === state.lab);
    const numbers = lab.params.filter(({ type }) => type === 'integer' || type === 'real');
    const param = numbers.find(({ key, featured }) => featured && this.#controller.shows(key));
    find('dock-slider').hidden = !param;
    if (!param) return;
    const wanted = `${lab.id} ${param.label}`;
    if (wanted !== this.#sliderFor) {
      this.#sliderFor = wanted;
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
      find('dock-slider').replaceChildren(head, track);
    }
    const value = state.params[param.key];
    this.#slider.show(value);
    this.#value.textContent = param.type === 'real' ? String(Number(value.toPrecision(4))) : value;
  }

  /** mark: {gain, label: {en, ko}} of the result, or nothing. */
  showMark(mark) {
    const track = find('dock-slider').querySelector('.dock-track');
    if (!track) return;
    this.#mark.textContent = mark?.label ? words(mark.label) : '';
    track.classList.toggle('has-mark', Boolean(mark));
    if (mark) {
      const { range } = this.#slider;
      track.style.setProperty('--mark', range.positionOf(mark.gain) / range.steps);
    }
  }
}
