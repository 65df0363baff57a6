/**
 * What `make` promises for a key, asked for once; after a failure it is asked for again.
 * @template Value
 * @param {Map<string, Promise<Value>>} promises @param {string} key @param {() => Promise<Value>} make
 */
export function once(promises, key, make) {
  if (!promises.has(key)) {
    const promise = make();
    promise.catch(() => promises.delete(key));
    promises.set(key, promise);
  }
  return /** @type {Promise<Value>} */ (promises.get(key));
}
