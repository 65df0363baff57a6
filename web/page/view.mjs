// What is shown: the canvas or the text view, the phone's dock, and the result in each of them.
import { CanvasHost } from './canvas_host.mjs';
import { find } from './dom.mjs';
import { ParamForm } from './form.mjs';
import { activity } from './lab_module.mjs';
import { featuredParam } from './featured_slider.mjs';
import { phone, PhoneControls } from './phone.mjs';
import { pinKeys } from './pins.mjs';
import { Presenter } from './presenter.mjs';
import { text, words } from './text.mjs';
import { markClass, TextResults } from './text_view.mjs';

/**
 * @import { Plan, Progress, State, Tables } from '../initlab.d.ts'
 * @import { HostEvents } from './canvas_host.mjs'
 * @import { Commands } from './commands.mjs'
 * @import { Controller } from './controller.mjs'
 * @import { Lab } from './lab_module.mjs'
 * @import { PageEngine, PinnedRun, Source, Timer } from './types.d.mts'
 */

const verdictHeight = 96; // CSS pixels; scrolled further, the verdict is repeated in a bar

const announceAfter = 300; // ms of quiet: nobody listens to a sentence in the middle of a drag

export class View {
  #controller;
  /** @type {Lab | null} */
  #lab = null;
  #forcedText = false;
  #missingAt = ''; // the lab that has no view at this visit
  /** @type {Tables | null} */
  #tables = null;
  /** @type {Progress | null} */
  #progress = null;
  #memory = 0; // bytes that the present run takes of a worker
  #streams = false; // the present run, step by step
  #shows = 'canvas';
  #failed = false; // the newest state has no result
  /** @type {Timer} */
  #announceTimer = 0;
  #onViewMissing;

  /**
   * @param {Controller} controller
   * @param {Pick<HostEvents, 'onContextLost' | 'onContextRestored'> & {onViewMissing: (error: Error) => void}} events
   *   onViewMissing: a lab's view cannot be had
   * @param {Commands} commands what the presenter's keys do
   */
  constructor(controller, { onViewMissing, ...hostEvents }, commands) {
    this.#controller = controller;
    this.#onViewMissing = onViewMissing;
    this.presenter = new Presenter(controller, commands);
    this.form = new ParamForm(controller);
    this.results = new TextResults(find('text-view-results'));
    this.phone = new PhoneControls(controller, this.form);
    this.canvasHost = new CanvasHost(find('canvas-host'), {
      ...hostEvents,
      labelOf: (key) => this.form.labelOf(key),
      hasLines: (key) => this.form.hasLines(key),
      onEdit: (key, value) => {
        const slot = pinKeys.indexOf(key);
        if (slot >= 0) controller.pins.rename(slot, value);
        else controller.patch({ [key]: value }, 'form');
      },
    });
    this.canvasHost.setBelow(() => this.phone.height);
    phone.addEventListener('change', () => this.layout());
    window.addEventListener('scroll', () => this.#showVerdictBar(), { passive: true });
    find('skip-link').addEventListener('click', (event) => {
      event.preventDefault();
      controller.setPage({ view: 'text', present: '' });
      find('text-view').focus();
    });
  }

  get textShown() {
    return this.#withoutCanvas || this.#controller.page.view === 'text';
  }

  get #withoutCanvas() {
    return this.#forcedText || (this.#missingAt !== '' && this.#missingAt === this.#controller.lab);
  }

  get #instance() {
    return /** @type {PageEngine} */ (this.#controller.engine).instance;
  }

  get presenting() {
    return this.#controller.page.present === '1' && !this.#controller.embedded;
  }

  get canvasShown() {
    return !this.textShown && !this.presenting;
  }

  /** From now on there is no canvas. */
  forceText() {
    this.#forcedText = true;
    this.#lab = null;
    this.layout();
  }

  /** The present lab has no view at this visit: the text view takes its place. */
  miss() {
    this.#missingAt = this.#controller.lab;
    this.layout();
  }

  /** Another visit. True when something was missing until now. */
  visit() {
    if (this.#missingAt === '') return false;
    this.#missingAt = '';
    this.layout();
    if (this.#lab) this.#openView();
    return true;
  }

  /** @param {Lab} lab */
  attachLab(lab) {
    this.#lab = lab;
    this.canvasHost.attach(lab);
    this.#sendState();
    lab.setMemory(this.#memory);
    this.#openView();
    this.#uncover();
  }

  /** @param {string | null} known the query that the canvas holds already */
  #sendState(known = null) {
    const { state } = this.#controller;
    if (!this.#lab) return;
    if (state.query !== known) this.#lab.setState(state.query);
    this.#lab.setReadings(state.readings);
  }

  /** What is shown of the lab, once its view is here. */
  async #openView() {
    const lab = /** @type {Lab} */ (this.#lab);
    const { lab: id } = this.#controller.state;
    try {
      await lab.needView(id);
    } catch (error) {
      if (this.#lab === lab && this.#controller.state.lab === id) {
        this.#onViewMissing(/** @type {Error} */ (error));
      }
      return;
    }
    if (this.#lab !== lab) return;
    this.showPinned(this.#controller.pins.list);
    if (this.#controller.state.lab !== id) return;
    if (this.#progress && this.#controller.shownQuery) {
      lab.setReport(this.#instance.reportFrame());
      this.#showActivity(this.#progress);
    }
    if (this.#failed) lab.setActivity(activity.failed);
  }

  layout() {
    const { textShown, presenting, canvasShown } = this;
    const shows = presenting ? 'presenter' : textShown ? 'text' : 'canvas';
    const left = this.#shows === 'presenter' && !presenting;
    const entered = presenting && this.#shows !== shows;
    this.#shows = shows;
    document.documentElement.classList.toggle('presenting', presenting);
    this.presenter.show(presenting);
    document.documentElement.classList.toggle('text-shown', textShown);
    find('stage').hidden = !canvasShown;
    find('text-view').hidden = presenting || !textShown;
    find('text-view-button').hidden = this.#withoutCanvas;
    if (textShown) find('text-view-form').append(this.form.element);
    this.form.update();
    this.#updatePhone();
    this.phone.show(phone.matches && canvasShown && Boolean(this.#controller.state));
    this.canvasHost.setPage({ panelHidden: phone.matches });
    this.canvasHost.show(canvasShown);
    if (textShown && this.#progress) this.#showTables();
    this.#showVerdictBar();
    // What had the focus is gone.
    if (entered) this.presenter.focus();
    if (left) find('class-button').focus();
  }

  /** Texts that are not marked in the HTML. */
  translate() {
    this.form.update();
    this.showPinned(this.#controller.pins.list);
    this.presenter.translate();
    this.#updatePhone();
    if (this.#progress) this.#showStatus(this.#progress);
    this.#showCover();
    this.#announce();
  }

  /**
   * @param {State} state
   * @param {Source} source
   * @param {string} canvasQuery
   */
  showState(state, source, canvasQuery) {
    clearTimeout(this.#announceTimer);
    this.form.update();
    this.presenter.update();
    this.#updatePhone();
    if (!this.#lab) return;
    // The canvas is in the middle of a frame.
    if (source === 'canvas') queueMicrotask(() => this.#sendState(canvasQuery));
    else this.#sendState();
    if (!this.#lab.hasView(state.lab) && this.#missingAt !== state.lab) this.#openView();
  }

  /** @param {PinnedRun[]} pins the list of Pins; those without a frame are still being computed */
  showPinned(pins) {
    pinKeys.forEach((_, slot) => {
      const pin = pins.find((one) => one.slot === slot);
      this.#lab?.setPinned(slot, pin?.frame ? { name: pin.name, query: pin.state.query, frame: pin.frame } : {});
    });
    this.results.showPinned(pins);
    this.form.update();
  }

  /** @param {Plan} plan */
  showPlan({ memory_bytes: bytes, streams }) {
    this.#memory = bytes;
    this.#streams = streams;
    this.#failed = false;
    this.#lab?.setMemory(bytes);
  }

  get hasSlider() {
    return Boolean(featuredParam(this.#controller));
  }

  /** Gives the keyboard to the lab's featured slider, wherever it is seen. */
  focusSlider() {
    const param = featuredParam(this.#controller);
    if (!param) return;
    if (this.presenting) this.presenter.focusSlider();
    else if (this.textShown) document.getElementById(`param-${param.key}-slider`)?.focus();
    else this.phone.focusSlider();
  }

  showStale() {
    this.#lab?.setActivity(activity.stale);
    this.presenter.showStale();
    this.results.showStatus(text('page_computing'), { stale: true });
  }

  showFailed() {
    this.#failed = true;
    this.presenter.showStale();
    this.#lab?.setActivity(activity.failed);
    this.results.showStatus(text('page_not_computed'), { stale: true });
  }

  /** @param {Progress} progress */
  showProgress(progress) {
    this.#progress = progress;
    this.#failed = false;
    this.#lab?.setReport(this.#instance.reportFrame());
    this.#showActivity(progress);
    this.#showStatus(progress);
    this.presenter.draw();
    if (this.textShown || !this.#lab) this.#showTables();
  }

  /** Beside the canvas the words follow once it is quiet; they are all that needs the result. */
  showResult() {
    clearTimeout(this.#announceTimer);
    if (this.textShown || !this.#lab) this.#showWords();
    else this.#announceTimer = setTimeout(() => this.#showWords(), announceAfter);
  }

  #showWords() {
    this.#showTables();
    this.#announce();
    const tables = /** @type {Tables} */ (this.#tables);
    this.presenter.showResult(tables);
    this.phone.slider.showMark(tables.gain_mark);
    find('verdict-bar').className = `verdict-bar ${markClass(tables.mark)}`;
    this.#showVerdictBar();
  }

  #updatePhone() {
    if (phone.matches && this.#controller.state) this.phone.slider.update();
  }

  /** @param {Progress} progress */
  #showActivity({ rows, rows_total, complete }) {
    const drawn = this.#lab?.hasView(this.#controller.state.lab);
    const kind = complete && drawn ? activity.upToDate : activity.running;
    this.#lab?.setActivity(kind, rows, rows_total);
  }

  /** @param {Progress} progress */
  #showStatus({ rows, rows_total, sweep_done, sweep_total, complete }) {
    const size = Math.max(Math.round(this.#memory / 1e6), 1);
    const show = (/** @type {string} */ line, /** @type {{fraction?: number}} */ options = {}) => {
      this.results.showStatus(`${line}, ${text('page_memory', { size })}`, options);
    };
    if (complete) {
      show(text('page_up_to_date'));
    } else if (rows < rows_total) {
      const unit = this.#streams ? 'page_progress_steps' : 'page_progress_rows';
      const line = text(unit, { done: rows, total: rows_total });
      show(line, { fraction: rows / rows_total });
    } else {
      const line = text('page_progress_sweep', { done: sweep_done, total: sweep_total });
      show(line, { fraction: sweep_total ? sweep_done / sweep_total : 1 });
    }
  }

  #showTables() {
    this.#tables = this.#instance.tables();
    if (this.textShown) this.results.show(this.#tables, this.#controller.state.lab);
    this.#showCover();
  }

  /** The verdict as text, in place of the canvas while that is not there yet. */
  #showCover() {
    if (!this.#tables) return;
    find('skeleton-verdict').textContent = words(this.#tables.headline);
    find('skeleton-evidence').textContent = words(this.#tables.evidence);
  }

  #announce() {
    if (!this.#tables || !this.#progress?.complete) return;
    const headline = words(this.#tables.headline);
    for (const id of ['announcements', 'verdict-bar']) {
      if (find(id).textContent !== headline) find(id).textContent = headline;
    }
  }

  /** Takes the skeleton away once the canvas has drawn. */
  #uncover() {
    const cover = find('skeleton');
    if (cover.hidden || !this.#lab) return;
    if (this.#lab.frames() > 0) cover.hidden = true;
    else requestAnimationFrame(() => this.#uncover());
  }

  #showVerdictBar() {
    const scrolled = this.textShown || window.scrollY > verdictHeight;
    const shown = phone.matches && scrolled;
    find('verdict-bar').hidden = !shown || find('verdict-bar').textContent === '';
  }
}
