// What the training lab says of real data: the outcomes of the notes' five initializations over ten
// seeds, against an independent NumPy implementation (20 seeds, float64).
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist } from './support.mjs';

const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);
const seeds = 10;
const referenceSeeds = 20;
const commonest = 26 / 297; // of the test digits, the share of the class that is commonest among the others

/** The result of each of `seeds` seeds, by two engines at a time. */
async function results(params) {
  const engines = await Promise.all([0, 1].map(() => createEngine({ workers: 1 })));
  const wanted = Array.from({ length: seeds }, (_, seed) => seed + 1);
  try {
    const found = engines.map(async (engine, which) => {
      const mine = [];
      for (const seed of wanted.filter((s) => s % 2 === which)) mine.push(await engine.run('training', { ...params, seed }));
      return mine;
    });
    return (await Promise.all(found)).flat();
  } finally {
    for (const engine of engines) engine.dispose();
  }
}

function moments(values) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

// Both means have errors. Beyond 4.5 of them together, with 28 degrees of freedom, lies 1e-4.
function agrees(values, wanted, what) {
  const { mean, sd } = moments(values);
  const error = Math.hypot(sd / Math.sqrt(values.length), wanted.sd / Math.sqrt(referenceSeeds));
  assert.ok(Math.abs(mean - wanted.mean) <= 4.5 * error, `${what}: ${mean} ± ${error}, wanted ${wanted.mean}`);
}

const last = (result) => result.history.at(-1);

test('small weights stay at the loss of guessing', async () => {
  for (const result of await results({ preset: 'small' })) {
    assert.equal(result.verdict, 'guessing');
    assert.ok(Math.abs(result.history[0].train_loss - Math.LN10) < 1e-6);
    assert.ok(Math.abs(last(result).test_loss - Math.LN10) < 0.02 * Math.LN10);
    assert.ok(Math.abs(last(result).test_accuracy - commonest) < 1e-9);
    assert.ok(result.layers.slice(0, 8).every(({ update_ratio: ratio }) => ratio < 1e-8));
  }
});

test('large weights start far off, saturate and come to chance', async () => {
  const all = await results({ preset: 'large' });
  agrees(all.map(({ batch_loss: [loss] }) => loss), { mean: 14.5806, sd: 1.2 }, 'first loss');
  agrees(all.map((result) => last(result).test_accuracy), { mean: 0.129966, sd: 0.0456 }, 'accuracy');
  for (const { layers } of all) assert.ok(layers[8].saturated_fraction > 0.5);
});

// What the notes call Xavier is 1/fan_in; the presets' Xavier, with Glorot's mean of the fans, differs
// from it in the first and the last layer.
const learning = [
  ['tanh', { preset: 'xavier-tanh', init: 'lecun-normal' }, { mean: 0.913805, sd: 0.0115 }],
  ['ReLU', { preset: 'xavier-relu', init: 'lecun-normal' }, { mean: 0.313973, sd: 0.078 }],
  ['He with ReLU', { preset: 'he-relu' }, { mean: 0.940572, sd: 0.0147 }],
];
for (const [name, params, accuracy] of learning) {
  test(`${name}: as many test digits as elsewhere`, async () => {
    agrees((await results(params)).map((result) => last(result).test_accuracy), accuracy, name);
  });
}

test('the presets: Xavier learns with tanh and but a little with ReLU, He learns', async () => {
  const accuracy = async (preset) => moments((await results({ preset })).map((result) => last(result).test_accuracy)).mean;
  assert.ok((await accuracy('xavier-tanh')) > 0.9);
  const partly = await accuracy('xavier-relu');
  assert.ok(partly > 0.25 && partly < 0.55, `${partly}`);
});

test('at rate 1 He overflows at once, and clipping puts it right', async () => {
  for (const result of await results({ preset: 'explodes' })) {
    assert.equal(result.verdict, 'diverged');
    assert.ok(result.diverged_step >= 3 && result.diverged_step <= 6, `${result.diverged_step}`);
    assert.equal(last(result).step, result.diverged_step - 1);
  }
  const clipped = (await results({ preset: 'clipped' })).map((result) => last(result).test_accuracy);
  assert.ok(moments(clipped).mean > 0.95, `${clipped}`);
});
