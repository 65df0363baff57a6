// Fingers on the canvas: one scrolls the page or drags a control, a long press shows the values, two
// zoom.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, useSite } from './support.mjs';

const site = useSite();
const phone = { hasTouch: true, isMobile: true, size: [390, 844] };

async function openPhone() {
  const page = await site.open('preset=xavier-tanh&width=64&seeds=4', phone);
  await canvasShown(page);
  await idle(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type, ...points) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const box = await page.locator('#canvas').boundingBox();
  return { page, session, touch, plot: [box.x + box.width / 2, box.y + 280] };
}

const scale = (page) => page.evaluate(() => window.visualViewport.scale);
const picture = (page) => page.locator('#canvas').screenshot();

test('a long press shows what is under the finger, and no longer than the finger stays', async () => {
  const { page, touch, plot } = await openPhone();
  const before = await picture(page);
  await touch('touchStart', plot);
  await page.waitForTimeout(800);
  await idle(page);
  const during = await picture(page);
  assert.ok(!during.equals(before), 'something is shown');
  await touch('touchMove', [plot[0] + 80, plot[1]]);
  await idle(page);
  assert.ok(!(await picture(page)).equals(during), 'it follows the finger');
  const state = await getState(page);
  await touch('touchEnd');
  await idle(page);
  assert.ok((await picture(page)).equals(before), 'it is gone');
  assert.deepEqual(await getState(page), state);
  await page.finish();
});

test('two fingers zoom', async () => {
  const { page, session, plot } = await openPhone();
  await session.send('Input.synthesizePinchGesture', { x: plot[0], y: plot[1], scaleFactor: 2 });
  assert.ok((await scale(page)) > 1.5, `scale ${await scale(page)}`);
  await page.finish();
});

test('one finger scrolls the page, from the canvas too', async () => {
  const { page, touch, plot } = await openPhone();
  await touch('touchStart', plot);
  for (let step = 1; step <= 10; ++step) await touch('touchMove', [plot[0], plot[1] - 20 * step]);
  await touch('touchEnd');
  await page.waitForFunction(() => window.scrollY > 50);
  await page.finish();
});
