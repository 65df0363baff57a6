// The help of the keyboard: the table of keys, and a switch for those of one letter.
import { keyTable } from './keys.mjs';
import { text } from './text.mjs';

const find = (id) => document.getElementById(id);

export class KeysDialog {
  #controller;
  #commands;

  constructor(controller, commands) {
    this.#controller = controller;
    this.#commands = commands;
    find('keys-on').addEventListener('change', (event) => {
      controller.setPage({ keys: event.target.checked ? '' : 'off' });
    });
    find('fastest-on').addEventListener('change', (event) => controller.chooseSpeed(event.target.checked));
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
    find('keys-on').checked = this.#controller.page.keys !== 'off';
    find('fastest-on').checked = Boolean(this.#controller.page.fastest);
    find('keys-dialog').showModal();
  }
}
