// The results as text and tables, and where the form lives while the text view is open.
import { pinMark } from './pin_mark.mjs';
import { closeTerm, columnTerm, termButton } from './terms.mjs';
import { text, words } from './text.mjs';

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** mark: of the tables; a shape first, a colour second (notes_and_verdict.css). */
export function markClass(mark) {
  return `mark mark-${mark}`;
}

/** A number that is 0 as it is shown, or nothing. */
function isZero(cell) {
  return typeof cell === 'string' && /^(-?0(\.0+)?( %)?)?$/.test(cell);
}

export class TextResults {
  #root;
  #tables = null;
  #lab = '';
  #status = element('p', { className: 'status' });
  #bar = element('progress', { max: 1, value: 0 });
  #title = element('h2', { id: 'results-title' });
  #headline = element('p', { className: 'verdict' });
  #evidence = element('p', { className: 'evidence' });
  #remarks = element('div', { className: 'remarks' });
  #scroll = element('div', { className: 'table-scroll', tabIndex: 0 });
  #pinned = []; // {slot, name, state, tables?} of other runs
  #pinnedPart = element('div', { className: 'pinned', hidden: true });

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

  /** tables: engine_report(2) of a lab. */
  show(tables, lab) {
    this.#tables = tables;
    this.#lab = lab;
    this.#headline.className = `verdict ${markClass(tables.mark)}`;
    this.render();
  }

  /** pinned: the list of Pins, runs to compare with. */
  showPinned(pinned) {
    this.#pinned = pinned;
    this.render();
  }

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

  /** While a word is being explained, or its button has the focus, the head stays as it is. */
  #renderTable(columns, rows) {
    const made = this.#table(this.#lab, columns, rows);
    const old = this.#scroll.querySelector('thead');
    const next = made[0].querySelector('thead');
    if (old?.textContent === next.textContent) {
      this.#scroll.querySelector('tbody').replaceWith(made[0].querySelector('tbody'));
      return;
    }
    closeTerm();
    this.#scroll.replaceChildren(...made);
  }

  #renderPinned() {
    this.#pinnedPart.hidden = this.#pinned.length === 0;
    const runs = this.#pinned.map((pin) => this.#pinnedRun(pin));
    this.#pinnedPart.replaceChildren(element('h3', { textContent: text('page_pinned') }), ...runs);
  }

  #pinnedRun({ slot, name, state, tables }) {
    const run = element('section', { className: 'pinned-run' });
    const title = element('h4', {}, pinMark(slot), name);
    run.append(title, element('p', { className: 'pinned-query', textContent: state.query }));
    if (!tables) {
      run.append(element('p', { textContent: text('page_computing') }));
      return run;
    }
    const scroll = element('div', { className: 'table-scroll', tabIndex: 0 });
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `${text('page_pinned')}: ${name}`);
    scroll.append(...this.#table(state.lab, tables.columns, tables.rows));
    run.append(element('p', { textContent: words(tables.headline) }), scroll);
    return run;
  }

  #remarkList(warnings) {
    if (!warnings?.length) return [];
    const items = warnings.map((warning) => element('li', { textContent: words(warning) }));
    return [element('h3', { textContent: text('page_remarks') }), element('ul', {}, ...items)];
  }

  /** lab: whose words the columns are. What is zero in every row is only named. */
  #table(lab, columns, rows) {
    const shown = columns.map((_, i) => i).filter((i) => rows.length === 0 || !rows.every((cells) => isZero(cells[i])));
    const folded = columns.filter((_, i) => !shown.includes(i)).map((column) => words(column));
    const head = element('tr');
    for (const i of shown) head.append(this.#head(lab, columns[i]));
    const body = rows.map((cells) => element('tr', {}, ...shown.map((i) => this.#cell(columns[i], cells[i], i === 0))));
    const caption = element('caption', { textContent: text('page_table_caption') });
    const parts = [caption, element('thead', {}, head), element('tbody', {}, ...body)];
    const table = element('table', {}, ...parts);
    if (folded.length === 0) return [table];
    const line = text('page_columns_folded', { columns: folded.join('; ') });
    return [table, element('p', { className: 'folded', textContent: line })];
  }

  #head(lab, column) {
    const term = columnTerm(lab, column.key);
    const word = words(column);
    return element('th', { scope: 'col' }, term ? termButton(term, word) : word);
  }

  #cell(column, cell, isHead) {
    const made = element(isHead ? 'th' : 'td', { textContent: cell?.en ? words(cell) : cell });
    if (isHead) made.scope = 'row';
    made.dataset.column = column?.key ?? '';
    return made;
  }
}
