// window.initlab: the interface for scripts (DESIGN.md, section 3).
import { currentLanguage } from './text.mjs';

const events = ['result', 'progress', 'state', 'error'];

export function makeApi(controller, ready, statistics) {
  const getState = () => ({
    lab: controller.state?.lab,
    params: structuredClone(controller.state?.params ?? {}),
    lang: controller.language,
    theme: controller.theme,
    query: controller.state?.query ?? '',
  });
  return {
    ready,
    labs: () => (controller.engine ? structuredClone(controller.labs(currentLanguage())) : []),
    getState,
    setState(change) {
      const result = ready.then(() => controller.setState(change));
      result.catch(() => {}); // a caller may ignore the promise
      return result;
    },
    getResult: () => structuredClone(controller.result),
    /** Returns a function that stops listening. */
    on(name, callback) {
      if (!events.includes(name)) throw new RangeError(`no event ${name}: ${events.join(', ')}`);
      if (name === 'state') return controller.on(name, () => callback(getState()));
      if (name === 'error') return controller.on('problem', callback);
      if (name === 'result') return controller.on(name, () => callback(structuredClone(controller.result)));
      return controller.on(name, (value) => callback(structuredClone(value)));
    },
    stats: statistics,
  };
}
