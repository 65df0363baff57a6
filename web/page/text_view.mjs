// The results as text and tables, and where the form lives while the text view is open.
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

export class TextResults {
  #root;
  #tables = null;
  #status = element('p', { className: 'status' });
  #bar = element('progress', { max: 1, value: 0 });
  #title = element('h2', { id: 'results-title' });
  #headline = element('p', { className: 'verdict' });
  #evidence = element('p', { className: 'evidence' });
  #remarks = element('div', { className: 'remarks' });
  #scroll = element('div', { className: 'table-scroll', tabIndex: 0 });
  #pinned = null; // {state, tables} of another run
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

  /** tables: engine_report(2). */
  show(tables) {
    this.#tables = tables;
    this.#headline.className = `verdict ${markClass(tables.mark)}`;
    this.render();
  }

  /** pinned: {state, tables} of a run to compare with, or null. */
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
    this.#scroll.replaceChildren(this.#table(columns, rows));
  }

  #renderPinned() {
    this.#pinnedPart.hidden = !this.#pinned;
    if (!this.#pinned) return this.#pinnedPart.replaceChildren();
    const { state, tables } = this.#pinned;
    const scroll = element('div', { className: 'table-scroll', tabIndex: 0 });
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', text('page_pinned'));
    scroll.append(this.#table(tables.columns, tables.rows));
    return this.#pinnedPart.replaceChildren(
      element('h3', { textContent: text('page_pinned') }),
      element('p', { className: 'pinned-query', textContent: state.query }),
      element('p', { textContent: words(tables.headline) }),
      scroll,
    );
  }

  #remarkList(warnings) {
    if (!warnings?.length) return [];
    const items = warnings.map((warning) => element('li', { textContent: words(warning) }));
    return [element('h3', { textContent: text('page_remarks') }), element('ul', {}, ...items)];
  }

  #table(columns, rows) {
    const head = element('tr');
    for (const column of columns) {
      head.append(element('th', { scope: 'col', textContent: words(column) }));
    }
    const body = rows.map((cells) =>
      element(
        'tr',
        {},
        ...cells.map((cell, i) => {
          const made = element(i === 0 ? 'th' : 'td', { textContent: cell?.en ? words(cell) : cell });
          if (i === 0) made.scope = 'row';
          made.dataset.column = columns[i]?.key ?? '';
          return made;
        }),
      ),
    );
    const caption = element('caption', { textContent: text('page_table_caption') });
    return element('table', {}, caption, element('thead', {}, head), element('tbody', {}, ...body));
  }
}
