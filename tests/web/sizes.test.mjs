// What a reader downloads may not grow unnoticed: sizes.json records the files' gzip sizes. After a
// growth that is worth it, and at any time for a saving: INITLAB_UPDATE=1 node --test tests/web/sizes.test.mjs
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist } from './support.mjs';

const growth = 1.02; // over the record
const names = ['engine.wasm', 'engine.js', 'lab.wasm', 'lab.js', 'index.html', 'page.js', 'embed.js',
  'fonts/latin-400.otf', 'fonts/latin-600.otf', 'fonts/ko-400.otf', 'fonts/ko-600.otf',
  'lessons.css', 'lessons.js', 'initlab-offline.html',
];
const recordFile = new URL('sizes.json', import.meta.url);

test('no file of the site has grown by more than 2 %', () => {
  const sizes = Object.fromEntries(
    names.map((name) => [name, gzipSync(readFileSync(join(dist, name)), { level: 9 }).length]),
  );
  if (process.env.INITLAB_UPDATE) writeFileSync(recordFile, `${JSON.stringify(sizes, null, 2)}\n`);
  const record = JSON.parse(readFileSync(recordFile, 'utf8'));
  assert.deepEqual(Object.keys(record).sort(), [...names].sort());
  for (const [name, size] of Object.entries(sizes)) {
    assert.ok(size <= growth * record[name], `${name}: ${size} bytes gzip, ${record[name]} recorded`);
  }
});
