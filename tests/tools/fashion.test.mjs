// tools/fashion.mjs: what it refuses, and what it writes. The real pictures are checked by every build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { expected, layout, readTable, what } from '../../tools/fashion.mjs';
import { checkContent, dataFile, mixedRows } from '../../tools/picture_data.mjs';

const folder = mkdtempSync(join(tmpdir(), 'initlab-fashion-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const all = 10000;
const pictureSize = 784;
const headerSize = 32;

/** An IDX file. */
function idx(kind, sizes, bytes) {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(kind + sizes.length);
  sizes.forEach((size, place) => header.writeUInt32BE(size, 4 + 4 * place));
  return Buffer.concat([header, bytes]);
}

const pictures = Uint8Array.from({ length: all * pictureSize }, (_, place) => (place * 7 + Math.floor(place / pictureSize)) % 256);
const labels = Uint8Array.from({ length: all }, (_, row) => row % 10);
const images = idx(0x800, [all, 28, 28], pictures);
const classes = idx(0x800, [all], labels);
// Not made smaller: that would take its time.
const packed = (bytes) => gzipSync(bytes, { level: 1 });

test('both files are read without their headers', () => {
  const table = readTable(packed(images), packed(classes));
  assert.ok(Buffer.from(table.pictures).equals(pictures));
  assert.ok(Buffer.from(table.labels).equals(labels));
});

test('what are no such files is refused in a sentence', () => {
  const good = [packed(images), packed(classes)];
  const notWhole = /^Error: a file of Fashion-MNIST is no whole gzip file, or too long: fetch it again\.$/;
  const notIdx = /^Error: a file of Fashion-MNIST is not an IDX file of 10000( x 28 x 28)? bytes: fetch it again\.$/;
  assert.throws(() => readTable(Buffer.from('<!doctype html>'), good[1]), notWhole);
  assert.throws(() => readTable(good[0].subarray(0, 9000), good[1]), notWhole);
  assert.throws(() => readTable(packed(Buffer.concat([images, Buffer.alloc(1)])), good[1]), notWhole, 'a byte too long');
  assert.throws(() => readTable(packed(images.subarray(0, -1)), good[1]), notIdx);
  assert.throws(() => readTable(packed(idx(0x900, [all, 28, 28], pictures)), good[1]), notIdx, 'of another kind');
  assert.throws(() => readTable(packed(idx(0x800, [all, 14, 56], pictures)), good[1]), notIdx, 'of another shape');
  assert.throws(() => readTable(good[0], packed(Buffer.alloc(0))), notIdx);
  assert.throws(() => readTable(good[1], good[0]), notIdx, 'the one for the other');
});

test('the file holds 2500 rows, mixed as the digits are', () => {
  const bytes = dataFile(layout, { pictures, labels });
  assert.equal(bytes.length, headerSize + 2500 * (pictureSize + 1));
  assert.equal(bytes.toString('latin1', 0, 8), 'INITDATA');
  const numbers = Array.from({ length: 6 }, (_, place) => bytes.readUInt32LE(8 + 4 * place));
  assert.deepEqual(numbers, [1, 2500, 2000, 28, 255, 10]);
  const order = mixedRows(all).slice(0, 2500);
  // Of Python's hashlib.
  assert.deepEqual(order.slice(0, 3), [1039, 3633, 5848]);
  order.forEach((row, place) => {
    const start = headerSize + place * pictureSize;
    const picture = pictures.subarray(row * pictureSize, (row + 1) * pictureSize);
    assert.ok(bytes.subarray(start, start + pictureSize).equals(picture), `picture ${place}`);
    assert.equal(bytes[headerSize + 2500 * pictureSize + place], labels[row], `label ${place}`);
  });
});

test('the content is told by its hashes', () => {
  const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
  checkContent({ pictures, labels }, { pictures: sha256(pictures), labels: sha256(labels) }, what);
  assert.throws(() => checkContent({ pictures, labels }, expected, what),
    /^Error: the pictures of Fashion-MNIST are other ones: their SHA-256 is [0-9a-f]{64} and not c867c93f/);
});

test('other pictures end the program in one sentence, and leave no file', () => {
  const files = ['images.gz', 'labels.gz'].map((name) => join(folder, name));
  writeFileSync(files[0], packed(images));
  writeFileSync(files[1], packed(classes));
  const program = resolve(import.meta.dirname, '../../tools/fashion.mjs');
  const run = (...values) => spawnSync(process.execPath, [program, ...values], { encoding: 'utf8' });
  const { status, stderr } = run(...files, folder);
  assert.equal(status, 1);
  assert.match(stderr, /^initlab: .*images\.gz: the pictures of Fashion-MNIST are other ones.*\.\n$/);
  assert.deepEqual(readdirSync(folder).sort(), ['images.gz', 'labels.gz']);
  assert.equal(run(files[0]).status, 2);
});
