// The help of the keyboard: the table of keys, and a switch for those of one letter.
import { openDialog } from './dialog.mjs';
import { find, findA, made } from './dom.mjs';
import { keyTable } from './keys.mjs';
import { text } from './text.mjs';

/**
 * @import { Commands } from './commands.mjs'
 * @import { Controller } from './controller.mjs'
 */

export class KeysDialog {
  #controller;
  #commands;
  #keysOn = findA(HTMLInputElement, 'keys-on');
  #fastestOn = findA(HTMLInputElement, 'fastest-on');

  /**
   * @param {Controller} controller
   * @param {Commands} commands
   */
  constructor(controller, commands) {
    this.#controller = controller;
    this.#commands = commands;
    this.#keysOn.addEventListener('change', () => {
      controller.setPage({ keys: this.#keysOn.checked ? '' : 'off' });
    });
    this.#fastestOn.addEventListener('change', () => controller.chooseSpeed(this.#fastestOn.checked));
  }

  open() {
    const known = keyTable.filter(({ id }) => id !== 'fullscreen' || this.#commands.fullscreen.available());
    const rows = known.map(({ shown, name }) => {
      const key = made('th', { scope: 'row' }, made('kbd', { textContent: shown }));
      return made('tr', {}, key, made('td', { textContent: text(name) }));
    });
    find('keys-table').replaceChildren(...rows);
    this.#keysOn.checked = this.#controller.page.keys !== 'off';
    this.#fastestOn.checked = Boolean(this.#controller.page.fastest);
    openDialog('keys-dialog');
  }
}
