// The text view: the same state as the canvas, by form and table, without a mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, setState, settled, useSite } from './support.mjs';

const site = useSite();

test('the form drives the canvas and the canvas the form', async () => {
  const page = await site.open('width=32&depth=3');
  await canvasShown(page);
  await page.click('#text-view-button');
  await page.fill('#param-gain', '1.5');
  await page.press('#param-gain', 'Enter');
  await settled(page);
  assert.equal((await getState(page)).params.gain, 1.5);
  await page.selectOption('#param-act', 'relu');
  await page.click('#text-view-button');
  assert.ok(await page.locator('#canvas').isVisible());
  await setState(page, { params: { depth: 6 } });
  await page.click('#text-view-button');
  assert.equal(await page.inputValue('#param-depth'), '6');
  assert.equal(await page.inputValue('#param-act'), 'relu');
  assert.equal(await page.locator('tbody tr').count(), 7, 'the input and six layers');
  await page.finish();
});

test('every parameter has a labelled control with its help', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  const faults = await page.evaluate(() => {
    const lab = window.initlab.labs()[0];
    return lab.params
      .filter(({ key }) => key !== 'preset')
      .filter(({ key, help }) => {
        const control = document.getElementById(`param-${key}`);
        const ids = control?.getAttribute('aria-describedby')?.split(' ') ?? [];
        const described = ids.map((id) => document.getElementById(id)?.textContent);
        return !control?.labels?.length || (help && !described.includes(help));
      })
      .map(({ key }) => key);
  });
  assert.deepEqual(faults, []);
  await page.finish();
});

test('every verdict but a note has its mark, in every lab', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  for (const { id, presets } of await page.evaluate(() => window.initlab.labs())) {
    for (const { word } of presets) {
      const { verdict } = await setState(page, { lab: id, params: { preset: word } });
      const name = await page.locator('#text-view .verdict').getAttribute('class');
      assert.match(name, /mark-(none|keeps|shrinks|grows|stuck|partly)$/);
      assert.equal(name.includes('mark-none'), verdict === 'single', `${id}, ${word}: ${verdict}`);
    }
  }
  await page.finish();
});

test('complete by keyboard', async () => {
  const page = await site.open('width=16&depth=2');
  const focus = (id) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
  const tabTo = async (id) => {
    for (let i = 0; i < 60; i += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab does not reach ${id}`);
  };
  await page.keyboard.press('Tab');
  await focus('skip-link');
  await page.keyboard.press('Enter');
  await focus('text-view');
  await tabTo('preset-small');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal((await getState(page)).params.preset, 'small');
  await tabTo('param-depth');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('4');
  await page.keyboard.press('Tab');
  await focus('param-depth-slider');
  await page.keyboard.press('ArrowRight');
  await settled(page);
  assert.equal((await getState(page)).params.depth, 5);
  await tabTo('param-reset');
  await page.keyboard.press('Space');
  await settled(page);
  assert.equal((await getState(page)).params.depth, 10);
  await page.finish();
});

test('a value that cannot be read is told, and the old one kept', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  await page.fill('#param-gain', 'abc');
  await page.press('#param-gain', 'Enter');
  await page.locator('.note-note').filter({ hasText: 'gain' }).waitFor();
  assert.equal(await page.inputValue('#param-gain'), '1');
  await page.finish();
});

test('the verdict is announced', async () => {
  const page = await site.open('view=text&preset=small');
  const headline = await page.locator('#text-view-results .verdict').innerText();
  assert.ok(headline.length > 10);
  assert.equal(await page.locator('#announcements').innerText(), headline);
  await page.finish();
});

test('on a phone the sheet holds the form, and the dock the gain', async () => {
  const page = await site.open('width=32&depth=3', { size: [390, 844], hasTouch: true, isMobile: true });
  await canvasShown(page);
  await page.locator('#dock input').fill('300');
  await settled(page);
  assert.notEqual((await getState(page)).params.gain, 1);
  await page.click('#controls-button');
  await page.locator('#sheet #param-depth').fill('5');
  await page.press('#param-depth', 'Enter');
  await settled(page);
  assert.equal((await getState(page)).params.depth, 5);
  const sheetTop = await page.evaluate(() => document.getElementById('sheet').getBoundingClientRect().top);
  assert.ok(sheetTop > 300, 'the std plot stays in view');
  await page.keyboard.press('Escape');
  assert.ok(!(await page.locator('#sheet').isVisible()));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 390);
  await page.finish();
});
