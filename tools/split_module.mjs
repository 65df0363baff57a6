// Splits a linked module into what every lab needs, a part for each lab, and one for what is seldom
// asked for, so that a page downloads what it shows: split_module.mjs MODULE.wasm FOLDER writes
// FOLDER/MODULE.wasm and FOLDER/parts/MODULE-PART.wasm. The module needs its names (--profiling-funcs).
//
// A function goes into the part of a lab when nothing outside that part calls it; what is called through
// the table (virtual functions), where callers cannot be followed, belongs to the lab whose namespace its
// name names.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sources } from './sources.mjs';

/** @typedef {{calls: Map<string, Set<string>>, slots: Map<string, number>, exported: Set<string>}} Calls */

const labFolders = join(sources, 'src/labs');
const namespaces = readdirSync(labFolders).filter((name) => existsSync(join(labFolders, name, 'lab.h')));
const partOf = (/** @type {string} */ namespace) => namespace.replaceAll('_', '-');
const everybody = 'everybody';
const extras = 'extras'; // the part of these exports
const seldom = ['engine_csv', 'engine_notes_text', 'engine_figures', 'engine_room_figure', 'engine_qr_code', 'engine_script', 'engine_missions', 'engine_mission'];
const features = ['simd', 'relaxed-simd', 'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int',
  'sign-ext', 'mutable-globals', 'reference-types', 'multivalue', 'call-indirect-overlong',
].map((name) => `--enable-${name}`);

/** @param {string} program @param {...string} options */
function run(program, ...options) {
  return execFileSync(program, options, { encoding: 'utf8', maxBuffer: 64e6 });
}

/**
 * The direct calls of a module, and how often the table holds each function.
 * @param {string} module
 * @returns {Calls}
 */
function readCalls(module) {
  const graph = run('wasm-opt', ...features, module, '--print-call-graph', '-o', '/dev/null');
  /** @type {Calls['calls']} */
  const calls = new Map();
  /** @type {Calls['slots']} */
  const slots = new Map();
  /** @type {Calls['exported']} */
  const exported = new Set();
  for (const line of graph.split('\n')) {
    const [, from, to] = /^ {2}"(.*)" -> "(.*)"/.exec(line) ?? [];
    const [, name, color] = /^ {2}"(.*)" \[style="filled", fillcolor="(\w+)"\]/.exec(line) ?? [];
    const [, held] = /^ {2}"(.*)" \[style="filled, rounded"\];/.exec(line) ?? [];
    if (to) /** @type {Set<string>} */ (calls.get(from)).add(to);
    else if (name && color !== 'turquoise') calls.set(name, new Set()); // turquoise: an import
    else if (held) slots.set(held, (slots.get(held) ?? 0) + 1);
    if (color === 'gray') exported.add(name);
  }
  if (calls.size < 100 || exported.size === 0) throw new Error(`${module}: no names, or another call graph than expected`);
  return { calls, slots, exported };
}

/** Functions by part; what is in none is for everybody. @param {Calls} module */
function assign({ calls, slots, exported }) {
  /** @type {Map<string, Set<string>>} */
  const users = new Map([...calls.keys()].map((name) => [name, new Set()]));
  /** @type {(name: string, user: string) => void} */
  const reach = (name, user) => {
    const waiting = [name];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const seen = users.get(next);
      if (!seen || seen.has(user)) continue;
      seen.add(user);
      waiting.push(...(calls.get(next) ?? []));
    }
  };
  // The pieces of a function, a coroutine's and its lambdas, belong to whoever calls it, where it is one still.
  const startOf = (/** @type {string} */ name) => {
    if (slots.get(name) !== 1) return null; // see ownerOf
    const piece = /^(.*) \((?:\.resume|\.destroy|\.cleanup)\)$/.exec(name) ?? /<(initlab::.*?\))::\$_\d+[,>]/.exec(name);
    const start = piece?.[1];
    return start !== undefined && calls.has(start) && !slots.has(start) ? start : null;
  };
  const held = [...slots.keys()].filter((name) => calls.has(name));
  for (const name of held) {
    const start = startOf(name);
    if (start) calls.get(start)?.add(name);
  }
  for (const name of held.filter((piece) => !startOf(piece))) reach(name, ownerOf(name, slots.get(name) ?? 0));
  for (const name of exported) reach(name, seldom.includes(name) ? extras : everybody);
  /** @type {Record<string, string[]>} */
  const parts = Object.fromEntries([...namespaces.map(partOf), extras].map((part) => [part, []]));
  for (const [name, [user, ...others]] of users) {
    if (others.length === 0 && parts[user]) parts[user].push(name);
  }
  return parts;
}

/**
 * Equal functions of different labs have become one, which the table holds more than once. Parameters
 * (ExperimentOf) are needed before any part is there.
 * @param {string} name
 * @param {number} slotCount
 */
function ownerOf(name, slotCount) {
  if (slotCount > 1 || /\b(?:ExperimentOf|make_lab)</.test(name)) return everybody;
  const named = namespaces.filter((namespace) => name.includes(`initlab::${namespace}::`));
  return named.length === 1 ? partOf(named[0]) : everybody;
}

/**
 * A custom section; parts of another link must not be taken for this one's (web/engine/parts.mjs).
 * @param {string} title
 * @param {Uint8Array} content
 */
function section(title, content) {
  const head = Buffer.from(title);
  return Buffer.concat([Buffer.from([0, 1 + head.length + content.length, head.length]), head, content]);
}

const [module, folder] = process.argv.slice(2);
const name = basename(module, '.wasm');
const parts = Object.entries(assign(readCalls(module))).filter(([, names]) => names.length > 0);
const manifest = join(folder, `${name}.manifest`);
const partFolder = join(folder, 'parts');
mkdirSync(partFolder, { recursive: true });
for (const file of readdirSync(partFolder)) if (file.startsWith(`${name}-`)) rmSync(join(partFolder, file));
writeFileSync(manifest, parts.map(([part, names]) => [part, ...names, ''].join('\n')).join('\n'));
run('wasm-split', '--multi-split', ...features, module, '--manifest', manifest, '--no-placeholders',
  '--import-namespace', 'primary', '--strip-debug',
  '--out-prefix', join(partFolder, `${name}-`), '-o', join(folder, `${name}.wasm`));
rmSync(manifest);
const mark = createHash('sha256').update(readFileSync(module)).digest().subarray(0, 8);
for (const file of [join(folder, `${name}.wasm`), ...parts.map(([part]) => join(partFolder, `${name}-${part}.wasm`))]) {
  // What was called from several places is now called from fewer.
  run('wasm-opt', ...features, '-Oz', file, '-o', file);
  appendFileSync(file, section('build', mark));
}
