// Made by tools/pages.mjs.
import type { Sentence } from '../initlab.d.ts';

declare const strings: Record<string, Sentence>;
export default strings;
