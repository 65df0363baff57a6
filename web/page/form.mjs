// The form: every parameter of the lab as real HTML controls, made from the engine's declarations.
import { made, madeButton } from './dom.mjs';
import { makeLinesField, typedLines } from './lines_field.mjs';
import { pinKeys } from './pins.mjs';
import { pinMark } from './pin_mark.mjs';
import { describeRange } from './range.mjs';
import { paramTerm, termButton } from './terms.mjs';
import { currentLanguage, text, words } from './text.mjs';

/** @import { ParamDeclaration, ParamValue, Reading, State } from '../initlab.d.ts' */
/** @import { Controller } from './controller.mjs' */
/** @import { NumberDeclaration, PinnedRun } from './types.d.mts' */
/** @typedef {(value: ParamValue) => void} Show */
/** @typedef {{ controls: HTMLElement[], show: Show }} Field */

/**
 * What is put into it is read aloud.
 * @param {'div' | 'p'} tag
 * @param {string} className
 */
function live(tag, className) {
  const place = made(tag, { className });
  place.setAttribute('aria-live', 'polite');
  return place;
}

export function randomSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

/**
 * Value as people type it.
 * @param {ParamValue} value
 */
function written(value) {
  return Array.isArray(value) ? value.join(',') : String(value);
}

export class ParamForm {
  #controller;
  /** @type {Map<string, { row: HTMLElement, show: Show }>} */
  #rows = new Map(); // of each key
  #builtFor = '';

  /** @param {Controller} controller */
  constructor(controller) {
    this.#controller = controller;
    this.element = made('form', { className: 'param-form', noValidate: true });
    this.element.addEventListener('submit', (event) => event.preventDefault());
  }

  /**
   * Label of a parameter in the page's language.
   * @param {string} key
   */
  labelOf(key) {
    return pinKeys.includes(key) ? text('page_pin_name') : this.#paramOf(key)?.label;
  }

  /**
   * Whether a parameter is a text of several lines.
   * @param {string} key
   */
  hasLines(key) {
    return this.#paramOf(key)?.type === 'text';
  }

  /** Nothing is made while nobody sees it. */
  update() {
    const { state } = this.#controller;
    if (!state || !this.element.isConnected || this.element.closest('[hidden]')) return;
    const { hide, controls } = this.#controller.page;
    const wanted = [state.lab, currentLanguage(), hide, controls].join(' ');
    if (wanted !== this.#builtFor) {
      this.#builtFor = wanted;
      this.#build();
    }
    for (const [key, { row, show }] of this.#rows) {
      row.hidden = state.relevant?.[key] === false;
      show(state.params[key]);
    }
    this.#showReadings(state.readings ?? []);
    this.#showNotes(state);
    this.#showPreset(state);
    this.#showPins();
  }

  /** Nothing of the form is made before there is one. */
  get #state() {
    return /** @type {State} */ (this.#controller.state);
  }

  /**
   * Whether what is wrong with a value is told beside its control.
   * @param {string} key
   */
  tells(key) {
    return this.element.isConnected && !this.element.closest('[hidden]') && this.#rows.has(key);
  }

  /** @param {string} key */
  #paramOf(key) {
    if (!this.#controller.state) return undefined;
    return this.#controller.declaration.params.find((param) => param.key === key);
  }

  /** @param {string} key @param {ParamValue} value */
  #patch(key, value) {
    this.#controller.patch({ [key]: value }, 'form');
  }

  #build() {
    const focused = document.activeElement?.id;
    const { page, declaration } = this.#controller;
    this.#rows.clear();
    const shown = declaration.params.filter(({ key }) => key !== 'preset' && this.#controller.shows(key));
    /** @param {ParamDeclaration['tier']} tier */
    const group = (tier) => shown.filter((param) => (param.tier ?? 'basic') === tier);
    const basic = made('fieldset', { className: 'settings' });
    basic.append(made('legend', { textContent: text('page_settings') }));
    // What was chosen one by one does not fold away.
    const folds = !page.controls;
    basic.append(...(folds ? group('basic') : shown).map((param) => this.#row(param)));
    /** @type {(HTMLElement | null)[]} */
    const parts = [this.#labRow(), this.#presets(), shown.length > 0 ? basic : null];
    const advanced = group('advanced');
    if (folds && advanced.length > 0) parts.push(this.#moreSettings(advanced));
    this.element.replaceChildren(...parts.filter((part) => part !== null), this.#formEnd());
    const again = focused ? document.getElementById(focused) : null;
    if (this.element.contains(again)) again?.focus();
  }

  /** @param {ParamDeclaration[]} params */
  #moreSettings(params) {
    const open = this.element.querySelector('details')?.open ?? false;
    const fields = made('fieldset', { className: 'settings' });
    fields.append(
      made('legend', { className: 'visually-hidden', textContent: text('page_more_settings') }),
      ...params.map((param) => this.#row(param)),
    );
    const summary = made('summary', { textContent: text('page_more_settings') });
    return made('details', { open }, summary, fields);
  }

  #labRow() {
    const { labs } = this.#controller;
    if (labs.length < 2 || !this.#controller.shows('lab')) return null;
    const select = made('select', { id: 'param-lab' });
    for (const { id, title } of labs) {
      select.append(made('option', { value: id, textContent: title }));
    }
    select.value = this.#state.lab;
    select.addEventListener('change', () => {
      this.#controller.chooseLab(select.value, 'form');
    });
    const label = made('label', { htmlFor: select.id, textContent: text('page_lab') });
    return made('div', { className: 'param' }, label, select);
  }

  #presets() {
    const { presets } = this.#controller;
    if (presets.length === 0) return null;
    const group = made('fieldset', { className: 'presets' });
    group.append(made('legend', { textContent: text('page_presets') }));
    for (const { word, label } of presets) {
      const edited = made('span', { className: 'edited', hidden: true });
      group.append(madeButton({ id: `preset-${word}`, value: word }, () => this.#patch('preset', word), label, edited));
    }
    return group;
  }

  /**
   * What is wrong with a value, beside its control, until the control gets another one.
   * @param {State} state
   */
  #showNotes({ params, notes = [] }) {
    for (const [key, { row }] of this.#rows) {
      const place = /** @type {HTMLElement} */ (row.querySelector('.row-note'));
      const value = written(params[key]);
      const note = notes.find((one) => one.key === key);
      if (note) Object.assign(place.dataset, { value });
      const said = note ? words(note) : place.dataset.value === value ? place.textContent : '';
      if (place.textContent !== said) place.textContent = said;
    }
  }

  /**
   * How the engine read what was written, under its control. What has not changed is left alone: it
   * would be read aloud again.
   * @param {Reading[]} readings
   */
  #showReadings(readings) {
    for (const [key, { row }] of this.#rows) {
      const place = /** @type {HTMLElement | null} */ (row.querySelector('.readings'));
      if (!place) continue;
      const own = readings.filter((reading) => reading.key === key);
      const said = own.map((reading) => JSON.stringify([words(reading), reading.swap])).join();
      if (place.dataset.said === said) continue;
      place.dataset.said = said;
      const focused = place.contains(document.activeElement);
      place.replaceChildren(...own.map((reading) => this.#reading(reading)));
      if (focused) (place.querySelector('button') ?? row.querySelector('textarea'))?.focus();
    }
  }

  /** @param {Reading} reading */
  #reading({ swap, ...said }) {
    const line = made('p', { textContent: words(said) });
    if (!swap) return line;
    line.append(' ', madeButton({ className: 'swap' }, () => this.#patch(swap.key, swap.value), words(swap)));
    return line;
  }

  /** @param {State} state */
  #showPreset(state) {
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = this.element.querySelectorAll('.presets button');
    for (const button of buttons) {
      const chosen = button.value === state.preset;
      const mark = /** @type {HTMLElement} */ (button.querySelector('.edited'));
      button.setAttribute('aria-pressed', String(chosen && !state.edited));
      button.classList.toggle('is-edited', chosen && state.edited);
      mark.hidden = !(chosen && state.edited);
      mark.textContent = mark.hidden ? '' : ` (${text('page_edited')})`;
    }
    const reset = /** @type {HTMLButtonElement | null} */ (this.element.querySelector('#param-reset'));
    if (reset) reset.disabled = !state.edited;
  }

  #formEnd() {
    const end = made('div', { className: 'form-end' });
    const reset = () => this.#patch('preset', this.#state.preset);
    if (this.#controller.shows('reset')) end.append(madeButton({ id: 'param-reset' }, reset, text('page_reset')));
    const keep = () => this.#controller.pins.keep();
    if (this.#controller.shows('pin')) end.append(madeButton({ id: 'param-pin' }, keep, text('page_pin')));
    const pins = made('ul', { className: 'pins', hidden: true });
    pins.setAttribute('aria-label', text('page_pinned'));
    end.append(pins);
    return end;
  }

  /** The kept runs: mark, name, what each was, and a button that removes it. */
  #showPins() {
    const { pins } = this.#controller;
    const button = /** @type {HTMLButtonElement | null} */ (this.element.querySelector('#param-pin'));
    if (button) button.disabled = pins.free < 0;
    const list = /** @type {HTMLElement} */ (this.element.querySelector('.pins'));
    const shown = pins.list;
    list.hidden = shown.length === 0;
    const said = JSON.stringify(shown.map(({ slot, name, state }) => [slot, name, state.query]));
    if (list.dataset.said === said) return;
    list.dataset.said = said;
    const focused = list.contains(document.activeElement) ? document.activeElement?.id : '';
    list.replaceChildren(...shown.map((pin) => this.#pinRow(pin)));
    if (focused) (document.getElementById(focused) ?? button)?.focus();
  }

  /** @param {PinnedRun} pin */
  #pinRow({ slot, key, name, state }) {
    const { pins } = this.#controller;
    const input = made('input', { id: key, value: name, autocomplete: 'off', spellcheck: false });
    input.setAttribute('aria-label', text('page_pin_name'));
    input.addEventListener('change', () => pins.rename(slot, input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) pins.rename(slot, input.value);
    });
    const remove = madeButton({ className: 'icon-button', id: `${key}-remove` }, () => pins.remove(slot), '×');
    remove.setAttribute('aria-label', text('page_unpin_name', { name }));
    const query = made('span', { className: 'pinned-query', textContent: state.query });
    const row = made('li', {}, pinMark(slot), input, query);
    if (this.#controller.shows('pin')) row.append(remove);
    else input.readOnly = true;
    return row;
  }

  /** @param {ParamDeclaration} param @returns {HTMLElement} */
  #row(param) {
    if (param.type === 'choices') return this.#checks(param);
    const id = `param-${param.key}`;
    const label = made('label', { htmlFor: id, textContent: param.label });
    if (param.unit) label.append(made('span', { className: 'unit', textContent: ` ${param.unit}` }));
    const row = made('div', { className: `param param-${param.type}` }, this.#labelCell(param, label));
    row.dataset.key = param.key;
    /** @type {Partial<Record<string, (param: ParamDeclaration, id: string) => Field>>} */
    const makers = { choice: this.#choice, seed: this.#seed, integers: this.#typed, text: this.#lines };
    const { controls, show } = (makers[param.type] ?? this.#number).call(this, param, id);
    row.append(...controls);
    row.append(live('p', 'row-note'));
    if (param.type === 'text') {
      row.append(live('div', 'readings'));
    }
    if (param.help) {
      const help = made('p', { className: 'help', id: `${id}-help`, textContent: param.help });
      controls[0].setAttribute('aria-describedby', help.id);
      row.append(help);
    }
    const ofChoice = param.choice_help && made('p', { className: 'help', id: `${id}-choice-help` });
    if (ofChoice) {
      controls[0].setAttribute('aria-describedby', `${ofChoice.id} ${id}-help`);
      row.append(ofChoice);
    }
    this.#rows.set(param.key, {
      row,
      show: (value) => {
        show(value);
        if (!ofChoice) return;
        const chosen = param.choices?.indexOf(String(value)) ?? -1;
        ofChoice.textContent = param.choice_help?.[chosen] ?? '';
      },
    });
    return row;
  }

  /**
   * The label with what explains its word.
   * @param {ParamDeclaration} param
   * @param {HTMLElement} label
   */
  #labelCell(param, label) {
    const term = paramTerm(this.#state.lab, param.key);
    const parts = term ? [label, termButton(term, param.label, { beside: true })] : [label];
    return made('div', { className: 'param-label' }, ...parts);
  }

  /**
   * A set of words: a check box each. What is ticked later comes later.
   * @param {ParamDeclaration} param
   */
  #checks(param) {
    const id = `param-${param.key}`;
    const boxes = made('div', { className: 'checks' });
    const row = made('fieldset', { className: 'param param-choices', id });
    row.dataset.key = param.key;
    row.append(made('legend', { textContent: param.label }), boxes);
    row.append(live('p', 'row-note'));
    const inputs = /** @type {string[]} */ (param.choices).map((word, i) => {
      const input = made('input', { type: 'checkbox', id: `${id}-${word}`, value: word });
      input.addEventListener('change', () => {
        const ticked = /** @type {string[]} */ (this.#state.params[param.key]);
        const others = ticked.filter((other) => other !== word);
        this.#patch(param.key, input.checked ? [...others, word] : others);
      });
      boxes.append(made('label', { className: 'check' }, input, param.choice_labels?.[i] ?? word));
      return input;
    });
    if (param.help) {
      const help = made('p', { className: 'help', id: `${id}-help`, textContent: param.help });
      row.setAttribute('aria-describedby', help.id);
      row.append(help);
    }
    const show = (/** @type {ParamValue} */ value) => {
      const ticked = /** @type {string[]} */ (value);
      for (const input of inputs) input.checked = ticked.includes(input.value);
    };
    this.#rows.set(param.key, { row, show });
    return row;
  }

  /** @param {ParamDeclaration} param @param {string} id */
  #choice(param, id) {
    const select = made('select', { id });
    param.choices?.forEach((word, i) => {
      const label = param.choice_labels?.[i] ?? word;
      select.append(made('option', { value: word, textContent: label }));
    });
    select.addEventListener('change', () => this.#patch(param.key, select.value));
    const show = (/** @type {ParamValue} */ value) => {
      select.value = String(value);
    };
    return { controls: [select], show };
  }

  /**
   * A field of one line: lists, seeds and numbers. What cannot be read is told by the engine.
   * @param {ParamDeclaration} param
   * @param {string} id
   */
  #typed(param, id) {
    const input = made('input', { id, type: 'text', autocomplete: 'off', spellcheck: false });
    input.inputMode = param.type === 'real' ? 'decimal' : param.type === 'integers' ? 'text' : 'numeric';
    const commit = () => {
      const typed = input.value.replace(/\s+/g, ' ').trim();
      if (typed !== written(this.#state.params[param.key])) this.#patch(param.key, typed);
      input.value = written(this.#state.params[param.key]);
    };
    input.addEventListener('change', commit);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) commit();
      if (event.key === 'Escape') input.value = written(this.#state.params[param.key]);
    });
    let last = '';
    const show = (/** @type {ParamValue} */ value) => {
      const now = written(value);
      if (now !== last || document.activeElement !== input) input.value = now;
      last = now;
    };
    return { controls: [input], show };
  }

  /**
   * A field for lines: they apply when it is left, or with Ctrl+Enter.
   * @param {ParamDeclaration} param
   * @param {string} id
   */
  #lines(param, id) {
    const now = () => written(this.#state.params[param.key]);
    const commit = () => {
      const typed = typedLines(area.value);
      if (typed !== now()) this.#patch(param.key, typed);
      showLines(now());
    };
    const { area, show: showLines } = makeLinesField({ id }, commit);
    area.addEventListener('change', commit);
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') showLines(now());
    });
    let last = '';
    const show = (/** @type {ParamValue} */ value) => {
      const lines = /** @type {string} */ (value);
      if (lines !== last || document.activeElement !== area) showLines(lines);
      last = lines;
    };
    return { controls: [area], show };
  }

  /** @param {ParamDeclaration} param @param {string} id */
  #seed(param, id) {
    const typed = this.#typed(param, id);
    const draw = () => this.#patch(param.key, randomSeed());
    const button = madeButton({ id: `${id}-new` }, draw, text('page_new_seed'));
    return { controls: [...typed.controls, button], show: typed.show };
  }

  /** @param {ParamDeclaration} param @param {string} id */
  #number(param, id) {
    const typed = this.#typed(param, id);
    const slider = makeSlider(/** @type {NumberDeclaration} */ (param), (value) => this.#patch(param.key, value));
    slider.input.id = `${id}-slider`;
    const show = (/** @type {ParamValue} */ value) => {
      typed.show(value);
      slider.show(/** @type {number} */ (value));
    };
    return { controls: [...typed.controls, slider.input], show };
  }
}

/** @type {Record<string, number>} */
const arrowDirections = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/**
 * A range input for a number, linear or logarithmic as declared.
 * @param {NumberDeclaration} param
 * @param {(value: number) => void} onInput
 */
export function makeSlider(param, onInput) {
  const range = describeRange(param);
  const input = made('input', { type: 'range', min: '0', max: String(range.steps), step: '1' });
  input.setAttribute('aria-label', text('page_slider', { label: param.label }));
  const tell = (/** @type {number} */ value) => input.setAttribute('aria-valuetext', written(value));
  const changed = () => {
    const value = range.valueAt(Number(input.value));
    tell(value);
    input.style.setProperty('--at', String(Number(input.value) / range.steps));
    onInput(value);
  };
  input.addEventListener('input', changed);
  input.addEventListener('keydown', (event) => {
    const direction = arrowDirections[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.value = String(range.next(Number(input.value), direction));
    changed();
  });
  const show = (/** @type {number} */ value) => {
    tell(value);
    // While a hand is on it, the slider stays where the hand is.
    if (range.valueAt(Number(input.value)) !== value) input.value = String(range.positionOf(value));
    input.style.setProperty('--at', String(Number(input.value) / range.steps));
  };
  return { input, show, range };
}
