// A lab in somebody else's page: another origin, with every kind of sandbox.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist, useBrowser, useHost } from './support.mjs';

const browser = useBrowser();
const { site, openHost } = useHost(browser);
const small = 'width="64" depth="4" batch="130"';

/** Calls a method of the page's first element. */
function call(page, name, ...values) {
  return page.evaluate(
    ([method, args]) => document.querySelector('init-lab')[method](...args),
    [name, values],
  );
}

function running(page) {
  return page.evaluate(() => document.querySelectorAll('init-lab').values().filter((lab) => lab.running).toArray().length);
}

test('a picture until it is started; then a lab that is spoken with', async () => {
  const page = await openHost(`<init-lab lab="forward" ${small} controls="gain,seed"></init-lab>`);
  site.requests.length = 0;
  await page.waitForTimeout(300);
  assert.ok(!site.requests.some((url) => /embed\.html|wasm/.test(url)), 'nothing is loaded before the click');
  await page.focus('init-lab button');
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    window.heard = [];
    const element = document.querySelector('init-lab');
    for (const name of ['state', 'result']) {
      element.addEventListener(name, (event) => window.heard.push([name, event.detail]));
    }
  });
  await page.evaluate(() => document.querySelector('init-lab').ready.then(() => true));
  const result = await call(page, 'setState', { params: { gain: 1.5 } });
  assert.equal(result.params.gain, 1.5);
  assert.equal(result.params.width, 64);
  assert.equal((await call(page, 'getState')).params.depth, 4);
  assert.equal((await call(page, 'labs')).length, 8);
  assert.deepEqual((await call(page, 'getResult')).params, result.params);
  assert.ok((await page.evaluate(() => window.heard)).some(([name, value]) => name === 'result' && value.params.gain === 1.5));
  // An attribute of the page reaches the lab, and a change in the lab reaches the page.
  await page.evaluate(() => document.querySelector('init-lab').setAttribute('gain', '2'));
  await page.waitForFunction(() => window.heard.some(([name, value]) => name === 'state' && value.params.gain === 2));
  const frame = page.frames().find((one) => one.url().includes('embed.html'));
  await frame.evaluate(() => window.initlab.setState({ params: { gain: 0.5 } }));
  await page.waitForFunction(() => window.heard.some(([name, value]) => name === 'state' && value.params.gain === 0.5));
  await call(page, 'stop');
  assert.equal(await running(page), 0);
  await page.close();
});

test('only the chosen controls; the frame is as high as its content', async () => {
  const page = await openHost(`<init-lab lab="forward" ${small} controls="gain,preset" view="text"></init-lab>`);
  await page.evaluate(() => document.querySelector('init-lab').ready.then(() => true));
  const frame = page.frames().find((one) => one.url().includes('embed.html'));
  const names = await frame.evaluate(() => [...document.querySelectorAll('.param')].map((row) => row.dataset.key));
  assert.deepEqual(names, ['gain']);
  assert.ok(await frame.locator('.presets').isVisible());
  assert.ok(await frame.locator('#open-whole').isVisible());
  await page.waitForFunction(() => {
    const inner = document.querySelector('init-lab').shadowRoot.querySelector('iframe');
    return inner.offsetHeight > 700;
  });
  const inner = await frame.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  assert.ok(inner <= 1, `the frame scrolls by ${inner} px`);
  await page.close();
});

for (const [name, sandbox] of [
  ['no sandbox', null],
  ['sandbox="allow-scripts"', 'allow-scripts'],
  ['sandbox="allow-scripts allow-same-origin"', 'allow-scripts allow-same-origin'],
]) {
  test(`a plain frame with ${name} computes, draws and answers its parent`, async () => {
    const attribute = sandbox === null ? '' : `sandbox="${sandbox}"`;
    const page = await openHost(
      `<iframe ${attribute} title="lab" width="900" height="700"
        src="${site.address}embed.html#api=1&width=64&depth=4&batch=130"></iframe>`,
      { script: false },
    );
    const answer = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error('no answer')), 20_000);
          const frame = document.querySelector('iframe').contentWindow;
          window.addEventListener('message', ({ source, data }) => {
            if (source !== frame) return;
            if (data.type === 'ready') frame.postMessage({ ns: 'initlab', v: 1, id: 'a', type: 'setState', payload: { params: { gain: 2 } } }, '*');
            if (data.id === 'a') resolve(data);
          });
        }),
    );
    assert.equal(answer.type, 'answer');
    assert.equal(answer.payload.params.gain, 2);
    const frame = page.frames().at(-1);
    await frame.waitForFunction(() => window.initlab.stats().frames > 0);
    assert.equal(await frame.evaluate(() => window.initlab.stats().workers > 0), true);
    await page.close();
  });
}

test('hostile messages are refused with a sentence, noted or ignored, and harm nothing', async () => {
  const page = await openHost(
    `<iframe title="lab" width="900" height="700" src="${site.address}embed.html#api=1&width=64&depth=4&batch=130"></iframe>
     <iframe title="other" name="other" srcdoc="<p>other</p>"></iframe>`,
    { script: false },
  );
  const answers = await page.evaluate(async () => {
    const frame = document.querySelector('iframe').contentWindow;
    const heard = [];
    let ready;
    const isReady = new Promise((resolve) => {
      ready = resolve;
    });
    window.addEventListener('message', ({ source, data }) => {
      if (source !== frame) return;
      if (data.type === 'ready') ready();
      if ('id' in data) heard.push(data);
    });
    await isReady;
    const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
    const good = { ns: 'initlab', v: 1, type: 'setState' };
    const messages = [
      null, 7, 'initlab', [], { ns: 'other', v: 1, id: 1, type: 'labs' }, // ignored
      { ...good, id: 'version', v: 9 }, { ...good, id: 'type', type: 'eval' },
      { ...good, id: 'proto', payload: JSON.parse('{"__proto__":{"x":1},"params":{"constructor":1}}') },
      { ...good, id: 'lab', payload: { lab: 'nowhere' } },
      { ...good, id: 'value', payload: { params: { gain: { toString: 1 } } } },
      { ...good, id: 'long', payload: { query: 'x'.repeat(100_000) } },
      { ...good, id: 'x'.repeat(100), payload: {} },
      { ...good, id: 'event', type: 'on', payload: ['load'] },
      { ...good, id: 'clamped', payload: { params: { gain: 1e300, depth: -5 } } },
    ];
    for (const message of messages) frame.postMessage(message, '*');
    await wait(1500);
    // By itself: a newer request takes the place of one that is under way.
    frame.postMessage({ ...good, id: 'key', payload: { params: { nothing: 1, constructor: 1 }, other: 1 } }, '*');
    await wait(1500);
    // Somebody else's window is not the parent.
    const other = document.querySelector('[name=other]').contentWindow;
    const script = other.document.createElement('script');
    script.textContent = `parent.frames[0].postMessage({ns:'initlab',v:1,id:'stranger',type:'labs'}, '*')`;
    other.document.body.append(script);
    for (let i = 0; i < 10_000; ++i) frame.postMessage({ ...good, id: `flood${i}`, type: 'getState' }, '*');
    await wait(4000);
    frame.postMessage({ ...good, id: 'after', type: 'getState' }, '*');
    await wait(1000);
    return heard;
  });
  const of = (id) => answers.find((answer) => answer.id === id);
  for (const id of ['version', 'type', 'proto', 'lab', 'value', 'long', 'event']) {
    assert.equal(of(id)?.type, 'error', id);
    assert.ok(of(id).payload.en && of(id).payload.ko, `${id} has no sentence`);
  }
  assert.equal(of('clamped').type, 'answer');
  assert.deepEqual(of('clamped').payload.notes.map(({ key }) => key).toSorted(), ['depth', 'gain']);
  assert.deepEqual(of('key').payload.notes.map(({ key }) => key).toSorted(), ['constructor', 'nothing', 'other']);
  assert.ok(of('key').payload.notes.every(({ en, ko }) => en && ko));
  assert.ok(of('clamped').payload.params.gain < 1e300);
  assert.equal(of('stranger'), undefined);
  assert.equal(answers.filter(({ id }) => id === null || id.length === 100).every(({ type }) => type === 'error'), true);
  const flood = answers.filter(({ id }) => String(id).startsWith('flood')).length;
  assert.ok(flood < 300, `${flood} of 10000 messages were answered`);
  assert.equal(of('after').type, 'answer', 'alive after the flood');
  await page.close();
});

test('without api=1 nobody is answered', async () => {
  const page = await openHost(
    `<iframe title="lab" width="900" height="700" src="${site.address}embed.html#width=64&depth=4&batch=130"></iframe>`,
    { script: false },
  );
  const frame = page.frames().at(-1);
  await frame.waitForFunction(() => window.initlab?.getResult());
  const heard = await page.evaluate(async () => {
    let messages = 0;
    window.addEventListener('message', () => { messages += 1; });
    document.querySelector('iframe').contentWindow.postMessage({ ns: 'initlab', v: 1, id: 1, type: 'labs' }, '*');
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    return messages;
  });
  assert.equal(heard, 0);
  await page.close();
});

test('of ten on one page those out of sight rest, and go on where they were', async () => {
  const many = Array.from({ length: 10 }, (_, i) => `<init-lab lab="forward" ${small} seed="${i + 1}" height="500"></init-lab>`);
  const page = await openHost(many.join('<div style="height:1200px"></div>'));
  for (let i = 0; i < 10; ++i) {
    await page.evaluate(async (k) => {
      const element = document.querySelectorAll('init-lab')[k];
      element.scrollIntoView();
      await element.ready;
      if (k === 0) await element.setState({ params: { gain: 1.75 } });
    }, i);
  }
  await page.waitForFunction(() => [...document.querySelectorAll('init-lab')].filter((lab) => lab.running).length <= 2, null, { timeout: 30_000 });
  await page.evaluate(() => document.querySelector('init-lab').scrollIntoView());
  await page.waitForFunction(() => document.querySelector('init-lab').running);
  const state = await call(page, 'getState');
  assert.equal(state.params.gain, 1.75);
  assert.equal(state.params.seed, 1);
  await page.close();
});

test('every preset has its picture, with the verdict as text', async () => {
  const page = await openHost('<init-lab lab="backward" preset="large" lang="ko"></init-lab>');
  await page.waitForFunction(() => {
    const image = document.querySelector('init-lab').shadowRoot.querySelector('img');
    return image?.complete && image.naturalWidth === 720;
  });
  const shown = await page.evaluate(() => {
    const root = document.querySelector('init-lab').shadowRoot;
    const image = root.querySelector('img');
    return { verdict: root.querySelector('p').textContent, named: image.height / image.width, real: image.naturalHeight / 720 };
  });
  assert.match(shown.verdict, /[가-힣]/);
  assert.ok(Math.abs(shown.named - shown.real) < 0.01, 'the page would jump when the picture arrives');
  // In a column as wide as a phone: another picture, with type as large.
  const type = await page.evaluate(async () => {
    const column = document.createElement('div');
    column.style.width = '358px';
    column.innerHTML = '<init-lab lab="forward" preset="small"></init-lab>';
    document.body.append(column);
    const image = column.firstChild.shadowRoot.querySelector('img');
    await image.decode();
    return 14 * image.clientWidth / image.naturalWidth;
  });
  assert.ok(type > 12, `type of ${type} px`);
  await page.close();
  const posters = readdirSync(join(dist, 'posters'));
  assert.ok(posters.length >= 60, `${posters.length} posters`);
  for (const name of posters) {
    assert.ok(statSync(join(dist, 'posters', name)).size < 15_000, `${name} is too heavy`);
  }
  assert.ok(gzipSync(readFileSync(join(dist, 'embed.js')), { level: 9 }).length < 8000);
});
