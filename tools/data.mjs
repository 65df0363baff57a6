// The handwritten digits as the labs read them: data.mjs digits.csv.gz FOLDER writes FOLDER/digits.bin for
// the site, and FOLDER/embedded_digits.cpp for programs that have none. What they are and whose:
// digits_licence.txt.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkContent, dataFile, runProgram } from './picture_data.mjs';

/** @import { Table } from './picture_data.mjs' */

export const what = 'the handwritten digits';
export const layout = { of: 1797, rows: 1797, trainRows: 1500, width: 8, levels: 16, classes: 10 };
const { rows, width, levels } = layout;
const pictureSize = width * width;

/** Of the table's pictures and labels, in the order of scikit-learn's load_digits(). */
export const expected = {
  pictures: '8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3',
  labels: '8ba4f891220f5e4c9c819638d1602d74b83618f167043c6da52a2a247841ddf0',
};

/** @param {Uint8Array} packed gzip of lines of 64 grey levels and the digit, with commas */
function unpack(packed) {
  try {
    return gunzipSync(packed).toString('latin1');
  } catch {
    throw new Error(`the file of ${what} is no whole gzip file: fetch it again.`);
  }
}

/** @param {Uint8Array} packed @returns {Table} */
export function readTable(packed) {
  const lines = unpack(packed).trim().split(/\r?\n/).map((line) => line.split(',').map(Number));
  const right = (/** @type {number[]} */ line) =>
    line.length === pictureSize + 1 && line.every((value) => Number.isInteger(value) && value >= 0 && value <= levels);
  if (lines.length !== rows || !lines.every(right)) {
    throw new Error(`the file of ${what} is not ${rows} lines of ${pictureSize} grey levels and a digit: fetch it again.`);
  }
  return {
    pictures: Uint8Array.from(lines.flatMap((line) => line.slice(0, pictureSize))),
    labels: Uint8Array.from(lines.map((line) => line[pictureSize])),
  };
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

runProgram(import.meta.url, ['digits.csv.gz', 'FOLDER'], (source, folder) => {
  const table = readTable(readFileSync(source));
  checkContent(table, expected, what);
  const bytes = dataFile(layout, table);
  writeFileSync(join(folder, 'digits.bin'), bytes);
  writeFileSync(join(folder, 'embedded_digits.cpp'), embeddedSource(bytes));
});
