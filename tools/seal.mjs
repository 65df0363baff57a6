// A page's content security policy, for hosts that cannot send headers: nothing but the scripts the
// page was built with, told by their hashes, and its styles. In a frame without an origin 'self'
// matches nothing in some browsers, and no browser knows a style sheet by its hash: there the styles
// must be part of the page.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {Record<string, string[]>} Policy sources by directive */

/** @param {string | Uint8Array} bytes */
export function hashOf(bytes) {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
}

/** The same as a source of a policy. @param {string | Uint8Array} bytes */
export function sourceOf(bytes) {
  return `'${hashOf(bytes)}'`;
}

/**
 * The page with integrity on its scripts, and the policy as its first element.
 * @param {string} html
 * @param {string} folder where the page will be
 * @param {Policy} more on top of what the page itself has
 */
export function seal(html, folder, more = {}) {
  /** @type {Policy} */
  const policy = {
    'default-src': ["'none'"],
    'script-src': [],
    'style-src': [],
    'img-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  /** @type {(tag: string, before: string, address: string, rest: string) => string} */
  const withIntegrity = (tag, before, address, rest) => {
    const hash = hashOf(readFileSync(join(folder, address)));
    policy['script-src'].push(`'${hash}'`);
    return `${before}${address}" integrity="${hash}" crossorigin="anonymous"${rest}`;
  };
  const sealed = html.replace(/(<script\b[^>]*\bsrc=")([^"]+)"([^>]*>)/g, withIntegrity);
  if (sealed.includes('<link rel="stylesheet"')) policy['style-src'].push("'self'");
  /** @type {(pattern: RegExp, kind: string) => void} */
  const inline = (pattern, kind) => {
    for (const [, text] of sealed.matchAll(pattern)) policy[kind].push(sourceOf(text));
  };
  inline(/<script>([\s\S]*?)<\/script>/g, 'script-src');
  inline(/<style>([\s\S]*?)<\/style>/g, 'style-src');
  for (const [directive, list] of Object.entries(more)) {
    policy[directive] = [...new Set([...(policy[directive] ?? []), ...list])];
  }
  const content = Object.entries(policy)
    .map(([directive, list]) => `${directive} ${list.join(' ') || "'none'"}`)
    .join('; ');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${content}">`;
  const place = '<meta charset="utf-8">';
  if (!sealed.includes(place)) throw new Error('a page without <meta charset="utf-8">');
  return sealed.replace(place, `${place}\n${meta}`);
}
