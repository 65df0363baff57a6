// Made by tools/pages.mjs, of src/io/page_keys.def.
/** What each key may be, as a regular expression. */
export const pageKeys: Record<string, string>;
/** Those of them that stay as the reader has them, wherever Back leads. */
export const readersKeys: string[];
