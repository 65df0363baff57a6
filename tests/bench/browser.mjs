// A headless Chromium, a plain server without special headers, and the bench's own page, which holds
// the engine, the kernels and TensorFlow.js.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startServer } from '../../tools/serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const sources = resolve(here, '../..');
export const dist = resolve(process.env.INITLAB_DIST ?? join(sources, 'dist'));
const folder = join(sources, 'build/bench');

const parts = {
  site: dist,
  kernels: join(sources, 'build/wasm-release/tests'),
  tensorflow: join(here, 'node_modules/@tensorflow'),
  page: join(here, 'page'),
};

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>initlab bench</title>
<script src="tensorflow/tfjs-core/dist/tf-core.min.js"></script>
<script src="tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js"></script>
<script src="kernels/bench_kernels.js"></script>
<script type="module" src="page/bench_page.mjs"></script></html>`;

export function launch() {
  return chromium.launch({
    executablePath: process.env.INITLAB_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

export async function openBench() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, target] of Object.entries(parts)) {
    if (!existsSync(target)) throw new Error(`missing for the bench: ${target}`);
    symlinkSync(target, join(folder, name));
  }
  writeFileSync(join(folder, 'index.html'), html);
  const server = await startServer({ root: folder, prefix: '/' });
  const browser = await launch();
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.stack));
  await page.goto(server.address);
  await page.waitForFunction(() => window.bench !== undefined);
  return {
    server,
    page,
    version: browser.version(),
    call: (name, ...values) => page.evaluate(([n, v]) => window.bench[n](...v), [name, values]),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
