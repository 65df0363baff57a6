// The tables that C++ and the page share: files of entries, MACRO(field, ...), in src.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './sources.mjs';

// Neighbouring literals are one text, as in C++.
const literal = String.raw`"(?:[^"\\]|\\.)*"`;
/** @type {Record<string, string>} */
const kinds = { name: String.raw`\s*(\w+)\s*`, text: String.raw`\s*((?:${literal}\s*)+)` };

/** @param {string} field */
function read(field) {
  const literals = field.match(new RegExp(literal, 'g'));
  return literals?.map((part) => JSON.parse(part)).join('') ?? field;
}

/**
 * The fields of each entry of a file.
 * @param {string} path from src
 * @param {string} macro
 * @param {string} shape such as `name, text, (text, text)`
 */
export function readEntries(path, macro, shape) {
  const code = readFileSync(join(sources, 'src', path), 'utf8').replace(/^\s*\/\/.*$/gm, '');
  const fields = shape.replaceAll(' ', '').replace(/[()]/g, String.raw`\s*\$&\s*`).replace(/\w{4}/g, (kind) => kinds[kind]);
  const entries = [...code.matchAll(new RegExp(String.raw`${macro}\(${fields}\)`, 'g'))];
  const expected = code.split(`${macro}(`).length - 1;
  if (entries.length !== expected) throw new Error(`${path}: read ${entries.length} of ${expected} entries`);
  return entries.map((entry) => entry.slice(1).map(read));
}
