// The header: lessons, text view, link, language, theme; on a phone two of them fold into a menu.
import { copyText } from './clipboard.mjs';
import { find, findA } from './dom.mjs';
import { formatHash } from './link.mjs';
import { currentLanguage, sentence, text } from './text.mjs';

/** @import { Language, ScriptLibrary, Theme } from '../initlab.d.ts' */
/** @import { Controller } from './controller.mjs' */
/** @import { Notes } from './notes.mjs' */

const copiedFor = 2000; // ms

export class Header {
  #controller;
  #notes;

  /** @param {Controller} controller @param {Notes} notes */
  constructor(controller, notes) {
    this.#controller = controller;
    this.#notes = notes;
    const toggle = () => controller.setPage({ view: controller.page.view ? '' : 'text' });
    find('text-view-button').addEventListener('click', toggle);
    find('embed-text-view').addEventListener('click', toggle);
    find('open-whole').addEventListener('click', () => this.#aimAtWhole());
    find('copy-link').addEventListener('click', () => this.#copyLink());
    const libraries = findA(HTMLSelectElement, 'copy-script');
    libraries.addEventListener('change', () => {
      const library = libraries.value;
      libraries.value = '';
      this.#copyScript(/** @type {ScriptLibrary | ''} */ (library));
    });
    for (const button of find('languages').querySelectorAll('button')) {
      button.addEventListener('click', () => this.#chooseLanguage(/** @type {Language} */ (button.value)));
    }
    const themes = findA(HTMLSelectElement, 'theme');
    themes.addEventListener('change', () => {
      controller.setPage({ theme: /** @type {Theme} */ (themes.value) });
    });
    for (const id of /** @type {const} */ (['undo', 'redo'])) {
      find(id).addEventListener('click', () => controller[id]());
    }
    controller.on('steps', () => this.#showSteps());
    find('theme-toggle').addEventListener('click', () => {
      const dark = document.documentElement.dataset.theme === 'dark';
      controller.setPage({ theme: dark ? 'light' : 'dark' });
    });
    this.#foldMenu();
  }

  update() {
    const { page, language, theme } = this.#controller;
    for (const id of ['text-view-button', 'embed-text-view']) {
      find(id).setAttribute('aria-pressed', String(page.view === 'text'));
    }
    findA(HTMLSelectElement, 'theme').value = theme;
    const lessons = findA(HTMLAnchorElement, 'lessons-link');
    lessons.href = `lessons/${language}/index.html${theme === 'auto' ? '' : `#theme=${theme}`}`;
    for (const button of find('languages').querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.value === language));
    }
  }

  #showSteps() {
    const { steps } = this.#controller;
    // Not disabled: that would take the keyboard's place in the header away.
    find('undo').setAttribute('aria-disabled', String(!steps.canUndo));
    find('redo').setAttribute('aria-disabled', String(!steps.canRedo));
  }

  /** The whole page in the state of this moment, without what an author took away. */
  #aimAtWhole() {
    const { state, language, page } = this.#controller;
    const whole = findA(HTMLAnchorElement, 'open-whole');
    whole.href = `./${formatHash(state?.query ?? '', { lang: language, theme: page.theme })}`;
  }

  /** @param {Language} language */
  #chooseLanguage(language) {
    // On a phone only the other language's button is seen; it may be clicked twice meanwhile.
    if (language !== currentLanguage()) this.#controller.setPage({ lang: language });
  }

  #foldMenu() {
    const menu = find('menu');
    const button = find('menu-button');
    const open = (/** @type {boolean} */ opened) => {
      menu.classList.toggle('is-open', opened);
      button.setAttribute('aria-expanded', String(opened));
    };
    button.addEventListener('click', () => open(!menu.classList.contains('is-open')));
    menu.addEventListener('click', (event) => {
      if (/** @type {Element} */ (event.target).closest('button:not(#class-button)')) open(false);
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.classList.contains('is-open')) return;
      open(false);
      button.focus();
    });
    document.addEventListener('pointerdown', (event) => {
      if (!/** @type {Element} */ (event.target).closest('#menu, #menu-button')) open(false);
    });
  }

  /** @param {ScriptLibrary | ''} library */
  async #copyScript(library) {
    const { engine, state } = this.#controller;
    if (!engine || !state || !library) return;
    const script = await engine.script(state.query, library);
    if (!script) {
      this.#notes.show('link', 'note', sentence('page_script_none'));
      return;
    }
    if (await copyText(script)) {
      this.#notes.show('link', 'note', sentence('page_script_copied'));
      return;
    }
    const field = { label: 'page_script_field', value: script, lines: true };
    this.#notes.show('link', 'note', sentence('page_script_copy_failed'), { field });
  }

  async #copyLink() {
    this.#controller.flushLink();
    const link = this.#controller.address();
    const button = find('copy-link');
    if (!(await copyText(link))) {
      const field = { label: 'page_link_field', value: link };
      this.#notes.show('link', 'note', sentence('page_link_copy_failed'), { field });
      return;
    }
    button.textContent = text('page_link_copied');
    find('note-announcements').textContent = text('page_link_copied');
    setTimeout(() => {
      button.textContent = text('page_copy_link');
    }, copiedFor);
  }
}
