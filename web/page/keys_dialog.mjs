// The help of the keyboard: the table of keys, and a switch for those of one letter.
import { openDialog } from './dialog.mjs';
import { find, findA } from './dom.mjs';
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
      const row = document.createElement('tr');
      const key = document.createElement('th');
      key.scope = 'row';
      const printed = document.createElement('kbd');
      printed.textContent = shown;
      key.append(printed);
      const meaning = document.createElement('td');
      meaning.textContent = text(name);
      row.append(key, meaning);
      return row;
    });
    find('keys-table').replaceChildren(...rows);
    this.#keysOn.checked = this.#controller.page.keys !== 'off';
    this.#fastestOn.checked = Boolean(this.#controller.page.fastest);
    openDialog('keys-dialog');
  }
}
