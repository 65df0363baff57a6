import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the sources, wherever a program was started. */
export const sources = resolve(dirname(fileURLToPath(import.meta.url)), '..');
