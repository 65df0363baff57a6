// What the page asks for first, as links in its head: without them the browser finds a module only
// when it has read the one that imports it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const staticImport = /^(?:import|export)\b[^'";]*?(?:from\s*)?'(\.{1,2}\/[^']+)'/gm;

/** The modules that `entry` imports, itself first, as paths from the site's folder. */
export function moduleGraph(site, entry) {
  const found = [entry];
  for (const path of found) {
    const text = readFileSync(join(site, path), 'utf8');
    for (const [, target] of text.matchAll(staticImport)) {
      const imported = join(path, '..', target);
      if (!found.includes(imported)) found.push(imported);
    }
  }
  return found;
}

/** `files` are fetched, not imported. */
export function preloadLinks(site, entry, files) {
  return [
    ...files.map((file) => `<link rel="preload" href="${file}" as="fetch" crossorigin>`),
    ...moduleGraph(site, entry).map((path) => `<link rel="modulepreload" href="${path}">`),
  ].join('\n');
}
