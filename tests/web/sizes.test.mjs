// What a reader downloads may not grow unnoticed: sizes.json records the files' gzip sizes. After a
// growth that is worth it, and at any time for a saving: INITLAB_UPDATE=1 node --test tests/web/sizes.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dataFiles } from '../../tools/data_files.mjs';
import { partFiles } from '../../tools/parts.mjs';
import { dist } from './support.mjs';

const growth = 1.02; // over the record
// What index.html loads until its lab is there, in English.
const firstLoad = [
  'index.html', 'page.js', 'engine.js', 'engine.wasm', 'parts/engine-forward.wasm', 'lab.js', 'lab.wasm',
  'parts/lab-forward.wasm', 'fonts/latin-400.otf', 'fonts/latin-600.otf',
];
const names = [...new Set([
  ...firstLoad, ...partFiles(dist), ...dataFiles(dist), 'embed.js', 'fonts/ko-400.otf', 'fonts/ko-600.otf', 'lessons.css', 'lessons.js', 'initlab-offline.html',
])];
const recordFile = new URL('sizes.json', import.meta.url);

test('no file of the site has grown by more than 2 %', () => {
  const sizes = Object.fromEntries(
    names.map((name) => [name, gzipSync(readFileSync(join(dist, name)), { level: 9 }).length]),
  );
  sizes['first load'] = firstLoad.reduce((sum, name) => sum + sizes[name], 0);
  if (process.env.INITLAB_UPDATE) writeFileSync(recordFile, `${JSON.stringify(sizes, null, 2)}\n`);
  const record = JSON.parse(readFileSync(recordFile, 'utf8'));
  assert.deepEqual(Object.keys(record).sort(), Object.keys(sizes).sort());
  for (const [name, size] of Object.entries(sizes)) {
    assert.ok(size <= growth * record[name], `${name}: ${size} bytes gzip, ${record[name]} recorded`);
  }
});
