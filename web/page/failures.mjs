// What went wrong, in words, with what to do about it.
import { EngineError } from '../engine/instance.mjs';
import { LoadError } from '../engine/load.mjs';
import { CrashError } from '../engine/engine_worker.mjs';
import { RefusalError } from '../engine/session.mjs';
import { sentence } from './text.mjs';

/** @import { Sentence } from '../initlab.d.ts' */
/** @import { Action } from './types.d.mts' */

/** @type {Record<string, string>} */
const loadSentences = {
  'no-wasm': 'page_error_no_wasm',
  'no-simd': 'page_error_no_simd',
  download: 'page_error_download',
  missing: 'page_error_missing',
  replaced: 'page_error_replaced',
  damaged: 'page_error_damaged',
};

/** @param {unknown} error @returns {Sentence} */
export function describeFailure(error) {
  if (error instanceof RefusalError) return error.refusal.reason;
  if (error instanceof EngineError) return error.sentence;
  if (error instanceof LoadError) {
    // A frame without an origin of its own reads only what is meant for everybody.
    if (error.kind === 'download' && window.origin === 'null') return sentence('page_boot_origin');
    return sentence(loadSentences[error.kind], { file: error.file, status: error.status });
  }
  if (error instanceof RangeError) return sentence('page_link_too_long');
  if (error instanceof CrashError && error.outOfMemory) return sentence('page_error_memory');
  return sentence('page_error_crash');
}

/** @param {() => void} run @returns {Action} */
export function againAction(run) {
  return { label: sentence('page_again'), run };
}

/** In place of data that cannot be had: what needs no file. @param {() => void} run @returns {Action} */
export function spiralsAction(run) {
  return { label: sentence('page_use_spirals'), run };
}

/** @returns {Action} */
export function reloadAction() {
  return { label: sentence('page_reload'), run: () => location.reload() };
}

/**
 * For errors nobody caught that come from this page's own code.
 * @param {(error: Error) => void} onCrash
 */
export function watchForCrashes(onCrash) {
  const own = new URL('.', document.baseURI).href;
  const ours = (/** @type {Partial<Error> | null} */ error, file = '') =>
    error instanceof WebAssembly.RuntimeError ||
    file.startsWith(own) ||
    String(error?.stack).includes(own);
  window.addEventListener('error', (event) => {
    // One without an error is the browser's own remark, such as of a ResizeObserver.
    if (event.error && ours(event.error, event.filename)) onCrash(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => {
    if (event.reason?.name !== 'AbortError' && ours(event.reason)) onCrash(event.reason);
  });
}
