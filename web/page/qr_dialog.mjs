// The QR code of the present link in a dialog, as large as the window allows.
import { openDialog } from './dialog.mjs';
import { find, findA } from './dom.mjs';
import { canBeScanned, qrPicture } from './qr.mjs';
import { text, words } from './text.mjs';

/**
 * @import { EngineError } from '../engine/instance.mjs'
 * @import { Controller } from './controller.mjs'
 * @import { PageEngine } from './types.d.mts'
 */

export class QrDialog {
  #controller;

  /** @param {Controller} controller */
  constructor(controller) {
    this.#controller = controller;
  }

  open() {
    const link = this.#controller.address();
    this.#controller.withExtras(() => {
      findA(HTMLInputElement, 'qr-link').value = link;
      find('qr-picture').replaceChildren(this.#content(link));
      openDialog('qr-dialog');
    });
  }

  /** @param {string} link */
  #content(link) {
    const line = document.createElement('p');
    if (!canBeScanned) {
      line.textContent = text('page_qr_local');
      return line;
    }
    try {
      const { instance } = /** @type {PageEngine} */ (this.#controller.engine);
      return qrPicture(instance.qrCode(link), text('page_qr'));
    } catch (error) {
      line.textContent = words(/** @type {EngineError} */ (error).sentence);
      return line;
    }
  }
}
