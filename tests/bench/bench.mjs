// The notes' experiment here and in NumPy, round by round in one run. Prints a table and writes
// build/bench.json: rows {id, best, median, threads, dtype} in milliseconds, and the ratios of bests.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const rounds = 15;
const site = process.env.INITLAB_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const { createEngine } = await import(`${site}/engine.mjs`);

function startNumpy(threads) {
  const script = fileURLToPath(new URL('numpy_forward.py', import.meta.url));
  const child = spawn('python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OPENBLAS_NUM_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(act) {
      child.stdin.write(`${act}\n`);
      return Number((await lines.next()).value);
    },
    stop: () => child.stdin.end(),
  };
}

async function startInitlab(workers) {
  const engine = await createEngine({ workers });
  let seed = 0;
  return {
    // A new seed each time: every weight is drawn anew, as NumPy does.
    async run(act) {
      const params = { preset: act === 'tanh' ? 'xavier-tanh' : 'he-relu', seed: ++seed };
      const start = performance.now();
      await engine.run('forward', params, { withSweep: false });
      return performance.now() - start;
    },
    stop: () => engine.dispose(),
  };
}

const contestants = [];
for (const threads of [1, 2]) {
  contestants.push(
    { name: 'initlab', dtype: 'float32', threads, runner: await startInitlab(threads) },
    { name: 'numpy', dtype: 'float64', threads, runner: startNumpy(threads) },
  );
}

const rows = [];
const ratios = {};
for (const act of ['tanh', 'relu']) {
  const times = contestants.map(() => []);
  for (let round = -1; round < rounds; ++round) {
    for (const [index, { runner }] of contestants.entries()) {
      const elapsed = await runner.run(act);
      if (round >= 0) times[index].push(elapsed);
    }
  }
  for (const [index, { name, dtype, threads }] of contestants.entries()) {
    const sorted = times[index].sort((a, b) => a - b);
    rows.push({
      id: `${name}-${act}-${threads}`,
      best: sorted[0],
      median: sorted[rounds >> 1],
      threads,
      dtype,
    });
  }
  for (const threads of [1, 2]) {
    const best = (name) => rows.find((row) => row.id === `${name}-${act}-${threads}`).best;
    ratios[`initlab/numpy ${act} ${threads}`] = best('initlab') / best('numpy');
  }
}
for (const { runner } of contestants) runner.stop();

console.table(rows);
console.table(ratios);
mkdirSync('build', { recursive: true });
writeFileSync('build/bench.json', `${JSON.stringify({ rows, ratios }, null, 1)}\n`);
