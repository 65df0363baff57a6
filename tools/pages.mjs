// index.html and embed.html, the same page within another, from shell.html; and what the page knows
// of the site's files.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { fillIn } from './fill.mjs';
import { escapeHtml } from './html.mjs';
import { pageKeys, readersKeys } from './page_keys.mjs';
import { fillShell, pageStrings } from './page_strings.mjs';
import { hashOf, seal, sourceOf } from './seal.mjs';
import { sources } from './sources.mjs';
import { pageTerms } from './terms.mjs';

/** @import { TransformOptions } from 'esbuild' */
/** @import { Language, Sentence } from '../web/initlab.d.ts' */

const wasmFiles = ['engine.wasm', 'engine_fastest.wasm', 'lab.wasm'];
const glueFiles = ['engine.js', 'engine_fastest.js', 'lab.js'];
const firstFiles = ['engine.wasm', 'engine.js']; // asked for before any script runs

/**
 * page/strings.mjs, page/terms_table.mjs, page/page_keys.mjs, and page/files.mjs: {files: {name: {size}}} for the loading
 * bar, {integrity} of scripts, and {labs}.
 * @param {string} site
 * @param {string[]} labs in the order of the registry
 */
export function writePageModules(site, labs) {
  /** @type {Record<string, {size?: number, integrity?: string}>} */
  const files = {};
  for (const name of wasmFiles.filter((file) => existsSync(join(site, file)))) {
    files[name] = { size: statSync(join(site, name)).size };
  }
  for (const name of glueFiles.filter((file) => existsSync(join(site, file)))) {
    files[name] = { integrity: hashOf(readFileSync(join(site, name))) };
  }
  /** @type {(name: string, text: string) => void} */
  const write = (name, text) => writeFileSync(join(site, 'page', name), text);
  write('strings.mjs', `export default ${JSON.stringify(pageStrings(), null, 1)};\n`);
  write('terms_table.mjs', `export default ${JSON.stringify(pageTerms(), null, 1)};\n`);
  write('page_keys.mjs', `export const pageKeys = ${JSON.stringify(pageKeys)};\nexport const readersKeys = ${JSON.stringify(Object.keys(readersKeys))};\n`);
  write('files.mjs', `export const files = ${JSON.stringify(files)};\nexport const labs = ${JSON.stringify(labs)};\n`);
}

/**
 * The policy of a page that runs the lab. connect-src is narrowed by web/boot.js, which knows where
 * the page is.
 * @param {string} site
 */
function labPolicy(site) {
  const glue = glueFiles.filter((name) => existsSync(join(site, name)));
  return {
    'script-src': [...glue.map((name) => sourceOf(readFileSync(join(site, name)))), "'wasm-unsafe-eval'"],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': ['*'],
    'manifest-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:'],
  };
}

/** A sentence of the result that a page without a link begins with, until it is computed. @param {Sentence} sentence */
function usual(sentence) {
  const part = (/** @type {Language} */ language) =>
    `<span class="usual" lang="${language}">${escapeHtml(sentence[language])}</span>`;
  return part('en') + part('ko');
}

/**
 * The shell in one piece but for page.js.
 * @param {string} styles
 * @param {{headline: Sentence, evidence: Sentence} | null} first of the usual experiment
 */
export function shellPage(styles, first) {
  /** @type {(text: string, options: TransformOptions) => string} */
  const small = (text, options) => transformSync(text, { minify: true, charset: 'utf8', ...options }).code;
  // Old syntax stays old.
  const boot = small(fillIn(readFileSync(join(sources, 'web/boot.js'), 'utf8'), 'var values', readersKeys), { target: 'es5' });
  const css = small(styles, { loader: 'css', target: 'es2022' });
  const shell = readFileSync(join(sources, 'shell.html'), 'utf8');
  const icon = encodeURIComponent(readFileSync(join(sources, 'web/icon.svg'), 'utf8').trim());
  return fillShell(shell, pageStrings())
    .replace('<!-- boot -->', () => `<script>${boot}</script>`)
    .replace('<!-- headline -->', first ? usual(first.headline) : '')
    .replace('<!-- evidence -->', first ? usual(first.evidence) : '')
    .replace('<!-- icon -->', `<link rel="icon" href="data:image/svg+xml,${icon}" type="image/svg+xml">`)
    .replace('<!-- styles -->', () => `<style>${css}</style>`);
}

/** Policies of the pages that embed labs, or only speak of them. @param {string} folder */
export function sealReadings(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
    const path = join(folder, name);
    writeFileSync(path, seal(readFileSync(path, 'utf8'), folder, { 'frame-src': ["'self'"], 'font-src': ["'self'"] }));
  }
}

/** When page.js and everything it loads are in place. @param {string} site @param {string} shell of shellPage() */
export function writePages(site, shell) {
  const preloads = firstFiles.map((file) => `<link rel="preload" href="${file}" as="fetch" crossorigin>`);
  const page = shell.replace('<!-- preloads -->', preloads.join('\n'));
  const html = seal(page, site, labPolicy(site));
  writeFileSync(join(site, 'index.html'), html);
  writeFileSync(join(site, 'embed.html'), html.replace('<html ', '<html data-page="embed" data-embed="1" '));
}
