// For a room: the verdict large, one plot, a QR code of this very experiment, presets on keys. It
// draws what the engine gives and computes nothing.
import { find, made, madeButton } from './dom.mjs';
import { featuredParam, FeaturedSlider } from './featured_slider.mjs';
import { keyButton } from './keys.mjs';
import { qrPicture } from './qr.mjs';
import { currentLanguage, text, words } from './text.mjs';
import { markClass } from './text_view.mjs';

/**
 * @import { Choice, Tables } from '../initlab.d.ts'
 * @import { Commands } from './commands.mjs'
 * @import { Controller } from './controller.mjs'
 */

const figureText = 32; // units of the engine's picture
const hints = ['seed', 'slider', 'fullscreen', 'help', 'leave'];

export class Presenter {
  #controller;
  #commands;
  #shown = false;
  #mark = 'none';
  #barFor = '';
  #linkFor = '';
  #slider;

  /**
   * @param {Controller} controller
   * @param {Commands} commands
   */
  constructor(controller, commands) {
    this.#controller = controller;
    this.#commands = commands;
    this.#slider = new FeaturedSlider(controller, find('presenter-slider'));
    new ResizeObserver(() => this.#drawPlot()).observe(find('presenter-plot'));
  }

  /** @param {boolean} shown */
  show(shown) {
    find('presenter').hidden = !shown;
    const opened = shown && !this.#shown;
    this.#shown = shown;
    if (!shown) return;
    this.#controller.fetchExtras(this.#refresh); // for the pictures
    if (opened) this.#refresh();
  }

  #refresh = () => {
    this.update();
    this.draw();
  };

  focus() {
    find('presenter').focus();
  }

  focusSlider() {
    this.#slider.focus();
  }

  translate() {
    this.#linkFor = '';
    this.#refresh();
  }

  /** The state has changed: the controls follow at once. */
  update() {
    if (!this.#shown || !this.#controller.state) return;
    this.#slider.update();
    this.#showBar();
    this.#showCode();
  }

  /** A result, or a part of one, can be read. */
  draw() {
    const { engine } = this.#controller;
    if (!this.#shown || !engine || !this.#hasReport()) return;
    find('presenter').classList.remove('is-stale');
    const { headline, evidence } = engine.instance.tables();
    find('presenter-verdict').textContent = words(headline);
    find('presenter-evidence').textContent = words(evidence);
    this.#drawPlot();
  }

  /** @param {Tables} tables */
  showResult({ mark, gain_mark: gainMark }) {
    this.#mark = markClass(mark);
    find('presenter-verdict').className = `verdict ${this.#mark}`;
    this.#slider.showMark(gainMark);
  }

  showStale() {
    find('presenter').classList.add('is-stale');
  }

  #hasReport() {
    return this.#controller.shownQuery !== '';
  }

  #drawPlot() {
    const box = find('presenter-plot');
    const { engine } = this.#controller;
    if (!this.#shown || !engine || !this.#controller.hasExtras || !this.#hasReport() || box.clientWidth === 0) return;
    const scale = figureText / parseFloat(getComputedStyle(box).fontSize);
    const svg = engine.instance.roomFigure(currentLanguage(), box.clientWidth * scale, box.clientHeight * scale);
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const picture = document.importNode(parsed, true);
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', text('page_canvas'));
    box.replaceChildren(picture);
  }

  #showBar() {
    const { state, page, presets } = this.#controller;
    const wanted = [state.lab, currentLanguage(), page.hide, page.controls].join(' ');
    if (wanted !== this.#barFor) {
      this.#barFor = wanted;
      find('presenter-presets').replaceChildren(...presets.map((preset, i) => this.#preset(preset, i)));
      const shown = hints.filter((id) => this.#commands[id].available());
      find('presenter-keys').replaceChildren(...shown.map((id) => this.#hint(id)));
    }
    const buttons = /** @type {HTMLCollectionOf<HTMLButtonElement>} */ (find('presenter-presets').children);
    for (const button of buttons) {
      const chosen = button.value === state.preset;
      button.setAttribute('aria-pressed', String(chosen && !state.edited));
      button.classList.toggle('is-edited', chosen && state.edited);
    }
  }

  /**
   * @param {Choice} preset
   * @param {number} i
   */
  #preset({ word, label }, i) {
    const key = i < 9 ? [made('kbd', { textContent: String(i + 1) })] : [];
    return madeButton({ value: word }, () => this.#controller.patch({ preset: word }, 'form'), ...key, label);
  }

  /** @param {string} id */
  #hint(id) {
    const run = () => this.#commands[id].run();
    if (id === 'leave') return keyButton(id, run, text('page_leave'));
    if (id === 'slider') return keyButton(id, run, featuredParam(this.#controller)?.label);
    if (id !== 'help') return keyButton(id, run);
    const help = keyButton(id, run, ''); // the sign says it, and the row is full
    help.setAttribute('aria-label', text('page_keys'));
    return help;
  }

  #showCode() {
    const { engine } = this.#controller;
    const link = this.#controller.address({ present: '', keys: '', done: '' });
    if (!engine || !this.#controller.hasExtras || link === this.#linkFor) return;
    this.#linkFor = link;
    const code = qrPicture(engine.instance, link);
    const isReason = typeof code === 'string';
    const caption = made('figcaption', { textContent: isReason ? code : text('page_qr_scan') });
    find('presenter-code').replaceChildren(...(isReason ? [] : [code]), caption);
  }
}
