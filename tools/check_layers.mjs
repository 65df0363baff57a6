// Fails when an #include in src/ points in a wrong direction (see ARCHITECTURE.md, Layers).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

const below = {
  text: [],
  core: [],
  labs: ['core', 'text'],
  io: ['labs', 'core', 'text'],
  engine: ['io', 'labs', 'core', 'text'],
  ui: ['io', 'labs', 'core', 'text'],
  platform: ['ui', 'engine', 'io', 'labs', 'core', 'text'],
  engine_main: ['engine', 'io', 'labs', 'core', 'text'],
  cli_main: ['engine', 'io', 'labs', 'core', 'text'],
  lab_main: ['platform', 'ui', 'io', 'labs', 'core', 'text'],
};

const libraries = [
  { headers: /^(unsupported\/)?Eigen\//, layers: ['core'] },
  { headers: /^(imgui|implot|imstb_)/, layers: ['ui', 'platform', 'lab_main'] },
  { headers: /^(SDL|GL|GLES[23])(\/|_|\.|$)/, layers: ['platform', 'lab_main'] },
  { headers: /^emscripten(\/|\.)/, layers: ['platform', 'engine_main', 'lab_main'] },
];

function layerOf(file) {
  const [folder, ...rest] = file.split('/');
  if (rest.length === 0) return folder.replace(/\.\w+$/, '');
  return folder === 'labs' && /\/view(_\w+)?\.(cpp|h)$/.test(file) ? 'ui' : folder;
}

function wrong(layer, quoted, header) {
  if (!quoted) {
    const library = libraries.find(({ headers }) => headers.test(header));
    return library && !library.layers.includes(layer) && `${layer} must do without <${header}>`;
  }
  if (!existsSync(join(src, header))) return `there is no src/${header}; includes are relative to src/`;
  const target = layerOf(header);
  if (target === layer || below[layer].includes(target)) return false;
  return `${layer} must not know ${target} ("${header}")`;
}

const problems = [];
for (const name of readdirSync(src, { recursive: true }).sort()) {
  if (!/\.(h|cpp|def)$/.test(name)) continue;
  const layer = layerOf(name);
  if (!below[layer]) {
    problems.push(`src/${name}: '${layer}' is no layer; add it to tools/check_layers.mjs`);
    continue;
  }
  const lines = readFileSync(join(src, name), 'utf8').split('\n');
  lines.forEach((line, index) => {
    const include = /^\s*#\s*include\s*(["<])([^">]+)[">]/.exec(line);
    const problem = include && wrong(layer, include[1] === '"', include[2]);
    if (problem) problems.push(`${relative(process.cwd(), join(src, name))}:${index + 1}: ${problem}`);
  });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
