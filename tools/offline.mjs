// initlab-offline.html: the page in one file, which runs from a disk and asks for nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { keptDataFiles } from './data_files.mjs';
import { fontFiles } from './fonts.mjs';
import { partFiles } from './parts.mjs';
import { seal, sourceOf } from './seal.mjs';

const glueFiles = ['engine.js', 'lab.js'];

/** A file as the page's heldFile() reads it (web/engine/load.mjs). @param {string} site @param {string} name */
function held(site, name) {
  const text = gzipSync(readFileSync(join(site, name)), { level: 9 }).toString('base64');
  return `<script type="application/gzip" data-file="${name}">${text}</script>`;
}

/** @param {string} site @param {string} shell of shellPage() */
export function writeOfflinePage(site, shell) {
  const files = [...glueFiles, 'engine.wasm', 'lab.wasm', ...partFiles(site), ...keptDataFiles(site), ...fontFiles(site)];
  const page = readFileSync(join(site, 'page.js'), 'utf8');
  if (/<\/script/i.test(page)) throw new Error('page.js would end its own element');
  const html = shell
    .replace('<html ', '<html data-offline="1" ')
    .replace('<!-- preloads -->\n', '')
    .replace('<link rel="manifest" href="manifest.webmanifest">\n', '')
    .replace('<script defer src="page.js"></script>\n', '')
    .replace('</body>', () => `${files.map((name) => held(site, name)).join('\n')}\n<script>${page}</script>\n</body>`);
  const glue = glueFiles.map((name) => sourceOf(readFileSync(join(site, name))));
  writeFileSync(join(site, 'initlab-offline.html'), seal(html, site, {
    'script-src': [...glue, "'wasm-unsafe-eval'"],
    'worker-src': ['blob:'],
    'img-src': ['blob:', 'data:'],
  }));
}
