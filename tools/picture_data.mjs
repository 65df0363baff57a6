// What the makers of data files share: pictures with their classes, told by their content, mixed and laid
// out as src/io/data_file.h reads them.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{pictures: Uint8Array, labels: Uint8Array}} Table the grey levels row by row, and the classes */
/**
 * What is taken of a table: `rows` of its `of` rows, the first `trainRows` of them to learn from; a picture
 * has width * width grey levels from 0 to `levels`.
 * @typedef {{of: number, rows: number, trainRows: number, width: number, levels: number, classes: number}} Layout
 */

/** @param {string | Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {Table} table @param {{pictures: string, labels: string}} hashes SHA-256 @param {string} what */
export function checkContent(table, hashes, what) {
  for (const part of /** @type {const} */ (['pictures', 'labels'])) {
    const found = sha256(table[part]);
    if (found !== hashes[part]) {
      throw new Error(`the ${part} of ${what} are other ones: their SHA-256 is ${found} and not ${hashes[part]}.`);
    }
  }
}

/** The rows as the labs have them, so that what belongs together is mixed. @param {number} rows */
export function mixedRows(rows) {
  const keys = Array.from({ length: rows }, (_, row) => sha256(String(row)));
  return [...keys.keys()].sort((a, b) => (keys[a] < keys[b] ? -1 : 1));
}

/**
 * The file, little endian: "INITDATA", then as 32 bits each version, rows, rows to learn from, width, levels
 * and classes; then the grey levels, a byte each; then the labels.
 * @param {Layout} layout @param {Table} table
 */
export function dataFile({ of, rows, trainRows, width, levels, classes }, { pictures, labels }) {
  const order = mixedRows(of).slice(0, rows);
  const numbers = [1, rows, trainRows, width, levels, classes];
  const header = Buffer.alloc(8 + 4 * numbers.length);
  header.write('INITDATA', 'latin1');
  numbers.forEach((number, place) => header.writeUInt32LE(number, 8 + 4 * place));
  const size = width * width;
  const mixed = order.map((row) => pictures.subarray(row * size, (row + 1) * size));
  return Buffer.concat([header, ...mixed, Uint8Array.from(order, (row) => labels[row])]);
}

/**
 * Runs a program of `names.length` arguments; what goes wrong is a sentence.
 * @param {string} url of the program @param {string[]} names of its arguments
 * @param {(...values: string[]) => void} make
 */
export function runProgram(url, names, make) {
  const program = fileURLToPath(url);
  if (!process.argv[1] || resolve(process.argv[1]) !== program) return;
  const values = process.argv.slice(2);
  if (values.length !== names.length) {
    console.error(`usage: node ${program} ${names.join(' ')}`);
    process.exit(2);
  }
  try {
    make(...values);
  } catch (error) {
    console.error(`initlab: ${values[0]}: ${/** @type {Error} */ (error).message}`);
    process.exit(1);
  }
}
