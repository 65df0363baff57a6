// A drag on the canvas ends where the button is let go, wherever that is, and never goes on without
// a button.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, useBrowser, useHost, useSite } from './support.mjs';

const site = useSite();
const browser = useBrowser();
const host = useHost(browser);
const small = 'width=16&batch=16&depth=3&controls=gain'; // the gain is all there is to take hold of
const [left, middle, right] = [150, 190, 230]; // within the slider's track, also where the panel is narrow

const settle = (page) => page.waitForTimeout(250); // a frame and what follows it

/** Finds the slider: drags within the canvas, row by row, until the gain answers. Gives its height. */
async function findSlider(page, box, gain) {
  for (let y = box.y + 20; y < box.y + 700; y += 8) {
    const before = await gain();
    await page.mouse.move(box.x + left, y);
    await page.mouse.down();
    await page.mouse.move(box.x + middle, y, { steps: 4 });
    await settle(page);
    const after = await gain();
    await page.mouse.up();
    if (after !== before) return y;
  }
  throw new Error('no slider');
}

/** Takes hold of the slider, lets go with `release`, comes back, and sees that nothing follows. */
async function letGo(page, { box, y, gain }, name, release) {
  await page.mouse.move(box.x + left, y);
  await page.mouse.down();
  await page.mouse.move(box.x + middle, y, { steps: 4 });
  await settle(page);
  await release();
  await settle(page);
  const at = await gain();
  for (const x of [left, right]) {
    await page.mouse.move(box.x + x, y, { steps: 4 });
    await settle(page);
    assert.equal(await gain(), at, `${name}: at ${x} without a button`);
  }
  await page.mouse.up();
  await page.mouse.move(box.x + right, y);
  await page.mouse.down();
  await settle(page);
  assert.notEqual(await gain(), at, `${name}: the next press is one again`);
  await page.mouse.up();
}

function buttonless(page, x, y) {
  return page.context().newCDPSession(page).then((session) =>
    session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'none', buttons: 0 }));
}

test('a drag ends when the button is let go outside the canvas, or cannot be seen to be', async () => {
  const page = await site.open(small);
  await canvasShown(page);
  await idle(page);
  const gain = async () => (await getState(page)).params.gain;
  const box = await page.locator('#canvas').boundingBox();
  const slider = { box, y: await findSlider(page, box, gain), gain };
  for (const [x, y] of [[30, 10], [700, 10], [-30, 400], [640, 900], [1400, 300]]) {
    await letGo(page, slider, `let go at ${x}, ${y}`, async () => {
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
    });
  }
  for (const name of ['blur', 'pagehide']) {
    await letGo(page, slider, name, () => page.evaluate((event) => void window.dispatchEvent(new Event(event)), name));
  }
  await letGo(page, slider, 'hidden', () => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange'))));
  await letGo(page, slider, 'the browser takes the pointer', () => page.evaluate(() => {
    document.getElementById('canvas').dispatchEvent(new PointerEvent('pointercancel'));
  }));
  await letGo(page, slider, 'let go unseen', () => buttonless(page, box.x + middle, slider.y));
  await page.finish();
});

test('let go outside the frame of an embedded lab', async () => {
  const page = await host.openHost(
    `<init-lab lab="forward" width="16" batch="16" depth="3" controls="gain"></init-lab><p style="height:300px">below</p>`,
    { size: [1100, 1000] },
  );
  await page.evaluate(() => document.querySelector('init-lab').ready.then(() => true));
  const frame = page.frames().find((one) => one.url().includes('embed.html'));
  await canvasShown(frame);
  await settle(page);
  const gain = () => frame.evaluate(() => window.initlab.getState().params.gain);
  const box = await frame.locator('#canvas').boundingBox();
  const slider = { box, y: await findSlider(page, box, gain), gain };
  for (const [x, y] of [[5, 5], [-20, 200]]) {
    await letGo(page, slider, `let go at ${x}, ${y}`, async () => {
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
    });
  }
  await page.close();
});
