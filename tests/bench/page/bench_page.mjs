// What the bench calls in the browser; every function resolves to milliseconds unless it says more.
/* global createKernels, tf */
import { createEngine } from '../site/engine.mjs';

const base = new URL('../site/', import.meta.url);
const engines = new Map();

async function engineOf(workers, fastest = false) {
  const key = `${workers} ${fastest}`;
  if (!engines.has(key)) engines.set(key, await createEngine({ workers, base, fastest }));
  return engines.get(key);
}

async function timed(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

const kernels = await createKernels({
  locateFile: (name) => new URL(`../kernels/${name}`, import.meta.url).href,
});

let seed = 0;

/** Ten layers in TensorFlow.js: the same draws, products, means, stds and histograms. */
async function tensorflow(act) {
  const gain = act === 'tanh' ? 1 : 2;
  const results = [];
  tf.tidy(() => {
    let x = tf.randomNormal([1000, 500]);
    for (let layer = 0; layer < 10; ++layer) {
      const w = tf.mul(tf.randomNormal([500, 500]), Math.sqrt(gain / 500));
      x = act === 'tanh' ? tf.tanh(tf.matMul(x, w)) : tf.relu(tf.matMul(x, w));
      const { mean, variance } = tf.moments(x);
      results.push(tf.keep(x), tf.keep(mean), tf.keep(variance));
    }
  });
  for (const tensor of results) {
    const values = await tensor.data();
    if (values.length > 1) histogram(values);
    tensor.dispose();
  }
}

// Its own kernels have no histogram: a plain loop over the data, as a page that uses it would write.
function histogram(values) {
  const bins = new Uint32Array(30);
  for (let i = 0; i < values.length; ++i) {
    const bin = Math.floor((values[i] + 1) * 15);
    if (bin >= 0 && bin < 30) bins[bin] += 1;
  }
  return bins;
}

/** The training lab's default run in TensorFlow.js: 300 steps of gradient descent. */
async function tensorflowTraining() {
  const widths = [64, ...Array(9).fill(100), 10];
  const x = tf.randomNormal([1500, 64]);
  const labels = tf.oneHot(tf.randomUniform([1500], 0, 10, 'int32'), 10);
  const layers = widths.slice(1).map((units, l) => ({
    w: tf.variable(tf.mul(tf.randomNormal([widths[l], units]), Math.sqrt(2 / (widths[l] + units)))),
    b: tf.variable(tf.zeros([units])),
  }));
  const optimizer = tf.train.sgd(0.01);
  for (let step = 0; step < 300; ++step) {
    const loss = optimizer.minimize(() => {
      const first = (step * 100) % 1500;
      let a = tf.slice(x, [first, 0], [100, 64]);
      layers.forEach(({ w, b }, l) => {
        const z = tf.add(tf.matMul(a, w), b);
        a = l < layers.length - 1 ? tf.tanh(z) : z;
      });
      return tf.losses.softmaxCrossEntropy(tf.slice(labels, [first, 0], [100, 10]), a);
    }, true);
    await loss.data();
    loss.dispose();
  }
  tf.dispose([x, labels, layers]);
}

window.bench = {
  async prepare() {
    tf.wasm.setWasmPaths(new URL('../tensorflow/tfjs-backend-wasm/dist/', import.meta.url).href);
    await tf.setBackend('wasm');
    await tf.ready();
    kernels._bench_normals();
  },

  /** A new seed each time: every weight is drawn anew, as the others do. */
  async experiment(act, workers, fastest = false) {
    const engine = await engineOf(workers, fastest);
    const params = { preset: act === 'tanh' ? 'xavier-tanh' : 'he-relu', seed: ++seed };
    return timed(() => engine.run('forward', params, { withSweep: false }));
  },

  tensorflow: (act) => timed(() => tensorflow(act)),
  tensorflowTraining: () => timed(tensorflowTraining),

  async run(lab, params, workers = 1) {
    const engine = await engineOf(workers);
    return timed(() => engine.run(lab, { seed: ++seed, ...params }, { withSweep: false }));
  },

  /** Without workers: the longest time in which nothing else had a turn. */
  async blocked(lab) {
    const engine = await engineOf(0);
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    let longest = 0;
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      port2.postMessage(0);
    };
    port2.postMessage(0);
    await engine.run(lab, { seed: ++seed });
    port1.close();
    return longest;
  },

  /** As a drag does it: the seed stays, the first answer is the preview. */
  async preview(params, workers) {
    const engine = await engineOf(workers);
    const start = performance.now();
    let first = 0;
    const onProgress = () => {
      first ||= performance.now() - start;
    };
    await engine.run('forward', { preset: 'xavier-tanh', ...params }, { withSweep: false, onProgress });
    return { first, whole: performance.now() - start };
  },

  /** A run of long jobs is cancelled: milliseconds until both workers have computed a small one. */
  async cancel(lab, params, after) {
    const engine = await engineOf(2);
    const abort = new AbortController();
    const run = engine.run(lab, params, { signal: abort.signal }).catch((error) => {
      if (error.name !== 'AbortError') throw error;
    });
    await new Promise((resolve) => setTimeout(resolve, after));
    abort.abort();
    return timed(async () => {
      await run;
      await engine.run('forward', { width: 8, depth: 2, batch: 2 * 65 }, { withSweep: false });
    });
  },

  kernel(name, value, repeats) {
    const start = performance.now();
    for (let i = 0; i < repeats; ++i) kernels[`_bench_${name}`](value);
    return (performance.now() - start) / repeats;
  },

  elements: () => kernels._bench_elements(),
  productSize: (rows, k, columns) => kernels._bench_product_size(rows, k, columns),
};
