// The canvas within the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, pressUntil, setState, settled, useSite } from './support.mjs';

const site = useSite();

/** Drags across the panel, row by row, until a parameter changes. */
async function dragUntilChanged(page, query) {
  const box = await page.locator('#canvas').boundingBox();
  for (let y = box.y + 300; y < box.y + 740; y += 12) {
    await page.mouse.move(box.x + 150, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 170, y, { steps: 4 });
    await page.mouse.move(box.x + 200, y, { steps: 4 });
    await page.waitForTimeout(60);
    await page.mouse.up();
    await page.waitForTimeout(60);
    const state = await getState(page);
    if (state.lab === 'forward' && state.query !== query && !/preset/.test(state.query)) return state;
  }
  return null;
}

test('a drag on the canvas changes the state', async () => {
  const page = await site.open('width=64&depth=4');
  await canvasShown(page);
  await idle(page);
  const { query } = await getState(page);
  const state = await dragUntilChanged(page, query);
  assert.ok(state, 'no control of the canvas answers to a drag');
  const result = await settled(page);
  assert.deepEqual(result.params.gain, (await getState(page)).params.gain);
  await page.waitForFunction((old) => location.hash.length > 1 && !location.hash.endsWith(old), query);
  await page.finish();
});

test('draws nothing while idle', async () => {
  const page = await site.open('width=64&depth=4');
  await canvasShown(page);
  await idle(page);
  const frames = () => page.evaluate(() => window.initlab.stats().frames);
  const before = await frames();
  await page.waitForTimeout(1500);
  assert.equal(await frames(), before);
  await setState(page, { params: { depth: 5 } });
  await page.waitForFunction((old) => window.initlab.stats().frames > old, before);
  await page.finish();
});

test('a frame asks nothing of the graphics process, and so never waits for it', async () => {
  const page = await site.open('width=64&depth=4');
  await canvasShown(page);
  await idle(page);
  await page.evaluate(() => {
    window.questions = 0;
    const { prototype } = WebGL2RenderingContext;
    for (const name of ['getParameter', 'getError', 'getProgramParameter', 'readPixels', 'finish']) {
      const asked = prototype[name];
      prototype[name] = function ask(...values) {
        window.questions += 1;
        return asked.apply(this, values);
      };
    }
  });
  const before = await page.evaluate(() => window.initlab.stats().frames);
  await setState(page, { params: { depth: 5 } });
  await page.waitForFunction((old) => window.initlab.stats().frames > old + 2, before);
  assert.equal(await page.evaluate(() => window.questions), 0);
  await page.finish();
});

test('Tab enters and leaves the canvas, and the wheel scrolls the page', async () => {
  const page = await site.open('width=64&depth=4', { size: [1280, 420] });
  await canvasShown(page);
  await page.focus('#theme');
  await page.keyboard.press('Tab');
  const active = () => page.evaluate(() => document.activeElement?.id ?? '');
  assert.equal(await active(), 'canvas');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await active(), 'theme');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.notEqual(await active(), 'canvas');
  await page.mouse.move(700, 300);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => window.scrollY > 50);
  await page.finish();
});

test('a lost graphics context comes back with the state', async () => {
  const page = await site.open('width=64&depth=4', { quiet: false });
  await canvasShown(page);
  await idle(page);
  await page.evaluate(() => {
    const context = document.getElementById('canvas').getContext('webgl2');
    window.lose = context.getExtension('WEBGL_lose_context');
    window.lose.loseContext();
  });
  await page.locator('.note').filter({ hasText: 'graphics device' }).waitFor();
  await setState(page, { params: { depth: 6 } });
  const before = await page.evaluate(() => window.initlab.stats().frames);
  await page.evaluate(() => window.lose.restoreContext());
  await page.waitForFunction(() => !document.querySelector('#notes .note'));
  await page.waitForFunction((old) => window.initlab.stats().frames > old, before);
  assert.equal((await getState(page)).params.depth, 6);
  const drawn = await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => done(!document.getElementById('canvas').getContext('webgl2').isContextLost()));
      }),
  );
  assert.ok(drawn);
  await page.finish();
});

test('follows the window and the pixel ratio', async () => {
  const page = await site.open('width=64&depth=4', { deviceScaleFactor: 2 });
  await canvasShown(page);
  await idle(page);
  const sizes = () =>
    page.evaluate(() => {
      const canvas = document.getElementById('canvas');
      return [canvas.width, canvas.clientWidth, canvas.height, canvas.clientHeight];
    });
  const [width, cssWidth, height, cssHeight] = await sizes();
  assert.equal(cssWidth, 1280);
  assert.equal(width, 2 * cssWidth);
  assert.equal(height, 2 * cssHeight);
  await page.setViewportSize({ width: 900, height: 700 });
  await page.waitForFunction(() => document.getElementById('canvas').width === 1800);
  await page.finish();
});

test('a number of the canvas is edited in a real input', async () => {
  const page = await site.open('width=64&depth=4&controls=depth'); // nothing else is in the panel
  await canvasShown(page);
  await idle(page);
  const box = await page.locator('#canvas').boundingBox();
  const input = page.locator('.canvas-input');
  await pressUntil(page, input, { x: box.x + 247, from: box.y + 24, to: box.y + 200, step: 14 });
  await idle(page);
  const before = await getState(page);
  await input.fill('3');
  await page.keyboard.press('Escape');
  assert.equal(await input.count(), 0);
  assert.deepEqual(await getState(page), before);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
  await page.finish();
});
