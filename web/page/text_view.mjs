// The results as text and tables, and where the form lives while the text view is open.
import { made } from './dom.mjs';
import { pinMark } from './pin_mark.mjs';
import { closeTerm, columnTerm, termButton } from './terms.mjs';
import { text, words } from './text.mjs';

/** @import { Sentence, Tables } from '../initlab.d.ts' */
/** @import { PinnedRun } from './types.d.mts' */
/** @typedef {Tables['columns'][number]} Column */

/**
 * A shape first, a colour second (notes_and_verdict.css).
 * @param {string} mark of the tables
 */
export function markClass(mark) {
  return `mark mark-${mark}`;
}

/**
 * A number that is 0 as it is shown, or nothing.
 * @param {string} cell
 */
function isZero(cell) {
  return typeof cell === 'string' && /^(-?0(\.0+)?( %)?)?$/.test(cell);
}

export class TextResults {
  #root;
  /** @type {Tables | null} */
  #tables = null;
  #lab = '';
  #status = made('p', { className: 'status' });
  #bar = made('progress', { max: 1, value: 0 });
  #title = made('h2', { id: 'results-title' });
  #headline = made('p', { className: 'verdict' });
  #evidence = made('p', { className: 'evidence' });
  #remarks = made('div', { className: 'remarks' });
  #scroll = made('div', { className: 'table-scroll', tabIndex: 0 });
  /** @type {PinnedRun[]} */
  #pinned = []; // other runs
  #pinnedPart = made('div', { className: 'pinned', hidden: true });

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#root.setAttribute('aria-labelledby', this.#title.id);
    this.#root.setAttribute('role', 'region');
    this.#scroll.setAttribute('role', 'region');
    this.#bar.hidden = true;
    const parts = [this.#title, this.#status, this.#bar, this.#headline, this.#evidence];
    this.#root.append(...parts, this.#scroll, this.#remarks, this.#pinnedPart);
    this.render();
  }

  /** @param {Tables} tables engine_report(2) @param {string} lab */
  show(tables, lab) {
    this.#tables = tables;
    this.#lab = lab;
    this.#headline.className = `verdict ${markClass(tables.mark)}`;
    this.render();
  }

  /** @param {PinnedRun[]} pinned the list of Pins, runs to compare with */
  showPinned(pinned) {
    this.#pinned = pinned;
    this.render();
  }

  /** @param {string} line @param {{ fraction?: number | null, stale?: boolean }} [options] */
  showStatus(line, { fraction = null, stale = false } = {}) {
    this.#status.textContent = line;
    this.#bar.hidden = fraction === null;
    this.#bar.value = fraction ?? 0;
    this.#bar.setAttribute('aria-label', line);
    this.#root.classList.toggle('is-stale', stale);
  }

  render() {
    this.#title.textContent = text('page_results');
    this.#scroll.setAttribute('aria-label', text('page_table_caption'));
    this.#renderPinned();
    if (!this.#tables) return;
    const { headline, evidence, warnings, columns, rows } = this.#tables;
    this.#headline.textContent = words(headline);
    this.#evidence.textContent = words(evidence);
    this.#remarks.replaceChildren(...this.#remarkList(warnings));
    this.#renderTable(columns, rows);
  }

  /**
   * While a word is being explained, or its button has the focus, the head stays as it is.
   * @param {Column[]} columns
   * @param {string[][]} rows
   */
  #renderTable(columns, rows) {
    const parts = this.#table(this.#lab, columns, rows);
    const old = this.#scroll.querySelector('thead');
    const next = parts[0].querySelector('thead');
    if (old?.textContent === next?.textContent) {
      const body = /** @type {Element} */ (parts[0].querySelector('tbody'));
      this.#scroll.querySelector('tbody')?.replaceWith(body);
      return;
    }
    closeTerm();
    this.#scroll.replaceChildren(...parts);
  }

  #renderPinned() {
    this.#pinnedPart.hidden = this.#pinned.length === 0;
    const runs = this.#pinned.map((pin) => this.#pinnedRun(pin));
    this.#pinnedPart.replaceChildren(made('h3', { textContent: text('page_pinned') }), ...runs);
  }

  /** @param {PinnedRun} pin */
  #pinnedRun({ slot, name, state, tables, failed }) {
    const run = made('section', { className: 'pinned-run' });
    const title = made('h4', {}, pinMark(slot), name);
    run.append(title, made('p', { className: 'pinned-query', textContent: state.query }));
    if (!tables) {
      run.append(made('p', { textContent: failed ? words(failed) : text('page_computing') }));
      return run;
    }
    const scroll = made('div', { className: 'table-scroll', tabIndex: 0 });
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `${text('page_pinned')}: ${name}`);
    scroll.append(...this.#table(state.lab, tables.columns, tables.rows));
    run.append(made('p', { textContent: words(tables.headline) }), scroll);
    return run;
  }

  /** @param {Sentence[]} warnings */
  #remarkList(warnings) {
    if (!warnings?.length) return [];
    const items = warnings.map((warning) => made('li', { textContent: words(warning) }));
    return [made('h3', { textContent: text('page_remarks') }), made('ul', {}, ...items)];
  }

  /**
   * What is zero in every row is only named.
   * @param {string} lab whose words the columns are
   * @param {Column[]} columns
   * @param {string[][]} rows
   */
  #table(lab, columns, rows) {
    const shown = columns.map((_, i) => i).filter((i) => rows.length === 0 || !rows.every((cells) => isZero(cells[i])));
    const folded = columns.filter((_, i) => !shown.includes(i)).map((column) => words(column));
    const head = made('tr');
    for (const i of shown) head.append(this.#head(lab, columns[i]));
    const body = rows.map((cells) => made('tr', {}, ...shown.map((i) => this.#cell(columns[i], cells[i], i === 0))));
    const caption = made('caption', { textContent: text('page_table_caption') });
    const parts = [caption, made('thead', {}, head), made('tbody', {}, ...body)];
    const table = made('table', {}, ...parts);
    if (folded.length === 0) return [table];
    const line = text('page_columns_folded', { columns: folded.join('; ') });
    return [table, made('p', { className: 'folded', textContent: line })];
  }

  /** @param {string} lab @param {Column} column */
  #head(lab, column) {
    const term = columnTerm(lab, column.key);
    const word = words(column);
    return made('th', { scope: 'col' }, term ? termButton(term, word) : word);
  }

  /** @param {Column | undefined} column @param {string} cell @param {boolean} isHead */
  #cell(column, cell, isHead) {
    const shown = made(isHead ? 'th' : 'td', { textContent: cell });
    if (isHead) shown.scope = 'row';
    shown.dataset.column = column?.key ?? '';
    return shown;
  }
}
