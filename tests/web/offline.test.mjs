// Without a network: one file from the disk, and the site that is kept after its first visit. And
// with one: nothing is asked for after the load, of anybody, and nothing is left behind.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startServer } from '../../tools/serve.mjs';
import { canvasShown, dist, setState, settled, useBrowser } from './support.mjs';

const browser = useBrowser();
const oneFile = join(dist, 'initlab-offline.html');
const small = 'width=64&depth=4&batch=130';
let folder;
const servers = []; // open until the end even where a test fails

async function serve(options) {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'initlab-'));
});
after(async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Notes what goes wrong, and every request. */
function watch(page) {
  const seen = { troubles: [], requests: [] };
  page.on('pageerror', (error) => seen.troubles.push(String(error.stack)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (/^(https?|file):/.test(request.url())) seen.requests.push(request.url());
  });
  return seen;
}

test('initlab-offline.html runs from a disk, in Korean, and asks for nothing', async () => {
  const page = await browser.newPage([1280, 800]);
  const seen = watch(page);
  const address = `${pathToFileURL(oneFile).href}#${small}&lang=ko`;
  await page.goto(address);
  assert.equal((await settled(page)).layers.length, 4);
  await canvasShown(page);
  assert.equal(await page.evaluate(() => document.fonts.size), 4);
  assert.ok(await page.evaluate(() => window.initlab.stats().workers > 0));
  assert.ok(await page.evaluate(() => document.getElementById('lessons-link').checkVisibility() === false));
  assert.deepEqual(seen.requests, [address.replace(/#.*/, '')]);
  assert.deepEqual(seen.troubles, []);
  assert.match(readFileSync(oneFile, 'utf8').slice(0, 100), /charset="utf-8"/);
  await page.close();
});

test('the one file runs in a sandbox, from a host that allows nobody anything', async () => {
  const host = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    if (request.url === '/') response.end(`<title>host</title><iframe sandbox="allow-scripts" src="/one"></iframe>`);
    else response.end(readFileSync(oneFile));
  });
  await new Promise((done) => host.listen(0, '127.0.0.1', done));
  servers.push({ close: () => (host.closeAllConnections(), host.close()) });
  const page = await browser.newPage([1000, 700]);
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  const frame = page.frames()[1];
  await frame.waitForLoadState();
  assert.equal(await frame.evaluate(() => window.origin), 'null');
  assert.equal((await settled(frame)).layers.length, 10);
  await page.close();
});

/** A visit that ends when the site is kept. */
async function firstVisit(address) {
  const page = await browser.newPage([1280, 800]);
  await page.goto(address);
  await settled(page);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  const until = Date.now() + 30_000;
  const active = () => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  while ((await active()) !== 'activated') assert.ok(Date.now() < until, 'the site is kept');
  return page;
}

test('after one visit the page opens without a network', async () => {
  const site = await serve({ root: dist, prefix: '/kept/' });
  const page = await firstVisit(`${site.address}#${small}`);
  const { address } = site;
  await site.close();
  await page.reload();
  assert.equal((await settled(page)).layers.length, 4);
  await canvasShown(page);
  await page.goto(`${address}embed.html#${small}`);
  assert.equal((await settled(page)).layers.length, 4);
  await page.close();
});

test('a new version comes whole, and only once the old one is closed; a damaged one never', async () => {
  const copy = join(folder, 'site');
  cpSync(dist, copy, { recursive: true });
  const server = await serve({ root: copy, prefix: '/' });
  const versionOf = (page) => page.evaluate(() => document.documentElement.dataset.version ?? 'old');
  const rewrite = (name, from, to) => {
    const path = join(copy, name);
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes(from), name);
    writeFileSync(path, text.replace(from, to));
  };
  const page = await firstVisit(server.address);
  const update = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const worker = registration.installing ?? registration.waiting;
    if (!worker) return 'none';
    while (worker.state === 'installing') await new Promise((done) => setTimeout(done, 20));
    return worker.state;
  });

  // index.html has changed and the hash of it has not: half of a version.
  const version = /const version = '([^']*)'/.exec(readFileSync(join(copy, 'sw.js'), 'utf8'))[1];
  rewrite('index.html', '<html ', '<html data-version="new" ');
  rewrite('sw.js', version, 'half');
  assert.equal(await update(), 'redundant');
  await page.reload();
  assert.equal(await versionOf(page), 'old');

  const { hashOf } = await import('../../tools/seal.mjs');
  const hash = hashOf(readFileSync(join(copy, 'index.html')));
  const oldHash = hashOf(readFileSync(join(dist, 'index.html')));
  rewrite('sw.js', oldHash, hash);
  rewrite('sw.js', 'half', 'whole');
  assert.equal(await update(), 'installed');
  await page.reload();
  assert.equal(await versionOf(page), 'old', 'a page that is open keeps its version');
  await page.goto('about:blank');
  await new Promise((done) => setTimeout(done, 500));
  await page.goto(server.address);
  assert.equal(await versionOf(page), 'new');
  const caches = await page.evaluate(() => window.caches.keys());
  assert.deepEqual(caches, ['initlab-whole']);
  await page.close();
});

test('no request after the load, none to others, no cookie, nothing stored by the page', async () => {
  const site = await serve({ root: dist, prefix: '/' });
  const page = await firstVisit(`${site.address}#${small}`);
  const seen = watch(page);
  await canvasShown(page);
  site.requests.length = 0;
  await setState(page, { params: { gain: 1.3 } });
  await setState(page, { lab: 'matrix-product' });
  await page.selectOption('#theme', 'dark');
  await page.click('#text-view-button');
  await page.click('#text-view-button');
  const download = page.waitForEvent('download');
  await page.selectOption('#save', 'csv');
  await download;
  await page.waitForTimeout(500);
  assert.deepEqual(seen.requests, []);
  assert.deepEqual(site.requests, []);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await page.close();
});

test('the manifest names icons that are there, in the sizes it says', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
  assert.equal(manifest.display, 'standalone');
  for (const { src, sizes, type } of manifest.icons) {
    const bytes = readFileSync(join(dist, src));
    if (type !== 'image/png') continue;
    const size = `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`; // of the IHDR chunk
    assert.equal(size, sizes, src);
  }
});
