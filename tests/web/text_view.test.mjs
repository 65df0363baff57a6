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
  const row = page.locator('.param[data-key="gain"]');
  await row.locator('.row-note').filter({ hasText: 'Gain = abc is not a number' }).waitFor();
  assert.equal(await page.inputValue('#param-gain'), '1');
  assert.equal(await page.locator('#notes .note').count(), 0, 'beside its control, and nowhere else');
  // It stays until the control gets another value.
  await page.selectOption('#param-act', 'relu');
  await settled(page);
  assert.match(await row.locator('.row-note').innerText(), /not a number/);
  await page.fill('#param-gain', '0,5');
  await page.press('#param-gain', 'Enter');
  await settled(page);
  assert.equal(await page.inputValue('#param-gain'), '0.5');
  assert.equal(await row.locator('.row-note').innerText(), '');
  await page.finish();
});

test('a note moves nothing under a pressed pointer', async () => {
  const page = await site.open('width=16&depth=2');
  await canvasShown(page);
  const top = () => page.locator('#canvas').evaluate((canvas) => canvas.getBoundingClientRect().top);
  const before = await top();
  await page.mouse.move(700, 500);
  await page.mouse.down();
  await page.evaluate(() => window.initlab.setState({ params: { gain: 'abc' } }));
  assert.equal(await top(), before);
  await page.mouse.up();
  await page.locator('.note-note').waitFor();
  assert.ok((await top()) > before, 'it pushes, and covers nothing');
  await page.finish();
});

test('the table shows what it has at 1280 px: zero columns fold away with a line', async () => {
  for (const lang of ['en', 'ko']) {
    const page = await site.open(`view=text&preset=he-relu&width=32&depth=3&input_width=32&batch=64&lang=${lang}`);
    const scroll = page.locator('#text-view-results .table-scroll').first();
    const { inner, outer } = await scroll.evaluate((element) => ({ inner: element.scrollWidth, outer: element.clientWidth }));
    assert.ok(inner <= outer, `${lang}: ${inner} px in ${outer}`);
    assert.equal(await page.locator('td[data-column="nan_fraction"]').count(), 0);
    assert.match(await page.locator('.folded').innerText(), /NaN.*Inf/);
    await page.finish();
  }
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
