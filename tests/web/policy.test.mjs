// The pages' content security policy: it breaks nothing, and lets nothing else in.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canvasShown, dist, settled, useSite } from './support.mjs';

const site = useSite();

/** Opens a page under its own policy, which the other tests pass over. */
async function openStrict(hash) {
  const page = await site.open(hash, { bypassCSP: false, ready: false });
  await page.evaluate(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`);
    });
  });
  return page;
}

test('the page runs under its own policy: engine, workers, canvas, fonts, exports', async () => {
  const page = await openStrict('width=32&depth=3&lang=ko');
  assert.equal((await settled(page)).layers.length, 3);
  assert.ok(await page.evaluate(() => window.initlab.stats().workers > 0));
  await canvasShown(page);
  const download = page.waitForEvent('download');
  await page.selectOption('#save', 'png');
  assert.match((await download).suggestedFilename(), /\.png$/);
  assert.equal(await page.evaluate(() => document.fonts.size > 2), true);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  await page.finish();
});

test('lessons and the lab in them run under their own policies', async () => {
  const context = await site.browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  await page.goto(`${site.server.address}lessons/en/03-exploding.html`);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await document.querySelector('init-lab').ready;
  });
  assert.deepEqual(troubles, []);
  await context.close();
});

test('no other script, no eval, no other address', async () => {
  const page = await site.open('view=text&width=16&depth=2', { bypassCSP: false, quiet: false });
  const outcome = await page.evaluate(async () => {
    const tried = {};
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.head.append(script);
    tried.inline = Boolean(window.intruder);
    // Not at once: what a test calls may use eval itself.
    setTimeout('window.evaluated = true');
    await new Promise((resolve) => setTimeout(resolve, 50));
    tried.eval = Boolean(window.evaluated);
    const fetched = (address) => fetch(address).then(() => true, () => false);
    tried.elsewhere = await fetched('http://localhost:1/');
    tried.aboveThisPlace = await fetched('/');
    tried.here = await fetched('icon.svg');
    const image = document.createElement('div');
    image.setAttribute('style', 'color: red');
    tried.style = image.style.color === 'red';
    return tried;
  });
  assert.deepEqual(outcome, {
    inline: false, eval: false, elsewhere: false, aboveThisPlace: false, here: true, style: false,
  });
  await page.finish();
});

test('every page of the site has a policy, and none says unsafe-inline or unsafe-eval', () => {
  const pages = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.html'));
  assert.ok(pages.length > 15);
  for (const name of pages) {
    const html = readFileSync(join(dist, name), 'utf8');
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? '';
    assert.match(policy, /default-src 'none'/, name);
    assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|'unsafe-hashes'/, name);
    assert.ok(!/<[^>]*\s(style|on\w+)="/.test(html), `${name} has inline styles or handlers`);
  }
});
