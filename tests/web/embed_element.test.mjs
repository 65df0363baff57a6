// <init-lab>: its attributes, what it keeps while it rests, and its manners towards the page around.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser, useHost } from './support.mjs';

const browser = useBrowser();
const { openHost } = useHost(browser);
const small = 'width="16" depth="3" batch="16"';
const element = (page, run, value) => page.evaluate(
  ([code, given]) => new Function('lab', 'value', `return (${code})(lab, value)`)(document.querySelector('init-lab'), given),
  [String(run), value],
);
const ready = (page) => element(page, (lab) => lab.ready.then(() => true));
const params = (page) => element(page, (lab) => lab.getState().then((state) => state.params));

/** A page that notes every promise nobody has caught. */
async function openQuiet(body) {
  const page = await openHost(body);
  await page.evaluate(() => {
    window.uncaught = [];
    window.addEventListener('unhandledrejection', ({ reason }) => window.uncaught.push(String(reason)));
  });
  return page;
}

async function finish(page) {
  assert.deepEqual(page.troubles, []);
  assert.deepEqual(await page.evaluate(() => window.uncaught ?? []), []);
  await page.close();
}

/** Out of sight until its frame is given back. */
async function rest(page) {
  await page.evaluate(() => window.scrollTo(0, 5000));
  await page.waitForFunction(() => !document.querySelector('init-lab').running, null, { timeout: 20_000 });
}

async function wake(page) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForFunction(() => document.querySelector('init-lab').running);
  await ready(page);
}

for (const code of [
  'W = randn(fan_in, fan_out) * 0.1',
  'randn(fan_in, fan_out) * (0.02 + 0.08) # a & b 100%',
  'randn(fan_in, fan_out) * sqrt(1 / fan_in)',
]) {
  test(`code with all its letters: ${code}`, async () => {
    const page = await openQuiet(`<init-lab lab="forward" init="code" ${small}></init-lab>`);
    await element(page, (lab, value) => lab.setAttribute('code', value), code);
    await ready(page);
    assert.equal((await params(page)).code, code);
    const result = await element(page, (lab) => lab.setState({}));
    assert.deepEqual(result.notes, []);
    assert.ok(result.layers.at(-1).std > 0);
    await finish(page);
  });
}

test('a resting element keeps the state of its reader, whatever attribute changes', async () => {
  const page = await openQuiet(`<init-lab lab="forward" ${small} gain="1.1"></init-lab><div style="height:6000px"></div>`);
  await ready(page);
  await element(page, (lab) => lab.setState({ params: { gain: 1.75, seed: 9 } }).then(() => true));
  await rest(page);
  await element(page, (lab) => {
    lab.className = 'other';
    lab.style.outline = '1px solid';
    lab.title = 'another';
    lab.setAttribute('data-x', '1');
    lab.setAttribute('gain', '1.1'); // as it was
    lab.setAttribute('theme', 'dark');
    lab.setAttribute('depth', '4');
  });
  await wake(page);
  const { gain, seed, depth, width } = await params(page);
  assert.deepEqual({ gain, seed, depth, width }, { gain: 1.75, seed: 9, depth: 4, width: 16 });
  assert.equal((await element(page, (lab) => lab.getState())).theme, 'dark');
  await rest(page);
  await element(page, (lab) => lab.removeAttribute('depth'));
  await wake(page);
  assert.equal((await params(page)).depth, 10, 'the default again');
  assert.equal((await params(page)).gain, 1.75);
  await finish(page);
});

test('an element that is moved goes on from its state', async () => {
  const page = await openQuiet(`<init-lab lab="forward" ${small}></init-lab><div id="place"></div>`);
  await ready(page);
  await element(page, (lab) => lab.setState({ params: { gain: 1.75 } }).then(() => true));
  await element(page, (lab) => document.getElementById('place').append(lab));
  await page.waitForFunction(() => document.querySelector('init-lab').running);
  await ready(page);
  assert.equal((await params(page)).gain, 1.75);
  await finish(page);
});

test('an attribute that is removed is the default again', async () => {
  const page = await openQuiet(`<init-lab lab="forward" preset="xavier-relu" ${small} gain="2" act="tanh" lang="ko" theme="dark" controls="gain" height="500"></init-lab>`);
  await ready(page);
  await element(page, (lab) => {
    for (const name of ['gain', 'act', 'lang', 'theme', 'controls', 'height']) lab.removeAttribute(name);
  });
  const state = async () => {
    const { params: { gain, act, width }, lang, theme } = await element(page, (lab) => lab.getState());
    return { gain, act, width, lang, theme };
  };
  const until = Date.now() + 10_000;
  while ((await state()).gain !== 1) assert.ok(Date.now() < until, JSON.stringify(await state()));
  assert.deepEqual(await state(), { gain: 1, act: 'relu', width: 16, lang: 'en', theme: 'auto' });
  const frame = page.frames().find((one) => one.url().includes('embed.html'));
  assert.equal(await frame.evaluate(() => /controls=/.test(location.hash)), false);
  await element(page, (lab) => lab.removeAttribute('preset'));
  await page.waitForFunction(() => document.querySelector('init-lab').getState().then(({ params: { act } }) => act === 'tanh'));
  assert.equal((await params(page)).width, 16, 'the other attributes stay');
  await finish(page);
});

test('a bad attribute stops no other', async () => {
  const page = await openQuiet(`<init-lab lab="forward" ${small}></init-lab>`);
  await ready(page);
  await element(page, (lab) => {
    window.errors = [];
    lab.on('error', (error) => window.errors.push(error));
    lab.setAttribute('nonsense', '1');
    lab.setAttribute('act', 'nothing');
    lab.setAttribute('gain', '1.5');
  });
  await page.waitForFunction(() => document.querySelector('init-lab').getState().then(({ params: { gain } }) => gain === 1.5));
  const { notes } = await element(page, (lab) => lab.setState({}));
  assert.deepEqual(notes.map(({ key }) => key).toSorted(), ['act', 'nonsense']);
  await element(page, (lab) => {
    lab.setAttribute('lab', 'nowhere');
    lab.setAttribute('gain', '1.25');
  });
  await page.waitForFunction(() => document.querySelector('init-lab').getState().then(({ params: { gain } }) => gain === 1.25));
  await page.waitForFunction(() => window.errors.length > 0);
  assert.match(await page.evaluate(() => window.errors[0].en), /nowhere/);
  await finish(page);
});

test('nothing is rejected into the console of the page around', async () => {
  const page = await openQuiet(`<init-lab lab="forward" ${small} autostart></init-lab><div style="height:6000px"></div>`);
  await element(page, (lab) => {
    void lab.ready;
    lab.setState({ lab: 'nowhere' });
    lab.setState({ params: { gain: 2 } });
    lab.getResult();
    lab.remove();
    void lab.ready;
    lab.labs();
  });
  await page.waitForTimeout(200);
  await page.evaluate(() => {
    for (let i = 0; i < 2; ++i) {
      const lab = document.createElement('init-lab');
      lab.setAttribute('autostart', '');
      document.body.prepend(lab);
      lab.start();
      lab.setState({ params: { gain: 2 } });
      if (i === 0) lab.stop();
      else lab.remove();
    }
  });
  await page.waitForTimeout(1500);
  await finish(page);
});

test('of a batch of sightings the last counts', async () => {
  const page = await openQuiet(`<init-lab lab="forward" ${small}></init-lab>`);
  await page.evaluate(() => {
    window.IntersectionObserver = class {
      constructor(callback) {
        window.see = (...seen) => callback(seen.map((isIntersecting) => ({ isIntersecting })));
      }

      observe() {}

      disconnect() {}
    };
    const lab = document.createElement('init-lab');
    lab.setAttribute('autostart', '');
    document.querySelector('init-lab').replaceWith(lab);
    window.see(false, true);
  });
  assert.equal(await element(page, (lab) => lab.running), true);
  await page.evaluate(() => window.see(true, false));
  await page.waitForFunction(() => !document.querySelector('init-lab').running, null, { timeout: 10_000 });
  await finish(page);
});

test('a frame from which nothing comes: a sentence in the page around', async () => {
  const page = await openHost(`<init-lab lab="forward" ${small} lang="ko"></init-lab>`);
  await page.route(/embed\.html/, () => {}); // never answered
  await page.clock.install();
  await element(page, (lab) => lab.start());
  await page.clock.fastForward(16_000);
  assert.match(await element(page, (lab) => lab.shadowRoot.querySelector('[role=status]').textContent), /127\.0\.0\.1.*오지 않았습니다/);
  await page.close();
});
