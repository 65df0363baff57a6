// window.initlab: the interface for scripts, declared in web/initlab.d.ts.

/**
 * @import { PageApi, PageEvents, PageState } from '../initlab.d.ts'
 * @import { Controller } from './controller.mjs'
 */

/** @type {(keyof PageEvents)[]} */
export const eventNames = ['result', 'progress', 'state', 'error'];

/**
 * @param {Controller} controller
 * @param {Promise<unknown>} ready
 * @param {PageApi['stats']} statistics
 * @returns {PageApi}
 */
export function makeApi(controller, ready, statistics) {
  /** @type {() => PageState} */
  const getState = () => ({
    lab: controller.lab,
    params: structuredClone(controller.state?.params ?? {}),
    lang: controller.language,
    theme: controller.theme,
    query: controller.state?.query ?? '',
  });
  return {
    ready,
    labs: () => (controller.engine ? structuredClone(controller.labs) : []),
    getState,
    setState(change) {
      const result = ready.then(() => controller.setState(change));
      result.catch(() => {}); // a caller may ignore the promise
      return result;
    },
    getResult: () => structuredClone(controller.result),
    /** Returns a function that stops listening. */
    on(name, callback) {
      if (!eventNames.includes(name)) throw new RangeError(`no event ${name}: ${eventNames.join(', ')}`);
      const tell = /** @type {(value: unknown) => void} */ (callback);
      if (name === 'state') return controller.on(name, () => tell(getState()));
      if (name === 'error') return controller.on('problem', tell);
      if (name === 'result') return controller.on(name, () => tell(structuredClone(controller.result)));
      return controller.on('progress', (progress) => tell(structuredClone(progress)));
    },
    stats: statistics,
  };
}
