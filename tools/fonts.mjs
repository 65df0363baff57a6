// The site's fonts.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Their names, from the site's folder. @param {string} site */
export function fontFiles(site) {
  const names = readdirSync(join(site, 'fonts'));
  return names.filter((name) => name.endsWith('.otf')).map((name) => `fonts/${name}`);
}
