// Made by tools/pages.mjs.
export const files: Record<string, { size?: number; integrity?: string }>;
export const labs: string[];
