// Where a value lies on its slider. A slider has whole steps, and each of them is another value, so
// that an arrow key always does something.

const fineSteps = 400;
const digits = 3; // significant digits of a real chosen by a slider

function rounded(value) {
  return Number(value.toPrecision(digits));
}

function logarithmicReal(min, max) {
  const span = Math.log(max / min);
  const clamp = (value) => Math.min(Math.max(value, min), max);
  return {
    steps: fineSteps,
    valueAt: (position) => clamp(rounded(min * Math.exp((span * position) / fineSteps))),
    positionOf: (value) => Math.round((fineSteps * Math.log(clamp(value) / min)) / span),
  };
}

function linearReal(min, max) {
  const clamp = (value) => Math.min(Math.max(value, min), max);
  return {
    steps: fineSteps,
    valueAt: (position) => clamp(rounded(min + ((max - min) * position) / fineSteps)),
    positionOf: (value) => Math.round((fineSteps * (clamp(value) - min)) / (max - min)),
  };
}

/** The whole numbers among the values of a real slider, each once. */
function wholeNumbers(min, max, { steps, valueAt }) {
  const values = Array.from({ length: steps + 1 }, (_, i) => Math.round(valueAt(i)));
  const distinct = [...new Set([min, ...values, max])];
  const firstAbove = (value) => distinct.findIndex((one) => one >= value);
  return {
    steps: distinct.length - 1,
    valueAt: (position) => distinct[position],
    positionOf: (value) => (value >= max ? distinct.length - 1 : firstAbove(value)),
  };
}

/** {steps, valueAt(position), positionOf(value)} of a declared integer or real. */
export function describeRange({ type, min, max, spacing }) {
  const real = spacing === 'logarithmic' && min > 0 ? logarithmicReal(min, max) : linearReal(min, max);
  return type === 'integer' ? wholeNumbers(min, max, real) : real;
}
