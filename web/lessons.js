// The lessons' script: theme, and questions that are answered in place. Everything it reveals stands
// in the page already (without script: in <details>); it only compares with values put there when the
// site was built. A classic script, so that a lesson opened as a file works too.

/**
 * @typedef {object} CurveData
 * @property {number[]} measured
 * @property {number[] | null} theory
 * @property {number | null} start at the input
 * @property {number} given values from the left
 * @property {number} compare values
 * @property {'log' | 'linear'} scale
 * @property {number} lo
 * @property {number} hi
 * @property {string} quantity
 */

(() => {
  const root = document.documentElement;
  const drawingNames = 'http://www.w3.org/2000/svg';

  // Theme, before the first paint. Storage may be forbidden; then a choice lasts for this page.
  function stored() {
    try {
      return localStorage.getItem('initlab-theme');
    } catch {
      return null;
    }
  }

  /** @param {string} theme */
  function applyTheme(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const link of document.querySelectorAll('a[href*="index.html#"]')) {
      const [address, hash] = /** @type {string} */ (link.getAttribute('href')).split('#');
      if (!hash.includes('lang=')) continue;
      const rest = hash.replace(/&theme=\w+/, '');
      link.setAttribute('href', `${address}#${rest}${root.dataset.theme ? `&theme=${theme}` : ''}`);
    }
    for (const lab of document.querySelectorAll('init-lab')) lab.setAttribute('theme', theme);
  }

  const fromLink = /[#&]theme=(light|dark)\b/.exec(location.hash)?.[1];
  let theme = fromLink ?? stored() ?? 'auto';
  applyTheme(theme);

  function startTheme() {
    const select = /** @type {HTMLSelectElement} */ (document.getElementById('theme'));
    select.hidden = false;
    select.value = theme;
    applyTheme(theme);
    select.addEventListener('change', () => {
      theme = select.value;
      applyTheme(theme);
      try {
        localStorage.setItem('initlab-theme', theme);
      } catch {
        // Kept for this page only.
      }
    });
  }

  /** @type {Record<string, string>} */
  let texts = {};
  /** @param {string} name @param {Record<string, string | number>} replacements */
  function text(name, replacements = {}) {
    return texts[name].replace(/\{(\w+)\}/g, (whole, key) => String(replacements[key] ?? whole));
  }

  const raised = (/** @type {number} */ exponent) =>
    [...String(exponent)].map((c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]).join('');

  /** Two digits; powers of ten beyond 0.001 and 10,000. @param {number} value */
  function written(value) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 9.5e-4 || size >= 9950)) {
      const [mantissa, exponent] = value.toExponential(1).split('e');
      return `${mantissa}\u00a0×\u00a010${raised(Number(exponent))}`;
    }
    return String(Number(value.toPrecision(2)));
  }

  // Choices and numbers

  /** What the build has put there. @param {HTMLElement} parent @param {string} selector */
  const part = (parent, selector) => /** @type {HTMLElement} */ (parent.querySelector(selector));

  /** @param {HTMLElement} section @param {boolean} right @param {Element | null} [remark] */
  function say(section, right, remark) {
    const status = part(section, '.status');
    const verdict = document.createElement('strong');
    verdict.textContent = text(right ? 'right' : 'wrong');
    const words = [...(remark?.cloneNode(true).childNodes ?? [])];
    status.replaceChildren(verdict, ' ', ...words);
    status.dataset.state = right ? 'right' : 'wrong';
    if (right) /** @type {HTMLDetailsElement} */ (section.querySelector('details')).open = true;
  }

  /** @param {HTMLElement} section @param {string} name */
  function sayMissing(section, name) {
    const status = part(section, '.status');
    status.dataset.state = 'missing';
    status.textContent = text(name);
  }

  /** @param {HTMLElement} section */
  function judgeChoice(section) {
    const chosen = part(section, 'input:checked');
    if (!chosen) return sayMissing(section, 'choose_one');
    return say(section, chosen.dataset.right !== undefined, chosen.closest('li')?.querySelector('.remark'));
  }

  /** 0.5, 0,5, 5e-1, 1/2, with a real minus or not; NaN otherwise. @param {string} input */
  function readNumber(input) {
    const plain = input.trim().replace(/−/g, '-').replace(',', '.').replace(/\s*%$/, '');
    const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?';
    const found = new RegExp(`^(${number})(?:\\s*/\\s*(${number}))?$`, 'i').exec(plain);
    return found ? Number(found[1]) / Number(found[2] ?? 1) : NaN;
  }

  /** @param {HTMLElement} section */
  function judgeNumber(section) {
    const given = readNumber(/** @type {HTMLInputElement} */ (section.querySelector('input')).value);
    if (!Number.isFinite(given)) return sayMissing(section, 'not_a_number');
    const answer = Number(section.dataset.answer);
    const tolerance = Number(section.dataset.tolerance);
    const isNear = (/** @type {number} */ value) => Math.abs(given - value) <= tolerance * Math.abs(value);
    const remarks = [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.remark'))];
    const named = (/** @type {string} */ name) => remarks.find(({ dataset }) => dataset.remark === name);
    if (isNear(answer)) return say(section, true, named('right'));
    const mistake = remarks.find(({ dataset }) => isNear(Number(dataset.remark)));
    return say(section, false, mistake ?? named(given < answer ? 'below' : 'above'));
  }

  /** @param {HTMLElement} section @param {(section: HTMLElement) => void} judge */
  function startForm(section, judge) {
    /** @type {NodeListOf<HTMLElement>} */
    const later = section.querySelectorAll('form > [hidden]:not(.remark)');
    for (const hidden of later) hidden.hidden = false;
    part(section, 'form').addEventListener('submit', (event) => {
      event.preventDefault();
      judge(section);
    });
  }

  // Drawing a curve

  /** @param {string} name @param {Record<string, string | number>} attributes @param {Element} [parent] */
  function drawing(name, attributes, parent) {
    const element = document.createElementNS(drawingNames, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    parent?.append(element);
    return element;
  }

  class Curve {
    // The plot within the picture.
    left = 48;
    top = 12;
    inner = 200;
    width = 200;
    svg = drawing('svg', {});
    mineLine = drawing('polyline', {});
    key = document.createElement('p');
    /** @type {(SVGElement | null)[]} */
    handles = [];
    /** @type {number[]} */
    mine = [];
    revealed = false;

    /** @param {HTMLElement} section */
    constructor(section) {
      /** @type {CurveData} */
      const data = JSON.parse(/** @type {string} */ (section.dataset.curve));
      this.measured = data.measured;
      this.theory = data.theory;
      this.start = data.start;
      this.given = data.given;
      this.compare = data.compare;
      this.lo = data.lo;
      this.hi = data.hi;
      this.quantity = data.quantity;
      this.log = data.scale === 'log';
      this.steps = this.measured.length;
      this.answer = /** @type {HTMLDetailsElement} */ (section.querySelector('details'));
      this.answer.hidden = true;
      part(this.answer, 'summary').hidden = true;
      this.chart = document.createElement('div');
      this.chart.className = 'curve';
      const help = document.createElement('p');
      help.className = 'hint';
      help.textContent = text('draw_help');
      const bar = document.createElement('div');
      bar.className = 'buttons';
      this.show = this.button('show_result', () => this.reveal());
      this.show.className = 'primary';
      this.again = this.button('draw_again', () => this.reset(true));
      this.status = document.createElement('p');
      this.status.className = 'status';
      this.status.setAttribute('role', 'status');
      bar.append(this.show, this.again, this.status);
      this.answer.before(help, this.chart, bar);
      this.reset(false);
      new ResizeObserver(() => this.draw()).observe(this.chart);
    }

    /** @param {string} name @param {() => void} act */
    button(name, act) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text(name);
      button.addEventListener('click', act);
      return button;
    }

    /** @param {boolean} focus */
    reset(focus) {
      const known = this.measured.slice(0, this.given);
      const level = known.at(-1) ?? this.start ?? 1;
      this.mine = this.measured.map((value, i) => (i < this.given ? value : level));
      this.revealed = false;
      this.answer.hidden = true;
      this.answer.open = false;
      this.show.disabled = false;
      this.status.textContent = '';
      this.draw();
      if (focus) part(this.chart, '[role=slider]').focus();
    }

    reveal() {
      this.revealed = true;
      this.show.disabled = true;
      this.answer.hidden = false;
      this.answer.open = true;
      const n = this.compare;
      const [mine, measured] = [this.mine[n - 1], this.measured[n - 1]];
      const ratio = Math.max(mine / measured, measured / mine);
      const name = ratio <= 1.2 ? 'drawn_right' : mine > measured ? 'drawn_larger' : 'drawn_smaller';
      this.draw();
      this.status.textContent = text(name, {
        n,
        mine: written(mine),
        measured: written(measured),
        ratio: written(ratio),
      });
      this.again.focus();
    }

    /** Axis position from 0 to 1, and back. @param {number} value */
    fraction(value) {
      return ((this.log ? Math.log10(value) : value) - this.lo) / (this.hi - this.lo);
    }

    /** @param {number} fraction */
    value(fraction) {
      const mapped = this.lo + Math.min(Math.max(fraction, 0), 1) * (this.hi - this.lo);
      return this.log ? 10 ** mapped : mapped;
    }

    /** @param {number} layer */
    across(layer) {
      return this.left + 10 + ((this.width - this.left - 24) * layer) / this.steps;
    }

    /** @param {number} value */
    down(value) {
      return this.top + (1 - this.fraction(value)) * this.inner;
    }

    ticks() {
      const length = this.hi - this.lo;
      const fine = this.log ? [] : [0.1, 0.25, 0.5, 1, 2];
      const step = fine.find((size) => length / size <= 5) ?? Math.ceil(length / 5);
      const count = Math.floor(length / step + 1e-9) + 1; // what is a step but for rounding is one
      return Array.from({ length: count }, (_, i) => this.lo + i * step).map((at) => (this.log ? 10 ** at : at));
    }

    /** @param {number} value */
    tickLabel(value) {
      const exponent = Math.round(Math.log10(value));
      return this.log && (exponent < -2 || exponent > 1) ? `10${raised(exponent)}` : String(Number(value.toPrecision(3)));
    }

    draw() {
      const kept = this.handles.findIndex((handle) => handle === document.activeElement);
      this.width = Math.max(this.chart.clientWidth, 200);
      const height = this.top + this.inner + 32;
      const svg = drawing('svg', { width: this.width, height, viewBox: `0 0 ${this.width} ${height}` });
      svg.setAttribute('role', 'group');
      svg.setAttribute('aria-label', text('chart', { quantity: this.quantity }));
      this.svg = svg;
      const floor = this.top + this.inner;
      for (const value of this.ticks()) {
        const y = this.down(value);
        drawing('line', { class: 'grid', x1: this.left, x2: this.width - 8, y1: y, y2: y }, svg);
        const label = drawing('text', { x: this.left - 8, y: y + 4, 'text-anchor': 'end' }, svg);
        label.textContent = this.tickLabel(value);
      }
      drawing('path', { class: 'axis', d: `M${this.left} ${this.top}V${floor}H${this.width - 8}` }, svg);
      const first = this.start === null ? 1 : 0;
      for (let layer = first; layer <= this.steps; layer += 1) {
        const label = drawing('text', { x: this.across(layer), y: floor + 20, 'text-anchor': 'middle' }, svg);
        label.textContent = String(layer);
      }
      this.drawKnown(first);
      this.mineLine = drawing('polyline', { class: 'mine' }, svg);
      // Above the plot: no curve runs through it.
      this.key = document.createElement('p');
      this.key.className = 'curve-key';
      if (this.revealed) this.drawMeasured();
      this.drawHandles();
      this.moveMine();
      this.chart.replaceChildren(this.key, svg);
      if (kept >= 0) this.handles[kept]?.focus();
    }

    /** @param {number} layer @param {number} value @param {string} look */
    dot(layer, value, look) {
      drawing('circle', { class: look, cx: this.across(layer), cy: this.down(value), r: 5 }, this.svg);
    }

    /** @param {number} first */
    drawKnown(first) {
      if (first === 0 && this.start !== null) this.dot(0, this.start, 'hollow');
      for (let i = 0; i < this.given; i += 1) this.dot(i + 1, this.measured[i], 'dot');
    }

    drawMeasured() {
      const points = (/** @type {number[]} */ values) =>
        values.map((value, i) => `${this.across(i + 1)},${this.down(value)}`).join(' ');
      if (this.theory) drawing('polyline', { class: 'theory', points: points(this.theory) }, this.svg);
      this.measured.forEach((value, i) => this.dot(i + 1, value, 'dot'));
      this.label(`● ${text('measured')}`, 'measured-label');
      if (this.theory) this.label(`— ${text('theory')}`, 'theory-label');
    }

    /** @param {string} words @param {string} look */
    label(words, look) {
      const label = document.createElement('span');
      label.className = look;
      label.textContent = words;
      this.key.append(label, ' ');
    }

    drawHandles() {
      this.label(`··· ${text('my_prediction')}`, 'mine-label');
      this.handles = this.mine.map((_, i) => {
        if (i < this.given || this.revealed) return null;
        const handle = drawing('g', { class: 'handle', role: 'slider', tabindex: 0 }, this.svg);
        handle.setAttribute('aria-label', text('handle', { n: i + 1 }));
        handle.setAttribute('aria-orientation', 'vertical');
        handle.setAttribute('aria-valuemin', '0');
        handle.setAttribute('aria-valuemax', '100');
        drawing('circle', { class: 'hit', r: 18 }, handle);
        drawing('circle', { class: 'ring', r: 11 }, handle);
        drawing('path', { class: 'grip', d: 'M0 -6L6 0L0 6L-6 0Z' }, handle);
        handle.addEventListener('keydown', (event) => this.onKey(event, i));
        handle.addEventListener('pointerdown', (event) => this.onGrab(event, i));
        return handle;
      });
    }

    moveMine() {
      const from = Math.max(this.given, 1) - 1;
      const line = this.mine.map((value, i) => `${this.across(i + 1)},${this.down(value)}`).slice(from);
      if (this.given === 0 && this.start !== null) line.unshift(`${this.across(0)},${this.down(this.start)}`);
      this.mineLine.setAttribute('points', line.join(' '));
      this.handles.forEach((handle, i) => {
        if (!handle) return;
        handle.setAttribute('transform', `translate(${this.across(i + 1)} ${this.down(this.mine[i])})`);
        handle.setAttribute('aria-valuenow', String(Math.round(100 * this.fraction(this.mine[i]))));
        handle.setAttribute('aria-valuetext', written(this.mine[i]));
      });
    }

    /** @param {number} i @param {number} fraction */
    set(i, fraction) {
      this.mine[i] = this.value(fraction);
      this.moveMine();
    }

    /** @param {KeyboardEvent} event @param {number} i */
    onKey(event, i) {
      const at = this.fraction(this.mine[i]);
      /** @type {Record<string, number>} */
      const moves = { ArrowUp: 0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowLeft: -0.02, PageUp: 0.1, PageDown: -0.1 };
      if (event.key in moves) this.set(i, at + moves[event.key]);
      else if (event.key === 'Home') this.set(i, 0);
      else if (event.key === 'End') this.set(i, 1);
      else return;
      event.preventDefault();
    }

    /**
     * A drag moves the point it began on, and draws over those it passes.
     * @param {PointerEvent} event
     * @param {number} i
     */
    onGrab(event, i) {
      event.preventDefault();
      const handle = /** @type {SVGElement} */ (this.handles[i]);
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
        const box = this.svg.getBoundingClientRect();
        const step = this.across(1) - this.across(0);
        const layer = Math.round((clientX - box.left - this.across(0)) / step);
        const target = Math.min(Math.max(layer - 1, this.given), this.steps - 1);
        this.set(target, 1 - (clientY - box.top - this.top) / this.inner);
      };
      const stop = () => {
        handle.removeEventListener('pointermove', move);
        handle.removeEventListener('lostpointercapture', stop);
      };
      handle.addEventListener('pointermove', move);
      handle.addEventListener('lostpointercapture', stop);
    }
  }

  /** Copies the code before the button; where that is forbidden, selects it. @param {HTMLElement} button */
  function startCopy(button) {
    const code = part(/** @type {HTMLElement} */ (button.parentElement), 'code');
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = texts.copied;
      } catch {
        getSelection()?.selectAllChildren(code);
      }
    });
  }

  document.addEventListener('DOMContentLoaded', () => {
    texts = JSON.parse(/** @type {string} */ (document.body.dataset.texts));
    startTheme();
    /** @type {(selector: string) => NodeListOf<HTMLElement>} */
    const all = (selector) => document.querySelectorAll(selector);
    for (const button of all('[data-copy]')) startCopy(button);
    for (const section of all('[data-question]')) {
      if (section.dataset.question === 'draw') new Curve(section);
      else startForm(section, section.dataset.question === 'choice' ? judgeChoice : judgeNumber);
    }
  });
})();
