// A slow phone on a slow network: CPU four times slower, slow 4G (1.6 Mbit/s down, 150 ms a round
// trip), files gzipped as static hosts do. When the largest text is painted, how far things move, and
// how long a click waits for its answer while the engine loads.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, launch } from './browser.mjs';
import { summary } from './rounds.mjs';

const slowCpu = 4;
const slow4g = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** The site as hosts send it. */
async function startGzipServer() {
  const packed = new Map();
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname.slice(1) || 'index.html';
    try {
      if (!packed.has(name)) packed.set(name, gzipSync(readFileSync(join(dist, name))));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip' });
    response.end(packed.get(name));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

function watch() {
  window.vitals = { lcp: 0, cls: 0 };
  new PerformanceObserver((list) => {
    window.vitals.lcp = list.getEntries().at(-1).startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.vitals.cls += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function slowLoad(address) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  await page.addInitScript(watch);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow4g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowCpu });
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.initlab);
  // The engine is on its way: the theme changes at the click all the same.
  const click = await page.evaluate(async () => {
    const button = document.getElementById('theme-toggle');
    const begin = performance.now();
    button.click();
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
    return { time: performance.now() - begin, loading: !window.initlab.getState().lab };
  });
  await page.evaluate(() => window.initlab.ready);
  await page.waitForFunction(() => document.getElementById('skeleton').hidden, null, { timeout: 60_000 });
  const drawn = await page.evaluate(() => performance.now());
  const vitals = await page.evaluate(() => window.vitals);
  await browser.close();
  return { ...vitals, click: click.time, loading: click.loading, drawn };
}

export async function throttled(rounds) {
  const server = await startGzipServer();
  const loads = [];
  for (let round = 0; round < rounds; ++round) loads.push(await slowLoad(server.address));
  server.close();
  if (!loads.every(({ loading }) => loading)) throw new Error('the engine was there before the click');
  const row = (id, unit, key) => ({ id, dtype: '', threads: 2, unit, ...summary(loads.map((load) => load[key])) });
  return [
    row('slow-lcp', 'ms', 'lcp'),
    row('slow-cls', '', 'cls'),
    row('slow-click', 'ms', 'click'),
    row('slow-drawn', 'ms', 'drawn'),
  ];
}
