// The box for code: a text area on every door.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, pressUntil, settled, useSite } from './support.mjs';

const site = useSite();
const small = 'lab=forward&depth=2&width=16&batch=16&input_width=16&seeds=0&init=code';
const line = 'W = np.random.randn(fan_in, fan_out)';

test('in the form: Enter makes a line, Ctrl+Enter applies, Tab leaves', async () => {
  const page = await site.open(`${small}&view=text`);
  const field = page.locator('textarea#param-code');
  await field.fill(`${line} * 0.5`);
  await field.press('Control+Enter');
  assert.equal((await settled(page)).params.code, `${line} * 0.5`);
  const height = () => field.evaluate((area) => area.offsetHeight);
  await field.fill('# a short line'); // a long one is broken
  const one = await height();
  await field.press('End');
  await field.press('Enter');
  assert.ok((await height()) >= one + 18, 'a line more');
  assert.equal((await getState(page)).params.code, `${line} * 0.5`, 'not applied yet');
  await field.fill(Array.from({ length: 8 }, (_, i) => `# ${i}`).join('\n'));
  const eight = await height();
  await field.fill(Array.from({ length: 30 }, (_, i) => `# ${i}`).join('\n'));
  assert.equal(await height(), eight, 'further lines scroll');
  assert.ok(eight > one + 130 && eight < one + 160, `${one} to ${eight}`);
  assert.match(await field.evaluate((area) => getComputedStyle(area).fontFamily), /monospace/);
  await field.fill(`${line} * 0.25`);
  await field.press('Tab');
  assert.equal((await settled(page)).params.code, `${line} * 0.25`);
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'param-code');
  await field.fill('nothing of this');
  await field.press('Escape');
  assert.equal(await field.inputValue(), `${line} * 0.25`);
  await page.finish();
});

test('over the canvas: the same, and Escape leaves what was there', async () => {
  const page = await site.open(`${small}&controls=code`); // nothing else is in the panel
  await canvasShown(page);
  await idle(page);
  const field = page.locator('textarea.canvas-input');
  // Below the label, whose row opens the word's box.
  await pressUntil(page, field, { x: 150, from: 132, to: 200, step: 12 });
  assert.equal(await field.getAttribute('aria-label'), 'Code');
  const before = (await getState(page)).params.code;
  const height = () => field.evaluate((area) => area.offsetHeight);
  await field.press('Control+End');
  const one = await height();
  for (let i = 0; i < 3; i += 1) await field.press('Enter');
  assert.ok((await height()) >= one + 50, 'it grows with its lines');
  await page.keyboard.type('x');
  await field.press('Escape');
  assert.equal(await field.count(), 0);
  assert.equal((await getState(page)).params.code, before);
  await page.finish();
});

test('on a phone its letters are large enough for the browser not to zoom', async () => {
  const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2, size: [390, 844] };
  const page = await site.open(small, phone);
  await canvasShown(page);
  await page.click('#controls-button');
  const field = page.locator('#sheet textarea#param-code');
  const { size, wide } = await field.evaluate((area) => ({
    size: parseFloat(getComputedStyle(area).fontSize),
    wide: area.getBoundingClientRect().width,
  }));
  assert.ok(size >= 16, `${size} px`);
  assert.ok(wide > 340, 'the whole width');
  await field.fill(`${line} * 2`);
  await page.click('#sheet-done');
  assert.equal((await settled(page)).params.code, `${line} * 2`);
  await page.finish();
});
