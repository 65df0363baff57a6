// The page's modules as one classic script: it asks once, and runs where a frame has no origin.
// The engine's modules stay beside it, for programs.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** page/*.mjs of the site becomes page.js. @param {string} site */
export async function bundlePage(site) {
  await build({
    entryPoints: [join(site, 'page/main.mjs')],
    outfile: join(site, 'page.js'),
    bundle: true,
    format: 'iife',
    minify: true,
    charset: 'utf8',
    target: 'es2022',
    external: ['node:*'], // of the engine in Node
    // engine.mjs looks for its files beside itself only when it is not told where they are.
    logOverride: { 'empty-import-meta': 'silent' },
    logLevel: 'warning',
  });
  rmSync(join(site, 'page'), { recursive: true });
}
