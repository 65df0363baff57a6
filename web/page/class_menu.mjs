// The Classroom menu: a button that opens a list of commands.

const find = (id) => document.getElementById(id);

export class ClassMenu {
  #commands;

  /** commands: id -> {run, available}; each item of the menu names one. */
  constructor(commands) {
    this.#commands = commands;
    const button = find('class-button');
    const menu = find('class-menu');
    button.addEventListener('click', () => this.#open(menu.hidden));
    menu.addEventListener('click', (event) => {
      const item = event.target.closest('[data-command]');
      if (!item) return;
      this.#open(false);
      button.focus(); // a dialog gives the focus back to it
      commands[item.dataset.command].run();
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
      if (!event.target.closest('.class-tools')) this.#open(false);
    });
  }

  #open(opened) {
    if (find('class-menu').hidden !== opened) return;
    for (const item of find('class-menu').children) {
      item.hidden = !this.#commands[item.dataset.command].available();
    }
    find('class-menu').hidden = !opened;
    find('class-button').setAttribute('aria-expanded', String(opened));
  }
}
