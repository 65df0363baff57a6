// Our kernels by themselves, and our product beside Eigen's of the same build.
import { byTurns } from './rounds.mjs';

const activations = [
  'identity', 'sigmoid', 'tanh', 'hard-tanh', 'relu', 'leaky-relu', 'prelu', 'elu', 'selu', 'gelu',
  'gelu-tanh', 'silu', 'softplus', 'mish', 'softsign', 'erf', 'sin',
];
const shapes = [
  [1000, 500, 500],
  [64, 500, 500],
];

/** Nanoseconds an element. */
export async function elementwise(bench, rounds) {
  const elements = await bench.call('elements');
  const perElement = (name, value = 0) => ({
    dtype: 'float32',
    threads: 1,
    unit: 'ns',
    run: async () => ((await bench.call('kernel', name, value, 2)) * 1e6) / elements,
  });
  return byTurns(
    [
      { id: 'normal', ...perElement('only_normals') },
      { id: 'statistics', ...perElement('statistics', 0) },
      { id: 'statistics-30-bins', ...perElement('statistics', 30) },
      ...activations.map((word, kind) => ({ id: `act-${word}`, ...perElement('activation', kind) })),
    ],
    rounds,
  );
}

export async function products(bench, rounds) {
  const rows = [];
  for (const [m, k, n] of shapes) {
    await bench.call('productSize', m, k, n);
    const repeats = Math.ceil(1000 / m);
    const contestant = (id, name) => ({
      id: `${id}-${m}x${k}x${n}`,
      dtype: 'float32',
      threads: 1,
      unit: 'ms',
      run: () => bench.call('kernel', name, 0, repeats),
    });
    rows.push(
      ...(await byTurns([contestant('gemm', 'product'), contestant('gemm-eigen', 'product_eigen')], rounds)),
    );
  }
  return rows;
}
