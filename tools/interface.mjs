// docs/interface.md from web/initlab.d.ts: `node tools/interface.mjs` writes it anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sources } from './sources.mjs';

export const page = join(sources, 'docs/interface.md');

/** A declaration with the comment above it, up to the next one. */
const declaration = /(?:\/\*\* (?<said>.*?) \*\/\n)?(?<code>export (?:interface|type|function) (?<name>\w+)[\s\S]*?)(?=\n\n|$)/g;

/** @returns {string} the page */
export function interfacePage() {
  const source = readFileSync(join(sources, 'web/initlab.d.ts'), 'utf8');
  const parts = [...source.matchAll(declaration)].map(({ groups = {} }) =>
    [`## ${groups.name}`, groups.said, `\`\`\`ts\n${groups.code.trim()}\n\`\`\``].filter(Boolean).join('\n\n'));
  const declared = source.match(/^export /gm)?.length ?? 0;
  if (parts.length !== declared) throw new Error(`read ${parts.length} of ${declared} declarations`);
  const head = [
    '# The interface for scripts',
    'Made of `web/initlab.d.ts` by `tools/interface.mjs`; it is the declaration that the scripts are checked against.',
  ];
  return `${[...head, ...parts].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, interfacePage());
