// The Classroom menu: a button that opens a list of commands.
import { find } from './dom.mjs';

/** @import { Commands } from './commands.mjs' */

export class ClassMenu {
  #commands;

  /** @param {Commands} commands each item of the menu names one */
  constructor(commands) {
    this.#commands = commands;
    const button = find('class-button');
    const menu = find('class-menu');
    button.addEventListener('click', () => this.#open(Boolean(menu.hidden)));
    menu.addEventListener('click', (event) => {
      /** @type {HTMLElement | null} */
      const item = /** @type {Element} */ (event.target).closest('[data-command]');
      if (!item) return;
      this.#open(false);
      button.focus(); // a dialog gives the focus back to it
      commands[String(item.dataset.command)].run();
    });
    for (const part of [button, menu]) {
      part.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' || menu.hidden) return;
        event.stopPropagation(); // the menu around it stays, on a phone
        this.#open(false);
        button.focus();
      });
    }
    document.addEventListener('pointerdown', (event) => {
      if (!/** @type {Element} */ (event.target).closest('.class-tools')) this.#open(false);
    });
  }

  /** @param {boolean} opened */
  #open(opened) {
    if (find('class-menu').hidden !== opened) return;
    const items = /** @type {HTMLCollectionOf<HTMLElement>} */ (find('class-menu').children);
    for (const item of items) {
      item.hidden = !this.#commands[String(item.dataset.command)].available();
    }
    find('class-menu').hidden = !opened;
    find('class-button').setAttribute('aria-expanded', String(opened));
  }
}
