// tools/data.mjs: what it refuses, and what it writes. The real digits are checked by every build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { embeddedSource, expected, layout, readTable, what } from '../../tools/data.mjs';
import { checkContent, dataFile, mixedRows } from '../../tools/picture_data.mjs';

const folder = mkdtempSync(join(tmpdir(), 'initlab-data-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rows = 1797;
const pictureSize = 64;
const headerSize = 32;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hashesOf = ({ pictures, labels }) => ({ pictures: sha256(pictures), labels: sha256(labels) });

// Of the right form, and other digits than the real ones.
const madeLines = Array.from({ length: rows }, (_, row) =>
  [...Array.from({ length: pictureSize }, (__, place) => (row + 3 * place) % 17), row % 10].join(','));
const packed = (lines) => gzipSync(`${lines.join('\n')}\n`);
const made = readTable(packed(madeLines));

test('a table is read row by row', () => {
  assert.equal(made.pictures.length, rows * pictureSize);
  assert.deepEqual([...made.pictures.subarray(pictureSize, pictureSize + 6)], [1, 4, 7, 10, 13, 16]);
  assert.deepEqual([...made.labels.subarray(8, 12)], [8, 9, 0, 1]);
});

test('what is no such table is refused in a sentence', () => {
  const notLines = /is not 1797 lines of 64 grey levels and a digit: fetch it again\.$/;
  assert.throws(() => readTable(Buffer.from('<!doctype html>')), /is no whole gzip file: fetch it again\.$/);
  assert.throws(() => readTable(packed(madeLines).subarray(0, 900)), /is no whole gzip file/);
  assert.throws(() => readTable(packed(madeLines.slice(1))), notLines);
  for (const line of [madeLines[0].replace(/^0/, '17'), madeLines[0].replace(/^0/, 'x'), `${madeLines[0]},1`, '']) {
    assert.throws(() => readTable(packed([line, ...madeLines.slice(1)])), notLines, line);
  }
});

test('the content is told by its hashes, pictures and labels each', () => {
  const hashes = hashesOf(made);
  checkContent(made, hashes, what);
  for (const part of ['pictures', 'labels']) {
    const changed = { ...made, [part]: Uint8Array.from(made[part], (value, place) => (place === 700 ? value ^ 1 : value)) };
    assert.throws(() => checkContent(changed, hashes, what),
      new RegExp(`^Error: the ${part} of the handwritten digits are other ones: their SHA-256 is [0-9a-f]{64} and not ${hashes[part]}\\.$`));
  }
  assert.throws(() => checkContent(made, expected, what), /not 8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3\.$/);
});

test('the rows are mixed as ever', () => {
  const order = mixedRows(rows);
  assert.deepEqual(order.slice(0, 3), [1039, 886, 286]);
  assert.equal(sha256(order.join()), 'dd9e3043ebecd7de5e5b63af2f899200604ade32d0b8d675dd847fe3b1ab40e2');
});

test('the layout of the file', () => {
  const bytes = dataFile(layout, made);
  assert.equal(bytes.length, headerSize + rows * (pictureSize + 1));
  assert.equal(bytes.toString('latin1', 0, 8), 'INITDATA');
  const numbers = Array.from({ length: 6 }, (_, place) => bytes.readUInt32LE(8 + 4 * place));
  assert.deepEqual(numbers, [1, rows, 1500, 8, 16, 10]);
  mixedRows(rows).forEach((row, place) => {
    const start = headerSize + place * pictureSize;
    const picture = made.pictures.subarray(row * pictureSize, (row + 1) * pictureSize);
    assert.ok(bytes.subarray(start, start + pictureSize).equals(picture), `picture ${place}`);
    assert.equal(bytes[headerSize + rows * pictureSize + place], made.labels[row], `label ${place}`);
  });
});

test('the C++ source holds the same bytes', () => {
  const bytes = Uint8Array.from({ length: 600 }, (_, place) => place % 256);
  const literals = [...embeddedSource(bytes).matchAll(/^ +"(.*)";?$/gm)].map(([, text]) => text);
  const written = literals.join('').match(/\\[0-7]{1,3}/g).map((escape) => parseInt(escape.slice(1), 8));
  assert.equal(written.map((byte) => `\\${byte.toString(8)}`).join(''), literals.join(''), 'nothing but escapes');
  assert.deepEqual(written, [...bytes]);
});

test('other digits end the program in one sentence, and leave no file', () => {
  const source = join(folder, 'digits.csv.gz');
  writeFileSync(source, packed(madeLines));
  const program = resolve(import.meta.dirname, '../../tools/data.mjs');
  const { status, stderr } = spawnSync(process.execPath, [program, source, folder], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^initlab: .*digits\.csv\.gz: the pictures of the handwritten digits are other ones.*\.\n$/);
  assert.deepEqual(readdirSync(folder), ['digits.csv.gz']);
});
