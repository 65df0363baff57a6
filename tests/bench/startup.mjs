// A cold browser each time: from the navigation to the first drawn result, and what was loaded when.
// And the sizes of what is downloaded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startServer } from '../../tools/serve.mjs';
import { dist, launch } from './browser.mjs';
import { summary } from './rounds.mjs';

const files = [
  'engine.wasm', 'parts/engine-forward.wasm', 'engine.js', 'lab.wasm', 'parts/lab-forward.wasm', 'lab.js', 'index.html', 'page.js',
  'fonts/latin-400.otf', 'fonts/latin-600.otf',
];

export function sizes() {
  return files.map((name) => {
    const bytes = readFileSync(join(dist, name));
    return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });
}

/** In the page, before anything else: notes when the first (partial) result was there, when the
 * canvas had drawn after it, and when the whole was there. */
function watch() {
  const marks = {};
  let framesThen = 0;
  const drawn = () => {
    if (window.initlab.stats().frames > framesThen) marks.drawn = performance.now();
    else requestAnimationFrame(drawn);
  };
  const listen = () => {
    const { initlab } = window;
    if (!initlab) {
      setTimeout(listen, 1);
      return;
    }
    initlab.on('progress', () => {
      if (marks.first) return;
      marks.first = performance.now();
      framesThen = initlab.stats().frames;
      requestAnimationFrame(drawn);
    });
    initlab.on('result', () => {
      marks.whole ??= performance.now();
    });
  };
  window.benchMarks = marks;
  listen();
}

async function coldLoad(address) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(watch);
  await page.goto(address);
  await page.waitForFunction(() => window.benchMarks.drawn && window.benchMarks.whole, null, { timeout: 60_000 });
  const load = await page.evaluate(() => ({
    ...window.benchMarks,
    paint: performance.getEntriesByType('paint').at(-1)?.startTime,
    waterfall: performance
      .getEntriesByType('resource')
      .map(({ name, startTime, responseEnd }) => ({
        name: name.split('/').at(-1),
        from: Math.round(startTime),
        to: Math.round(responseEnd),
      })),
  }));
  await browser.close();
  return load;
}

export async function startup(loads) {
  const server = await startServer({ root: dist, prefix: '/' });
  const all = [];
  for (let load = 0; load < loads; ++load) all.push(await coldLoad(server.address));
  await server.close();
  const row = (id, key) => ({ id, unit: 'ms', threads: 2, dtype: '', ...summary(all.map((load) => load[key])) });
  return {
    rows: ['paint', 'first', 'drawn', 'whole'].map((key) => row(`cold-${key}`, key)),
    waterfall: all.at(-1).waterfall,
  };
}
