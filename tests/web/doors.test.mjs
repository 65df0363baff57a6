// Every door says the same of what it could not take: engine.run, the page's interface and messages
// (the command line: tests/engine/cli_test.cpp).
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, getState, useBrowser, useHost, useSite } from './support.mjs';

const site = useSite();
const host = useHost(useBrowser());
const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);
const engine = await createEngine();
after(() => engine.dispose());

const small = { width: 16, depth: 3, batch: 16 };
const bad = { ...small, dept: 50, theme: 'dark', act: 'Relu', gain: 1e300 };
const keys = (notes) => notes.map(({ key }) => key).toSorted();

/** {door: async (lab, params, strict) => result}. */
async function doors() {
  const page = await site.open('view=text&width=16&depth=2');
  const embedding = await host.openHost('<init-lab lab="forward" width="16" depth="2" view="text"></init-lab>');
  await embedding.evaluate(() => document.querySelector('init-lab').ready.then(() => true));
  const told = (place, run) => async (lab, params, strict) => {
    const answer = await place.evaluate(run, { lab, params, strict });
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.result;
  };
  return {
    page,
    embedding,
    engine: (lab, params, strict) => engine.run(lab, params, { strict }),
    api: told(page, (change) => window.initlab.setState(change).then((result) => ({ result }), ({ name, message }) => ({ error: { name, message } }))),
    message: told(embedding, (change) => document.querySelector('init-lab').setState(change).then((result) => ({ result }), ({ name, message, en, ko }) => ({ error: { name, message, en, ko } }))),
  };
}

test('what was clamped, ignored or not known is in the notes, or an error when strict', async () => {
  const { page, embedding, ...all } = await doors();
  let first = null;
  for (const [name, run] of Object.entries(all)) {
    const { notes, params } = await run('forward', bad);
    assert.deepEqual(keys(notes), ['act', 'dept', 'gain', 'theme'], name);
    assert.deepEqual([params.act, params.width], ['tanh', 16], name);
    assert.ok(notes.every(({ en, ko }) => en && /[가-힣]/.test(ko)), name);
    first ??= notes;
    assert.deepEqual(notes, first, name);
    const before = JSON.stringify(await run('forward', small));
    assert.deepEqual(JSON.parse(before).notes, [], name);
    await assert.rejects(run('forward', { ...bad, depth: 4 }, true), ({ message }) => {
      for (const word of ['dept', 'theme', 'Activation', 'Gain']) assert.match(message, new RegExp(word), name);
      return true;
    });
    for (const lab of ['nope', 'Forward', '__proto__']) {
      await assert.rejects(run(lab, small), ({ message }) => message.includes(lab) && /symmetry/.test(message), `${name}: ${lab}`);
    }
    assert.deepEqual((await run('forward', small, true)).notes, [], name);
  }
  assert.equal((await getState(page)).params.depth, 3, 'what was refused changed nothing');
  await assert.rejects(engine.run(), /no lab/);
  await page.finish();
  await embedding.close();
});

test('a strict refusal has its notes and both languages', async () => {
  const error = await engine.run('forward', { dept: 50 }, { strict: true }).catch((refused) => refused);
  assert.equal(error.name, 'EngineError');
  assert.deepEqual(keys(error.notes), ['dept']);
  assert.match(error.sentence.ko, /dept/);
});

test('a lab that a script names and that is not there leaves the page as it is', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  const heard = await page.evaluate(async () => {
    const errors = [];
    window.initlab.on('error', (error) => errors.push(error));
    await window.initlab.setState({ query: 'lab=nope' }).catch(() => {});
    return errors;
  });
  assert.match(heard[0].ko, /nope/);
  assert.equal((await getState(page)).lab, 'forward');
  assert.equal(await page.locator('#notes .note-error').count(), 0);
  const nulled = await page.evaluate(() => window.initlab.setState({ params: { depth: null, width: 8 } }));
  assert.deepEqual([nulled.params.depth, nulled.params.width], [10, 8], 'null: as the preset says');
  await page.finish();
});
