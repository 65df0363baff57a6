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
