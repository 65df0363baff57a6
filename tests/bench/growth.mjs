// How the time grows with depth, batch and width: least squares of log time over log size.
import { byTurns } from './rounds.mjs';

const sizes = {
  depth: { values: [25, 50, 100, 200], rest: { width: 200, input_width: 200, batch: 500 } },
  batch: { values: [1024, 2048, 4096, 8192], rest: { width: 200, input_width: 200, depth: 10 } },
  width: { values: [256, 512, 1024, 2048], rest: { depth: 3, batch: 512 } },
};

function exponent(points) {
  const x = points.map(([size]) => Math.log(size));
  const y = points.map(([, time]) => Math.log(time));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const xy = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return xy / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

export async function growth(bench, rounds) {
  const rows = [];
  const exponents = {};
  for (const [key, { values, rest }] of Object.entries(sizes)) {
    const contestants = values.map((value) => {
      const params = { preset: 'he-relu', ...rest, [key]: value };
      if (key === 'width') params.input_width = value;
      return {
        id: `${key}-${value}`,
        dtype: 'float32',
        threads: 1,
        unit: 'ms',
        run: () => bench.call('run', 'forward', params),
      };
    });
    const timed = await byTurns(contestants, rounds);
    rows.push(...timed);
    exponents[key] = exponent(timed.map(({ best }, i) => [values[i], best]));
  }
  return { rows, exponents };
}
