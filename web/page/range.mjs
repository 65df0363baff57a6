// Where a value lies on its slider. A slider has whole steps, so that arrow keys always move it.

const fineSteps = 400;
const digits = 3; // significant digits of a value chosen by a slider

function rounded(value) {
  return Number(value.toPrecision(digits));
}

/** {steps, valueAt(position), positionOf(value)} of a declared integer or real. */
export function describeRange({ type, min, max, spacing }) {
  const whole = type === 'integer';
  const clamp = (value) => Math.min(Math.max(value, min), max);
  if (spacing === 'logarithmic' && min > 0) {
    const span = Math.log(max / min);
    const valueAt = (position) => {
      const value = min * Math.exp((span * position) / fineSteps);
      return clamp(whole ? Math.round(value) : rounded(value));
    };
    const positionOf = (value) => Math.round((fineSteps * Math.log(clamp(value) / min)) / span);
    return { steps: fineSteps, valueAt, positionOf };
  }
  const steps = whole && max - min <= 10 * fineSteps ? max - min : fineSteps;
  const valueAt = (position) => {
    const value = min + ((max - min) * position) / steps;
    return clamp(whole ? Math.round(value) : rounded(value));
  };
  const positionOf = (value) => Math.round((steps * (clamp(value) - min)) / (max - min));
  return { steps, valueAt, positionOf };
}
