// What a plan says of memory against the linear memory that an instance has used after all its jobs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, useSite } from './support.mjs';

const site = useSite();
const base = pathToFileURL(join(dist, '/'));
const load = (name) => import(new URL(name, base).href);
const { compileModule, fetchGlue, loadFactory } = await load('engine/load.mjs');
const { startModule } = await load('engine/instance.mjs');
const url = new URL('engine.js', base);
const name = 'createEngineModule';
const factory = await loadFactory(url, name, await fetchGlue(url, name));
const compiled = await compileModule(new URL('engine.wasm', base));

const tolerance = 0.2; // of what is used
// A larger block is tried out before the run, which leaves its mark in the memory: from there on a
// plan that says too much cannot be told; the native tests count what is allocated.
const tried = 32 * 2 ** 20;

/** The address behind the last byte that is not zero: memory is never given back. */
function used({ HEAPU8 }) {
  const words = new Uint32Array(HEAPU8.buffer);
  return 4 * (words.findLastIndex((word) => word !== 0) + 1);
}

function call(module, method, query, ...numbers) {
  const bytes = new TextEncoder().encode(query);
  module.HEAPU8.set(bytes, module._engine_input(bytes.length) >>> 0);
  const size = module[`_${method}`](bytes.length, ...numbers);
  assert.ok(size >= 0, `${method} ${query}`);
  const start = module._engine_output() >>> 0;
  return new TextDecoder().decode(module.HEAPU8.subarray(start, start + size));
}

/** A data file of the site. */
function give(module, file) {
  const bytes = Buffer.concat([Buffer.from(file), readFileSync(join(dist, 'data', `${file}.bin`))]);
  module.HEAPU8.set(bytes, module._engine_input(bytes.length) >>> 0);
  assert.equal(module._engine_data(file.length, bytes.length), 0);
}

for (const query of [
  'lab=forward&width=8&depth=2&batch=10', 'lab=forward', 'lab=forward&width=100', 'lab=forward&width=800&seeds=2',
  'lab=forward&width=2048&batch=300&depth=9', // its bases are not kept
  'lab=forward&init=orthogonal&width=100', 'lab=forward&depth=200&width=64&bins=200',
  'lab=backward&width=8&depth=2&batch=10', 'lab=backward&batch=300&depth=5', 'lab=backward&width=1000&batch=300&depth=4',
  'lab=activation', 'lab=activation&chains=100&depth=5', 'lab=activation&chains=10000&depth=200',
  'lab=matrix-product', 'lab=matrix-product&size=2&count=5', 'lab=matrix-product&size=64&count=100',
  'lab=log-domain', 'lab=log-domain&count=10', 'lab=log-domain&count=100000&terms=1000',
  'lab=symmetry', 'lab=symmetry&hidden=2&steps=10', 'lab=symmetry&hidden=32&steps=5000', 'lab=notes',
  'lab=training', 'lab=training&data=moons&depth=3&width=32&steps=5000', 'lab=training&depth=20&width=256&steps=3&optimizer=adam',
]) {
  test(`memory is predicted within 20 %: ${query}`, async () => {
    const { module, link } = await startModule(factory, compiled);
    await link(await compileModule(new URL(`parts/engine-${/lab=([^&]*)/.exec(query)[1]}.wasm`, base)));
    const plan = JSON.parse(call(module, 'engine_plan', query));
    if (plan.data_file) give(module, plan.data_file);
    for (let job = 0; job < plan.shards + plan.sweep; ++job) call(module, 'engine_run', query, job);
    const peak = used(module);
    const words = `${plan.memory_bytes} predicted, ${peak} used`;
    assert.ok(plan.memory_bytes > (1 - tolerance) * peak, words);
    if (plan.memory_bytes < tried) assert.ok(plan.memory_bytes < (1 + tolerance) * peak, words);
  });
}

test('the reader is told, in both languages', async () => {
  const page = await site.open('view=text&width=500&depth=10');
  assert.match(await page.locator('.status').innerText(), /about 13 MB a worker/);
  await page.click('#languages button[value=ko]');
  await page.locator('.status', { hasText: '스레드당 약 13 MB' }).waitFor();
  await page.finish();
});
