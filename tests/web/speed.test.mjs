// The engine on a thread that has other things to do, and the engine that is faster than exact.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, useSite } from './support.mjs';

const site = useSite();
const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);

/** Runs `action` and counts how often something else had a turn meanwhile. */
async function turnsDuring(action) {
  let turns = 0;
  let going = true;
  const count = () => {
    if (!going) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  await action();
  going = false;
  return turns;
}

test('without workers a job gives way many times before it ends', async () => {
  const engine = await createEngine({ workers: 0 });
  const params = { batch: 180, seed: 3 };
  const jobs = engine.instance.plan('lab=backward&batch=180').shards;
  assert.equal(jobs, 1);
  const turns = await turnsDuring(() => engine.run('backward', params));
  assert.ok(turns > 4, `${turns} turns in one job`);
});

test('without workers a run can be given up in the middle of a job', async () => {
  const engine = await createEngine({ workers: 0 });
  const params = { batch: 180, seed: 3 };
  const whole = JSON.stringify(await engine.run('backward', params));
  const abort = new AbortController();
  const given = engine.run('backward', { ...params, seed: 4 }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 10);
  await assert.rejects(given, { name: 'AbortError' });
  assert.equal(JSON.stringify(await engine.run('backward', params)), whole);
});

test('the fastest engine computes the same to rounding, and says that it is not exact', async () => {
  const exact = await createEngine();
  const fastest = await createEngine({ fastest: true });
  assert.equal(exact.reproducible, true);
  assert.equal(fastest.reproducible, false, 'this host has relaxed SIMD');
  const params = { preset: 'he-relu', depth: 5, width: 128, batch: 200 };
  const [a, b] = await Promise.all([exact.run('forward', params), fastest.run('forward', params)]);
  // A sum of 128 products in single precision, a few of them after one another.
  const rounding = 1e-5;
  a.layers.forEach(({ std }, i) => assert.ok(Math.abs(b.layers[i].std / std - 1) < rounding));
});

test('fastest=1 says so, offers the way back, and stays out of copied links', async () => {
  const page = await site.open('fastest=1&width=16&depth=2');
  const note = page.locator('[data-note="speed"]');
  await note.waitFor();
  await page.evaluate(() => {
    navigator.clipboard.writeText = (link) => {
      window.copied = link;
      return Promise.resolve();
    };
  });
  await page.click('#copy-link');
  await page.waitForFunction(() => window.copied);
  assert.doesNotMatch(await page.evaluate(() => window.copied), /fastest/);
  await note.getByRole('button').first().click();
  await page.waitForFunction(() => !location.hash.includes('fastest') && window.initlab?.getState().lab);
  assert.match(await page.evaluate(() => location.hash), /width=16/);
  assert.equal(await page.locator('[data-note="speed"]').count(), 0);
  await page.finish();
});
