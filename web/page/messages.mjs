// The interface for scripts, by postMessage, for the page around an embedded lab. It is there only
// when the link asks for it (api=1), speaks with the parent window alone, and believes nothing: a
// message is checked for its form, its size and its rate before anything is done.
//
//   {ns: 'initlab', v: 1, id, type, payload}   type: ready labs getState setState getResult on
//   answer: the same id, type 'answer' or 'error'; events: type 'event', payload {name, value}
//
// Without being asked the page says only that it is ready, and its height: neither tells anything
// about the reader.
import { eventNames } from './api.mjs';
import { fault, isPlain } from './change.mjs';

/**
 * @import { Answer, Change, PageApi, PageEvents } from '../initlab.d.ts'
 * @import { Failure } from './types.d.mts'
 */

const ns = 'initlab';
const v = 1;
const longestMessage = 65_536; // characters of its JSON
const longestId = 64;
const burst = 60; // messages at once
const perSecond = 30;

/**
 * The length of the message as JSON; too long when it has none (cycles, BigInt).
 * @param {unknown} message
 */
function lengthOf(message) {
  try {
    return JSON.stringify(message).length;
  } catch {
    return Infinity;
  }
}

export class Messages {
  #api;
  #tokens = burst;
  #filledAt = performance.now();
  /** @type {Map<keyof PageEvents, () => void>} event name -> function that stops it */
  #listening = new Map();

  /** @param {PageApi} api */
  constructor(api) {
    this.#api = api;
  }

  start() {
    window.addEventListener('message', (event) => this.#receive(event));
    const tellHeight = () => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      this.#send('*', { type: 'height', payload: height });
    };
    new ResizeObserver(tellHeight).observe(document.body);
    this.#api.ready.then(
      () => this.#send('*', { type: 'ready' }),
      () => {},
    );
  }

  /**
   * @param {string} origin
   * @param {Partial<Omit<Answer, 'id'>> & {id?: unknown}} message
   */
  #send(origin, message) {
    window.parent.postMessage({ ns, v, ...message }, origin);
  }

  #mayPass() {
    const now = performance.now();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** @param {MessageEvent<unknown>} event */
  async #receive(event) {
    if (event.source !== window.parent || window.parent === window) return;
    const message = event.data;
    if (!isPlain(message) || message.ns !== ns) return; // not meant for us
    if (!this.#mayPass()) return;
    // A sandboxed parent has no origin to name; its window is the only one that hears it.
    const origin = event.origin === 'null' ? '*' : event.origin;
    const id = typeof message.id === 'string' || Number.isFinite(message.id) ? message.id : null;
    try {
      if (message.v !== v) throw fault('message_version', { v: String(message.v).slice(0, 8) });
      if (id === null || String(id).length > longestId) throw fault('message_id');
      if (lengthOf(message) > longestMessage) throw fault('message_long');
      const payload = await this.#answer(message.type, message.payload, origin);
      this.#send(origin, { id, type: 'answer', payload });
    } catch (thrown) {
      const error = /** @type {Failure} */ (thrown);
      if (error.name === 'AbortError') {
        this.#send(origin, { id, type: 'error', payload: { name: 'AbortError', message: error.message } });
        return;
      }
      const both = error.both ?? error.sentence ?? error.refusal?.reason ?? {};
      this.#send(origin, { id, type: 'error', payload: { name: error.name, message: error.message, ...both } });
    }
  }

  /**
   * @param {unknown} type
   * @param {unknown} payload
   * @param {string} origin
   */
  async #answer(type, payload, origin) {
    const api = this.#api;
    await api.ready;
    switch (type) {
      case 'ready':
        return true;
      case 'labs':
        return api.labs();
      case 'getState':
        return api.getState();
      case 'getResult':
        return api.getResult();
      case 'setState':
        return api.setState(/** @type {Change} */ (payload));
      case 'on':
        return this.#listen(payload, origin);
      default:
        throw fault('message_type', { type: String(type).slice(0, 32) });
    }
  }

  /**
   * @param {unknown} payload
   * @param {string} origin
   */
  #listen(payload, origin) {
    const names = /** @type {(keyof PageEvents)[]} */ ([payload].flat());
    const unknown = names.find((name) => !eventNames.includes(name));
    if (unknown !== undefined) throw fault('message_event', { name: String(unknown).slice(0, 32) });
    for (const name of names) {
      this.#listening.get(name)?.();
      const send = (/** @type {unknown} */ value) => this.#send(origin, { type: 'event', payload: { name, value } });
      this.#listening.set(name, this.#api.on(name, send));
    }
    return names;
  }
}
