// A browser without WebGL 2 gets the text view.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './support.mjs';

const site = useSite({ withWebGl: false });

test('without WebGL 2 the text view shows by itself', async () => {
  const page = await site.open('width=16&depth=2', { quiet: false });
  await page.locator('.note').filter({ hasText: 'WebGL 2' }).waitFor();
  assert.ok(await page.locator('#text-view table').isVisible());
  assert.ok(!(await page.locator('#canvas').isVisible()));
  assert.equal(await page.locator('tbody tr').count(), 3);
  assert.ok(!site.server.requests.some((url) => url.endsWith('lab.wasm')), 'what cannot run is not fetched');
  await page.finish();
});
