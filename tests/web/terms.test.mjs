// Explained words: one tap away on the canvas, in the form and in the tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, idle, pressUntil, setState, settled, useSite } from './support.mjs';

const site = useSite();
const small = 'lab=forward&depth=3&width=32&batch=32&input_width=32&seeds=0';
const box = (page) => page.locator('.term-box');

test('in the table: a button with the word, by mouse and by keyboard, and out again', async () => {
  const page = await site.open(`${small}&view=text`);
  const z = page.getByRole('columnheader', { name: 'z', exact: true }).getByRole('button');
  await z.click();
  assert.match(await box(page).innerText(), /standard deviations/);
  assert.match(await box(page).innerText(), /z = /);
  const href = await box(page).getByRole('link').getAttribute('href');
  assert.equal(href, 'lessons/en/glossary.html#z-of-a-prediction');
  const there = await page.evaluate(async (address) => (await fetch(address)).text(), href);
  assert.match(there, /id="z-of-a-prediction"/);
  await page.keyboard.press('Escape');
  assert.equal(await box(page).count(), 0);
  assert.ok(await z.evaluate((button) => button === document.activeElement), 'the focus is back');
  await page.keyboard.press('Enter');
  assert.equal(await z.getAttribute('aria-expanded'), 'true');
  // Tab goes through the box and on to what follows the word.
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Tab');
  assert.equal(await box(page).count(), 0, 'no trap');
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  await z.click();
  await page.mouse.click(900, 20);
  assert.equal(await box(page).count(), 0, 'a press outside closes it');
  await page.finish();
});

test('every column of every lab has its explanation, in both languages', async () => {
  const page = await site.open('view=text&width=16&depth=2');
  for (const { id } of await page.evaluate(() => window.initlab.labs())) {
    await setState(page, { lab: id });
    const bare = await page.locator('#text-view-results thead').first().evaluate((head) =>
      [...head.querySelectorAll('th')].filter((th) => !th.querySelector('button')).map((th) => th.textContent));
    assert.deepEqual(bare, [], id);
  }
  await page.finish();
});

test('in the form: a mark beside the label, and the box is within the window', async () => {
  for (const size of [[1280, 800], [390, 844]]) {
    const page = await site.open(`${small}&view=text&lang=ko`, { size });
    await page.getByRole('button', { name: '게인: 설명 보기' }).click();
    assert.match(await box(page).innerText(), /표준편차/);
    const { left, right } = await box(page).evaluate((element) => element.getBoundingClientRect());
    assert.ok(left >= 0 && right <= size[0], `${left} to ${right}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= size[0]);
    await page.finish();
  }
});

test('on the canvas: a press on a word opens the same box, Escape gives the focus back', async () => {
  const page = await site.open(small);
  await canvasShown(page);
  await idle(page);
  // Down the gutter until a word answers: "std" stands at its top.
  await pressUntil(page, box(page), { x: 326, from: 163, to: 780, step: 9 });
  const words = await box(page).locator('h3').innerText();
  assert.ok(['std', 'mean', 'layer'].includes(words), words);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
  await settled(page);
  await page.finish();
});
