// What earlier builds of the site have computed with the same engine, so that only new experiments
// take time.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {Record<string, Record<string, unknown>>} Kept maps by name */
/** @typedef {{of<Value>(name: string): Map<string, Value>, save(): void}} Cache */

/**
 * of(name): a Map that lasts from build to build; all of it is forgotten when one of `files` changes.
 * @param {string} folder
 * @param {string[]} files
 * @returns {Cache}
 */
export function openCache(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  const key = hash.digest('hex').slice(0, 16);
  const path = join(folder, 'site-results.json');
  /** @type {{key?: string, maps?: Kept}} */
  let stored = {};
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // None yet, or half a file: everything is run again.
  }
  /** @type {Map<string, Map<string, unknown>>} */
  const maps = new Map();
  const kept = (stored.key === key && stored.maps) || {};
  return {
    /** @template Value @param {string} name */
    of(name) {
      if (!maps.has(name)) maps.set(name, new Map(Object.entries(kept[name] ?? {})));
      return /** @type {Map<string, Value>} */ (maps.get(name));
    },
    save() {
      const all = Object.fromEntries([...maps].map(([name, map]) => [name, Object.fromEntries(map)]));
      writeFileSync(path, JSON.stringify({ key, maps: { ...kept, ...all } }));
    },
  };
}
