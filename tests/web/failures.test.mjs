// What does not arrive, does not run, or breaks: always a sentence in the page, never a blank.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, setState, settled, useSite } from './support.mjs';

const site = useSite();

async function openBroken(broken, hash = 'width=16&depth=2') {
  site.server.broken = Object.assign(site.server.broken, broken);
  // A page whose script hangs is never loaded.
  const waitUntil = Object.values(broken).includes('stalled') ? 'commit' : 'load';
  const page = await site.open(hash, { quiet: false, ready: false, waitUntil });
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
  test(`without ${file} the text view takes over, until it comes at the visit of another lab`, async () => {
    const page = await openBroken({ [file]: 'missing' });
    assert.equal((await settled(page)).layers.length, 2);
    await page.locator('#notes .note-error').waitFor();
    assert.ok(await page.locator('#text-view table').isVisible());
    delete site.server.broken[file];
    await setState(page, { lab: 'symmetry' });
    await canvasShown(page);
    assert.equal(await page.locator('#notes .note-error').count(), 0);
    await page.done();
  });
}

test('a script of the page that does not arrive: a sentence in both languages', async () => {
  const page = await openBroken({ 'page.js': 'missing' });
  await page.locator('#boot-failed').waitFor();
  assert.match(await page.locator('#boot-failed').innerText(), /could not be started[\s\S]*시작하지 못했습니다/);
  await page.done();
});

test('a download that hangs is said, and not any more when it goes on', async () => {
  const page = await openBroken({ 'engine.wasm': 'slow' });
  await page.locator('[data-note=stalled]').waitFor({ timeout: 20_000 });
  assert.match(await page.locator('[data-note=stalled]').innerText(), /has stopped/);
  await settled(page);
  assert.equal(await page.locator('[data-note=stalled]').count(), 0);
  await page.done();
});

test('a script of the page that hangs is said', async () => {
  const page = await openBroken({ 'page.js': 'stalled' });
  await page.locator('#boot-slow').waitFor({ timeout: 20_000 });
  assert.match(await page.locator('#boot-slow').innerText(), /not arrived yet/);
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

test('without any font the text view takes over, until one comes', async () => {
  const names = missing('latin-400', 'latin-600', 'ko-400', 'ko-600');
  const page = await openBroken(names);
  await settled(page);
  await page.locator('#notes .note-error').waitFor();
  assert.ok(await page.locator('#text-view table').isVisible());
  for (const name of Object.keys(names)) delete site.server.broken[name];
  await setState(page, { lab: 'symmetry' });
  await canvasShown(page);
  assert.equal(await page.locator('#notes .note-error').count(), 0);
  await page.done();
});

test('Korean letters that do not arrive: said, and not any more when they do', async () => {
  const page = await openBroken(missing('ko-400', 'ko-600'), 'width=16&depth=2&lang=ko');
  await page.locator('[data-note=fonts]').waitFor();
  for (const name of ['ko-400', 'ko-600']) delete site.server.broken[`fonts/${name}.otf`];
  await setState(page, { lab: 'symmetry' });
  await page.locator('[data-note=fonts]').waitFor({ state: 'detached' });
  await page.done();
});

test('what the presenter needs does not arrive: it is asked for again when that is shown again', async () => {
  const page = await openBroken({ 'parts/engine-extras.wasm': 'missing' }, 'width=16&depth=2&view=text');
  await settled(page);
  await page.keyboard.press('p');
  await page.locator('[data-note=failure]', { hasText: 'extras' }).waitFor({ state: 'attached' });
  delete site.server.broken['parts/engine-extras.wasm'];
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await page.locator('#presenter-plot svg').waitFor();
  await page.done();
});

for (const part of ['engine-backward.wasm', 'lab-backward.wasm']) {
  test(`another lab whose part ${part} does not arrive: only it is missing, and it is tried again`, async () => {
    // Within another page a lab's part comes only when it is asked for.
    const page = await openBroken({ [`parts/${part}`]: 'missing' }, 'width=16&depth=2&embed=1');
    await settled(page);
    await page.waitForFunction(() => document.getElementById('skeleton').hidden);
    await page.evaluate(() => void window.initlab.setState({ lab: 'backward' }));
    const note = page.locator('#notes .note-error');
    await note.waitFor();
    assert.match(await note.innerText(), new RegExp(part.replace('.', '\\.')));
    if (part.startsWith('lab')) await page.locator('#text-view table').waitFor();
    assert.ok(await note.getByRole('button', { name: 'Close' }).isVisible());
    // The other lab has all it needs.
    assert.equal((await setState(page, { lab: 'forward', params: { depth: 3 } })).layers.length, 3, 'works on');
    assert.ok(await page.locator('#canvas').isVisible());
    assert.equal(await page.locator('#notes .note-error').count(), 0);
    // Still missing at the next visit; there at the one after it.
    const asked = () => site.server.requests.filter((url) => url.endsWith(part)).length;
    const before = asked();
    await page.evaluate(() => void window.initlab.setState({ lab: 'backward' }));
    await note.waitFor();
    assert.ok(asked() > before);
    delete site.server.broken[`parts/${part}`];
    await note.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => window.initlab.getResult()?.lab === 'backward');
    await page.locator('#canvas').waitFor();
    assert.equal(await page.locator('#notes .note-error').count(), 0);
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

for (const fate of ['breaks in its first job', 'does not start again']) {
  test(`a worker that ${fate} takes only itself away`, async () => {
    const context = await site.browser.newContext();
    await context.addInitScript((kind) => {
      const PageWorker = window.Worker;
      window.made = 0;
      window.Worker = class extends PageWorker {
        constructor(address) {
          window.made += 1;
          const started = window.made <= 8;
          if (kind === 'does not start again' && window.broken) throw new Error('no more');
          super(address);
          this.breaks = kind === 'breaks in its first job' && started && window.made === 1;
        }

        postMessage(message, transfer) {
          if (message.query && (this.breaks || window.broken)) {
            this.breaks = false;
            setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'broken', cancelable: true })));
          } else {
            super.postMessage(message, transfer);
          }
        }
      };
    }, fate);
    const page = await context.newPage();
    await page.goto(`${site.server.address}#view=text&width=16&depth=2&batch=500`);
    assert.equal((await settled(page)).layers.length, 2);
    if (fate === 'does not start again') {
      await page.evaluate(() => {
        window.broken = true;
      });
      assert.equal((await setState(page, { params: { depth: 3 } })).layers.length, 3);
    }
    assert.equal(await page.locator('#notes .note-error').count(), 0);
    await context.close();
  });
}

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
