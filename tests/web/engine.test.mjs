// One link, one result: the same bits on the page, from engine.mjs with any number of workers, and
// in Node.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, setState, useSite } from './support.mjs';

const site = useSite();
const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);
const experiments = [
  { preset: 'xavier-tanh', depth: 4, width: 96, batch: 300, seed: '7' },
  { preset: 'he-relu', depth: 3, width: 64, batch: 200, seed: '18446744073709551615' },
  { act: 'gelu', init: 'orthogonal', depth: 3, width: 48, batch: 130, bias_std: 0.1 },
];

async function inNode(params, workers) {
  const engine = await createEngine({ workers });
  try {
    assert.equal(engine.workers, workers);
    return JSON.stringify(await engine.run('forward', params));
  } finally {
    engine.dispose();
  }
}

test('bit-identical results in Node, Chromium, and with 0, 1 and 2 workers', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  for (const params of experiments) {
    const here = await inNode(params, 0);
    assert.equal(await inNode(params, 1), here, 'Node, 1 worker');
    assert.equal(await inNode(params, 2), here, 'Node, 2 workers');
    const onPage = await setState(page, { query: new URLSearchParams({ lab: 'forward', ...params }).toString() });
    assert.equal(JSON.stringify(onPage), here, 'the page');
    for (const workers of [0, 1, 2]) {
      const there = await page.evaluate(
        async ([address, count, wanted]) => {
          const { createEngine: create } = await import(address);
          const engine = await create({ workers: count });
          const text = JSON.stringify(await engine.run('forward', wanted));
          const used = engine.workers;
          engine.dispose();
          return { text, used };
        },
        [`${site.server.address}engine.mjs`, workers, params],
      );
      assert.equal(there.used, workers);
      assert.equal(there.text, here, `Chromium, ${workers} workers`);
    }
  }
  await page.finish();
});

test('runs follow one another, report progress and can be cancelled', async () => {
  const engine = await createEngine({ workers: 2 });
  const seen = [];
  const [first, second] = await Promise.all([
    engine.run('forward', { depth: 2, width: 32, batch: 500 }, { onProgress: (p) => seen.push(p.rows) }),
    engine.run('forward', { depth: 3, width: 16, batch: 100 }),
  ]);
  assert.equal(first.layers.length, 2);
  assert.equal(second.layers.length, 3);
  assert.ok(seen.length > 1 && seen.at(-1) === 500 && seen.every((rows, i) => !i || rows >= seen[i - 1]));
  const abort = new AbortController();
  const cancelled = engine.run('forward', { depth: 20 }, { signal: abort.signal, onProgress: () => abort.abort() });
  await assert.rejects(cancelled, { name: 'AbortError' });
  assert.equal((await engine.run('forward', { depth: 2, width: 8 })).layers.length, 2, 'works on');
  await assert.rejects(engine.run('forward', { depth: 200, width: 4096, batch: 8192 }), { name: 'RefusalError' });
  assert.ok(engine.labs('ko')[0].title.length > 0);
  engine.dispose();
});

test('a preview without the sweep is marked as incomplete', async () => {
  const engine = await createEngine();
  const quick = await engine.run('forward', { preset: 'xavier-tanh', depth: 2, width: 32, batch: 100 }, { withSweep: false });
  const whole = await engine.run('forward', { preset: 'xavier-tanh', depth: 2, width: 32, batch: 100 });
  assert.deepEqual(quick.layers.map(({ std }) => std), whole.layers.map(({ std }) => std));
  engine.dispose();
});
