// Where a value lies on its slider. A slider has whole positions; several may stand for the same
// whole number, so arrow keys go to the next one that does not.

/** @import { NumberDeclaration } from './types.d.mts' */
/**
 * @typedef {object} Scale
 * @property {number} steps
 * @property {(position: number) => number} valueAt
 * @property {(value: number) => number} positionOf
 */

const fineSteps = 400;
const digits = 3; // significant digits of a real chosen by a slider

/** @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(digits));
}

/** @param {number} min @param {number} max @returns {Scale} */
function logarithmicReal(min, max) {
  const span = Math.log(max / min);
  const clamp = (/** @type {number} */ value) => Math.min(Math.max(value, min), max);
  return {
    steps: fineSteps,
    valueAt: (position) => clamp(rounded(min * Math.exp((span * position) / fineSteps))),
    positionOf: (value) => Math.round((fineSteps * Math.log(clamp(value) / min)) / span),
  };
}

/** @param {number} min @param {number} max @returns {Scale} */
function linearReal(min, max) {
  const clamp = (/** @type {number} */ value) => Math.min(Math.max(value, min), max);
  return {
    steps: fineSteps,
    valueAt: (position) => clamp(rounded(min + ((max - min) * position) / fineSteps)),
    positionOf: (value) => Math.round((fineSteps * (clamp(value) - min)) / (max - min)),
  };
}

/**
 * The next position in a direction (+1 or -1) that stands for another value.
 * @param {Scale} scale
 * @param {number} position
 * @param {number} direction
 */
function nextPosition({ steps, valueAt }, position, direction) {
  let next = position;
  do next += direction;
  while (next > 0 && next < steps && valueAt(next) === valueAt(position));
  return Math.min(Math.max(next, 0), steps);
}

/**
 * The scale of a declared number.
 * @param {NumberDeclaration} param
 * @returns {Scale & { next: (position: number, direction: number) => number }}
 */
export function describeRange({ type, min, max, spacing }) {
  const real = spacing === 'logarithmic' && min > 0 ? logarithmicReal(min, max) : linearReal(min, max);
  /** @type {Scale} */
  const whole = { ...real, valueAt: (position) => Math.round(real.valueAt(position)) };
  const range = type === 'integer' ? whole : real;
  return { ...range, next: (position, direction) => nextPosition(range, position, direction) };
}
