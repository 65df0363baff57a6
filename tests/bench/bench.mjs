// All benchmarks, in one run and by turns. Prints tables, and writes build/bench.json (rows {id, best,
// median, unit, threads, dtype}, and the ratios of bests beside what is wanted of them) and
// build/bench.png.
import { mkdirSync, writeFileSync } from 'node:fs';
import { openBench } from './browser.mjs';
import { cancelled } from './cancel.mjs';
import { backward, experiments, previews, training, withoutWorkers } from './experiment.mjs';
import { growth } from './growth.mjs';
import { elementwise, products } from './kernels.mjs';
import { drawPicture } from './picture.mjs';
import { sizes, startup } from './startup.mjs';
import { throttled } from './throttled.mjs';

const rounds = 15;

const bench = await openBench();
await bench.call('prepare');
const grown = await growth(bench, 3);
const rows = [
  ...(await elementwise(bench, rounds)),
  ...(await products(bench, rounds)),
  ...(await experiments(bench, rounds)),
  ...(await backward(bench, rounds)),
  ...(await training(bench, 5)),
  ...(await previews(bench, 4 * rounds)),
  ...(await cancelled(bench, rounds)),
  ...(await withoutWorkers(bench, 5)),
  ...grown.rows,
].map(({ run: _, ...row }) => row);
const cold = await startup(9);
rows.push(...cold.rows, ...(await throttled(5)));
const files = sizes();

const best = (id) => rows.find((row) => row.id === id).best;
const row = (id) => rows.find((candidate) => candidate.id === id);
const gzip = (name) => files.find((file) => file.name === name).gzip / 1000;

// [what, figure, largest wanted, or smallest where `least`]
const wanted = [];
for (const act of ['tanh', 'relu']) {
  wanted.push(
    [`${act}, 1 worker / NumPy float64, 1 thread`, best(`initlab-${act}-1`) / best(`numpy-float64-${act}-1`), 0.68],
    [`${act}, 2 workers / NumPy float64, 2 threads`, best(`initlab-${act}-2`) / best(`numpy-float64-${act}-2`), 0.48],
    [`${act}, 1 worker / NumPy float32, 1 thread`, best(`initlab-${act}-1`) / best(`numpy-float32-${act}-1`), null],
    [`${act}, fastest / reproducible, 1 worker`, best(`fastest-${act}-1`) / best(`initlab-${act}-1`), null],
    [`${act}, 1 worker / TensorFlow.js`, best(`initlab-${act}-1`) / best(`tensorflow.js-${act}-1`), act === 'tanh' ? 0.45 : 0.52],
  );
}
const product = (shape) => best(`gemm-eigen-${shape}`) / best(`gemm-${shape}`);
wanted.push(
  ['product 1000x500x500, Eigen / ours', product('1000x500x500'), 1.55, 'least'],
  ['product 64x500x500, Eigen / ours', product('64x500x500'), 1.4, 'least'],
  ['a normal, ns', best('normal'), 4],
  // The backward lab runs the forward pass, then the backward pass, and its preview: 64 rows more.
  ['backward pass / forward', best('lab-backward') / best('lab-forward') - 1, 2.3],
  ['backward lab / forward lab', best('lab-backward') / best('lab-forward'), null],
  ['training, 1 worker / NumPy float64', best('training-initlab') / best('training-numpy-float64'), 1],
  ['training, 1 worker / NumPy float32', best('training-initlab') / best('training-numpy-float32'), null],
  ['training, 1 worker / TensorFlow.js', best('training-initlab') / best('training-tensorflow.js'), 0.5],
  ['drag: preview at the 95th percentile, ms', row('drag-preview').p95, 16],
  ['drag: whole batch, ms', row('drag-whole-batch').median, 250],
  ['cancel at the 95th percentile, ms', row('cancel').p95, 20],
  ['no workers: longest block, worst lab, ms', Math.max(...rows.filter(({ id }) => id.startsWith('blocked-')).map(({ median }) => median)), 12],
  ['growth with depth, exponent', grown.exponents.depth, 1.1],
  ['growth with batch, exponent', grown.exponents.batch, 1.1],
  ['growth with width, exponent', grown.exponents.width, 2.1],
  ['cold load to the first drawn result, ms', row('cold-drawn').median, 1000],
  ['slow phone: largest paint, ms', row('slow-lcp').median, 2500],
  ['slow phone: layout shift', row('slow-cls').median, 0.05],
  ['engine with the first lab, kB gzip', gzip('engine.wasm') + gzip('parts/engine-forward.wasm'), 60],
  ['lab.wasm with the first lab, kB gzip', gzip('lab.wasm') + gzip('parts/lab-forward.wasm'), 350],
  ['first load, English, kB gzip', files.reduce((sum, file) => sum + file.gzip, 0) / 1000, 500],
);
const figures = wanted.map(([what, figure, limit, least]) => ({
  what,
  figure: Number(figure.toPrecision(3)),
  wanted: limit === null ? '' : `${least ? '>=' : '<='} ${limit}`,
  met: limit === null ? '' : (least ? figure >= limit : figure <= limit) ? 'yes' : 'NO',
}));

console.table(rows.map(({ id, unit, threads, dtype, best: b, median }) => ({
  id, unit, threads, dtype, best: Number(b.toPrecision(3)), median: Number(median.toPrecision(3)),
})));
console.table(cold.waterfall);
console.table(files);
console.table(figures);
mkdirSync('build', { recursive: true });
const result = { browser: bench.version, rows, figures, sizes: files, waterfall: cold.waterfall };
writeFileSync('build/bench.json', `${JSON.stringify(result, null, 1)}\n`);
await drawPicture(bench.page, rows, figures, 'build/bench.png');
await bench.close();
