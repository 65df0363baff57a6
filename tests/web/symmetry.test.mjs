// The player of the symmetry lab within the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, idle, useSite } from './support.mjs';

const site = useSite();
const framesOf = (page) => page.evaluate(() => window.initlab.stats().frames);

test('plays only when asked to, and draws nothing before and after', async () => {
  const page = await site.open('lab=symmetry&steps=40');
  await canvasShown(page);
  await idle(page);
  const before = await framesOf(page);
  await page.waitForTimeout(1500);
  assert.equal(await framesOf(page), before, 'it plays by itself');
  await page.focus('#canvas');
  await idle(page);
  const focused = await framesOf(page);
  await page.keyboard.press('Space');
  await page.waitForFunction((old) => window.initlab.stats().frames > old + 10, focused);
  assert.equal(await page.evaluate(() => window.scrollY), 0, 'Space scrolls the page');
  await page.keyboard.press('Space');
  await idle(page);
  const paused = await framesOf(page);
  await page.waitForTimeout(1000);
  assert.equal(await framesOf(page), paused);
  await page.finish();
});
