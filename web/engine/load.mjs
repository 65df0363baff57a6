// Downloads the program files: once each, with progress, whatever MIME type the server gives.
/** @import { Factory } from './types.d.mts' */

/** @typedef {'no-wasm' | 'no-simd' | 'download' | 'missing' | 'replaced' | 'damaged'} LoadFailure */

/** What went wrong with a file. */
export class LoadError extends Error {
  /** @param {LoadFailure} kind */
  constructor(kind, file = '', status = 0) {
    super(file ? `${kind}: ${file}${status ? ` (${status})` : ''}` : kind);
    this.name = 'LoadError';
    this.kind = kind;
    this.file = file;
    this.status = status;
  }
}

export const isNode = typeof process === 'object' && Boolean(process.versions?.node);

// (module (func (result v128) (v128.const i32x4 0 0 0 0)))
const simdProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 22, 1, 20, 0, 253, 12,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11,
];

// (module (func (param v128 v128 v128) (result v128)
//   (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2))))
const relaxedSimdProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0, 10, 13, 1, 11, 0,
  32, 0, 32, 1, 32, 2, 253, 133, 2, 11,
];

/** Whether the engine with relaxed SIMD can run here. */
export function hasRelaxedSimd() {
  return WebAssembly.validate(new Uint8Array(relaxedSimdProbe));
}

/** Throws when this host cannot run the program at all. */
export function requireWebAssembly() {
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.validate !== 'function') {
    throw new LoadError('no-wasm');
  }
  if (!WebAssembly.validate(new Uint8Array(simdProbe))) throw new LoadError('no-simd');
}

/** @param {URL} url */
function nameOf(url) {
  return /** @type {string} */ (new URL(url).pathname.split('/').pop());
}

/** The element of a file that came within the page: tools/offline.mjs writes them. @param {URL} url */
function heldFile(url) {
  /** @type {Iterable<HTMLScriptElement>} */
  const elements = globalThis.document?.querySelectorAll('script[data-file]') ?? [];
  return [...elements].find(({ dataset }) => url.pathname.endsWith(`/${dataset.file}`));
}

/** Its content: gzip in base64. @param {HTMLScriptElement} held */
function openHeld(held) {
  const bytes = Uint8Array.from(atob(held.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}

/**
 * The answer to a request for one of the site's files; a LoadError when there is none.
 * @param {URL} url @param {RequestPriority} [priority] @param {RequestCache} [cache]
 */
export async function request(url, priority = 'auto', cache = 'default') {
  const held = heldFile(url);
  if (held) return openHeld(held);
  let response;
  try {
    response = await fetch(url, { priority, cache });
  } catch {
    throw new LoadError('download', nameOf(url));
  }
  if (!response.ok) throw new LoadError('missing', nameOf(url), response.status);
  return response;
}

/**
 * The body as a stream that reports bytes, and that fails early when it is not a wasm module.
 * @param {Response} response @param {string} file @param {(received: number) => void} onBytes
 */
function countedBody(response, file, onBytes) {
  const reader = /** @type {NonNullable<Response['body']>} */ (response.body).getReader();
  /** @type {{ error: LoadError | null }} */
  const failure = { error: null };
  let received = 0;
  const stream = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        const magic = [0, 0x61, 0x73, 0x6d]; // "\0asm"
        if (received === 0 && magic.some((byte, i) => i < value.length && value[i] !== byte)) {
          throw new LoadError('replaced', file);
        }
        received += value.byteLength;
        onBytes(received);
        controller.enqueue(value);
      } catch (error) {
        failure.error = error instanceof LoadError ? error : new LoadError('damaged', file);
        controller.error(failure.error);
        reader.cancel().catch(() => {});
      }
    },
  });
  return { stream, failure };
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
function compileStream(stream) {
  const body = new Response(stream, { headers: { 'Content-Type': 'application/wasm' } });
  if (typeof WebAssembly.compileStreaming === 'function') return WebAssembly.compileStreaming(body);
  return body.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}

/**
 * Compiles a wasm file while it arrives. `size` is the file's size when it is known.
 * @param {URL} url
 * @param {{ onProgress?: (fraction: number) => void, size?: number, priority?: RequestPriority }} [options]
 */
export async function compileModule(url, { onProgress = () => {}, size = 0, priority } = {}) {
  const file = nameOf(url);
  if (isNode && url.protocol === 'file:') {
    return WebAssembly.compile(await readFile(url));
  }
  const response = await request(url, priority);
  const encoded = response.headers.get('Content-Encoding');
  const total = size || (encoded ? 0 : Number(response.headers.get('Content-Length')) || 0);
  const { stream, failure } = countedBody(response, file, (received) => {
    if (total) onProgress(Math.min(received / total, 1));
  });
  try {
    return await compileStream(stream);
  } catch {
    throw failure.error ?? new LoadError('damaged', file);
  }
}

/** The bytes of a file that is no program. @param {URL} url @param {RequestCache} [cache] */
export async function fetchBytes(url, cache) {
  if (isNode && url.protocol === 'file:') return new Uint8Array(await readFile(url));
  const response = await request(url, 'auto', cache);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new LoadError('damaged', nameOf(url));
  }
}

/** @param {URL} url */
async function readFile(url) {
  const { readFile: read } = await import('node:fs/promises');
  try {
    return await read(url);
  } catch {
    throw new LoadError('missing', nameOf(url));
  }
}

/**
 * The text of a module's JavaScript; `factory` is the name it defines.
 * @param {URL} url @param {string} factory
 */
export async function fetchGlue(url, factory) {
  const text =
    isNode && url.protocol === 'file:'
      ? (await readFile(url)).toString('utf8')
      : await (await request(url)).text();
  if (!text.includes(factory)) throw new LoadError('replaced', nameOf(url));
  return text;
}

/**
 * The factory function of a module's JavaScript, run on this thread.
 * @template Module
 * @param {URL} url @param {string} factory @param {string} text @param {string} [integrity]
 * @returns {Promise<Factory<Module>>}
 */
export async function loadFactory(url, factory, text, integrity = '') {
  if (isNode) return nodeFactory(url, factory, text);
  const globals = /** @type {Record<string, Factory<Module> | undefined>} */ (/** @type {unknown} */ (globalThis));
  if (globals[factory]) return globals[factory];
  if (typeof document === 'undefined') return importFactory(factory, text);
  await new Promise((/** @type {(arrived?: unknown) => void} */ resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new LoadError('download', nameOf(url))));
    if (heldFile(url)) {
      script.textContent = text;
      resolve();
    } else {
      script.src = url.href;
      if (integrity) Object.assign(script, { integrity, crossOrigin: 'anonymous' });
    }
    document.head.append(script);
  });
  if (!globals[factory]) throw new LoadError('replaced', nameOf(url));
  return globals[factory];
}

/** @param {URL} url @param {string} factory @param {string} text */
async function nodeFactory(url, factory, text) {
  const { compileFunction } = await import('node:vm');
  const { createRequire } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  const names = ['require', '__filename', '__dirname'];
  const make = compileFunction(`${text}\nreturn ${factory};`, names);
  return make(createRequire(url), fileURLToPath(url), fileURLToPath(new URL('.', url)));
}

/** Inside a worker there is no document to add a script to. @param {string} factory @param {string} text */
async function importFactory(factory, text) {
  const source = new Blob([text, `\nexport default ${factory};`], { type: 'text/javascript' });
  const address = URL.createObjectURL(source);
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}
