// The text view, the form and the JavaScript interface cost nothing while nobody uses them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, setState, useSite } from './support.mjs';

const site = useSite();

async function openDrawn(hash) {
  const page = await site.open(hash, { ready: false });
  await canvasShown(page);
  await page.waitForTimeout(1000);
  return page;
}

/** Calls of the engine so far: {frames, tables, results, labs}. */
async function calls(page) {
  const { calls: all } = await page.evaluate(() => window.initlab.stats());
  return {
    frames: all['engine_report 1'] ?? 0,
    tables: all['engine_report 2'] ?? 0,
    results: all['engine_report 0'] ?? 0,
    labs: all.engine_labs ?? 0,
  };
}

/** The calls since `before`. */
async function callsSince(page, before) {
  const now = await calls(page);
  return Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count - before[name]]));
}

/** Drags a slider of the canvas, the first that moves; the button stays down. Gives the calls meanwhile. */
async function drag(page) {
  const box = await page.locator('#canvas').boundingBox();
  const state = () => page.evaluate(() => window.initlab.getState());
  for (let y = box.y + 300; y < box.y + 740; y += 12) {
    const before = await state();
    await page.mouse.move(box.x + 150, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 170, y, { steps: 4 });
    await page.waitForTimeout(60);
    const { query, lab } = await state();
    if (lab === 'forward' && query !== before.query && !/preset/.test(query)) {
      const start = await calls(page);
      // To and fro until the engine has answered some times, however slow the machine.
      for (let move = 0; move < 600 && (await callsSince(page, start)).frames <= 5; ++move) {
        await page.mouse.move(box.x + 200 + 30 * Math.sin(move / 8), y);
        await page.waitForTimeout(20);
      }
      return callsSince(page, start);
    }
    await page.mouse.up();
    await page.waitForTimeout(60);
  }
  return assert.fail('nothing moved');
}

test('a drag on the canvas makes frames, and neither tables nor JSON nor a form', async () => {
  const page = await openDrawn('width=32&depth=3');
  const during = await drag(page);
  assert.ok(during.frames > 5, `${during.frames} frames`);
  assert.equal(during.tables, 0);
  assert.equal(during.results, 0);
  assert.equal(during.labs, 0);
  assert.equal(await page.locator('#text-view-form *').count(), 0);
  assert.equal(await page.locator('.table-scroll *').count(), 0);
  const { tables } = await calls(page);
  await page.mouse.up();
  // Once it is quiet, the verdict is there for those who listen.
  await page.waitForFunction((seen) => window.initlab.stats().calls['engine_report 2'] > seen, tables);
  assert.ok((await page.locator('#announcements').textContent()).length > 0);
  await page.click('#text-view-button');
  assert.equal(await page.locator('tbody tr').count(), (await setState(page, {})).layers.length + 1);
  assert.ok((await page.locator('#text-view-form input').count()) > 5);
  await page.finish();
});

test('a result that nobody has asked for before is there when asked for', async () => {
  const page = await openDrawn('width=16&depth=2');
  const [depth, again] = await page.evaluate(async () => {
    const read = window.initlab.getResult().layers.length;
    const result = await window.initlab.setState({ params: { depth: 3 } });
    return [read, [result.layers.length, window.initlab.getResult().layers.length]];
  });
  assert.equal(depth, 2);
  assert.deepEqual(again, [3, 3]);
  await page.finish();
});
