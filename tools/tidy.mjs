// clang-tidy over src, a process per core; a file is looked at again only when it, a header of ours
// that it reaches, its compile command, .clang-tidy or the toolchain has changed.
//
//   node tools/tidy.mjs BUILD_FOLDER
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const build = resolve(process.argv[2]);
const passed = join(process.env.INITLAB_CACHE ?? build, 'clang-tidy');
const tidyVersion = execFileSync('clang-tidy', ['--version'], { encoding: 'utf8' });
const settings = readFileSync(join(sources, '.clang-tidy'), 'utf8');

/** The file and every header of ours that it includes, directly or not. */
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

function keyOf({ file, command }) {
  const hash = createHash('sha256').update(tidyVersion).update(settings);
  hash.update(command.replaceAll(sources, ''));
  for (const path of [...reach(file)].sort()) {
    hash.update(relative(sources, path)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** The static analyzer costs drawing code the most, and finds the least in it. */
const drawing = /^src\/(ui|platform)\/|\/view[^/]*\.cpp$/;

function tidy(file) {
  const checks = drawing.test(relative(sources, file)) ? ['--checks=-clang-analyzer-*'] : [];
  const options = ['--quiet', ...checks, '-p', build, file];
  return new Promise((done) => {
    execFile('clang-tidy', options, { maxBuffer: 1 << 26 }, (error, stdout) =>
      done(error ? stdout || String(error) : ''),
    );
  });
}

const units = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .filter(({ file }) => /^src\//.test(relative(sources, file)))
  .map((unit) => ({ file: unit.file, key: keyOf(unit) }))
  .filter(({ key }) => !existsSync(join(passed, key)));

mkdirSync(passed, { recursive: true });
console.error(`clang-tidy: ${units.length} files have changed`);
let failures = 0;
async function work() {
  for (let unit = units.pop(); unit; unit = units.pop()) {
    const complaints = await tidy(unit.file);
    if (complaints) {
      failures += 1;
      process.stdout.write(complaints);
    } else {
      writeFileSync(join(passed, unit.key), '');
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exit(failures === 0 ? 0 : 1);
