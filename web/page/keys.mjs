// The keyboard map: one table for the handler, the help and the hints of the presenter.
import { made, madeButton } from './dom.mjs';
import { text } from './text.mjs';

/**
 * @import { Commands } from './commands.mjs'
 * @import { Controller } from './controller.mjs'
 */

/**
 * id: the command it runs; keys: as in event.key, lower case, after ctrl+ and shift+ (shift counts only
 * there); shown: what is printed on it; always: one that is no letter or digit alone.
 * @typedef {{id: string, keys: string[], shown: string, name: string, always?: boolean}} Key
 * @type {Key[]}
 */
export const keyTable = [
  { id: 'preset', keys: [...'123456789'], shown: '1–9', name: 'page_key_preset' },
  { id: 'seed', keys: ['n'], shown: 'N', name: 'page_new_seed' },
  { id: 'slider', keys: ['g'], shown: 'G', name: 'page_key_slider' },
  { id: 'present', keys: ['p'], shown: 'P', name: 'page_present' },
  { id: 'fullscreen', keys: ['f'], shown: 'F', name: 'page_fullscreen' },
  { id: 'text', keys: ['t'], shown: 'T', name: 'page_text_view' },
  { id: 'language', keys: ['l'], shown: 'L', name: 'page_key_language' },
  { id: 'undo', keys: ['ctrl+z'], shown: 'Ctrl+Z', name: 'page_undo', always: true },
  { id: 'redo', keys: ['ctrl+shift+z', 'ctrl+y'], shown: 'Ctrl+Y', name: 'page_redo', always: true },
  { id: 'help', keys: ['?'], shown: '?', name: 'page_keys' },
  { id: 'leave', keys: ['escape'], shown: 'Esc', name: 'page_key_leave', always: true },
];

// Where letters are for something else: fields, lists that are searched by typing, dialogs.
const fields = 'input:not([type=range], [type=checkbox]), textarea, [contenteditable], dialog';
const typing = `${fields}, select`;

/**
 * The key in lower case; with a Korean keyboard the letter that is printed on it. On a Mac the command
 * key does what is Ctrl elsewhere.
 * @param {KeyboardEvent} event
 */
function keyOf(event) {
  const hangul = /^[ㄱ-ㅣ]$/.test(event.key) || event.key === 'Process';
  const key = (hangul ? event.code.replace(/^Key/, '') : event.key).toLowerCase();
  if (!event.ctrlKey && !event.metaKey) return key;
  return `ctrl+${event.shiftKey ? 'shift+' : ''}${key}`;
}

/**
 * A hint that is a button too: the key and what it does.
 * @param {string} id
 * @param {() => void} run
 * @param {string} [label]
 */
export function keyButton(id, run, label) {
  const { shown, name } = /** @type {Key} */ (keyTable.find((entry) => entry.id === id));
  const button = madeButton({}, run, made('kbd', { textContent: shown }), label ?? text(name));
  button.dataset.command = id;
  return button;
}

export class Keys {
  #controller;
  #commands;

  /**
   * @param {Controller} controller
   * @param {Commands} commands
   */
  constructor(controller, commands) {
    this.#controller = controller;
    this.#commands = commands;
    document.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { page, embedded, engine } = this.#controller;
    if (!engine || event.defaultPrevented || event.isComposing || event.altKey) return;
    const withCtrl = event.ctrlKey || event.metaKey;
    const target = /** @type {Partial<Element>} */ (event.target); // the document has no closest()
    if ((embedded && !withCtrl) || target.closest?.(withCtrl ? fields : typing)) return;
    const key = keyOf(event);
    const entry = keyTable.find(({ keys }) => keys.includes(key));
    if (event.repeat && !['undo', 'redo'].includes(entry?.id ?? '')) return;
    if (!entry || (page.keys === 'off' && !entry.always)) return;
    const command = this.#commands[entry.id];
    if (!command.available()) return;
    event.preventDefault(); // the letter must not arrive in a field that the command focuses
    command.run(key);
  }
}
