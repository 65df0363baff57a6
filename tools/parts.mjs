// The parts of the site's modules, see split_module.mjs.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Their names, from the site's folder; those of the fastest engine aside, which few ever load.
 * @param {string} site
 */
export function partFiles(site) {
  const folder = join(site, 'parts');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.filter((name) => !name.startsWith('engine_fastest-')).map((name) => `parts/${name}`);
}
