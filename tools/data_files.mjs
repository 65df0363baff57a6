// What labs learn from, see data.mjs and fashion.mjs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// Fetched when it is chosen: a megabyte is too much for a reader who may never ask for it.
const onlyWhenChosen = ['data/fashion.bin'];

/** The files' names, from the site's folder. @param {string} site */
export function dataFiles(site) {
  const folder = join(site, 'data');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.filter((name) => name.endsWith('.bin')).map((name) => `data/${name}`);
}

/** Those that the page brings with it where it has to do without a network. @param {string} site */
export function keptDataFiles(site) {
  return dataFiles(site).filter((name) => !onlyWhenChosen.includes(name));
}
