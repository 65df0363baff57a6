// A page that nobody touches does nothing, whatever has been visited before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, idle, setState, useSite } from './support.mjs';

const site = useSite();
const seconds = 10;
const share = 0.005; // of one core

/** CPU seconds of all renderers, workers included. */
async function rendererTime(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

test('idle: no frame, no script and under 0.5 % of a core, after every lab and a pinned run', async () => {
  const page = await site.open('');
  await canvasShown(page);
  for (const lab of await page.evaluate(() => window.initlab.labs().map(({ id }) => id))) {
    await setState(page, { lab });
  }
  await setState(page, { lab: 'forward', params: { width: 2048, depth: 3, batch: 200 } });
  await setState(page, { lab: 'forward', params: { preset: 'he-relu' } });
  await page.click('#text-view-button');
  await page.click('#param-pin');
  await page.click('#text-view-button');
  await setState(page, { params: { gain: 1.2 } });
  await idle(page);

  const browser = await site.browser.newBrowserCDPSession();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const measure = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return {
      frames: await page.evaluate(() => window.initlab.stats().frames),
      script: metric('ScriptDuration'),
      task: metric('TaskDuration'),
      cpu: await rendererTime(browser),
    };
  };
  // The browser itself may still be putting its house in order.
  let spent;
  for (let attempt = 0; attempt < 4; ++attempt) {
    const before = await measure();
    await page.waitForTimeout(1000 * seconds);
    const after = await measure();
    spent = Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));
    assert.equal(spent.frames, 0);
    if (Math.max(spent.cpu, spent.task) < share * seconds && spent.script < 0.002) break;
  }
  assert.ok(spent.task < share * seconds, JSON.stringify(spent));
  assert.ok(spent.cpu < share * seconds, JSON.stringify(spent));
  assert.ok(spent.script < 0.002, JSON.stringify(spent));
  await page.finish();
});
