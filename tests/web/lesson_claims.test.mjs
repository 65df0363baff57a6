// What the lessons claim about their measurements, held against the engine: a sentence that says
// "equal in all layers" has a test that fails when they are not. The runs are those of the lessons.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Values } from '../../tools/lessons/values.mjs';
import { dist } from './support.mjs';

const top = resolve(import.meta.dirname, '../..');
const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);
const engine = await createEngine();
after(() => engine.dispose());
const runs = JSON.parse(readFileSync(join(top, 'lessons/runs.json'), 'utf8'));
const values = new Values(engine, runs, resultsOfTheSite());
const value = (expression) => values.evaluate(expression);

/** What the site's build has just computed with the same engine; nothing where there is no build. */
function resultsOfTheSite() {
  const path = join(top, 'build/site-results.json');
  return new Map(existsSync(path) ? Object.entries(JSON.parse(readFileSync(path, 'utf8')).maps.runs ?? {}) : []);
}

function assertNear(found, wanted, tolerance, what) {
  assert.ok(Math.abs(found / wanted - 1) <= tolerance, `${what}: ${found}, not ${wanted} within ${100 * tolerance} %`);
}

const ratioOfExtremes = (list) => Math.max(...list) / Math.min(...list);

// A norm over 250,000 weights scatters by well under 1 % at the first layers; ten layers of 500
// units add about sqrt(10/500) of it where tanh is linear.
const equalInAllLayers = 1.03;

test('lesson 1: small weights have equally small gradients in all layers, the sigmoid has not', async () => {
  const small = await value('bsmall.layers.*.weight_grad_norm');
  assert.ok(ratioOfExtremes(small) < equalInAllLayers, small.join(' '));
  assertNear(await value('bsmall.layers.0.weight_grad_norm / bxt.layers.0.weight_grad_norm'), 5e-6, 0.02, 'of Xavier');
  // What the lesson names as smallest and largest.
  assert.equal(Math.min(...small), small[6]);
  assert.ok(Math.max(...small) / small[9] < 1.005);
  assert.ok((await value('bsmall.gradient_ratio')) < 2e-6, 'and yet dL/dz vanishes');
  const sigmoid = await value('bsigmoid.layers.*.weight_grad_norm');
  assert.ok(sigmoid[9] / sigmoid[0] > 1e5, sigmoid.join(' '));
});

test('lesson 2: behind the first layer the std of the sigmoid shows nothing', async () => {
  const stds = (await value('fsigmoid.layers.*.std')).slice(1);
  assert.ok(ratioOfExtremes(stds) < 1.3, stds.join(' '));
});

test('lesson 4: the first unit parts at the step named, and all are apart at the other', async () => {
  const { broken_step: first, steps } = await values.result('noise');
  assert.equal(first, 85);
  const distinct = (step) => steps.find((one) => one.step === step).distinct_units;
  assert.equal(distinct(84), 1);
  assert.equal(distinct(86), 2);
  assert.equal(steps[69].step, 138);
  assert.equal(steps[68].distinct_units, 7);
  assert.equal(steps[69].distinct_units, 8);
  // A factor of 1000 in noise costs about as many steps each time.
  const waits = [first, (await values.result('noise6')).broken_step, (await values.result('noise9')).broken_step];
  assertNear(waits[2] - waits[1], waits[1] - waits[0], 0.1, 'steps for a factor of 1000');
});

test('lesson 5: with std 1 all weight gradients are large, and the median derivative is nothing', async () => {
  const norms = await value('blarge.layers.*.weight_grad_norm');
  assert.ok(norms.every((norm) => norm > 1000) && norms[0] > 1e8, norms.join(' '));
  assert.ok((await value('blarge.layers.9.derivative_median')) < 1e-10);
});

test('lesson 6: Xavier loses 95 % of the variance in ten layers, and the compromise is exponential', async () => {
  assertNear(await value('1 - xt.layers.9.std ^ 2 / xt.input.std ^ 2'), 0.95, 0.01, 'variance lost');
  const pair = (2000 / 1100) * (200 / 1100);
  // Theory: exact. The measured product of 40 narrow layers scatters by some percent.
  assertNear(await value('xavier_fans40.layers.39.theory.std / xavier_fans20.layers.19.theory.std'), pair ** 5, 1e-6, 'ten pairs, theory');
  assertNear(await value('xavier_fans40.layers.39.std / xavier_fans20.layers.19.std'), pair ** 5, 0.25, 'ten pairs, measured');
  assertNear(await value('xavier_fans20.layers.19.std'), 0.0076, 0.25, '20 layers');
});

test('lesson 7: Xavier and ReLU have small weight gradients, equal in all layers', async () => {
  const norms = await value('bxr.layers.*.weight_grad_norm');
  // ReLU layers of 500 units scatter by a few percent each.
  assert.ok(ratioOfExtremes(norms) < 1.2, norms.join(' '));
  assertNear(await value('bxr.layers.0.weight_grad_norm / bhe.layers.0.weight_grad_norm'), 2 ** -4.5, 1e-3, 'of He: nine factors of 1/√2');
});

test('lesson 8: with random widths only the first and the last count; 5/3 is not critical', async () => {
  const { layers } = await values.result('bhe_random');
  assert.deepEqual([layers[0].fan_out, layers[9].fan_out], [451, 107]);
  assertNear(layers[0].theory.grad_rms / layers[9].theory.grad_rms, Math.sqrt(107 / 451), 1e-9, 'theory telescopes');
  assertNear(await value('bhe_random.gradient_ratio'), Math.sqrt(107 / 451), 0.1, 'measured');
  const stds = await value('he_random.layers.*.std');
  assert.equal(Math.min(...stds), stds[5]);
  assert.equal(Math.max(...stds), stds[9]);
  assert.ok((await value('tanh53.gradient_ratio')) > 50);
});

test('lesson 9: SELU keeps mean 0 and std 1, and lets the gradient grow by √1.0716', async () => {
  assert.ok(Math.abs(await value('selu.layers.49.mean')) < 0.02);
  assertNear(await value('selu.layers.49.std'), 1, 0.02, 'std');
  // χ at the fixed point, by quadrature in double precision elsewhere: 1.0716.
  assertNear(await value('(bselu.layers.0.theory.grad_rms / bselu.layers.49.theory.grad_rms) ^ (2/49)'), 1.0716, 5e-5, 'χ');
});

test('lesson 9: the residual network comes down to the line as it widens, like 1/n', async () => {
  const limit = await value('bresidual20.layers.0.theory.grad_rms / bresidual20.layers.19.theory.grad_rms');
  assertNear(limit, 724, 0.001, 'the line');
  const ratios = await Promise.all(['bresidual20_narrow', 'bresidual20', 'bresidual20_wide'].map((run) => value(`${run}.gradient_ratio`)));
  assert.ok(ratios[0] > ratios[1] && ratios[1] > ratios[2] && ratios[2] > limit, ratios.join(' '));
  // (ratio / limit)² − 1 times the width is about constant, 3300 to 4230 over six widths; one seed
  // of a narrow network scatters by a third of its ratio.
  const excess = [125, 500, 2000].map((width, i) => width * ((ratios[i] / limit) ** 2 - 1));
  for (const one of excess) assert.ok(one > 1500 && one < 6500, excess.join(' '));
});

test('lesson 9: what LayerNorm divides by in a residual stream is mostly the mean', async () => {
  const { layers } = await values.result('bresidual_layer50');
  const share = ({ mean, std }) => mean ** 2 / (mean ** 2 + std ** 2);
  assertNear(share(layers[49]), 0.95, 0.01, 'share of the mean');
  // ReLU's mean of 0.40 a branch adds up.
  assertNear(layers[49].mean / 50, Math.sqrt(1 / (2 * Math.PI)), 0.02, 'mean of a branch');
  const norms = layers.slice(1).map((layer) => layer.weight_grad_norm);
  // 200 units scatter by a tenth a layer, and 49 normal variables span 4.5 ± 0.7 of their deviations.
  assert.ok(ratioOfExtremes(norms) < Math.exp(0.1 * (4.5 + 2 * 0.7)), norms.join(' '));
  assert.ok(layers[1].grad_rms / layers[49].grad_rms > 15, 'where dL/dz has not');
});
