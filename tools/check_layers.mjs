// Fails when an #include in src/ points in a wrong direction (see ARCHITECTURE.md), and where
// `co_await` is given a conditional: GCC 11 and 12 destroy its operands twice (PR 95599).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sources } from './sources.mjs';

const src = join(sources, 'src');

/** @type {Record<string, string[]>} */
const below = {
  text: [],
  core: [],
  labs: ['core', 'text'],
  io: ['labs', 'core', 'text'],
  engine: ['io', 'labs', 'core', 'text'],
  ui: ['io', 'labs', 'core', 'text'],
  views: ['ui', 'io', 'labs', 'core', 'text'],
  platform: ['views', 'ui', 'engine', 'io', 'labs', 'core', 'text'],
  engine_main: ['engine', 'io', 'labs', 'core', 'text'],
  cli_main: ['engine', 'io', 'labs', 'core', 'text'],
  lab_main: ['platform', 'views', 'ui', 'io', 'labs', 'core', 'text'],
};

// The rooms of src/core, each with what it may look into: only rooms named before it, so there is no circle.
/** @type {Record<string, string[]>} */
const rooms = {
  numbers: [],
  steps: [],
  random: ['numbers'],
  activation: ['numbers'],
  matrix: ['numbers', 'steps', 'random'],
  statistics: ['numbers', 'matrix', 'activation'],
  product: ['numbers', 'random', 'matrix'],
  initializer: ['steps', 'random', 'matrix'],
  network: ['numbers', 'steps', 'random', 'matrix', 'activation', 'statistics', 'initializer'],
  training: ['numbers', 'steps', 'random', 'matrix', 'activation', 'statistics', 'initializer', 'network'],
  theory: ['numbers', 'activation', 'statistics', 'initializer', 'network'],
};

const libraries = [
  { headers: /^(unsupported\/)?Eigen\//, layers: ['core'] },
  { headers: /^(imgui|imstb_)/, layers: ['ui', 'views', 'platform', 'lab_main'] },
  { headers: /^(SDL|GL|GLES[23])(\/|_|\.|$)/, layers: ['platform', 'lab_main'] },
  { headers: /^qrcodegen/, layers: ['io'] },
  { headers: /^emscripten(\/|\.)/, layers: ['platform', 'engine_main', 'lab_main'] },
];

/** @param {string} file */
function layerOf(file) {
  const [folder, ...rest] = file.split('/');
  if (rest.length === 0) return folder.replace(/\.\w+$/, '');
  return folder;
}

const roomOf = (/** @type {string} */ file) => (file.startsWith('core/') ? file.split('/')[1] : null);

/** @param {string | null} room @param {string | null} target */
function wrongRoom(room, target) {
  if (!room || !target || room === target) return false;
  if (!rooms[room]) return `'core/${room}' is no room; add it to tools/check_layers.mjs`;
  return !rooms[room].includes(target) && `core/${room} must not look into core/${target}`;
}

/** @param {string} layer @param {boolean} quoted @param {string} header @param {string | null} room */
function wrong(layer, quoted, header, room) {
  if (!quoted) {
    const library = libraries.find(({ headers }) => headers.test(header));
    return library && !library.layers.includes(layer) && `${layer} must do without <${header}>`;
  }
  if (!existsSync(join(src, header))) return `there is no src/${header}; includes are relative to src/`;
  const target = layerOf(header);
  if (target === layer || below[layer].includes(target)) return wrongRoom(room, roomOf(header));
  return `${layer} must not know ${target} ("${header}")`;
}

const problems = [];
Object.entries(rooms).forEach(([room, seen], place, all) => {
  const before = all.slice(0, place).map(([name]) => name);
  const missing = seen.filter((name) => !before.includes(name));
  if (missing.length > 0) problems.push(`core/${room} looks into ${missing}, which are not named before it`);
});
for (const name of readdirSync(src, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!/\.(h|cpp|def)$/.test(name)) continue;
  const layer = layerOf(name);
  if (!below[layer]) {
    problems.push(`src/${name}: '${layer}' is no layer; add it to tools/check_layers.mjs`);
    continue;
  }
  const text = readFileSync(join(src, name), 'utf8');
  for (const { index } of text.matchAll(/\bco_await\b[^;]*\?/g)) {
    const line = text.slice(0, index).split('\n').length;
    problems.push(`${relative(process.cwd(), join(src, name))}:${line}: name the Steps before co_await`);
  }
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const include = /^\s*#\s*include\s*(["<])([^">]+)[">]/.exec(line);
    const problem = include && wrong(layer, include[1] === '"', include[2], roomOf(name));
    if (problem) problems.push(`${relative(process.cwd(), join(src, name))}:${index + 1}: ${problem}`);
  });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
