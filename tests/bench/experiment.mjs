// The notes' experiment (draw, ten layers, mean, std and 30 bins of each) here, in NumPy and in
// TensorFlow.js, and our backward lab beside our forward lab.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { byTurns } from './rounds.mjs';

function startNumpy(program, threads) {
  const script = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn('python3', [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OPENBLAS_NUM_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(...words) {
      child.stdin.write(`${words.join(' ')}\n`);
      return Number((await lines.next()).value);
    },
    stop: () => child.stdin.end(),
  };
}

export async function experiments(bench, rounds) {
  const numpy = { 1: startNumpy('numpy_forward.py', 1), 2: startNumpy('numpy_forward.py', 2) };
  const rows = [];
  for (const act of ['tanh', 'relu']) {
    const contestants = [];
    for (const threads of [1, 2]) {
      contestants.push({
        id: `initlab-${act}-${threads}`,
        dtype: 'float32',
        threads,
        run: () => bench.call('experiment', act, threads),
      });
      contestants.push({
        id: `fastest-${act}-${threads}`,
        dtype: 'float32',
        threads,
        run: () => bench.call('experiment', act, threads, true),
      });
      for (const dtype of ['float64', 'float32']) {
        contestants.push({
          id: `numpy-${dtype}-${act}-${threads}`,
          dtype,
          threads,
          run: () => numpy[threads].run(act, dtype),
        });
      }
    }
    contestants.push({
      id: `tensorflow.js-${act}-1`,
      dtype: 'float32',
      threads: 1,
      run: () => bench.call('tensorflow', act),
    });
    rows.push(...(await byTurns(contestants, rounds)));
  }
  for (const { stop } of Object.values(numpy)) stop();
  return rows.map((row) => ({ ...row, unit: 'ms' }));
}

/** The training lab's default run, evaluations and measurements included, beside bare loops of 300 steps. */
export async function training(bench, rounds) {
  const numpy = startNumpy('numpy_training.py', 1);
  const contestant = (id, dtype, run) => ({ id: `training-${id}`, dtype, threads: 1, unit: 'ms', run });
  const rows = await byTurns([
    contestant('initlab', 'float32', () => bench.call('run', 'training', {})),
    contestant('numpy-float64', 'float64', () => numpy.run('float64')),
    contestant('numpy-float32', 'float32', () => numpy.run('float32')),
    contestant('tensorflow.js', 'float32', () => bench.call('tensorflowTraining')),
  ], rounds);
  numpy.stop();
  return rows;
}

export function backward(bench, rounds) {
  const whole = (lab) => ({
    id: `lab-${lab}`,
    dtype: 'float32',
    threads: 1,
    unit: 'ms',
    run: () => bench.call('run', lab, { preset: 'xavier-tanh' }),
  });
  return byTurns([whole('forward'), whole('backward')], rounds);
}

/** On a page without workers: how long a run of each lab, sweep included, keeps it from its work. */
export async function withoutWorkers(bench, rounds) {
  const rows = [];
  for (const lab of ['forward', 'backward', 'matrix-product', 'symmetry', 'activation', 'log-domain', 'training']) {
    const times = [];
    for (let round = -1; round < rounds; ++round) {
      const time = await bench.call('blocked', lab);
      if (round >= 0) times.push(time);
    }
    times.sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)];
    rows.push({ id: `blocked-${lab}`, dtype: 'float32', threads: 0, unit: 'ms', best: times[0], median });
  }
  return rows;
}

/** A drag: the seed stays and the gain moves. The preview is what the page draws first. */
export async function previews(bench, rounds) {
  const firsts = [];
  const wholes = [];
  for (let round = -2; round < rounds; ++round) {
    const { first, whole } = await bench.call('preview', { gain: 1 + 0.01 * (round + 3), seed: 1 }, 2);
    if (round < 0) continue;
    firsts.push(first);
    wholes.push(whole);
  }
  const row = (id, times) => {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return { id, dtype: 'float32', threads: 2, unit: 'ms', best: at(0), median: at(0.5), p95: at(0.95) };
  };
  return [row('drag-preview', firsts), row('drag-whole-batch', wholes)];
}
