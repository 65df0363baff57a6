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

const still = async (page) => {
  await idle(page);
  return picture(page);
};

/** Share of the pixels that are another colour in two pictures: more than a letter drawn anew. */
function difference(page, a, b) {
  return page.evaluate(async (pictures) => {
    const [first, second] = await Promise.all(pictures.map(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }));
    let other = 0;
    for (let i = 0; i < first.length; i += 4) {
      other += [0, 1, 2].some((channel) => Math.abs(first[i + channel] - second[i + channel]) > 64);
    }
    return other / (first.length / 4);
  }, [a, b].map((png) => png.toString('base64')));
}

test('two fingers zoom the picture and not the page, one moves it, two taps show it whole', async () => {
  const { page, touch, plot } = await openPhone();
  const x = plot[0];
  const y = plot[1] - 220; // the verdict, where a tap does nothing else
  const before = await picture(page);
  await touch('touchStart', [x - 40, y], [x + 40, y]);
  for (let step = 1; step <= 10; ++step) await touch('touchMove', [x - 40 - 8 * step, y], [x + 40 + 8 * step, y]);
  await touch('touchEnd');
  const zoomed = await still(page);
  assert.ok((await difference(page, zoomed, before)) > 0.02);
  assert.equal(await scale(page), 1);
  await touch('touchStart', [x, y]);
  for (let step = 1; step <= 10; ++step) await touch('touchMove', [x - 6 * step, y - 2 * step]);
  await touch('touchEnd');
  const moved = await still(page);
  assert.ok((await difference(page, moved, zoomed)) > 0.02);
  assert.equal(await page.evaluate(() => window.scrollY), 0, 'the page stays');
  for (let tap = 0; tap < 2; ++tap) {
    await touch('touchStart', [x, y]);
    await touch('touchEnd');
  }
  const after = await difference(page, await still(page), before);
  assert.ok(after < 0.001, `${after} of it is not as it was`);
  await page.finish();
});

test('what is zoomed is tapped where it is seen', async () => {
  const { page, touch } = await openPhone();
  const { x, y } = await page.locator('#canvas').boundingBox();
  const row = y + 158; // of presets; the second one is seen whole
  await touch('touchStart', [x + 10, row], [x + 60, row]);
  for (let step = 1; step <= 10; ++step) await touch('touchMove', [x + 10, row], [x + 60 + 5 * step, row]);
  await touch('touchEnd');
  await idle(page);
  const middle = 150; // of its button
  await page.touchscreen.tap(x + 10 + 2 * (middle - 10), row);
  await page.waitForFunction(() => window.initlab.getState().params.preset === 'large');
  await page.finish();
});

test('one finger scrolls the page, from the canvas too', async () => {
  const { page, touch, plot } = await openPhone();
  // Two fingers that hardly part zoom nothing, or the page would be stuck.
  await touch('touchStart', plot, [plot[0] + 100, plot[1]]);
  await touch('touchMove', plot, [plot[0] + 103, plot[1]]);
  await touch('touchEnd');
  await touch('touchStart', plot);
  for (let step = 1; step <= 10; ++step) await touch('touchMove', [plot[0], plot[1] - 20 * step]);
  await touch('touchEnd');
  await page.waitForFunction(() => window.scrollY > 50);
  await page.finish();
});
