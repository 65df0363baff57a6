// Every way build-wasm.sh can fail ends in one sentence that says what to do. The machine's own
// commands are replaced by stand-ins on PATH that fail the way the real ones do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

const script = resolve(import.meta.dirname, '../../build-wasm.sh');
const folder = mkdtempSync(join(tmpdir(), 'initlab-script-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// A machine with nothing of what the script brings itself.
const bare = join(folder, 'bare');
mkdirSync(bare);
for (const name of readdirSync('/usr/bin')) {
  if (!['emcc', 'mmdebstrap', 'bwrap'].includes(name)) symlinkSync(join('/usr/bin', name), join(bare, name));
}

let runs = 0;

/** Runs the script on the bare machine with `standIns` ({name: shell text}) first on PATH. */
function run(args, { standIns = {}, env = {} } = {}) {
  const bin = join(folder, `bin${++runs}`);
  mkdirSync(bin);
  for (const [name, text] of Object.entries(standIns)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const cache = join(folder, `cache${runs}`);
  return spawnSync(script, args, {
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${bare}`,
      HOME: folder,
      INITLAB_CACHE: cache,
      INITLAB_TOOLCHAIN: 'debian',
      ...env,
    },
  });
}

function assertSentence({ status, stderr }, pattern) {
  assert.equal(status, 1, stderr);
  const last = stderr.trimEnd().split('\n').at(-1);
  assert.match(last, /^initlab: .*\.$/);
  assert.match(last, pattern);
}

const emcc = (version) => ({ emcc: `echo "emcc (Emscripten gcc/clang-like replacement) ${version} ()"` });
const asRoot = { id: 'echo 0' };
const asUser = { id: 'echo 1234', newuidmap: '' };
const ownRootTools = { mmdebstrap: 'exit 25', bwrap: 'exit 1', unshare: 'shift 4; "$@"' };
const plentyOfRoom = { df: 'printf "x\\nx 0 0 99999 0 /\\n"' };
const noRoom = { df: 'printf "x\\nx 0 0 12 100%% /\\n"' };

test('an unknown command', () => {
  assertSentence(run(['biuld']), /no command 'biuld': see .*help/);
});

test('help needs nothing', () => {
  const { status, stdout } = run(['help']);
  assert.equal(status, 0);
  for (const word of ['serve [port]', 'test [filter]', 'bench', 'help']) assert.ok(stdout.includes(word), word);
});

test('a port that is none', () => {
  assertSentence(run(['serve', '99999']), /'99999' is no port: give a number/);
});

test('a port that is taken', async () => {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  assertSentence(run(['serve', `${port}`]), new RegExp(`port ${port} is taken: try .* serve \\d+`));
  server.close();
});

test('an old emcc', () => {
  const outcome = run([], { standIns: emcc('3.1.6'), env: { INITLAB_TOOLCHAIN: 'auto' } });
  assertSentence(outcome, /emcc 3\.1\.6 on PATH is older than 4\.0: activate a newer emsdk/);
});

test('an emcc that does not run', () => {
  const outcome = run([], { standIns: { emcc: 'exit 1' }, env: { INITLAB_TOOLCHAIN: 'auto' } });
  assertSentence(outcome, /does not run: activate emsdk again/);
});

test('a toolchain setting that is none', () => {
  assertSentence(run([], { env: { INITLAB_TOOLCHAIN: 'mine' } }), /is 'mine': use host, debian or auto/);
});

test('no network for the tools', () => {
  const standIns = { ...asRoot, ...plentyOfRoom, 'apt-get': 'exit 100' };
  assertSentence(run([], { standIns }), /could not install mmdebstrap bubblewrap: check the network/);
});

test('no network for the Debian root', () => {
  const standIns = { ...asRoot, ...plentyOfRoom, ...ownRootTools };
  assertSentence(run([], { standIns }), /could not make the toolchain: check the network to the Debian mirror/);
});

test('a full disk', () => {
  const standIns = { ...asRoot, ...noRoom, ...ownRootTools };
  assertSentence(run([], { standIns }), /needs 2000 MB in .* only 12 MB are free: make room, or set INITLAB_CACHE/);
});

test('neither root nor user namespaces', () => {
  const standIns = { ...asUser, ...plentyOfRoom, ...ownRootTools, unshare: 'exit 1' };
  assertSentence(run([], { standIns }), /neither root nor user namespaces .*: run this as root/);
});

test('a cache that cannot be written', () => {
  const outcome = run([], { env: { INITLAB_CACHE: '/proc/initlab' } });
  assertSentence(outcome, /cannot write \/proc\/initlab; set INITLAB_CACHE/);
});
