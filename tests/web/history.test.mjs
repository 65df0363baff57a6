// Ways back: undo and redo, Back and Forward, and a lab as it was left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, setState, settled, useHost, useBrowser, useSite } from './support.mjs';

const site = useSite();
const host = useHost(useBrowser());
const small = 'width=16&depth=3&batch=16';

const gain = async (page) => (await getState(page)).params.gain;
const where = async (page) => {
  const { lab, params } = await getState(page);
  return `${lab} ${params.preset}`;
};

async function until(page, look, wanted) {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look(page);
    if (seen === wanted) return;
    assert.ok(Date.now() < end, `${seen}, not ${wanted}`);
    await page.waitForTimeout(30);
  }
}

test('undo and redo by key and by button', async () => {
  const page = await site.open(`${small}&view=text`);
  const pressed = (name) => page.locator(`#${name}`).getAttribute('aria-disabled');
  assert.equal(await pressed('undo'), 'true');
  await setState(page, { params: { gain: 2 } });
  await setState(page, { params: { gain: 3 } });
  await page.locator('#param-act').selectOption('relu');
  await page.locator('#undo').focus();
  await page.keyboard.press('Control+z');
  assert.equal((await getState(page)).params.act, 'tanh');
  assert.equal(await gain(page), 3);
  await page.keyboard.press('Control+z');
  assert.equal(await gain(page), 2);
  await page.keyboard.press('Control+Shift+z');
  assert.equal(await gain(page), 3);
  await page.keyboard.press('Control+y');
  assert.equal((await getState(page)).params.act, 'relu');
  assert.equal(await pressed('redo'), 'true');
  for (let i = 0; i < 3; ++i) await page.locator('#undo').click();
  assert.equal(await gain(page), 1);
  assert.equal(await pressed('undo'), 'true');
  await page.locator('#redo').click();
  assert.equal(await gain(page), 2);
  await page.finish();
});

test('in a text field Ctrl+Z is the browser’s', async () => {
  const page = await site.open(`${small}&view=text`);
  await setState(page, { params: { gain: 2 } });
  await page.locator('#param-gain').click();
  await page.keyboard.type('77');
  await page.keyboard.press('Control+z');
  assert.equal(await gain(page), 2);
  await page.finish();
});

test('a drag is one step, on a slider and on the canvas', async () => {
  const page = await site.open(`${small}&view=text`);
  const box = await page.locator('#param-gain-slider').boundingBox();
  const drag = async ([from, to], y) => {
    await page.mouse.move(from, y);
    await page.mouse.down();
    for (let i = 1; i <= 8; ++i) {
      await page.mouse.move(from + ((to - from) * i) / 8, y);
      await page.waitForTimeout(40);
    }
    await page.mouse.up();
    await page.waitForTimeout(200);
  };
  await drag([box.x + box.width * 0.5, box.x + box.width * 0.7], box.y + box.height / 2);
  const first = await gain(page);
  assert.notEqual(first, 1);
  await drag([box.x + box.width * 0.6, box.x + box.width * 0.3], box.y + box.height / 2);
  assert.notEqual(await gain(page), first);
  await page.keyboard.press('Control+z');
  assert.equal(await gain(page), first);
  await page.keyboard.press('Control+z');
  assert.equal(await gain(page), 1);
  await page.goto(`${site.server.address}#${small}&controls=gain`);
  await page.reload();
  await settled(page);
  await canvasShown(page);
  await idle(page);
  const canvas = await page.locator('#canvas').boundingBox();
  const entries = await page.evaluate(() => window.history.length);
  for (let y = canvas.y + 20; y < canvas.y + 700 && (await gain(page)) === 1; y += 8) {
    await drag([canvas.x + 150, canvas.x + 200], y);
  }
  assert.notEqual(await gain(page), 1, 'the slider of the canvas');
  await page.keyboard.press('Control+z');
  assert.equal(await gain(page), 1);
  assert.equal(await page.evaluate(() => window.history.length), entries, 'a drag is no entry of the history');
  await page.finish();
});

test('a lab is found as it was left', async () => {
  const page = await site.open(`${small}&view=text&gain=2`);
  await page.locator('#param-lab').selectOption('backward');
  await setState(page, { params: { depth: 4, width: 16, batch: 16 } });
  await page.locator('#param-lab').selectOption('forward');
  assert.equal(await gain(page), 2);
  assert.equal((await getState(page)).params.width, 16);
  await page.locator('#param-lab').selectOption('backward');
  assert.equal((await getState(page)).params.depth, 4);
  await page.finish();
});

test('a lab chosen on the canvas is found as it was left', async () => {
  const page = await site.open(`${small}&gain=2&controls=lab`);
  await canvasShown(page);
  await idle(page);
  const box = await page.locator('#canvas').boundingBox();
  const places = new Map(); // lab -> where it is chosen, in one of two columns
  const choose = (lab) => page.mouse.click(...places.get(lab));
  for (let y = box.y + 10; y < box.y + 200 && !places.has('backward'); y += 12) {
    for (const x of [box.x + 60, box.x + 200]) {
      await page.mouse.click(x, y);
      await page.waitForTimeout(300);
      places.set((await getState(page)).lab, [x, y]);
    }
  }
  await choose('forward');
  await until(page, async () => (await getState(page)).lab, 'forward');
  await choose('backward');
  await until(page, async () => (await getState(page)).lab, 'backward');
  await setState(page, { params: { gain: 3, width: 16, batch: 16 } });
  await choose('forward');
  await until(page, async () => (await getState(page)).lab, 'forward');
  assert.deepEqual([await gain(page), (await getState(page)).params.width], [2, 16]);
  await choose('backward');
  await until(page, async () => (await getState(page)).lab, 'backward');
  assert.equal(await gain(page), 3);
  await page.finish();
});

test('Back and Forward go by labs and presets, keep the reader’s language, and count no drags', async () => {
  const page = await site.open(`lab=forward&preset=small&${small}&view=text`);
  const entries = () => page.evaluate(() => window.history.length);
  const first = await entries();
  await setState(page, { params: { gain: 2 } });
  await setState(page, { params: { gain: 3 } });
  assert.equal(await entries(), first);
  await page.keyboard.press('3');
  await until(page, where, 'forward xavier-tanh');
  await settled(page);
  await page.click('#param-pin');
  await page.locator('#param-lab').selectOption('symmetry');
  await setState(page, { lang: 'ko' });
  assert.equal(await entries(), first + 2);
  await page.goBack();
  await until(page, where, 'forward xavier-tanh');
  assert.equal((await getState(page)).lang, 'ko');
  await page.goBack();
  await until(page, where, 'forward small');
  assert.equal(await gain(page), 3, 'as it was left');
  assert.equal(await page.locator('.pinned-run').count(), 1, 'what the reader keeps stays');
  await page.goForward();
  await until(page, where, 'forward xavier-tanh');
  await page.goForward();
  await until(page, async () => (await getState(page)).lab, 'symmetry');
  await page.keyboard.press('Control+z');
  await until(page, where, 'forward xavier-tanh');
  await page.finish();
});

test('what waits to be written does not go into the entry that Back comes to', async () => {
  const page = await site.open(`${small}&view=text`);
  await page.evaluate(async () => {
    await window.initlab.setState({ theme: 'dark' });
    window.dispatchEvent(new PopStateEvent('popstate')); // hashchange comes later
  });
  await page.waitForTimeout(600);
  assert.doesNotMatch(await page.evaluate(() => location.hash), /theme=dark/);
  await page.finish();
});

test('a mission is an entry of its own', async () => {
  const page = await site.open(`lab=symmetry&view=text`);
  await page.evaluate(() => document.querySelector('[data-command=missions]').click());
  await page.locator('#missions-list button').first().click();
  await page.locator('#mission').waitFor();
  await page.goBack();
  await until(page, async () => (await getState(page)).lab, 'symmetry');
  assert.ok(await page.locator('#mission').isHidden());
  await page.finish();
});

test('within another page Back is that page’s', async () => {
  const page = await host.openHost('<init-lab lab="forward" width="16" depth="3" batch="16"></init-lab>');
  await page.evaluate(() => document.querySelector('init-lab').ready.then(() => true));
  const before = await page.evaluate(() => window.history.length);
  await page.evaluate(() => document.querySelector('init-lab').setState({ params: { preset: 'large' } }).then(() => true));
  await page.evaluate(() => document.querySelector('init-lab').setState({ lab: 'symmetry' }).then(() => true));
  assert.equal(await page.evaluate(() => window.history.length), before);
  await page.close();
});

test('on a phone the buttons are as large as a finger, and nothing is wider than the screen', async () => {
  const page = await site.open(small, { size: [390, 844], hasTouch: true, isMobile: true });
  for (const id of ['undo', 'redo']) {
    const { width, height } = await page.locator(`#${id}`).boundingBox();
    assert.ok(width >= 44 && height >= 44, `${id}: ${width} x ${height}`);
  }
  await setState(page, { params: { gain: 2 } });
  await page.locator('#undo').tap();
  assert.equal(await gain(page), 1);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  await page.finish();
});
