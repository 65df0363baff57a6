// What labs learn from, see data.mjs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files' names, from the site's folder. @param {string} site */
export function dataFiles(site) {
  const folder = join(site, 'data');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.filter((name) => name.endsWith('.bin')).map((name) => `data/${name}`);
}
