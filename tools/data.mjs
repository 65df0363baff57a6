// The handwritten digits as the labs read them: data.mjs digits.csv.gz FOLDER writes FOLDER/digits.bin for
// the site, and FOLDER/embedded_digits.cpp for programs that have none. What they are and whose:
// digits_licence.txt.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** @typedef {{pictures: Uint8Array, labels: Uint8Array}} Table the grey levels row by row, and the digits */

const rows = 1797;
const trainRows = 1500;
const width = 8;
const levels = 16; // the blackest; 0 is white
const classes = 10;
const pictureSize = width * width;

/** Of the table's pictures and labels, in the order of scikit-learn's load_digits(). */
const expected = {
  pictures: '8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3',
  labels: '8ba4f891220f5e4c9c819638d1602d74b83618f167043c6da52a2a247841ddf0',
};

/** @param {string | Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {Uint8Array} packed gzip of lines of 64 grey levels and the digit, with commas */
function unpack(packed) {
  try {
    return gunzipSync(packed).toString('latin1');
  } catch {
    throw new Error('the file of the handwritten digits is no whole gzip file: fetch it again.');
  }
}

/** @param {Uint8Array} packed @returns {Table} */
export function readTable(packed) {
  const lines = unpack(packed).trim().split(/\r?\n/).map((line) => line.split(',').map(Number));
  const right = (/** @type {number[]} */ line) =>
    line.length === pictureSize + 1 && line.every((value) => Number.isInteger(value) && value >= 0 && value <= levels);
  if (lines.length !== rows || !lines.every(right)) {
    throw new Error(`the file of the handwritten digits is not ${rows} lines of ${pictureSize} grey levels and a digit: fetch it again.`);
  }
  return {
    pictures: Uint8Array.from(lines.flatMap((line) => line.slice(0, pictureSize))),
    labels: Uint8Array.from(lines.map((line) => line[pictureSize])),
  };
}

/** @param {Table} table @param {{pictures: string, labels: string}} [hashes] */
export function checkContent(table, hashes = expected) {
  for (const part of /** @type {const} */ (['pictures', 'labels'])) {
    const found = sha256(table[part]);
    if (found !== hashes[part]) {
      throw new Error(`the ${part} of the handwritten digits are other ones: their SHA-256 is ${found} and not ${hashes[part]}.`);
    }
  }
}

/** The rows as the labs have them, so that writers and digits are mixed: the first are to learn from. */
export function mixedRows() {
  const keys = Array.from({ length: rows }, (_, row) => sha256(String(row)));
  return [...keys.keys()].sort((a, b) => (keys[a] < keys[b] ? -1 : 1));
}

/**
 * The file, little endian: "INITDATA", then as 32 bits each version, rows, rows to learn from, width, levels
 * and classes; then the grey levels, a byte each; then the labels.
 * @param {Table} table
 */
export function dataFile({ pictures, labels }) {
  const order = mixedRows();
  const numbers = [1, rows, trainRows, width, levels, classes];
  const header = Buffer.alloc(8 + 4 * numbers.length);
  header.write('INITDATA', 'latin1');
  numbers.forEach((number, place) => header.writeUInt32LE(number, 8 + 4 * place));
  const mixed = order.map((row) => pictures.subarray(row * pictureSize, (row + 1) * pictureSize));
  return Buffer.concat([header, ...mixed, Uint8Array.from(order, (row) => labels[row])]);
}

/** A C++ source with the bytes: as a string they compile in no time. @param {Uint8Array} bytes */
export function embeddedSource(bytes) {
  const literals = [];
  for (let start = 0; start < bytes.length; start += pictureSize) {
    const escapes = Array.from(bytes.subarray(start, start + pictureSize), (byte) => `\\${byte.toString(8)}`);
    literals.push(`    "${escapes.join('')}"`);
  }
  return `// Made by tools/data.mjs.
#include "engine/embedded_data.h"

namespace initlab {
namespace {

constexpr std::uint8_t bytes[] =
${literals.join('\n')};

}  // namespace

std::span<const std::uint8_t> embedded_digits() { return {bytes, sizeof bytes - 1}; }

}  // namespace initlab
`;
}

function main() {
  const [source, folder] = process.argv.slice(2);
  if (!source || !folder) {
    console.error('usage: node tools/data.mjs digits.csv.gz FOLDER');
    process.exit(2);
  }
  try {
    const table = readTable(readFileSync(source));
    checkContent(table);
    const bytes = dataFile(table);
    writeFileSync(join(folder, 'digits.bin'), bytes);
    writeFileSync(join(folder, 'embedded_digits.cpp'), embeddedSource(bytes));
  } catch (error) {
    console.error(`initlab: ${source}: ${/** @type {Error} */ (error).message}`);
    process.exit(1);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
