// Fills sw.js with the files that are kept for times without a network, and their hashes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptDataFiles } from './data_files.mjs';
import { fillIn } from './fill.mjs';
import { fontFiles } from './fonts.mjs';
import { partFiles } from './parts.mjs';
import { hashOf } from './seal.mjs';

/** @import { Dirent } from 'node:fs' */
/** @typedef {Dirent & {path: string}} OldEntry of Node before 20.12 */

const kept = [
  'index.html', 'embed.html', 'embed.js', 'page.js', 'engine.js', 'engine.wasm', 'lab.js', 'lab.wasm',
  'icon.svg', 'manifest.webmanifest',
];

/** When every file of the site is in place. @param {string} site */
export function fillServiceWorker(site) {
  const names = [...kept, ...partFiles(site), ...keptDataFiles(site), ...fontFiles(site)];
  const files = Object.fromEntries(names.map((name) => [name, hashOf(readFileSync(join(site, name)))]));
  const all = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => join(entry.parentPath ?? /** @type {OldEntry} */ (entry).path, entry.name))
    .sort();
  const version = hashOf(all.map((path) => hashOf(readFileSync(path))).join()).slice(7, 19).replace(/[+/]/g, '-');
  const path = join(site, 'sw.js');
  const script = fillIn(readFileSync(path, 'utf8'), 'const files', files);
  writeFileSync(path, script.replace('{{version}}', version));
}
