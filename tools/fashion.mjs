// Pictures of Fashion-MNIST as the labs read them: fashion.mjs IMAGES LABELS FOLDER makes FOLDER/fashion.bin
// of the two gzip files of its test set, which is large enough and a sixth of the training set's download.
// What it is and whose: fashion_licence.txt.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkContent, dataFile, runProgram } from './picture_data.mjs';

/** @import { Table } from './picture_data.mjs' */

export const what = 'Fashion-MNIST';
export const layout = { of: 10000, rows: 2500, trainRows: 2000, width: 28, levels: 255, classes: 10 };

/** Of the test set's pictures and labels, without the files' headers. */
export const expected = {
  pictures: 'c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a',
  labels: '3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9',
};

/**
 * The bytes of an IDX file: after two zeros the kind (8: bytes), how many sizes, each as 32 bits, big endian.
 * @param {Uint8Array} packed @param {number[]} sizes
 */
function readIdx(packed, sizes) {
  const total = sizes.reduce((product, size) => product * size, 1);
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x800 + sizes.length, 0);
  sizes.forEach((size, place) => header.writeUInt32BE(size, 4 + 4 * place));
  let bytes;
  try {
    bytes = gunzipSync(packed, { maxOutputLength: header.length + total });
  } catch {
    throw new Error(`a file of ${what} is no whole gzip file, or too long: fetch it again.`);
  }
  if (bytes.length !== header.length + total || !bytes.subarray(0, header.length).equals(header)) {
    throw new Error(`a file of ${what} is not an IDX file of ${sizes.join(' x ')} bytes: fetch it again.`);
  }
  return new Uint8Array(bytes.subarray(header.length));
}

/** @param {Uint8Array} images @param {Uint8Array} labels @returns {Table} */
export function readTable(images, labels) {
  const { of, width } = layout;
  return { pictures: readIdx(images, [of, width, width]), labels: readIdx(labels, [of]) };
}

runProgram(import.meta.url, ['IMAGES', 'LABELS', 'FOLDER'], (images, labels, folder) => {
  const table = readTable(readFileSync(images), readFileSync(labels));
  checkContent(table, expected, what);
  writeFileSync(join(folder, 'fashion.bin'), dataFile(layout, table));
});
