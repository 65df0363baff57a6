// "Copy as code": the NumPy program is run and measures what we measure; the PyTorch and Keras ones,
// whose libraries are not here, are read by Python's own parser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { dist } from './support.mjs';

let engine;
before(async () => {
  const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')));
  engine = await createEngine({ workers: 0 });
});
after(() => engine?.dispose());

const size = 'lab=forward&depth=5&width=120&input_width=120&batch=400&seeds=12';
const line = encodeURIComponent('W = np.random.randn(fan_in, fan_out) / np.sqrt(fan_in/2)');

function initializers() {
  const lab = engine.labs().find(({ id }) => id === 'forward');
  return lab.params.find(({ key }) => key === 'init').choices;
}

function runPython(script) {
  return execFileSync('python3', ['-'], { input: script, encoding: 'utf8' });
}

/** Standard deviations by layer of a program's output. */
function printed(output) {
  return [...output.matchAll(/hidden layer \d+ had mean \S+ and std (\S+)/g)].map(([, std]) => Number(std));
}

async function compare(query) {
  const { query: whole } = engine.instance.resolve(query);
  await engine.runQuery(whole, { onUpdate: () => {} });
  const { layers } = engine.instance.result();
  const stds = printed(runPython(engine.instance.script(whole, 'numpy')));
  assert.equal(stds.length, layers.length, query);
  layers.forEach(({ std, seeds }, i) => {
    // NumPy's seed is one more draw from the spread over seeds. Its standard deviation is .74 of
    // the quartiles' distance; with 12 seeds that is known to a third. Six of them, and the five
    // printed decimals.
    const spread = seeds ? 0.74 * (seeds.std_q3 - seeds.std_q1) : 0;
    const centre = seeds?.std_median ?? std;
    const allowed = 6 * spread + 0.03 * centre + 1e-5;
    assert.ok(Math.abs(stds[i] - centre) <= allowed, `${query} layer ${i + 1}: ${stds[i]} against ${centre}`);
  });
}

test('the NumPy program of every initializer measures the same', async () => {
  assert.ok(initializers().length >= 24);
  for (const init of initializers()) await compare(`${size}&act=relu&init=${init}&gain=1.1&code=${line}`);
});

test('the NumPy program of pasted code measures the same', async () => {
  const pasted = [
    'W = np.random.randn(n_in, n_out)  # He\nW *= np.sqrt(2 / n_in)',
    'def init(n, m):\n    s = math.sqrt(2 / n)\n    return s * torch.randn(m, n)',
    "nn.init.kaiming_uniform_(self.fc.weight, nonlinearity='relu')",
    'tf.keras.initializers.HeNormal()',
    'nn.init.sparse_(fc.weight, sparsity=0.5, std=0.2)',
    'q, r = np.linalg.qr(np.random.randn(n, n))\nW = q * np.sign(np.diag(r)) * 1.4',
  ];
  for (const code of pasted) await compare(`${size}&act=relu&init=code&code=${encodeURIComponent(code)}`);
});

test('the NumPy program of every activation measures the same', async () => {
  const lab = engine.labs().find(({ id }) => id === 'forward');
  for (const act of lab.params.find(({ key }) => key === 'act').choices) {
    await compare(`${size}&act=${act}&bias_std=0.1`);
  }
});

test('programs for PyTorch and Keras are Python', () => {
  for (const init of initializers()) {
    for (const library of ['pytorch', 'keras', 'numpy']) {
      const { query } = engine.instance.resolve(`${size}&init=${init}&act=elu&bias_std=0.1&gain=2`);
      const script = engine.instance.script(query, library);
      runPython(`compile(${JSON.stringify(script)}, '${library}', 'exec')`);
      assert.ok(script.includes({ numpy: 'np.', pytorch: 'torch.', keras: 'keras.layers.Dense' }[library]));
      // "a @ gain * (W.T)" would multiply the activations by the gain first.
      if (library === 'pytorch') assert.ok(script.includes('W = gain * (W)\n') && script.includes('z = a @ W.T'));
    }
  }
});

test('programs of the backward pass are Python', () => {
  const lab = engine.labs().find(({ id }) => id === 'backward');
  const choices = (key) => lab.params.find((param) => param.key === key).choices;
  const combinations = choices('norm').flatMap((norm) =>
    choices('residual').flatMap((residual) => choices('loss').map((loss) => ({ norm, residual, loss }))),
  );
  assert.equal(combinations.length, 24);
  const calls = { numpy: 'np.linalg.norm(below.T @ dz)', pytorch: '.backward(', keras: 'tape.gradient(' };
  const scripts = [];
  for (const init of choices('init')) {
    for (const { norm, residual, loss } of combinations) {
      const patch = `init=${init}&norm=${norm}&residual=${residual}&loss=${loss}&gain=2&bias_std=0.1&depth=2`;
      const { query } = engine.instance.resolve('lab=backward', patch);
      for (const [library, call] of Object.entries(calls)) {
        const script = engine.instance.script(query, library);
        assert.ok(script.includes(call), `${query} ${library}`);
        assert.ok(script.includes('had gradient rms'), `${query} ${library}`);
        scripts.push([`${query} ${library}`, script]);
      }
    }
  }
  // One process for all of them: the name stands in the message of a syntax error.
  const all = JSON.stringify(JSON.stringify(scripts));
  runPython(`import json\nfor name, text in json.loads(${all}):\n    compile(text, name, 'exec')\n`);
  const keras = scripts.find(([name]) => name.endsWith(' keras'))[1];
  assert.match(keras.split('\n')[0], /^#.*TensorFlow/);
});

test('the NumPy program of the backward pass measures the same gradients', async () => {
  const small = 'lab=backward&depth=5&width=120&input_width=120&batch=300&preset=xavier-tanh';
  const cases = ['', '&norm=layer', '&norm=rms', '&norm=batch', '&residual=on&branch_scale=0.5'];
  for (const more of [...cases, '&loss=mse', '&loss=cross-entropy', '&act=gelu&init=he-normal']) {
    const { query } = engine.instance.resolve(small, `depth=5&width=120&input_width=120&batch=300${more}`);
    await engine.runQuery(query, { onUpdate: () => {} });
    const { layers } = engine.instance.result();
    const output = runPython(engine.instance.script(query, 'numpy'));
    const found = [...output.matchAll(/hidden layer (\d+) had gradient rms (\S+) and weight gradient norm (\S+)/g)];
    assert.equal(found.length, layers.length, more);
    for (const [, layer, rms, norm] of found) {
      const ours = layers[Number(layer) - 1];
      // Two seeds of a network of width 120: each product of five layers strays by a few percent.
      const near = (a, b) => Math.abs(Math.log(a / b)) < 0.25;
      assert.ok(near(Number(rms), ours.grad_rms), `${more} layer ${layer}: ${rms}, ${ours.grad_rms}`);
      assert.ok(near(Number(norm), ours.weight_grad_norm), `${more} layer ${layer}: ${norm}`);
    }
  }
});

const plane = 'lab=training&data=moons';

/** What a training program printed: the loss at the evaluated steps, and the last accuracy. */
function printedTraining(output) {
  const found = [...output.matchAll(/step (\d+) had loss (\S+) and test accuracy (\S+)/g)];
  return { steps: found.map(([, step]) => Number(step)), loss: Number(found.at(-1)[2]), accuracy: Number(found.at(-1)[3]) };
}

test('the NumPy program of a training ends near the loss of the lab', async () => {
  const quick = 'steps=120&depth=3&width=16&batch=60';
  const optimizers = ['sgd&rate=0.2', 'momentum&rate=0.05', 'nesterov&rate=0.05', 'adam&rate=0.005', 'adamw&rate=0.005'];
  const others = ['act=gelu&init=lsuv', 'act=elu&init=he-normal&bias_std=0.1', `init=code&act=relu&code=${line}`];
  const limits = ['clip=0.5&rate=1', 'warmup=60&rate=0.4', 'decay=0.05&rate=0.2', 'optimizer=adamw&decay=0.5&rate=0.01'];
  const skip = 'residual=on&branch_scale=0.5&rate=0.1';
  const additions = [
    ...['batch', 'layer', 'rms'].flatMap((norm) => [`norm=${norm}&rate=0.1`, `norm=${norm}&${skip}`]),
    `${skip}&dropout=0.1`, 'dropout=0.1&rate=0.2', 'norm=batch&dropout=0.1&rate=0.1', 'output_bias=log-odds&rate=0.2',
    'loss=squared-error&rate=0.1', 'loss=squared-error&norm=layer&rate=0.05',
  ];
  for (const more of [...optimizers.map((kind) => `optimizer=${kind}`), ...others.map((one) => `${one}&rate=0.2`), ...limits, ...additions]) {
    const { query } = engine.instance.resolve(plane, `${quick}&${more}`);
    await engine.runQuery(query, { onUpdate: () => {} });
    const { history } = engine.instance.result();
    const { steps, loss, accuracy } = printedTraining(runPython(engine.instance.script(query, 'numpy')));
    assert.deepEqual(steps, history.map(({ step }) => step), more);
    // Other weights and other points: both have come down from ln 2 = .69 to about the same.
    const { train_loss: ours, test_accuracy: right } = history.at(-1);
    assert.ok(ours < 0.5 && loss < 0.5, `${more}: ${loss}, ${ours}`);
    assert.ok(Math.abs(loss - ours) < 0.17, `${more}: ${loss}, ${ours}`);
    assert.ok(Math.abs(accuracy - right) < 0.12, `${more}: ${accuracy}, ${right}`);
  }
});

test('the NumPy program of a training prints every layer, and its slopes are those of phi', () => {
  const lab = engine.labs().find(({ id }) => id === 'training');
  const check = `
z = np.linspace(-3.13, 3.31, 64)  # none where phi has a kink
apart = np.abs(slope(z) - (phi(z + 1e-6) - phi(z - 1e-6)) / 2e-6).max()
print(f"slopes apart by {apart:.9f}")
`;
  for (const act of lab.params.find(({ key }) => key === 'act').choices) {
    const { query } = engine.instance.resolve(plane, `steps=2&depth=3&width=4&act=${act}&slope=0.3`);
    const output = runPython(engine.instance.script(query, 'numpy') + check);
    assert.match(output, /hidden layer 2 had std \S+ and update ratio \S+\noutput layer 3 had std/, act);
    assert.ok(Number(output.match(/apart by (\S+)/)[1]) < 1e-6, `${act}: ${output}`);
  }
});

test('a training that diverges says so in NumPy too', () => {
  const { query } = engine.instance.resolve(plane, 'steps=40&depth=8&width=30&act=relu&init=he-normal&rate=100');
  assert.match(runPython(engine.instance.script(query, 'numpy')), /step \d+ had a loss or a gradient that is not finite\n$/);
});

test('programs of a training are Python', () => {
  const lab = engine.labs().find(({ id }) => id === 'training');
  const choices = (key) => lab.params.find((param) => param.key === key).choices;
  const patches = [
    ...choices('data').map((data) => `data=${data}`),
    ...choices('init').map((init) => `init=${init}&gain=2&bias_std=0.1`),
    ...choices('optimizer').flatMap((kind) => ['', '&decay=0.1&clip=1&warmup=5'].map((more) => `optimizer=${kind}${more}`)),
    ...choices('act').map((act) => `act=${act}`),
    ...choices('norm').flatMap((norm) =>
      choices('residual').flatMap((residual) =>
        choices('loss').flatMap((loss) =>
          ['', '&dropout=0.2', '&output_bias=log-odds&init=lsuv'].map((more) => `norm=${norm}&residual=${residual}&loss=${loss}${more}`),
        ),
      ),
    ),
  ];
  const calls = { numpy: 'def backward(', pytorch: 'torch.optim.', keras: 'tape.gradient(' };
  const scripts = [];
  for (const patch of patches) {
    const { query } = engine.instance.resolve('lab=training', `depth=3&${patch}`);
    for (const [library, call] of Object.entries(calls)) {
      const script = engine.instance.script(query, library);
      assert.ok(script.includes(call), `${patch} ${library}`);
      scripts.push([`${patch} ${library}`, script]);
    }
  }
  const all = JSON.stringify(JSON.stringify(scripts));
  runPython(`import json\nfor name, text in json.loads(${all}):\n    compile(text, name, 'exec')\n`);
  const digits = engine.instance.script(engine.instance.resolve('lab=training', '').query, 'pytorch');
  assert.match(digits, /load_digits[\s\S]*sha256[\s\S]*1500/);
});
