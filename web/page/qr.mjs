// QR codes of this page's links, as pictures. The engine makes them.
import { drawing } from './dom.mjs';
import { describeFailure } from './failures.mjs';
import { text, words } from './text.mjs';

/** @import { EngineInstance } from '../engine/instance.mjs' */

/** Whether other devices could open this page's address. */
const canBeScanned = ['http:', 'https:'].includes(location.protocol);

/**
 * Dark modules on white with the quiet zone, whatever the theme: cameras expect that.
 * @param {{size: number, path: string}} code
 */
function picture({ size, path }) {
  const viewBox = `0 0 ${size} ${size}`;
  return drawing(
    { viewBox, role: 'img', 'aria-label': text('page_qr'), class: 'qr-code', 'shape-rendering': 'crispEdges' },
    { d: `M0 0h${size}v${size}h-${size}z`, class: 'qr-ground' },
    { d: path, class: 'qr-modules' },
  );
}

/**
 * The code of a link, or a sentence that says why there is none.
 * @param {EngineInstance} instance
 * @param {string} link
 */
export function qrPicture(instance, link) {
  if (!canBeScanned) return text('page_qr_local');
  try {
    return picture(instance.qrCode(link));
  } catch (error) {
    return words(describeFailure(error));
  }
}
