// The parts of the modules: each lab needs its own and no other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { canvasShown, dist, setState, settled, useSite } from './support.mjs';

const site = useSite();
const base = pathToFileURL(join(dist, '/'));
const load = (name) => import(new URL(name, base).href);
const { createEngine, queryOf } = await load('engine.mjs');
const { EngineInstance, scriptLibraries } = await load('engine/instance.mjs');
const { compileModule, fetchGlue, loadFactory } = await load('engine/load.mjs');

const url = new URL('engine.js', base);
const name = 'createEngineModule';
const factory = await loadFactory(url, name, await fetchGlue(url, name));
const compiled = await compileModule(new URL('engine.wasm', base));
const partOf = (part) => compileModule(new URL(`parts/engine-${part}.wasm`, base));

const whole = await createEngine({ workers: 0 });
const dataFiles = ['digits', 'fashion'].map((file) => {
  return { name: file, bytes: new Uint8Array(readFileSync(join(dist, `data/${file}.bin`))) };
});
for (const file of dataFiles) whole.instance.data(file);
const labs = whole.labs();

/** Small networks, and of every choice each one. */
function queriesOf({ id, presets, params }) {
  const small = params.filter(({ type }) => type === 'integer').map(({ key, min, max }) => [key, Math.min(min + 2, max)]);
  const varied = params.flatMap(({ key, choices = [] }) => choices.map((word) => ({ [key]: word })));
  const chosen = [{}, ...presets.map(({ word }) => ({ preset: word })), ...varied];
  return chosen.map((change) => whole.instance.resolve(queryOf(id, { ...change, ...Object.fromEntries(small) })).query);
}

/** Everything that an instance says of an experiment. */
function said(instance, query) {
  const plan = instance.plan(query);
  if (plan.refusal) return plan;
  instance.collect(query);
  for (let job = 0; job < plan.shards + plan.sweep; ++job) {
    instance.begin(query, job);
    let frame = null;
    while (!frame) frame = instance.step();
    instance.add(job, frame);
  }
  return {
    plan,
    result: instance.result(),
    tables: instance.tables(),
    csv: instance.csv(),
    frame: instance.reportFrame().length,
    figures: ['en', 'ko'].map((language) => instance.figures(language)),
    room: instance.roomFigure('en', 1600, 900),
    scripts: scriptLibraries.map((library) => instance.script(query, library)),
  };
}

for (const lab of labs) {
  test(`the engine with the part of ${lab.id} alone says what the whole one says`, async () => {
    const alone = await EngineInstance.start(factory, compiled);
    for (const part of [lab.id, 'extras']) await alone.link(await partOf(part));
    for (const file of dataFiles) alone.data(file);
    const queries = queriesOf(lab);
    assert.ok(queries.length > 1);
    for (const query of queries) assert.deepEqual(said(alone, query), said(whole.instance, query), query);
  });
}

test('a part of another build is not taken', async () => {
  const alone = await EngineInstance.start(factory, compiled);
  const other = await compileModule(new URL('parts/engine_fastest-forward.wasm', base));
  await assert.rejects(alone.link(other), { name: 'LoadError', kind: 'replaced' });
});

test('without a part there is nothing to call', async () => {
  const bare = await EngineInstance.start(factory, compiled);
  assert.equal(bare.labs('en').length, labs.length);
  assert.equal(bare.resolve('lab=symmetry').lab, 'symmetry');
  assert.throws(() => bare.plan('lab=symmetry'), WebAssembly.RuntimeError);
});

const partsAsked = (page) => page.evaluate(() =>
  performance.getEntriesByType('resource').map(({ name: file }) => file.split('/parts/')[1]).filter(Boolean).sort());

for (const { id, presets, params } of labs) {
  const short = params.some(({ key }) => key === 'steps') ? { steps: 10 } : {};
  test(`the canvas draws ${id} with its own part alone`, async () => {
    const page = await site.open(`lab=${id}&embed=1`);
    await canvasShown(page);
    for (const { word } of presets) {
      const drawn = await page.evaluate(() => window.initlab.stats().frames);
      await setState(page, { params: { preset: word, ...short } });
      await page.waitForFunction((before) => window.initlab.stats().frames > before, drawn);
    }
    assert.deepEqual(await partsAsked(page), [`engine-${id}.wasm`, `lab-${id}.wasm`]);
    await page.finish();
  });
}

test('the other labs arrive while the reader looks at the first', async () => {
  const page = await site.open('width=16&depth=2');
  await canvasShown(page);
  const wanted = [...labs.flatMap(({ id }) => [`engine-${id}.wasm`, `lab-${id}.wasm`]), 'engine-extras.wasm'].sort();
  await page.waitForFunction((count) =>
    performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/parts/')).length === count, wanted.length);
  assert.deepEqual(await partsAsked(page), wanted);
  await page.finish();
});

test('an embedded lab fetches another one when it is asked for it, and pins stay', async () => {
  const page = await site.open('width=16&depth=2&embed=1');
  await settled(page);
  await canvasShown(page);
  assert.equal((await setState(page, { lab: 'symmetry', params: { steps: 20 } })).lab, 'symmetry');
  assert.deepEqual(await partsAsked(page), ['engine-forward.wasm', 'engine-symmetry.wasm', 'lab-forward.wasm', 'lab-symmetry.wasm']);
  assert.equal((await setState(page, { lab: 'forward' })).lab, 'forward');
  await page.finish();
});
