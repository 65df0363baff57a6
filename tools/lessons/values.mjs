// The numbers of the lessons: results of the engine, looked up and written by small expressions such
// as `xr.layers.9.std / xr.input.std`, where xr is a run of lessons/runs.json.
import { withMeasuredParticle } from './korean.mjs';

/** @import { Language, Result } from '../../web/initlab.d.ts' */
/** @import { SiteEngine } from '../posters.mjs' */

/** @type {Record<string, (x: number) => number>} */
const functions = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  pow10: (x) => 10 ** x,
  abs: Math.abs,
  round: Math.round,
};

/**
 * Lab and parameters of "forward preset=small seed=7".
 * @param {string} text
 * @returns {[string, Record<string, string>]}
 */
export function parseQuery(text) {
  const [lab, ...pairs] = text.trim().split(/\s+/);
  const params = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new Error(`'${pair}' in '${text}' is no parameter`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return [lab, Object.fromEntries(params)];
}

/**
 * Follows a path of keys; `last` is an array's last element, `*` all of them.
 * @param {unknown} value
 * @param {string[]} keys
 * @param {string} path
 * @returns {unknown}
 */
export function follow(value, keys, path) {
  if (keys.length === 0) return value;
  const [key, ...rest] = keys;
  if (key === '*' && Array.isArray(value)) return value.map((element) => follow(element, rest, path));
  const inner = /** @type {Record<string, unknown> | null | undefined} */ (value);
  const next = key === 'last' && Array.isArray(value) ? value.at(-1) : inner?.[key];
  if (next === undefined) throw new Error(`there is no '${key}' in the path ${path}`);
  return follow(next, rest, path);
}

/** @param {string} text */
function tokens(text) {
  /** @type {string[]} */
  const found = text.match(/\d+(?:\.\d+)?(?:e-?\d+)?|[A-Za-z_][\w.*-]*[\w*]|[A-Za-z]|[-+*/^(),]/g) ?? [];
  if (found.join('') !== text.replace(/\s+/g, '')) throw new Error(`cannot read '${text}'`);
  return found;
}

/** What is reckoned with. @param {unknown} value @param {string} expression whose value it is, or a part of it */
export function numberOf(value, expression) {
  if (typeof value === 'number') return value;
  throw new Error(`'${expression}' reckons with what is no number: ${JSON.stringify(value).slice(0, 40)}`);
}

/**
 * Evaluates + - * / ^ ( ) and functions; a name alone may also be a list or a word.
 * @param {string} text
 * @param {(name: string) => unknown} resolve
 */
export async function evaluate(text, resolve) {
  const rest = tokens(text);
  const operand = (/** @type {unknown} */ found) => numberOf(found, text);
  const next = (/** @type {string} */ wanted) => {
    if (rest[0] !== wanted) return false;
    rest.shift();
    return true;
  };

  /** @returns {Promise<unknown>} */
  async function atom() {
    if (next('(')) {
      const inner = await sum();
      if (!next(')')) throw new Error(`missing ) in '${text}'`);
      return inner;
    }
    if (next('-')) return -operand(await atom());
    const token = rest.shift();
    if (token === undefined) throw new Error(`'${text}' ends too early`);
    if (/^\d/.test(token)) return Number(token);
    if (Object.hasOwn(functions, token) && rest[0] === '(') return functions[token](operand(await atom()));
    return resolve(token);
  }

  /** @returns {Promise<unknown>} */
  async function power() {
    const base = await atom();
    return next('^') ? operand(base) ** operand(await power()) : base;
  }

  /** @returns {Promise<unknown>} */
  async function product() {
    let value = await power();
    for (;;) {
      if (next('*')) value = operand(value) * operand(await power());
      else if (next('/')) value = operand(value) / operand(await power());
      else return value;
    }
  }

  /** @returns {Promise<unknown>} */
  async function sum() {
    let value = await product();
    for (;;) {
      if (next('+')) value = operand(value) + operand(await product());
      else if (next('-')) value = operand(value) - operand(await product());
      else return value;
    }
  }

  const value = await sum();
  if (rest.length > 0) throw new Error(`cannot read '${rest.join(' ')}' in '${text}'`);
  return value;
}

/** @type {Record<string, string>} */
const raised = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

/** @param {number} exponent @param {boolean} latex */
function power10(exponent, latex) {
  if (latex) return `10^{${exponent}}`;
  return `10${[...String(exponent)].map((digit) => raised[digit]).join('')}`;
}

/**
 * A number with `format` significant digits, "f2": decimals, "text": as it is. Below 0.00095 and from
 * 100,000 on as a power of ten, with a real minus; inside a formula as LaTeX.
 * @param {unknown} value
 */
export function writeNumber(value, format = '3', { latex = false } = {}) {
  if (format === 'text') return String(value);
  if (typeof value !== 'number') throw new Error(`'${value}' is no number`);
  const minus = latex ? '-' : '−';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : `${value < 0 ? minus : ''}Inf`;
  const size = Math.abs(value);
  const sign = value < 0 ? minus : '';
  const decimals = /^f(\d+)$/.exec(format);
  if (decimals) return sign + size.toFixed(Number(decimals[1]));
  const digits = Number(format);
  if (!(digits >= 1 && digits <= 15)) throw new Error(`'${format}' is no number format`);
  if (size !== 0 && (size < 9.5e-4 || size >= 1e5)) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split('e');
    return `${sign}${mantissa}${latex ? ' \\times ' : '\u00a0×\u00a0'}${power10(Number(exponent), latex)}`;
  }
  // toPrecision() would write 1234 with two digits as 1.2e+3.
  const written = size.toPrecision(digits);
  return sign + (written.includes('e') ? String(Number(written)) : written);
}

/** Runs experiments once each and answers expressions about them. */
export class Values {
  #runs;
  #engine;
  #results;

  /**
   * @param {SiteEngine} engine
   * @param {Record<string, string>} runs "lab key=value..." by alias
   * @param {Map<string, Result>} results finished ones, by query
   */
  constructor(engine, runs, results = new Map()) {
    this.#engine = engine;
    this.#runs = runs;
    this.#results = results;
  }

  /** The experiment an alias or a written-out query stands for. @param {string} text */
  queryOf(text) {
    return this.#runs[text.trim()] ?? text.trim();
  }

  /** @param {string} text */
  async result(text) {
    const query = this.queryOf(text);
    const [lab, params] = parseQuery(query);
    const result = this.#results.get(query) ?? (await this.#engine.run(lab, params, { strict: true }));
    this.#results.set(query, result);
    return result;
  }

  /** The number or list behind `alias.path`, or of `run : path`. @param {string} path */
  async lookUp(path) {
    const [alias, ...keys] = path.split('.');
    if (!this.#runs[alias]) throw new Error(`'${alias}' in '${path}' is no run of lessons/runs.json`);
    return follow(await this.result(alias), keys, path);
  }

  /** @param {string} expression @returns {Promise<unknown>} */
  evaluate(expression) {
    const at = expression.indexOf(':');
    if (at < 0) return evaluate(expression, (path) => this.lookUp(path));
    const query = expression.slice(0, at);
    return evaluate(expression.slice(at + 1), async (path) =>
      follow(await this.result(query), path.split('.'), expression),
    );
  }

  /**
   * Replaces every {{ expression | format }} of a text; in Korean the particle after it follows.
   * @param {string} text
   * @param {Language} lang
   */
  async fill(text, lang = 'en') {
    // Inside $...$ a number is LaTeX. Code spans hold no formulas.
    const pieces = text.split(/(\$\$[^]*?\$\$|\$[^$\n]+\$)/);
    /** @type {string | null} */
    let last = null; // the number that ends in the piece before
    const filled = [];
    for (const [i, piece] of pieces.entries()) {
      const latex = i % 2 === 1;
      const parts = piece.split(/\{\{([^{}]+)\}\}/);
      if (lang === 'ko' && last !== null) parts[0] = withMeasuredParticle(last, parts[0]);
      if (piece) last = null;
      for (let k = 1; k < parts.length; k += 2) {
        const [expression, format] = parts[k].split('|').map((part) => part.trim());
        const value = await this.evaluate(expression);
        const number = writeNumber(value, format);
        parts[k] = latex ? writeNumber(value, format, { latex }) : number;
        if (lang === 'ko' && !latex) parts[k + 1] = withMeasuredParticle(number, parts[k + 1]);
        if (latex && /^[\s}]*\$$/.test(parts[k + 1])) last = number;
      }
      filled.push(parts.join(''));
    }
    const written = filled.join('');
    const open = written.indexOf('{{');
    if (open >= 0) throw new Error(`'${written.slice(open, open + 40)}' is not closed by }}`);
    return written;
  }
}
