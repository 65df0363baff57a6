// The lessons: static pages that read without script, and questions that are answered in place.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist, useSite } from './support.mjs';

const site = useSite();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const folder = join(dist, 'lessons');
const languages = ['en', 'ko'];
const pagesOf = (lang) => readdirSync(join(folder, lang)).filter((name) => name.endsWith('.html'));

async function open(path, { size = [1280, 900], ...options } = {}) {
  const context = await site.browser.newContext({
    viewport: { width: size[0], height: size[1] },
    bypassCSP: true, // for axe
    ...options,
  });
  const page = await context.newPage();
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.troubles.push(message.text());
  });
  await page.goto(`${site.server.address}lessons/${path}`);
  return page;
}

test('the same pages in both languages', () => {
  assert.deepEqual(pagesOf('ko'), pagesOf('en'));
  assert.ok(pagesOf('en').length >= 8);
});

for (const lang of languages) {
  test(`every page in ${lang}: structure, links, accessibility, weight, 320 px`, async () => {
    for (const name of pagesOf(lang)) {
      const page = await open(`${lang}/${name}`, { size: [320, 800] });
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        title: document.title,
        levels: [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName[1])),
        noAlt: document.querySelectorAll('img:not([alt])').length,
        links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        holes: /undefined|\{\{/.test(document.body.innerText),
      }));
      assert.equal(found.lang, lang, name);
      assert.ok(found.title.length > 5, name);
      assert.equal(found.levels.filter((level) => level === 1).length, 1, name);
      found.levels.reduce((before, level) => {
        assert.ok(level <= before + 1, `${name}: h${level} after h${before}`);
        return level;
      }, 0);
      assert.equal(found.noAlt, 0, name);
      assert.ok(found.overflow <= 0, `${name} scrolls sideways by ${found.overflow} px`);
      assert.equal(found.holes, false, `${name} has a hole in its text`);
      for (const href of found.links.filter((link) => !/^(#|https?:|mailto:)/.test(link))) {
        const target = join(folder, lang, href.split('#')[0]);
        assert.ok(existsSync(href.split('#')[0].endsWith('/') ? join(target, 'index.html') : target), `${name}: ${href}`);
      }
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), [], name);
      assert.deepEqual(page.troubles, [], name);
      const files = [join(folder, lang, name), join(dist, 'lessons.css'), join(dist, 'lessons.js')];
      const weight = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
      assert.ok(weight < 60_000, `${name}: ${weight} bytes`);
      await page.context().close();
    }
  });
}

test('reads without script: answers and numbers are there to open', async () => {
  const page = await open('en/07-xavier-relu.html', { javaScriptEnabled: false });
  await page.locator('details.answer > summary').first().click();
  assert.ok(await page.getByText('falling exponential').isVisible());
  assert.ok(await page.locator('.poster img').first().isVisible());
  await page.context().close();
});

test('a curve is drawn with the keyboard, then compared in words', async () => {
  const page = await open('en/07-xavier-relu.html');
  const question = page.locator('[data-question=draw]').first();
  const handle = question.locator('[role=slider]').last();
  await handle.focus();
  const before = Number(await handle.getAttribute('aria-valuenow'));
  for (let press = 0; press < 5; ++press) await page.keyboard.press('ArrowUp');
  assert.ok(Number(await handle.getAttribute('aria-valuenow')) > before);
  await question.locator('button.primary').click();
  assert.match(await question.locator('.status').innerText(), /0\.027/);
  assert.equal(await question.locator('[role=slider]').count(), 0, 'what is revealed is not moved any more');
  await page.context().close();
});

test('exercises tell right from wrong, each mistake in its own words', async () => {
  const page = await open('en/07-xavier-relu.html');
  const choice = page.locator('[data-question=choice]').last();
  await choice.locator('input[value="2"]').check();
  await choice.locator('button[type=submit]').click();
  assert.equal(await choice.locator('.status').getAttribute('data-state'), 'wrong');
  assert.match(await choice.locator('.status').innerText(), /squared/);
  await choice.locator('input[data-right]').check();
  await page.keyboard.press('Enter');
  assert.equal(await choice.locator('.status').getAttribute('data-state'), 'right');
  const number = page.locator('[data-question=number]').first();
  const answer = await number.getAttribute('data-answer');
  await number.locator('input').fill('nonsense');
  await page.keyboard.press('Enter');
  assert.equal(await number.locator('.status').getAttribute('data-state'), 'missing');
  await number.locator('input').fill(answer);
  await page.keyboard.press('Enter');
  assert.equal(await number.locator('.status').getAttribute('data-state'), 'right');
  await page.context().close();
});

test('a lab in a lesson starts in place', async () => {
  const page = await open('en/07-xavier-relu.html');
  await page.locator('init-lab button').first().click();
  await page.waitForFunction(() => document.querySelector('init-lab').running);
  const result = await page.evaluate(() => document.querySelector('init-lab').getState());
  assert.equal(result.params.act, 'relu');
  await page.context().close();
});
