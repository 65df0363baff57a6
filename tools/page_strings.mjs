// Makes the page's table of texts from src/text/strings_page.def, and fills them into index.html.
//
//   node tools/page_strings.mjs SITE
//
// writes SITE/page/strings.mjs, SITE/page/sizes.mjs (bytes of the large files, for the loading bar;
// call it when they are in place), and, from shell.html, SITE/index.html and
// SITE/embed.html, the same page within another.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preloadLinks } from './preloads.mjs';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const largeFiles = ['engine.wasm', 'engine_fastest.wasm', 'lab.wasm'];

// INITLAB_STRING(name, "text" "text", "text"): neighbouring literals are one text, as in C++.
const literal = String.raw`"(?:[^"\\]|\\.)*"`;
const entry = new RegExp(
  String.raw`INITLAB_STRING\(\s*(\w+)\s*,\s*((?:${literal}\s*)+),\s*((?:${literal}\s*)+)\)`,
  'g',
);

function joinLiterals(text) {
  return [...text.matchAll(new RegExp(literal, 'g'))].map(([part]) => JSON.parse(part)).join('');
}

/** {name: {en, ko}} of a .def file's text. */
export function parseStrings(text) {
  const code = text.replace(/^\s*\/\/.*$/gm, '');
  const strings = {};
  for (const [, name, en, ko] of code.matchAll(entry)) {
    strings[name] = { en: joinLiterals(en), ko: joinLiterals(ko) };
  }
  const expected = code.split('INITLAB_STRING(').length - 1;
  if (Object.keys(strings).length !== expected) {
    throw new Error(`read ${Object.keys(strings).length} of ${expected} strings`);
  }
  return strings;
}

/** Replaces {{name}} and {{name.ko}} in the shell. */
export function fillShell(html, strings) {
  return html.replace(/\{\{(\w+)(?:\.(en|ko))?\}\}/g, (whole, name, language = 'en') => {
    if (!strings[name]) throw new Error(`shell.html: no string ${name}`);
    return strings[name][language].replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  });
}

function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function writePage(site) {
  const strings = parseStrings(readFileSync(join(sources, 'src/text/strings_page.def'), 'utf8'));
  const sizes = Object.fromEntries(largeFiles.map((file) => [file, sizeOf(join(site, file))]));
  writeFileSync(join(site, 'page/strings.mjs'), `export default ${JSON.stringify(strings, null, 1)};\n`);
  writeFileSync(join(site, 'page/sizes.mjs'), `export default ${JSON.stringify(sizes)};\n`);
  const shell = readFileSync(join(sources, 'shell.html'), 'utf8');
  const preloads = preloadLinks(site, 'page/main.mjs', ['engine.wasm', 'engine.js']);
  const html = fillShell(shell, strings).replace('<!-- preloads -->', preloads);
  writeFileSync(join(site, 'index.html'), html);
  writeFileSync(join(site, 'embed.html'), html.replace('<html ', '<html data-page="embed" data-embed="1" '));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (!process.argv[2]) {
    console.error('usage: node tools/page_strings.mjs SITE');
    process.exit(2);
  }
  writePage(resolve(process.argv[2]));
}
