// Splits a linked module into what every lab needs, a part for each lab, and one for what is seldom
// asked for, so that a page downloads what it shows: split_module.mjs MODULE.wasm FOLDER writes
// FOLDER/MODULE.wasm and FOLDER/parts/MODULE-PART.wasm. The module needs its names (--profiling-funcs).
//
// A function goes into a part when nothing outside that part calls it. Calls through the table (virtual
// functions, coroutines) cannot be followed; there the name decides: a function that names a type of
// one lab, and of that alone, is that lab's.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../src');
const everybody = 'everybody';
const extras = 'extras'; // the part of these exports
const seldom = ['engine_csv', 'engine_notes_text', 'engine_figures', 'engine_room_figure', 'engine_qr_code', 'engine_script', 'engine_missions', 'engine_mission'];
const features = ['simd', 'relaxed-simd', 'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int',
  'sign-ext', 'mutable-globals', 'reference-types', 'multivalue', 'call-indirect-overlong',
].map((name) => `--enable-${name}`);

function run(program, ...options) {
  return execFileSync(program, options, { encoding: 'utf8', maxBuffer: 64e6 });
}

/** Path within src -> {included: headers it includes, types: names of the types it declares}. */
function readSources() {
  const files = new Map();
  for (const file of readdirSync(sources, { recursive: true })) {
    if (!/\.(?:h|cpp)$/.test(file)) continue;
    const text = readFileSync(join(sources, file), 'utf8');
    files.set(file, {
      included: [...text.matchAll(/^#include "(.*)"/gm)].map(([, path]) => path),
      types: [...text.matchAll(/^(?:struct|class|enum class) (\w+)[^;]*\{/gm)].map(([, type]) => type),
    });
  }
  return files;
}

/** {lab: the types of its two folders, and those of the core and of ui that no other lab includes}. */
function typesOfLabs() {
  const files = readSources();
  const labs = [...files.keys()].filter((file) => /^labs\/\w+\/lab\.h$/.test(file)).map(dirname);
  const users = new Map([...files.keys()].map((file) => [file, new Set()]));
  const labOf = (file) => {
    const folder = dirname(file).replace(/^views\//, 'labs/');
    return labs.includes(folder) ? folder : null;
  };
  const follow = (file, user) => {
    if (!files.has(file) || users.get(file).has(user)) return;
    users.get(file).add(user);
    for (const path of files.get(file).included) follow(path, user);
    // What stands behind a header of the core; the tables of all labs stand beside their folders.
    if (file.startsWith('core/') || labOf(file)) follow(file.replace(/h$/, 'cpp'), user);
  };
  for (const file of files.keys()) {
    if (labOf(file)) follow(file, labOf(file));
    else if (!file.startsWith('core/') && !['labs', 'views'].includes(dirname(file))) {
      for (const path of files.get(file).included) if (path.startsWith('core/')) follow(path, everybody);
    }
  }
  const owners = new Map(); // type -> files' users
  for (const [file, { types }] of files) {
    const by = users.get(file).size > 0 ? users.get(file) : [everybody];
    for (const type of types) owners.set(type, new Set([...(owners.get(type) ?? []), ...by]));
  }
  const typesOf = (folder) => [...owners].filter(([, [user, ...others]]) => user === folder && others.length === 0);
  return Object.fromEntries(labs.map((folder) => [
    basename(folder).replaceAll('_', '-'),
    new Set(typesOf(folder).map(([type]) => type)),
  ]));
}

/** The direct calls of a module, and how often the table holds each function. */
function readCalls(module) {
  const graph = run('wasm-opt', ...features, module, '--print-call-graph', '-o', '/dev/null');
  const calls = new Map();
  const slots = new Map();
  const exported = new Set();
  for (const line of graph.split('\n')) {
    const [, from, to] = /^ {2}"(.*)" -> "(.*)"/.exec(line) ?? [];
    const [, name, color] = /^ {2}"(.*)" \[style="filled", fillcolor="(\w+)"\]/.exec(line) ?? [];
    const [, held] = /^ {2}"(.*)" \[style="filled, rounded"\];/.exec(line) ?? [];
    if (to) calls.get(from).add(to);
    else if (name && color !== 'turquoise') calls.set(name, new Set()); // turquoise: an import
    else if (held) slots.set(held, (slots.get(held) ?? 0) + 1);
    if (color === 'gray') exported.add(name);
  }
  if (calls.size < 100 || exported.size === 0) throw new Error(`${module}: no names, or another call graph than expected`);
  return { calls, slots, exported };
}

/** {part: functions}; what is in none is for everybody. */
function assign({ calls, slots, exported }, types) {
  const users = new Map([...calls.keys()].map((name) => [name, new Set()]));
  const reach = (name, user) => {
    const waiting = [name];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (!users.has(next) || users.get(next).has(user)) continue;
      users.get(next).add(user);
      waiting.push(...calls.get(next));
    }
  };
  // The pieces of a coroutine belong to whoever starts it, where that is a function still.
  const startOf = (name) => {
    const start = /^(.*) \((?:\.resume|\.destroy|\.cleanup)\)$/.exec(name)?.[1];
    return calls.has(start) && !slots.has(start) ? start : null;
  };
  const held = [...slots.keys()].filter((name) => calls.has(name));
  for (const name of held.filter(startOf)) calls.get(startOf(name)).add(name);
  for (const name of held.filter((piece) => !startOf(piece))) reach(name, ownerOf(name, slots.get(name), types));
  for (const name of exported) reach(name, seldom.includes(name) ? extras : everybody);
  const parts = Object.fromEntries([...Object.keys(types), extras].map((part) => [part, []]));
  for (const [name, [user, ...others]] of users) {
    if (others.length === 0 && parts[user]) parts[user].push(name);
  }
  return parts;
}

/** Equal functions of different labs have become one, which the table holds more than once. */
function ownerOf(name, slotCount, types) {
  if (slotCount > 1 || /\b(?:ExperimentOf|make_lab)</.test(name)) return everybody;
  const words = new Set(name.match(/\w+/g));
  const labs = Object.keys(types).filter((lab) => [...types[lab]].some((type) => words.has(type)));
  return labs.length === 1 ? labs[0] : everybody;
}

/** A custom section; parts of another link must not be taken for this one's (web/engine/parts.mjs). */
function section(title, content) {
  const head = Buffer.from(title);
  return Buffer.concat([Buffer.from([0, 1 + head.length + content.length, head.length]), head, content]);
}

const [module, folder] = process.argv.slice(2);
const name = basename(module, '.wasm');
const parts = Object.entries(assign(readCalls(module), typesOfLabs())).filter(([, names]) => names.length > 0);
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
