// Puts the site together: web/, the two modules, the fonts and the filled-in shell become dist/,
// which is replaced as a whole, so that it is never half a site.
//
//   node tools/assemble_site.mjs [--page]    --page: without what the engine has to compute first (the
//     lessons, the pictures of embedded labs, the offline page) and without the fastest engine
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { bundlePage } from './bundle.mjs';
import { keptDataFiles } from './data_files.mjs';
import { buildLessons } from './lessons.mjs';
import { writeOfflinePage } from './offline.mjs';
import { sealReadings, shellPage, writePageModules, writePages } from './pages.mjs';
import { partFiles } from './parts.mjs';
import { fillPosters, languages } from './posters.mjs';
import { openCache } from './results_cache.mjs';
import { fillServiceWorker } from './service_worker.mjs';
import { sources } from './sources.mjs';

/** @import { SiteEngine } from './posters.mjs' */

const build = join(sources, 'build/wasm-release');
const modules = join(build, 'src');
const site = join(sources, 'build/site');
const dist = join(sources, 'dist');

// In the order of the cascade; one file for the page, so that it asks once.
const styles = [
  'base',
  'controls',
  'header',
  'notes_and_verdict',
  'stage',
  'text_view',
  'form',
  'phone',
  'dialogs',
  'presenter',
  'breakpoints',
  'preferences',
];

// The lessons share the page's palette, controls and header.
const lessonStyles = [
  'base',
  'controls',
  'header',
  'lessons/page',
  'lessons/figures',
  'lessons/questions',
  'lessons/media',
];

/** @param {string[]} names of style sheets */
function joined(names) {
  const folder = join(sources, 'web/styles');
  return names.map((name) => readFileSync(join(folder, `${name}.css`), 'utf8')).join('\n');
}

/**
 * The dark palette also without a script that sets data-theme: the lessons are read without one.
 * @param {string} css
 */
function systemPalette(css) {
  const dark = /:root\[data-theme='dark'\] (\{[^}]*\})/.exec(css);
  if (!dark) throw new Error('base.css: where is the dark palette?');
  return `@media screen and (prefers-color-scheme: dark) { :root:not([data-theme]) ${dark[1]} }\n`;
}

function joinLessonStyles() {
  const css = joined(lessonStyles);
  writeFileSync(join(site, 'lessons.css'), systemPalette(css) + css);
}

/** A module's JavaScript in short, and what split_module.mjs has made of the rest. @param {string} name */
function copyModule(name) {
  const glue = join(modules, `${name}.js`);
  if (!existsSync(glue)) {
    console.error(`initlab: ${name} has not been built; the site is without it`);
    return;
  }
  writeFileSync(join(site, `${name}.js`), transformSync(readFileSync(glue, 'utf8'), { minify: true }).code);
  cpSync(join(modules, 'split', `${name}.wasm`), join(site, `${name}.wasm`));
  for (const part of readdirSync(join(modules, 'split/parts')).filter((file) => file.startsWith(`${name}-`))) {
    cpSync(join(modules, 'split/parts', part), join(site, 'parts', part));
  }
}

/** What labs learn from, beside its licence. */
function copyData() {
  for (const name of ['digits', 'fashion']) {
    cpSync(join(build, `data/${name}.bin`), join(site, `data/${name}.bin`));
    cpSync(join(sources, `tools/${name}_licence.txt`), join(site, `data/${name}_licence.txt`));
  }
}

/** Scripts that a reader loads as they are do without their comments; types are a good part of them. */
function stripScripts() {
  for (const path of ['embed.js', 'lessons.js'].map((name) => join(site, name))) {
    writeFileSync(path, transformSync(readFileSync(path, 'utf8'), { charset: 'utf8', target: 'es2022' }).code);
  }
}

/** The engine that was just built. @returns {Promise<SiteEngine>} */
async function startEngine() {
  /** @type {typeof import('../web/engine.mjs')} */
  const { createEngine } = await import(pathToFileURL(join(site, 'engine.mjs')).href);
  return createEngine({ workers: 0 });
}

/**
 * Pictures and lessons are made by the engine. Gives the sentences of the usual experiment.
 * @param {SiteEngine} engine
 */
async function fillWithResults(engine) {
  const parts = partFiles(site).filter((name) => name.startsWith('parts/engine-'));
  const cache = openCache(join(sources, 'build'), ['engine.wasm', ...parts, ...keptDataFiles(site)].map((name) => join(site, name)));
  try {
    await fillPosters({ site, engine, cache });
    await buildLessons({ site, engine, cache });
    await engine.run('forward', {}, { withSweep: true });
    return engine.instance.tables();
  } finally {
    // Also when a lesson has a mistake: the next attempt need not wait again.
    cache.save();
    engine.dispose();
  }
}

function replaceDist() {
  const old = join(sources, 'build/site.old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(site, dist);
  rmSync(old, { recursive: true, force: true });
}

/** @param {string} folder */
function totalSize(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}

const onlyPage = process.argv.includes('--page');
rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
cpSync(join(sources, 'web'), site, {
  recursive: true,
  filter: (path) => !/\/web\/(?:styles|boot\.js)$|\.d\.m?ts$/.test(path),
});
stripScripts();
joinLessonStyles();
cpSync(join(sources, 'build/fonts'), join(site, 'fonts'), {
  recursive: true,
  filter: (path) => !path.endsWith('.stamp'),
});
copyModule('engine');
if (!onlyPage) copyModule('engine_fastest');
copyModule('lab');
copyData();
const engine = existsSync(join(site, 'engine.wasm')) ? await startEngine() : null;
writePageModules(site, engine?.labs('en').map(({ id }) => id) ?? []);
await bundlePage(site);
const first = engine && !onlyPage ? await fillWithResults(engine) : null;
if (onlyPage) {
  engine?.dispose();
  rmSync(join(site, 'sw.js')); // it would keep this page when the whole site has come
}
const shell = shellPage(joined(styles), first);
writePages(site, shell);
for (const language of languages) {
  const folder = join(site, 'lessons', language);
  if (existsSync(folder)) sealReadings(folder);
}
if (!onlyPage && existsSync(join(site, 'engine.wasm')) && existsSync(join(site, 'lab.wasm'))) {
  writeOfflinePage(site, shell);
  fillServiceWorker(site);
}
replaceDist();
console.error(`initlab: dist/ holds ${Math.round(totalSize(dist) / 1000)} kB`);
