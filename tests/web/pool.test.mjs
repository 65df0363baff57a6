// The workers: a second job waits in each where jobs are short, a cancelled run gives them back at
// once, and they are released while there is nothing to do.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, setState, useSite } from './support.mjs';

const site = useSite();
const load = (name) => import(pathToFileURL(join(dist, name)).href);
const { createEngine, queryOf } = await load('engine.mjs');
const { EngineWorker } = await load('engine/engine_worker.mjs');
const { workerMaker } = await load('engine/workers.mjs');
const { startPool } = await load('engine/pool.mjs');
const { compileModule, fetchGlue } = await load('engine/load.mjs');

const base = pathToFileURL(join(dist, '/'));
const small = { width: 16, depth: 2, batch: 130 };
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const factory = 'createEngineModule';
const [glue, compiled, ...parts] = await Promise.all([
  fetchGlue(new URL('engine.js', base), factory),
  compileModule(new URL('engine.wasm', base)),
  ...['forward', 'backward'].map((lab) => compileModule(new URL(`parts/engine-${lab}.wasm`, base))),
]);

/** A pool of one worker, without an engine around it. */
async function onePlace() {
  const pool = await startPool({ count: 1, glue, factory, compiled, parts });
  return { pool, executor: pool.executors[0] };
}

// At these a job takes from a fifth of a second to minutes; the largest jobs of the labs activation
// and log-domain are shorter.
const longRuns = [
  ['forward', { width: 3000 }],
  ['forward', { init: 'orthogonal', width: 1500 }],
  ['backward', { width: 1500 }],
  ['notes', { width: 2048 }],
  ['matrix-product', { size: 64, count: 1000 }],
  ['symmetry', { hidden: 32, steps: 5000 }],
];

test('no small run waits for the jobs of a cancelled one', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  await page.evaluate(async (address) => {
    window.answers = 0;
    const PageWorker = window.Worker;
    window.Worker = class extends PageWorker {
      constructor(...values) {
        super(...values);
        this.addEventListener('message', ({ data }) => (window.answers += data.frame ? 1 : 0));
      }
    };
    const { createEngine: create } = await import(address);
    window.engine = await create({ workers: 2 });
  }, `${site.server.address}engine.mjs`);
  for (const [lab, params] of longRuns) {
    for (let seed = 1; seed <= 3; ++seed) {
      const answers = await page.evaluate(async ([name, wanted, next]) => {
        const abort = new AbortController();
        const run = window.engine.run(name, wanted, { signal: abort.signal }).catch(({ name: n }) => n);
        await new Promise((resolve) => setTimeout(resolve, 60));
        window.answers = 0;
        abort.abort();
        const fate = await run;
        await window.engine.run('forward', next, { withSweep: false });
        return fate === 'AbortError' ? window.answers : fate;
      }, [lab, { ...params, seed }, small]);
      assert.equal(answers, 2, `${queryOf(lab, params)}: only those of the small run`);
    }
  }
  await page.evaluate(() => window.engine.dispose());
  await page.finish();
});

test('cancelling short jobs keeps the workers and what they have cached', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  let closed = 0;
  for (const worker of page.workers()) worker.on('close', () => (closed += 1));
  for (let seed = 1; seed < 20; ++seed) {
    page.evaluate((n) => window.initlab.setState({ params: { seed: n } }).catch(() => {}), String(seed));
  }
  await setState(page, { params: { seed: '20' } });
  assert.equal(closed, 0);
  await page.finish();
});

test('a second job waits in the worker where jobs are short, and can be withdrawn', async () => {
  const { pool, executor } = await onePlace();
  const query = queryOf('forward', { ...small, batch: 1000 });
  const first = await executor.run(query, 0);
  assert.ok(executor.hasRoom);
  const waiting = [executor.run(query, 1), executor.run(query, 2)];
  assert.ok(!executor.hasRoom);
  executor.cancel(true);
  for (const job of waiting) await assert.rejects(job, { name: 'AbortError' });
  await executor.idle();
  assert.deepEqual(await executor.run(query, 0), first, 'answers belong to their jobs');
  pool.stop();
});

test('a job that is withdrawn before it begins is not computed', async () => {
  const make = await workerMaker(glue, factory);
  const answers = [];
  const overheard = () => {
    const port = make();
    const listen = (receive, fail) => port.listen((message) => {
      answers.push(message);
      receive(message);
    }, fail);
    return { ...port, listen };
  };
  const worker = await EngineWorker.start(overheard, compiled, parts);
  const free = new Promise((resolve) => (worker.onFree = resolve));
  const jobs = [1, 2, 3].map(() => worker.run(queryOf('forward', { width: 1000, depth: 2 }), 0));
  worker.withdraw();
  for (const job of jobs) await assert.rejects(job, { name: 'AbortError' });
  await free;
  assert.deepEqual(answers.filter(({ frame }) => frame).map(({ id }) => id), [1]);
  assert.deepEqual(answers.flatMap(({ dropped }) => dropped ?? []), [2, 3]);
  worker.stop();
});

test('a job that is long has none waiting behind it', async () => {
  const { pool, executor } = await onePlace();
  await executor.run(queryOf('forward', { width: 2500, depth: 2 }), 0);
  assert.ok(executor.hasRoom);
  const long = executor.run(queryOf('forward', { width: 2500, depth: 2 }), 1);
  assert.ok(!executor.hasRoom);
  await long;
  pool.stop();
});

test('idle workers are released, and start again at need', async () => {
  const engine = await createEngine({ workers: 2, rest: { shown: 150, hidden: 1 } });
  const before = JSON.stringify(await engine.run('forward', small));
  assert.equal(engine.threads, 2);
  while (engine.threads > 0) await wait(10);
  assert.equal(JSON.stringify(await engine.run('forward', small)), before);
  assert.ok(engine.threads > 0);
  assert.equal(engine.workers, 2);
  engine.dispose();
  await assert.rejects(engine.run('forward', small), { name: 'AbortError' });
});

test('a hidden host gives the workers back sooner', async () => {
  const engine = await createEngine({ workers: 1, rest: { shown: 1e6, hidden: 1 } });
  await engine.run('forward', small);
  engine.setHidden(true);
  while (engine.threads > 0) await wait(10);
  engine.dispose();
});

test('a rest that is not said is the usual one', async () => {
  const engine = await createEngine({ workers: 1, rest: { shown: undefined } });
  await engine.run('forward', small);
  await wait(300);
  assert.ok(engine.threads > 0);
  engine.dispose();
});

test('a run that is longer than the rest is not disturbed', async () => {
  const engine = await createEngine({ workers: 2, rest: { shown: 1, hidden: 1 } });
  engine.setHidden(true);
  const result = await engine.run('forward', { width: 500, depth: 4 });
  assert.equal(result.layers.length, 4);
  engine.dispose();
});

test('a hidden page gives its workers back, and computes on when it is seen again', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  assert.ok(page.workers().length >= 2);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => window.initlab.stats().threads === 0);
  while (page.workers().length > 0) await wait(20);
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.equal((await setState(page, { params: { depth: 3 } })).layers.length, 3);
  assert.ok(page.workers().length >= 2);
  await page.finish();
});
