// The QR code of the present link in a dialog, as large as the window allows.
import { openDialog } from './dialog.mjs';
import { find, findA, made } from './dom.mjs';
import { qrPicture } from './qr.mjs';

/**
 * @import { Controller } from './controller.mjs'
 * @import { PageEngine } from './types.d.mts'
 */

/** @param {Controller} controller */
export function openQr(controller) {
  const link = controller.address();
  controller.withExtras(() => {
    const { instance } = /** @type {PageEngine} */ (controller.engine);
    const code = qrPicture(instance, link);
    findA(HTMLInputElement, 'qr-link').value = link;
    find('qr-picture').replaceChildren(typeof code === 'string' ? made('p', { textContent: code }) : code);
    openDialog('qr-dialog');
  });
}
