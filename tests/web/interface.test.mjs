// What the engine gives is what web/initlab.d.ts declares: its JSON as literals, checked by the compiler,
// which also complains of a field that is not declared.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { dist } from './support.mjs';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(sources, 'build/interface');
const { createEngine } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);
const network = 'width=8&depth=2&batch=20&input_width=8&seeds=2&init=code&code=randn(n,m)';
const small = {
  forward: network, backward: network, activation: 'chains=100', symmetry: 'steps=50', 'matrix-product': 'size=3&trials=2',
  training: 'steps=20&depth=3&width=16',
};

/** @param {[string, string, unknown][]} values name, type, value */
async function check(values) {
  mkdirSync(folder, { recursive: true });
  const types = [...new Set(values.map(([, type]) => type.match(/\w+/)?.[0]))];
  const lines = values.map(([name, type, value]) => `export const ${name}: ${type} = ${JSON.stringify(value)};`);
  const text = [`import type { ${types.join(', ')} } from '../../web/initlab.d.ts';`, ...lines, ''].join('\n');
  writeFileSync(join(folder, 'check.ts'), text);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', '', '--ignoreConfig'];
  const compiler = join(sources, 'node_modules/.bin/tsc');
  try {
    await promisify(execFile)(compiler, [...options, join(folder, 'check.ts')]);
    return '';
  } catch ({ stdout, message }) {
    return stdout || message;
  }
}

test('what the engine gives is what is declared', async () => {
  const engine = await createEngine({ workers: 0 });
  const { instance } = engine;
  const values = [['labs', 'LabDeclaration[]', engine.labs('en')]];
  for (const [at, { id }] of engine.labs().entries()) {
    const query = `lab=${id}&${small[id] ?? ''}&nonsense=1`;
    const state = instance.resolve(query);
    values.push([`state${at}`, 'State', state], [`plan${at}`, 'Plan', instance.plan(state.query)]);
    if (id === 'notes') continue; // the whole of it takes long
    values.push([`result${at}`, 'Result', await engine.run(id, state.params)]);
    values.push([`progress${at}`, 'Progress', instance.progress()], [`tables${at}`, 'Tables', instance.tables()]);
  }
  const refused = instance.plan('lab=forward&width=4096&depth=200&batch=8192');
  assert.ok(refused.refusal, 'nothing was refused');
  values.push(['refused', 'Plan', refused]);
  engine.dispose();
  assert.equal(await check(values), '');
  // The check can fail.
  assert.match(await check([['less', 'Plan', { ...refused, rows: undefined }]]), /rows/);
  assert.match(await check([['more', 'Plan', { ...refused, more: 1 }]]), /more/);
});
