// Made by tools/pages.mjs of src/text/terms.def.
import type { Sentence } from '../initlab.d.ts';

export interface Term {
  id: string;
  /** Of the glossary's entry. */
  anchor: string;
  columns: string[];
  params: string[];
  term: Sentence;
  sentence: Sentence;
  formula: Sentence;
}

declare const terms: Term[];
export default terms;
