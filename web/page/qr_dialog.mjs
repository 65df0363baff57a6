// The QR code of the present link in a dialog, as large as the window allows.
import { canBeScanned, qrPicture } from './qr.mjs';
import { text, words } from './text.mjs';

const find = (id) => document.getElementById(id);

export class QrDialog {
  #controller;

  constructor(controller) {
    this.#controller = controller;
  }

  open() {
    const link = this.#controller.address();
    this.#controller.withExtras(() => {
      find('qr-link').value = link;
      find('qr-picture').replaceChildren(this.#content(link));
      if (!find('qr-dialog').open) find('qr-dialog').showModal();
    });
  }

  #content(link) {
    const line = document.createElement('p');
    if (!canBeScanned) {
      line.textContent = text('page_qr_local');
      return line;
    }
    try {
      return qrPicture(this.#controller.engine.instance.qrCode(link), text('page_qr'));
    } catch (error) {
      line.textContent = words(error.sentence);
      return line;
    }
  }
}
