// A plain static server, for looking at the site and for its tests (tests/web/support.mjs).
//
//   node tools/serve.mjs FOLDER [PORT] [--prefix /some/path/]
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @import { ServerResponse } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */
/** @typedef {{file: string, name: string, size: number}} Found */

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The file of `root` an address below `prefix` asks for, or null when there is none.
 * @param {string} root
 * @param {string} prefix
 * @param {string} address
 */
function findFile(root, prefix, address) {
  try {
    const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    if (!path.startsWith(prefix)) return null;
    const name = path.slice(prefix.length).replace(/(^|\/)$/, '$1index.html');
    const file = normalize(join(root, name));
    const status = statSync(file);
    return file.startsWith(root + sep) && status.isFile() ? { file, name, size: status.size } : null;
  } catch {
    return null;
  }
}

/** @param {ServerResponse} response @param {number} status */
function fail(response, status) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>${status}</title>`);
}

/** @param {ServerResponse} response @param {Found} found @param {{type?: string, size?: number}} [changed] */
function send(response, { file, size: whole }, { type, size = whole } = {}) {
  response.writeHead(200, {
    'Content-Type': type ?? types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': size,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  const bytes = createReadStream(file, { end: Math.max(size - 1, 0) });
  bytes.on('error', () => response.destroy()).pipe(response);
}

/** @param {ServerResponse} response @param {Found} found */
function sendStart(response, { size }) {
  response.writeHead(200, { 'Content-Type': 'application/wasm', 'Content-Length': size });
  response.write(Buffer.from([0, 0x61, 0x73, 0x6d]));
}

/**
 * Ways to break a file, for tests: each answers in place of the server.
 * @type {Record<string, (response: ServerResponse, found: Found) => void>}
 */
const faults = {
  missing: (response) => fail(response, 404),
  mime: (response, found) => send(response, found, { type: 'text/plain' }),
  html: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/wasm' });
    response.end('<!doctype html><title>Blocked by this network</title>');
  },
  truncated: (response, found) => send(response, found, { size: Math.floor(found.size / 2) }),
  reset: (response, found) => {
    sendStart(response, found);
    setTimeout(() => response.destroy(), 20);
  },
  stalled: sendStart,
  slow: (response, found) => {
    sendStart(response, found);
    setTimeout(() => createReadStream(found.file, { start: 4 }).pipe(response), 17_000);
  },
};

/**
 * Serves `root` on 127.0.0.1.
 * @param {object} options
 * @param {string} options.root
 * @param {number} [options.port]
 * @param {string} [options.prefix]
 * @param {Record<string, string>} [options.broken] faults by file name, may be changed at any time
 * @param {boolean} [options.shared] pages of other origins may read the files, as many static hosts allow
 */
export async function startServer({ root, port = 0, prefix = '/', broken = {}, shared = false }) {
  const top = resolve(root);
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const { url, method } = /** @type {{url: string, method: string}} */ (request);
    const found = findFile(top, prefix, url);
    requests.push(url);
    if (shared) response.setHeader('Access-Control-Allow-Origin', '*');
    if (!['GET', 'HEAD'].includes(method)) fail(response, 405);
    else if (!found) fail(response, 404);
    else if (broken[found.name]) faults[broken[found.name]](response, found);
    else send(response, found);
  });
  /** @type {Promise<void>} */
  const listening = new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  await listening;
  return {
    address: `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}${prefix}`,
    requests,
    broken,
    close() {
      server.closeAllConnections();
      return new Promise((done) => {
        server.close(done);
      });
    },
  };
}

async function main() {
  const words = process.argv.slice(2);
  const at = words.indexOf('--prefix');
  const prefix = at < 0 ? '/' : words.splice(at, 2)[1];
  const [root, port = '8080'] = words;
  if (!root || !/^\d+$/.test(port) || !/^\/([^/]+\/)*$/.test(prefix ?? '')) {
    console.error('usage: node tools/serve.mjs FOLDER [PORT] [--prefix /some/path/]');
    process.exit(2);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
  try {
    console.log((await startServer({ root, port: Number(port), prefix })).address);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason = code === 'EADDRINUSE' ? 'is taken: try another one' : `cannot be used (${code})`;
    console.error(`initlab: port ${port} ${reason}, as in ./build-wasm.sh serve ${Number(port) + 1}.`);
    process.exit(1);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
