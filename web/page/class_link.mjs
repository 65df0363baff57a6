// A link for a class: the teacher ticks the controls that stay. And in the page of such a link: a
// line that says so, with a way to the whole lab.
import { copyText } from './clipboard.mjs';
import { openDialog } from './dialog.mjs';
import { find, findA, made } from './dom.mjs';
import { text } from './text.mjs';

/** @import { Controller } from './controller.mjs' */

const noControl = 'none'; // a list that names no control; an empty one would mean all

export class ClassLinkDialog {
  #controller;

  /** @param {Controller} controller */
  constructor(controller) {
    this.#controller = controller;
    find('class-link-controls').addEventListener('change', () => this.#showLink());
    find('class-link-copy').addEventListener('click', () => this.#copy());
  }

  open() {
    const boxes = this.#controls().map(({ key, label, ticked }) => {
      const box = made('input', { type: 'checkbox', value: key, checked: ticked });
      return made('label', { className: 'check' }, box, label);
    });
    find('class-link-controls').replaceChildren(...boxes);
    this.#showLink();
    openDialog('class-link-dialog');
  }

  /** What a reader can be given, ticked as in the present page; at first the most telling only. */
  #controls() {
    const { state, page, declaration } = this.#controller;
    const params = declaration.params.filter(({ key }) => key !== 'preset' && state.relevant?.[key] !== false);
    const control = (/** @type {string} */ key, /** @type {string} */ label, telling = false) => ({
      key,
      label,
      ticked: page.controls || page.hide ? this.#controller.shows(key) : telling,
    });
    return [
      control('lab', text('page_lab')),
      ...(declaration.presets.length > 0 ? [control('preset', text('page_presets'), true)] : []),
      ...params.map(({ key, label, featured }) => control(key, label, Boolean(featured))),
      control('reset', text('page_reset')),
      control('pin', text('page_pin')),
    ];
  }

  #showLink() {
    /** @type {NodeListOf<HTMLInputElement>} */
    const ticked = find('class-link-controls').querySelectorAll('input:checked');
    const controls = [...ticked].map(({ value }) => value).join(',') || noControl;
    findA(HTMLInputElement, 'class-link').value = this.#controller.address({
      controls, hide: '', present: '', keys: '', view: '', mission: '', done: '',
    });
    find('class-link-status').textContent = '';
  }

  async #copy() {
    const field = findA(HTMLInputElement, 'class-link');
    field.select();
    const copied = await copyText(field.value);
    find('class-link-status').textContent = text(copied ? 'page_link_copied' : 'page_link_copy_failed');
  }
}

/** The line above a page whose controls somebody chose. */
export class LockedLine {
  #controller;

  /** @param {Controller} controller */
  constructor(controller) {
    this.#controller = controller;
    find('locked-whole').addEventListener('click', (event) => {
      event.preventDefault();
      controller.setPage({ controls: '', hide: '' });
    });
  }

  update() {
    const { page, embedded } = this.#controller;
    find('locked').hidden = embedded || Boolean(page.mission) || !(page.controls || page.hide);
    findA(HTMLAnchorElement, 'locked-whole').href = this.#controller.address({ controls: '', hide: '' });
  }
}
