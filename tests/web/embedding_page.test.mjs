// The page about embedding: every snippet on it runs, and is the code that is shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './support.mjs';

const site = useSite();

for (const lang of ['en', 'ko']) {
  test(`the snippets of the ${lang} page run under its policy, and can be copied`, async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const troubles = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await page.goto(`${site.server.address}lessons/${lang}/embedding.html`);
    const spoken = await page.evaluate(async () => {
      const labs = [...document.querySelectorAll('init-lab')];
      await labs[0].ready;
      return { labs: labs.length, state: await labs[0].getState() };
    });
    assert.equal(spoken.labs, 2);
    assert.equal(spoken.state.params.preset ?? 'small', 'small');
    assert.equal(spoken.state.lang, lang);

    const before = await page.evaluate(() => document.getElementById('said').textContent);
    await page.evaluate(() => document.getElementById('weaker').click());
    const until = Date.now() + 30_000;
    const text = (id) => page.evaluate((name) => document.getElementById(name).textContent, id);
    while ((await text('said')) === before) assert.ok(Date.now() < until, 'the program is told');
    assert.equal(await page.evaluate(async () => (await document.getElementById('deep').getState()).params.gain), 0.9);
    while (!/5/.test(await text('answer'))) assert.ok(Date.now() < until, await text('answer'));

    const copied = await page.evaluate(async () => {
      let written = '';
      navigator.clipboard.writeText = (value) => {
        written = value;
        return Promise.resolve();
      };
      document.querySelector('[data-copy]').click();
      await Promise.resolve();
      return written;
    });
    assert.match(copied, /<script src="https:\/\/example\.org\/initlab\/embed\.js"><\/script>\n<init-lab /);
    assert.deepEqual(troubles, []);
    await context.close();
  });
}
