// What earlier builds of the site have computed with the same engine, so that only new experiments
// take time.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** of(name): a Map that lasts from build to build; all of it is forgotten when one of `files` changes. */
export function openCache(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  const key = hash.digest('hex').slice(0, 16);
  const path = join(folder, 'site-results.json');
  let stored = {};
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // None yet, or half a file: everything is run again.
  }
  const maps = new Map();
  const kept = stored.key === key ? stored.maps : {};
  return {
    of(name) {
      if (!maps.has(name)) maps.set(name, new Map(Object.entries(kept[name] ?? {})));
      return maps.get(name);
    },
    save() {
      const all = Object.fromEntries([...maps].map(([name, map]) => [name, Object.fromEntries(map)]));
      writeFileSync(path, JSON.stringify({ key, maps: { ...kept, ...all } }));
    },
  };
}
