// axe-core finds nothing serious, in any view; and the page reflows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, seriousFindings, useSite } from './support.mjs';

const site = useSite();

for (const theme of ['light', 'dark']) {
  for (const lang of ['en', 'ko']) {
    test(`no serious finding, ${theme}, ${lang}`, async () => {
      const hash = `width=16&depth=2&theme=${theme}&lang=${lang}&nonsense=1&gain=1000000`;
      const page = await site.open(hash);
      await canvasShown(page);
      assert.deepEqual(await seriousFindings(page), []);
      await page.click('#text-view-button');
      await page.click('summary');
      assert.deepEqual(await seriousFindings(page), []);
      await page.finish();
      const small = await site.open(hash, { size: [390, 844] });
      await canvasShown(small);
      await small.click('#controls-button');
      assert.deepEqual(await seriousFindings(small), []);
      await small.finish();
    });
  }
}

test('reflows at 320 px and at twice the text size', async () => {
  const page = await site.open('view=text&width=16&depth=2', { size: [320, 640] });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok((await overflow()) <= 0);
  await page.setViewportSize({ width: 640, height: 400 }); // 1280 x 800 at 200 %
  assert.ok((await overflow()) <= 0);
  await page.finish();
});

for (const lab of ['forward', 'activation']) {
  test(`targets are large enough on a phone, ${lab}`, async () => {
    const page = await site.open(`lab=${lab}&view=text&depth=2`, { size: [390, 844], hasTouch: true });
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, input')]
        .filter((element) => element.getClientRects().length > 0)
        // A check box is pressed anywhere on its label.
        .map((element) => (element.type === 'checkbox' ? element.closest('label') : element))
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(small, []);
    await page.finish();
  });
}

test('no serious finding in a form of check boxes', async () => {
  const page = await site.open('lab=activation&chains=200&view=text&with=tanh');
  assert.deepEqual(await seriousFindings(page), []);
  await page.finish();
});
