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

test('lesson 11: small weights stay where they are, to the last bit in layer 1; a large rate throws them far off', async () => {
  const small = await values.result('learn_small');
  assert.equal(small.layers[0].distance, 0);
  assert.ok(Math.abs(small.history.at(-1).test_loss - Math.LN10) < 1e-3);
  assert.ok(small.layers.slice(0, 7).every(({ update_ratio: ratio }) => ratio < 1e-10), 'no hidden layer moves');
  assert.equal(await value('learn_small_fast.layers.8.saturated_fraction'), 1);
  assert.ok((await value('learn_small_fast.history.last.test_loss')) > 10 * Math.LN10);
});

test('lesson 11: the loss of large weights falls to that of guessing, clipped it does not even fall', async () => {
  const { history, layers } = await values.result('learn_large');
  assert.ok(history[0].test_loss > 6 * Math.LN10);
  assertNear(history.at(-1).test_loss, Math.LN10, 0.02, 'the loss of guessing');
  assert.ok(history.at(-1).test_accuracy < 0.2);
  assert.ok(layers[8].saturated_fraction > 0.8);
  assert.ok((await value('one_large.layers.0.distance')) > 0.2, 'the first step');
  const clipped = await values.result('learn_large_clipped');
  assert.ok(clipped.grad_norm.every((norm) => norm > 1), 'every step is clipped');
  assertNear(clipped.history.at(-1).test_loss, clipped.history[0].test_loss, 0.05, 'the loss stays');
});

test('lesson 11: who learns at once, who slowly', async () => {
  const right = (run) => value(`${run}.history.last.test_accuracy`);
  // What NumPy finds over 20 seeds, within four of its standard deviations.
  for (const [run, mean, sd] of [['learn_xt', 0.914, 0.012], ['learn_he', 0.941, 0.015], ['learn_xr', 0.314, 0.078]]) {
    assert.ok(Math.abs((await right(run)) - mean) < 4 * sd, `${run}: ${await right(run)}`);
  }
  assert.ok((await right('learn_xr_fast')) > 0.9 && (await right('learn_he_fast')) > 0.9);
  assert.ok((await right('learn_adam')) > 0.2 && (await right('learn_adam')) < 0.4);
  assert.ok((await right('learn_xt_adam')) > 0.95);
  assert.ok((await value('learn_adam.layers.8.distance')) > 5 * (await value('learn_xt_adam.layers.8.distance')));
  const [before, norms] = [await value('start_xr.layers.*.weight_grad_norm'), await value('learn_xr.layers.*.weight_grad_norm')];
  assert.ok(before.every((norm, layer) => norms[layer] > 1.5 * norm), 'the gradients of all layers grow');
  assert.ok(ratioOfExtremes(norms) < 2, 'together');
});

test('lesson 11: rate 1 overflows, clipped it learns; at a large rate units die, and leaky ones run away', async () => {
  assert.equal((await values.result('learn_explodes')).verdict, 'diverged');
  assert.ok((await value('one_explodes.layers.4.update_ratio')) > 1);
  assert.ok((await value('learn_clipped.history.last.test_accuracy')) > 0.9);
  assert.equal((await values.result('learn_dying')).verdict, 'died');
  const died = (await value('learn_dying.layers.*.died_fraction')).slice(0, 9);
  assert.ok(died.every((share) => share > 0.5), died.join(' '));
  const leaky = await values.result('training preset=dying act=leaky-relu');
  assert.ok(leaky.layers.every(({ dead_fraction: dead }) => dead === 0));
  assert.ok(leaky.history.at(-1).test_loss > 100 * Math.LN10, String(leaky.history.at(-1).test_loss));
});

test('lesson 12: dL/dz vanishes, dL/dW is equal in all layers, and the rest is in the output biases', async () => {
  const { layers } = await values.result('start_small');
  // 100 units a layer, and 64 numbers of a picture.
  assert.ok(ratioOfExtremes(layers.map((layer) => layer.weight_grad_norm)) < 1.25);
  assert.ok(layers[9].grad_rms / layers[0].grad_rms > 1e9);
  const weights = Math.hypot(...layers.map((layer) => layer.weight_grad_norm));
  assert.ok((await value('learn_small.grad_norm.0')) > 1e6 * weights);
  assert.ok((await value('learn_small.layers.9.weight_grad_norm')) > 1e4 * layers[9].weight_grad_norm, 'the biases bring a signal');
  assertNear(await value('learn_small.layers.0.weight_grad_norm'), layers[0].weight_grad_norm, 0.3, 'layer 1');
});

test('lesson 12: equal where s = χ; towards the output with sigmoids, towards the input with large tanh', async () => {
  const norms = (run) => value(`${run}.layers.*.weight_grad_norm`);
  for (const run of ['start_xr', 'start_he']) assert.ok(ratioOfExtremes((await norms(run)).slice(0, 9)) < 1.8, run);
  const xavier = (await norms('start_xr')).slice(0, 9);
  assert.deepEqual([Math.min(...xavier), Math.max(...xavier)], [xavier[8], xavier[1]], 'which the lesson names');
  assert.ok((await value('start_xr.layers.8.grad_rms / start_xr.layers.0.grad_rms')) > 10);
  const sigmoid = await norms('start_sigmoid');
  assert.ok(sigmoid.every((norm, i) => i === 0 || norm > 2 * sigmoid[i - 1]), sigmoid.join(' '));
  const large = await norms('start_large');
  assert.ok(large.every((norm, i) => i === 0 || norm < large[i - 1] / 1.5), large.join(' '));
  assert.ok((await value('learn_sigmoid.layers.9.distance / learn_sigmoid.layers.0.distance')) > 1e4);
});

test("lesson 12: Adam's ε decides where gradients are below it", async () => {
  const [first, last] = [await value('one_adam.layers.0'), await value('one_adam.layers.9')];
  assert.ok(last.update_ratio > 100 * first.update_ratio);
  // rate · g / ε beside std 0.01, for each of 6400 weights.
  const each = first.weight_grad_norm / 80;
  assertNear(first.update_ratio, (0.001 * each) / 1e-8 / 0.01, 0.3, 'layer 1');
});
