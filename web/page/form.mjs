// The form: every parameter of the lab as real HTML controls, made from the engine's declarations.
import { makeLinesField, typedLines } from './lines_field.mjs';
import { pinKeys } from './pins.mjs';
import { pinMark } from './pin_mark.mjs';
import { describeRange } from './range.mjs';
import { paramTerm, termButton } from './terms.mjs';
import { currentLanguage, text, words } from './text.mjs';

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** What is put into it is read aloud. */
function live(tag, className) {
  const made = element(tag, { className });
  made.setAttribute('aria-live', 'polite');
  return made;
}

export function randomSeed() {
  return String(crypto.getRandomValues(new Uint32Array(1))[0]);
}

/** Value as people type it. */
function written(value) {
  return Array.isArray(value) ? value.join(',') : String(value);
}

export class ParamForm {
  #controller;
  #rows = new Map(); // key -> {row, show(value)}
  #builtFor = '';

  constructor(controller) {
    this.#controller = controller;
    this.element = element('form', { className: 'param-form', noValidate: true });
    this.element.addEventListener('submit', (event) => event.preventDefault());
  }

  /** Label of a parameter in the page's language. */
  labelOf(key) {
    return pinKeys.includes(key) ? text('page_pin_name') : this.#paramOf(key)?.label;
  }

  /** Whether a parameter is a text of several lines. */
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

  get #labs() {
    return this.#controller.labs(currentLanguage());
  }

  #declaration() {
    const { state } = this.#controller;
    return state && this.#labs.find((lab) => lab.id === state.lab);
  }

  /** Whether what is wrong with a value is told beside its control. */
  tells(key) {
    return this.element.isConnected && !this.element.closest('[hidden]') && this.#rows.has(key);
  }

  #paramOf(key) {
    return this.#declaration()?.params.find((param) => param.key === key);
  }

  #patch(key, value) {
    this.#controller.patch({ [key]: value }, 'form');
  }

  #build() {
    const focused = document.activeElement?.id;
    const { controls } = this.#controller.page;
    const lab = this.#declaration();
    this.#rows.clear();
    const shown = lab.params.filter(({ key }) => key !== 'preset' && this.#controller.shows(key));
    const group = (tier) => shown.filter((param) => (param.tier ?? 'basic') === tier);
    const basic = element('fieldset', { className: 'settings' });
    basic.append(element('legend', { textContent: text('page_settings') }));
    // What was chosen one by one does not fold away.
    const folds = !controls;
    basic.append(...(folds ? group('basic') : shown).map((param) => this.#row(param)));
    const parts = [this.#labRow(), this.#presets(lab), shown.length > 0 ? basic : null];
    const advanced = group('advanced');
    if (folds && advanced.length > 0) parts.push(this.#moreSettings(advanced));
    this.element.replaceChildren(...parts.filter(Boolean), this.#formEnd());
    if (focused && this.element.contains(document.getElementById(focused))) {
      document.getElementById(focused).focus();
    }
  }

  #moreSettings(params) {
    const open = this.element.querySelector('details')?.open ?? false;
    const fields = element('fieldset', { className: 'settings' });
    fields.append(
      element('legend', { className: 'visually-hidden', textContent: text('page_more_settings') }),
      ...params.map((param) => this.#row(param)),
    );
    const summary = element('summary', { textContent: text('page_more_settings') });
    return element('details', { open }, summary, fields);
  }

  #labRow() {
    if (this.#labs.length < 2 || !this.#controller.shows('lab')) return null;
    const select = element('select', { id: 'param-lab' });
    for (const { id, title } of this.#labs) {
      select.append(element('option', { value: id, textContent: title }));
    }
    select.value = this.#controller.state.lab;
    select.addEventListener('change', () => {
      this.#controller.chooseLab(select.value, 'form');
    });
    const label = element('label', { htmlFor: select.id, textContent: text('page_lab') });
    return element('div', { className: 'param' }, label, select);
  }

  #presets(lab) {
    if (!lab.presets?.length || !this.#controller.shows('preset')) return null;
    const group = element('fieldset', { className: 'presets' });
    group.append(element('legend', { textContent: text('page_presets') }));
    for (const { word, label } of lab.presets) {
      const button = element('button', { type: 'button', id: `preset-${word}`, value: word });
      button.append(label, element('span', { className: 'edited', hidden: true }));
      button.addEventListener('click', () => this.#patch('preset', word));
      group.append(button);
    }
    return group;
  }

  /** What is wrong with a value, beside its control, until the control gets another one. */
  #showNotes({ params, notes = [] }) {
    for (const [key, { row }] of this.#rows) {
      const place = row.querySelector('.row-note');
      const value = written(params[key]);
      const note = notes.find((one) => one.key === key);
      if (note) Object.assign(place.dataset, { value });
      const said = note ? words(note) : place.dataset.value === value ? place.textContent : '';
      if (place.textContent !== said) place.textContent = said;
    }
  }

  /** How the engine read what was written, under its control: {key, en, ko, swap?: {key, value, en, ko}}
   * each. What has not changed is left alone: it would be read aloud again. */
  #showReadings(readings) {
    for (const [key, { row }] of this.#rows) {
      const place = row.querySelector('.readings');
      if (!place) continue;
      const own = readings.filter((reading) => reading.key === key);
      const said = own.map((reading) => JSON.stringify([words(reading), reading.swap])).join();
      if (place.dataset.said === said) continue;
      place.dataset.said = said;
      const focused = place.contains(document.activeElement);
      place.replaceChildren(...own.map((reading) => this.#reading(reading)));
      if (focused) (place.querySelector('button') ?? row.querySelector('textarea')).focus();
    }
  }

  #reading({ swap, ...said }) {
    const line = element('p', { textContent: words(said) });
    if (!swap) return line;
    const button = element('button', { type: 'button', className: 'swap', textContent: words(swap) });
    button.addEventListener('click', () => this.#patch(swap.key, swap.value));
    line.append(' ', button);
    return line;
  }

  #showPreset(state) {
    for (const button of this.element.querySelectorAll('.presets button')) {
      const chosen = button.value === state.preset;
      const mark = button.querySelector('.edited');
      button.setAttribute('aria-pressed', String(chosen && !state.edited));
      button.classList.toggle('is-edited', chosen && state.edited);
      mark.hidden = !(chosen && state.edited);
      mark.textContent = mark.hidden ? '' : ` (${text('page_edited')})`;
    }
    const reset = this.element.querySelector('#param-reset');
    if (reset) reset.disabled = !state.edited;
  }

  #formEnd() {
    const button = element('button', {
      type: 'button',
      id: 'param-reset',
      textContent: text('page_reset'),
    });
    button.addEventListener('click', () => this.#patch('preset', this.#controller.state.preset));
    const pin = element('button', { type: 'button', id: 'param-pin' });
    pin.textContent = text('page_pin');
    pin.addEventListener('click', () => this.#controller.pins.keep());
    const buttons = [
      this.#controller.shows('reset') ? button : null,
      this.#controller.shows('pin') ? pin : null,
    ];
    const pins = element('ul', { className: 'pins', hidden: true });
    pins.setAttribute('aria-label', text('page_pinned'));
    return element('div', { className: 'form-end' }, ...buttons.filter(Boolean), pins);
  }

  /** The kept runs: mark, name, what each was, and a button that removes it. */
  #showPins() {
    const { pins } = this.#controller;
    const button = this.element.querySelector('#param-pin');
    if (button) button.disabled = pins.free < 0;
    const list = this.element.querySelector('.pins');
    const shown = pins.list;
    list.hidden = shown.length === 0;
    const said = JSON.stringify(shown.map(({ slot, name, state }) => [slot, name, state.query]));
    if (list.dataset.said === said) return;
    list.dataset.said = said;
    const focused = list.contains(document.activeElement) ? document.activeElement.id : '';
    list.replaceChildren(...shown.map((pin) => this.#pinRow(pin)));
    if (focused) (document.getElementById(focused) ?? button)?.focus();
  }

  #pinRow({ slot, key, name, state }) {
    const { pins } = this.#controller;
    const input = element('input', { id: key, value: name, autocomplete: 'off', spellcheck: false });
    input.setAttribute('aria-label', text('page_pin_name'));
    input.addEventListener('change', () => pins.rename(slot, input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) pins.rename(slot, input.value);
    });
    const remove = element('button', { type: 'button', className: 'icon-button', id: `${key}-remove`, textContent: '×' });
    remove.setAttribute('aria-label', text('page_unpin_name', { name }));
    remove.addEventListener('click', () => pins.remove(slot));
    const query = element('span', { className: 'pinned-query', textContent: state.query });
    const row = element('li', {}, pinMark(slot), input, query);
    if (this.#controller.shows('pin')) row.append(remove);
    else input.readOnly = true;
    return row;
  }

  #row(param) {
    if (param.type === 'choices') return this.#checks(param);
    const id = `param-${param.key}`;
    const label = element('label', { htmlFor: id, textContent: param.label });
    if (param.unit) label.append(element('span', { className: 'unit', textContent: ` ${param.unit}` }));
    const row = element('div', { className: `param param-${param.type}` }, this.#labelCell(param, label));
    row.dataset.key = param.key;
    const makers = { choice: this.#choice, seed: this.#seed, integers: this.#typed, text: this.#lines };
    const { controls, show } = (makers[param.type] ?? this.#number).call(this, param, id);
    row.append(...controls);
    row.append(live('p', 'row-note'));
    if (param.type === 'text') {
      row.append(live('div', 'readings'));
    }
    if (param.help) {
      const help = element('p', { className: 'help', id: `${id}-help`, textContent: param.help });
      controls[0].setAttribute('aria-describedby', help.id);
      row.append(help);
    }
    const ofChoice = param.choice_help && element('p', { className: 'help', id: `${id}-choice-help` });
    if (ofChoice) {
      controls[0].setAttribute('aria-describedby', `${ofChoice.id} ${id}-help`);
      row.append(ofChoice);
    }
    this.#rows.set(param.key, {
      row,
      show: (value) => {
        show(value);
        if (ofChoice) ofChoice.textContent = param.choice_help[param.choices.indexOf(value)] ?? '';
      },
    });
    return row;
  }

  /** The label with what explains its word. */
  #labelCell(param, label) {
    const term = paramTerm(this.#controller.state.lab, param.key);
    const parts = term ? [label, termButton(term, param.label, { beside: true })] : [label];
    return element('div', { className: 'param-label' }, ...parts);
  }

  /** A set of words: a check box each. What is ticked later comes later. */
  #checks(param) {
    const id = `param-${param.key}`;
    const boxes = element('div', { className: 'checks' });
    const row = element('fieldset', { className: 'param param-choices', id });
    row.dataset.key = param.key;
    row.append(element('legend', { textContent: param.label }), boxes);
    row.append(live('p', 'row-note'));
    const inputs = param.choices.map((word, i) => {
      const input = element('input', { type: 'checkbox', id: `${id}-${word}`, value: word });
      input.addEventListener('change', () => {
        const others = this.#controller.state.params[param.key].filter((other) => other !== word);
        this.#patch(param.key, input.checked ? [...others, word] : others);
      });
      boxes.append(element('label', { className: 'check' }, input, param.choice_labels?.[i] ?? word));
      return input;
    });
    if (param.help) {
      const help = element('p', { className: 'help', id: `${id}-help`, textContent: param.help });
      row.setAttribute('aria-describedby', help.id);
      row.append(help);
    }
    const show = (value) => {
      for (const input of inputs) input.checked = value.includes(input.value);
    };
    this.#rows.set(param.key, { row, show });
    return row;
  }

  #choice(param, id) {
    const select = element('select', { id });
    param.choices.forEach((word, i) => {
      const label = param.choice_labels?.[i] ?? word;
      select.append(element('option', { value: word, textContent: label }));
    });
    select.addEventListener('change', () => this.#patch(param.key, select.value));
    const show = (value) => {
      select.value = value;
    };
    return { controls: [select], show };
  }

  /** A field of one line: lists, seeds and numbers. What cannot be read is told by the engine. */
  #typed(param, id) {
    const input = element('input', { id, type: 'text', autocomplete: 'off', spellcheck: false });
    input.inputMode = param.type === 'real' ? 'decimal' : param.type === 'integers' ? 'text' : 'numeric';
    const commit = () => {
      const typed = input.value.replace(/\s+/g, ' ').trim();
      if (typed !== written(this.#controller.state.params[param.key])) this.#patch(param.key, typed);
      input.value = written(this.#controller.state.params[param.key]);
    };
    input.addEventListener('change', commit);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) commit();
      if (event.key === 'Escape') input.value = written(this.#controller.state.params[param.key]);
    });
    let last = '';
    const show = (value) => {
      const now = written(value);
      if (now !== last || document.activeElement !== input) input.value = now;
      last = now;
    };
    return { controls: [input], show };
  }

  /** A field for lines: they apply when it is left, or with Ctrl+Enter. */
  #lines(param, id) {
    const now = () => written(this.#controller.state.params[param.key]);
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
    const show = (value) => {
      if (value !== last || document.activeElement !== area) showLines(value);
      last = value;
    };
    return { controls: [area], show };
  }

  #seed(param, id) {
    const typed = this.#typed(param, id);
    const button = element('button', {
      type: 'button',
      id: `${id}-new`,
      textContent: text('page_new_seed'),
    });
    button.addEventListener('click', () => this.#patch(param.key, randomSeed()));
    return { controls: [...typed.controls, button], show: typed.show };
  }

  #number(param, id) {
    const typed = this.#typed(param, id);
    const slider = makeSlider(param, (value) => this.#patch(param.key, value));
    slider.input.id = `${id}-slider`;
    const show = (value) => {
      typed.show(value);
      slider.show(value);
    };
    return { controls: [...typed.controls, slider.input], show };
  }
}

const arrowDirections = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** A range input for a number, linear or logarithmic as declared. */
export function makeSlider(param, onInput) {
  const range = describeRange(param);
  const input = element('input', { type: 'range', min: 0, max: range.steps, step: 1 });
  input.setAttribute('aria-label', text('page_slider', { label: param.label }));
  const tell = (value) => input.setAttribute('aria-valuetext', written(value));
  const changed = () => {
    const value = range.valueAt(Number(input.value));
    tell(value);
    input.style.setProperty('--at', input.value / range.steps);
    onInput(value);
  };
  input.addEventListener('input', changed);
  input.addEventListener('keydown', (event) => {
    const direction = arrowDirections[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.value = range.next(Number(input.value), direction);
    changed();
  });
  const show = (value) => {
    tell(value);
    // While a hand is on it, the slider stays where the hand is.
    if (range.valueAt(Number(input.value)) !== value) input.value = range.positionOf(value);
    input.style.setProperty('--at', input.value / range.steps);
  };
  return { input, show, range };
}
