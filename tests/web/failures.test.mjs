// What does not arrive, does not run, or breaks: always a sentence in the page, never a blank.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setState, settled, useSite } from './support.mjs';

const site = useSite();

async function openBroken(broken, hash = 'width=16&depth=2') {
  site.server.broken = Object.assign(site.server.broken, broken);
  const page = await site.open(hash, { quiet: false, ready: false });
  page.done = async () => {
    for (const name of Object.keys(broken)) delete site.server.broken[name];
    await page.finish();
  };
  return page;
}

for (const [fault, words] of [
  ['missing', /engine\.wasm is not on the server/],
  ['html', /Something else arrived in place of engine\.wasm/],
  ['truncated', /engine\.wasm arrived incomplete or damaged/],
  ['reset', /engine\.wasm arrived incomplete or damaged/],
]) {
  test(`engine.wasm ${fault}: a sentence and a way on`, async () => {
    const page = await openBroken({ 'engine.wasm': fault });
    const note = page.locator('#notes .note-error');
    await note.waitFor();
    assert.match(await note.innerText(), words);
    assert.ok(await note.getByRole('button', { name: 'Reload' }).isVisible());
    assert.ok(await page.locator('.brand').isVisible());
    const rejected = await page.evaluate(() => window.initlab.ready.then(() => '', (error) => error.name));
    assert.equal(rejected, 'LoadError');
    delete site.server.broken['engine.wasm'];
    await note.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => window.initlab?.getResult() !== null);
    await page.done();
  });
}

test('a wrong MIME type does no harm, and nothing is fetched twice', async () => {
  const page = await openBroken({ 'engine.wasm': 'mime', 'lab.wasm': 'mime' });
  const before = site.server.requests.filter((url) => url.endsWith('engine.wasm')).length;
  assert.equal((await settled(page)).layers.length, 2);
  const after = site.server.requests.filter((url) => url.endsWith('engine.wasm')).length;
  assert.ok(after <= before + 1);
  assert.equal(await page.locator('#notes .note-error').count(), 0);
  await page.done();
});

for (const file of ['lab.wasm', 'lab.js']) {
  test(`without ${file} the text view takes over`, async () => {
    const page = await openBroken({ [file]: 'missing' });
    assert.equal((await settled(page)).layers.length, 2);
    await page.locator('#notes .note-error').waitFor();
    assert.ok(await page.locator('#text-view table').isVisible());
    await page.done();
  });
}

test('a script of the page that does not arrive: a sentence in both languages', async () => {
  const page = await openBroken({ 'page.js': 'missing' });
  await page.locator('#boot-failed').waitFor();
  assert.match(await page.locator('#boot-failed').innerText(), /could not be started[\s\S]*시작하지 못했습니다/);
  await page.done();
});

test('a stalled download shows what is being loaded', async () => {
  const page = await openBroken({ 'engine.wasm': 'stalled' });
  await page.locator('#loading').waitFor();
  assert.match(await page.locator('#loading').innerText(), /Loading the engine, \d+ %/);
  await page.done();
});

const missing = (...names) => Object.fromEntries(names.map((name) => [`fonts/${name}.otf`, 'missing']));

test('fonts that do not arrive do no harm while there is one', async () => {
  const page = await openBroken(missing('latin-600', 'ko-400', 'ko-600'), 'width=16&depth=2&lang=ko');
  await settled(page);
  await page.waitForFunction(() => document.getElementById('skeleton').hidden);
  await page.done();
});

test('without any font the text view takes over', async () => {
  const page = await openBroken(missing('latin-400', 'latin-600', 'ko-400', 'ko-600'));
  await settled(page);
  await page.locator('#notes .note-error').waitFor();
  assert.ok(await page.locator('#text-view table').isVisible());
  await page.done();
});

for (const part of ['engine-backward.wasm', 'lab-backward.wasm']) {
  test(`another lab whose part ${part} does not arrive: a sentence and a way on`, async () => {
    // Within another page a lab's part comes only when it is asked for.
    const page = await openBroken({ [`parts/${part}`]: 'missing' }, 'width=16&depth=2&embed=1');
    await settled(page);
    await page.waitForFunction(() => document.getElementById('skeleton').hidden);
    await page.evaluate(() => void window.initlab.setState({ lab: 'backward' }));
    const note = page.locator('#notes .note-error');
    await note.waitFor();
    assert.match(await note.innerText(), new RegExp(part.replace('.', '\\.')));
    if (part.startsWith('engine')) {
      assert.equal((await setState(page, { lab: 'forward', params: { depth: 3 } })).layers.length, 3, 'works on');
    } else {
      await page.locator('#text-view table').waitFor();
    }
    await page.done();
  });
}

test('no WebAssembly, and no SIMD', async () => {
  for (const [script, words] of [
    [() => delete window.WebAssembly, /does not run WebAssembly/],
    [() => (WebAssembly.validate = () => false), /too old/],
  ]) {
    const context = await site.browser.newContext();
    await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(site.server.address);
    await page.locator('#notes .note-error').waitFor();
    assert.match(await page.locator('#notes .note-error').innerText(), words);
    await context.close();
  }
});

test('without workers the page computes by itself', async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(() => {
    window.Worker = function Worker() {
      throw new Error('forbidden');
    };
  });
  const page = await context.newPage();
  await page.goto(`${site.server.address}#view=text&width=16&depth=2`);
  assert.equal((await settled(page)).layers.length, 2);
  assert.equal(await page.evaluate(() => window.initlab.stats().workers), 0);
  await context.close();
});

test('a crash shows a sentence and keeps the page', async () => {
  const page = await site.open('view=text&width=16&depth=2', { quiet: false });
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
  });
  await page.locator('#notes .note-error').waitFor();
  assert.match(await page.locator('#notes .note-error').innerText(), /broke off/);
  await page.finish();
});
