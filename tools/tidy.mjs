// clang-tidy over src, some files at a time and a process per core; a file is looked at again only when it, a header of ours
// that it reaches, its compile command, .clang-tidy or the toolchain has changed.
//
//   node tools/tidy.mjs BUILD_FOLDER
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { sources } from './sources.mjs';

/** @typedef {{file: string, command: string}} Unit */
/** @typedef {Unit & {key: string}} ChangedUnit */
/** @typedef {{name: string, checks: string, flags: string[], units: ChangedUnit[]}} Batch */

const build = resolve(process.argv[2]);
const passed = join(process.env.INITLAB_CACHE ?? build, 'clang-tidy');
const tidyVersion = execFileSync('clang-tidy', ['--version'], { encoding: 'utf8' });
const settings = readFileSync(join(sources, '.clang-tidy'), 'utf8');

/**
 * The file and every header of ours that it includes, directly or not.
 * @param {string} file
 * @param {Set<string>} found
 */
function reach(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, header] of readFileSync(file, 'utf8').matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)) {
    const places = [join(sources, 'src', header), join(sources, 'tests', header), join(dirname(file), header)];
    const place = places.find((path) => existsSync(path));
    if (place) reach(place, found);
  }
  return found;
}

/** @param {Unit} unit */
function keyOf({ file, command }) {
  const hash = createHash('sha256').update(tidyVersion).update(settings);
  hash.update(flagsOf(command).join(' ').replaceAll(sources, ''));
  for (const path of [...reach(file)].sort()) {
    hash.update(relative(sources, path)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** The static analyzer costs drawing code the most, and finds the least in it. */
const drawing = /^src\/(ui|views|platform)\//;

/** A compiler's flags: its command without compiler, output and source. @param {string} command */
function flagsOf(command) {
  const words = command.split(' ').slice(1);
  const paired = ['-o', '-c', '-MF', '-MT', '-include']; // the last: headers that are compiled already
  return words.filter((word, i) => !['', '-MD', '-Winvalid-pch', ...paired].includes(word) && !paired.includes(words[i - 1]));
}

/** @param {string} file @param {string} checks @param {string[]} flags @returns {Promise<string>} complaints */
function run(file, checks, flags) {
  const options = ['--quiet', `--checks=${checks}`, '--config-file', join(sources, '.clang-tidy'), file, '--', ...flags];
  return new Promise((done) => {
    execFile('clang-tidy', options, { maxBuffer: 1 << 26 }, (error, stdout) =>
      done(error ? stdout || String(error) : ''),
    );
  });
}

/**
 * Most of the time goes into the standard library's headers, once a translation unit: files that
 * live together are looked at together. Two that cannot (names of one anonymous namespace twice)
 * are looked at one by one.
 * @param {Batch} batch
 */
async function tidy(batch) {
  const { checks, flags, units } = batch;
  if (units.length === 1) return run(units[0].file, checks, flags);
  const all = join(together, `${batch.name}.cpp`);
  writeFileSync(all, units.map(({ file }) => `#include "${file}"\n`).join(''));
  const complaints = await run(all, `${checks},-bugprone-suspicious-include`, flags);
  if (!complaints.includes('clang-diagnostic-error')) return complaints;
  console.error(`clang-tidy: ${batch.name} one by one: ${complaints.match(/.*clang-diagnostic-error.*/)?.[0]}`);
  const each = [];
  for (const { file } of units) each.push(await run(file, checks, flags));
  return each.join('');
}

const mostTogether = 12;
const together = join(build, 'tidy');

/** @param {ChangedUnit[]} units */
function batches(units) {
  /** @type {Map<string, Batch[]>} */
  const groups = new Map();
  for (const unit of units) {
    const path = relative(sources, unit.file);
    const checks = drawing.test(path) ? '-clang-analyzer-*' : '';
    const flags = flagsOf(unit.command);
    const key = [dirname(path), checks, ...flags].join(' ');
    const list = groups.get(key) ?? [];
    groups.set(key, list);
    let batch = list.at(-1);
    if (!batch || batch.units.length === mostTogether) {
      batch = { name: `${dirname(path).replaceAll('/', '-')}-${groups.size}-${list.length}`, checks, flags, units: [] };
      list.push(batch);
    }
    batch.units.push(unit);
  }
  return [...groups.values()].flat();
}

/** Files that are compiled together (cmake/unity.cmake) stand in one that includes them. @param {Unit} unit @returns {Unit[]} */
function apart(unit) {
  if (!/\/Unity\/unity_\w+\.cxx$/.test(unit.file)) return [unit];
  const included = readFileSync(unit.file, 'utf8').matchAll(/^#include "(.+)"$/gm);
  return [...included].map(([, file]) => ({ file, command: unit.command }));
}

/** @type {Unit[]} */
const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
const units = commands
  .flatMap(apart)
  .filter(({ file }) => /^src\//.test(relative(sources, file)))
  .map((unit) => ({ ...unit, key: keyOf(unit) }))
  .filter(({ key }) => !existsSync(join(passed, key)));

mkdirSync(passed, { recursive: true });
mkdirSync(together, { recursive: true });
console.error(`clang-tidy: ${units.length} files have changed`);
const waiting = batches(units).sort((a, b) => a.units.length - b.units.length);
let failures = 0;
async function work() {
  for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
    const complaints = await tidy(batch);
    if (complaints) {
      failures += 1;
      process.stdout.write(complaints);
    } else {
      for (const { key } of batch.units) writeFileSync(join(passed, key), '');
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exit(failures === 0 ? 0 : 1);
