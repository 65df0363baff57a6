// The explained words: a button opens a box with the term, a sentence, the formula and the way to the
// glossary. Declared in src/text/terms.def; the canvas opens the same box.
import { made, madeButton } from './dom.mjs';
import table from './terms_table.mjs';
import { currentLanguage, text, words } from './text.mjs';

/** @import { Term } from './terms_table.mjs' */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Place in the window */

const gap = 6; // CSS pixels between a word and its box
const margin = 8; // to the window's edges

/**
 * The term that explains a key; columns of tables as src/text/terms.h says.
 * @param {'columns' | 'params'} list
 * @param {string} lab
 * @param {string} key
 */
function find(list, lab, key) {
  const named = (/** @type {string} */ wanted) => table.find((term) => term[list].includes(wanted));
  return named(`${lab}/${key}`) ?? named(key);
}

/** @param {string} lab @param {string} key */
export function columnTerm(lab, key) {
  const parts = key.split('.');
  for (let from = 0; from < parts.length; from += 1) {
    const found = find('columns', lab, parts.slice(from).join('.'));
    if (found) return found;
  }
  return undefined;
}

/** @param {string} lab @param {string} key */
export function paramTerm(lab, key) {
  return find('params', lab, key);
}

/** The one box. It is no dialog that holds the focus: Tab leaves it, as do Escape and a press outside. */
class Box {
  /** @type {HTMLElement | null} */
  #root = null;
  /** @type {HTMLElement | null} */
  #opener = null;

  get opener() {
    return this.#opener;
  }

  /**
   * @param {Term} term
   * @param {HTMLElement} opener gets the focus back
   * @param {Place} place of the word
   */
  open(term, opener, place) {
    this.close();
    this.#opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    const title = made('h3', { id: 'term-title', textContent: words(term.term) });
    const close = madeButton({ className: 'icon-button' }, () => this.close({ focus: true }), '×');
    close.setAttribute('aria-label', text('page_close'));
    const root = made('div', { className: 'term-box', tabIndex: -1 }, title, close);
    root.setAttribute('role', 'dialog');
    root.setAttribute('aria-labelledby', title.id);
    root.append(made('p', { textContent: words(term.sentence) }));
    const formula = words(term.formula);
    if (formula) root.append(made('p', { className: 'term-formula', textContent: formula }));
    // The one file for no network has no lessons beside it.
    if (!document.documentElement.dataset.offline) {
      const href = `lessons/${currentLanguage()}/glossary.html#${term.anchor}`;
      const link = made('a', { href, textContent: text('page_glossary') });
      const embedded = document.documentElement.hasAttribute('data-embed');
      if (embedded) Object.assign(link, { target: '_blank', rel: 'noopener' });
      root.append(made('p', {}, link));
    }
    root.addEventListener('keydown', (event) => this.#key(root, event));
    root.addEventListener('focusout', (event) => {
      const next = /** @type {Node | null} */ (event.relatedTarget);
      if (next && !root.contains(next) && next !== opener) this.close();
    });
    this.#root = root;
    document.body.append(root);
    this.#put(root, place);
    document.addEventListener('pointerdown', this.#pressed, true);
    root.focus({ preventScroll: true });
  }

  close({ focus = false } = {}) {
    const [root, opener] = [this.#root, this.#opener];
    if (!root || !opener) return;
    document.removeEventListener('pointerdown', this.#pressed, true);
    this.#root = null;
    this.#opener = null;
    opener.setAttribute('aria-expanded', 'false');
    root.remove();
    if (focus) opener.focus({ preventScroll: true });
  }

  #pressed = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (!this.#root?.contains(target) && !this.#opener?.contains(target)) this.close();
  };

  /** @param {HTMLElement} root @param {KeyboardEvent} event */
  #key(root, event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close({ focus: true });
    } else if (event.key === 'Tab') {
      // It stands at the end of the page, and is read as if it stood beside its word.
      const stops = [...root.querySelectorAll('button, a[href]')];
      const at = stops.indexOf(/** @type {Element} */ (document.activeElement));
      if (event.shiftKey ? at <= 0 : at === stops.length - 1) this.close({ focus: true });
    }
  }

  /** @param {HTMLElement} root @param {Place} place */
  #put(root, { left, top, bottom }) {
    const { clientWidth: wide, clientHeight: high } = document.documentElement;
    const { offsetWidth, offsetHeight } = root;
    const x = Math.max(margin, Math.min(left, wide - offsetWidth - margin));
    const below = bottom + gap;
    const above = top - gap - offsetHeight;
    const fits = below + offsetHeight + margin <= high || above < margin;
    Object.assign(root.style, {
      left: `${x + window.scrollX}px`,
      top: `${(fits ? below : above) + window.scrollY}px`,
    });
  }
}

const box = new Box();

export function closeTerm() {
  box.close();
}

/**
 * Opens the box for a word of the canvas.
 * @param {string} id
 * @param {HTMLCanvasElement} canvas
 * @param {{ x: number, y: number, width: number, height: number }} place in CSS pixels of it
 */
export function explainOnCanvas(id, canvas, { x, y, width, height }) {
  const term = table.find((one) => one.id === id);
  if (!term) return;
  const { left, top } = canvas.getBoundingClientRect();
  box.open(term, canvas, { left: left + x, top: top + y, right: left + x + width, bottom: top + y + height });
}

/**
 * A button with the word itself, or a question mark beside it with the word as its name.
 * @param {Term} term
 * @param {string} word
 */
export function termButton(term, word, { beside = false } = {}) {
  const shown = beside ? { className: 'term-mark', textContent: '?' } : { className: 'term', textContent: word };
  const button = madeButton(shown, () => {
    if (box.opener === button) box.close({ focus: true });
    else box.open(term, button, button.getBoundingClientRect());
  });
  if (beside) button.setAttribute('aria-label', text('page_explain', { word }));
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  return button;
}
