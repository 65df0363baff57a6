// How long after a cancelled run the workers are there for the next one, in every lab at settings
// whose jobs are long.

const longRuns = [
  ['forward', { width: 3000 }],
  ['forward', { width: 1000 }],
  ['forward', { init: 'orthogonal', width: 1000 }],
  ['backward', { width: 1500 }],
  ['notes', {}],
  ['symmetry', { hidden: 32, steps: 5000 }],
  ['training', { steps: 5000 }],
  ['matrix-product', { size: 64, count: 1000 }],
  ['activation', { depth: 200, chains: 10000 }],
  ['log-domain', { count: 100000 }],
];

export async function cancelled(bench, rounds) {
  const times = [];
  for (let round = 0; round < rounds; ++round) {
    for (const [index, [lab, params]] of longRuns.entries()) {
      const after = 300 + 37 * ((round + index) % 8); // ms
      times.push(await bench.call('cancel', lab, { ...params, seed: round + 1 }, after));
    }
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  return [{ id: 'cancel', dtype: 'float32', threads: 2, unit: 'ms', best: at(0), median: at(0.5), p95: at(0.95) }];
}
