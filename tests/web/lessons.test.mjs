// The lessons: static pages that read without script, and questions that are answered in place.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { axeFindings, dist, useSite } from './support.mjs';

const site = useSite();
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

test('the same pages in both languages, with the same questions, labs and notes', () => {
  assert.deepEqual(pagesOf('ko'), pagesOf('en'));
  const lessons = pagesOf('en').filter((name) => /^\d/.test(name));
  assert.equal(lessons.length, 12);
  const parts = (lang, name) =>
    readFileSync(join(folder, lang, name), 'utf8').match(/data-question="\w+"|<init-lab [^>]*(?= lang=)|<aside|<h[123]|<dt id="[\w-]+"/g);
  for (const name of pagesOf('en')) {
    // The words of a glossary are in another order.
    assert.deepEqual(parts('ko', name).sort(), parts('en', name).sort(), name);
  }
  for (const name of lessons) {
    const found = parts('en', name).join();
    assert.match(found, /question="(draw|choice)"/, `${name} asks for a prediction`);
    assert.match(found, /<init-lab/, `${name} shows a lab`);
  }
});

test('the index leads to every lesson, lab and the glossary', async () => {
  const page = await open('ko/index.html');
  const links = await page.$$eval('main a', (all) => all.map((link) => link.getAttribute('href')));
  for (const name of pagesOf('ko').filter((file) => file !== 'index.html')) assert.ok(links.includes(name), name);
  const labs = links.filter((href) => href.includes('#lab=')).map((href) => /#lab=([\w-]+)&lang=ko/.exec(href)[1]);
  assert.equal(new Set(labs).size, 8);
  await page.context().close();
});

test('the lab page leads to the lessons in its language and theme, within its header', async () => {
  for (const width of [320, 390, 1280]) {
    for (const lang of languages) {
      const page = await site.open(`lang=${lang}&theme=dark&width=16&depth=2&view=text`, { size: [width, 700] });
      const link = page.locator('#lessons-link');
      assert.equal(await link.innerText(), lang === 'en' ? 'Lessons' : '강의');
      const [box, header, overflow] = await page.evaluate(() => [
        document.getElementById('lessons-link').getBoundingClientRect().toJSON(),
        document.querySelector('.header').offsetHeight,
        document.documentElement.scrollWidth - window.innerWidth,
      ]);
      assert.ok(header <= 49 && overflow <= 0, `${lang} ${width}: ${header} high, ${overflow} too wide`);
      assert.ok(width > 700 || box.height >= 44);
      await link.click();
      await page.waitForURL(`**/lessons/${lang}/index.html#theme=dark`);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      await page.finish();
    }
  }
  const embedded = await open('../embed.html');
  assert.ok(await embedded.locator('#lessons-link').isHidden());
  await embedded.context().close();
});

test('what is chosen in a lesson holds for its labs, and paper is light', async () => {
  const page = await open('en/08-he.html', { colorScheme: 'light' });
  await page.selectOption('#theme', 'dark');
  const look = () =>
    page.evaluate(() => {
      const lab = document.querySelector('init-lab');
      return [lab.getAttribute('theme'), getComputedStyle(lab).colorScheme, getComputedStyle(document.body).color];
    });
  const [theme, scheme, ink] = await look();
  assert.deepEqual([theme, scheme], ['dark', 'dark']);
  await page.emulateMedia({ media: 'print' });
  const [, printed, printedInk] = await look();
  assert.equal(printed, 'light');
  assert.notEqual(printedInk, ink);
  assert.ok(await page.locator('details.answer').last().evaluate(({ lastElementChild }) => lastElementChild.checkVisibility()));
  await page.context().close();
});

test('a long side note pushes down what follows', async () => {
  const page = await open('en/05-small-and-large.html', { size: [1280, 800] });
  const room = await page.evaluate(() => {
    const side = document.querySelector('.side');
    side.textContent = 'A long note. '.repeat(40);
    const next = side.parentElement.nextElementSibling;
    return next.getBoundingClientRect().top - side.getBoundingClientRect().bottom;
  });
  assert.ok(room >= 0, `${-room} px lie under the next figure`);
  await page.context().close();
});

for (const lang of languages) {
  test(`every page in ${lang}: structure, links, accessibility, weight, 320 px`, async () => {
    for (const name of pagesOf(lang)) {
      const page = await open(`${lang}/${name}`, { size: [320, 800] });
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        title: document.title,
        levels: [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName[1])),
        // A snippet's script is in the policy, by its hash.
        inline: document.querySelectorAll('[style], :not(.snippet-live) > script:not([src])').length,
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
      assert.equal(found.inline, 0, `${name} has inline styles or scripts`);
      assert.ok(found.overflow <= 0, `${name} scrolls sideways by ${found.overflow} px`);
      assert.equal(found.holes, false, `${name} has a hole in its text`);
      for (const href of found.links.filter((link) => !/^(#|https?:|mailto:)/.test(link))) {
        const target = join(folder, lang, href.split('#')[0]);
        assert.ok(existsSync(href.split('#')[0].endsWith('/') ? join(target, 'index.html') : target), `${name}: ${href}`);
      }
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual((await axeFindings(page)).map(({ text }) => text), [], `${name}, ${colorScheme}`);
      }
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

test('a long axis has its marks, too', async () => {
  const context = await site.browser.newContext();
  await context.route('**/07-xavier-relu.html', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('&quot;hi&quot;:1,', '&quot;hi&quot;:20,');
    await route.fulfill({ response, body });
  });
  const page = await context.newPage();
  await page.goto(`${site.server.address}lessons/en/07-xavier-relu.html`);
  assert.deepEqual(await page.locator('.curve').first().locator('.grid + text').allTextContents(), ['0', '4', '8', '12', '16', '20']);
  await context.close();
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
