// How long after a cancelled run the workers are there for the next one, in every lab at settings
// whose jobs are long.

export const longRuns = [
  ['forward', { width: 2048, batch: 2000 }],
  ['forward', { width: 1000 }],
  ['forward', { init: 'orthogonal', width: 1000 }],
  ['backward', { width: 1500 }],
  ['notes', {}],
  ['symmetry', { steps: 20000 }],
  ['matrix-product', { size: 100 }],
  ['activation', { depth: 1000, chains: 5000 }],
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
