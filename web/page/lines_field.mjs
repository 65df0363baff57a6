// A field for lines of code: a text area that grows with its lines, on every door. Enter makes a line,
// Ctrl+Enter applies, Tab leaves.
import { made } from './dom.mjs';

const mostLines = 8; // shown at once; further ones scroll

/**
 * What was typed or pasted, as the engine reads it: one kind of line end, no blank lines around. The
 * first line keeps its indentation beside those that follow.
 * @param {string} value
 */
export function typedLines(value) {
  const lines = value.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd();
  return lines.includes('\n') ? lines : lines.trim();
}

/** @param {HTMLTextAreaElement} area */
function fit(area) {
  const least = Math.max(1, area.value.split('\n').length);
  area.rows = Math.min(least, mostLines);
  // Long lines are wrapped: the rows they take are known to the layout alone.
  if (area.scrollHeight <= area.clientHeight || area.rows === mostLines) return;
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area);
  const inner = area.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  area.rows = Math.min(mostLines, Math.max(least, Math.round(inner / parseFloat(lineHeight))));
}

/**
 * A text area; show() sets what is in it.
 * @param {Partial<HTMLTextAreaElement>} properties
 * @param {() => void} onApply for Ctrl+Enter
 */
export function makeLinesField(properties, onApply) {
  const area = made('textarea', { autocomplete: 'off', spellcheck: false, rows: 1, ...properties });
  area.classList.add('lines-field');
  for (const [name, value] of [['autocapitalize', 'off'], ['autocorrect', 'off']]) area.setAttribute(name, value);
  area.addEventListener('input', () => fit(area));
  // Wider or narrower, its lines wrap otherwise; its height follows, and must not be observed.
  let width = 0;
  new ResizeObserver(() => {
    if (area.clientWidth === width) return;
    width = area.clientWidth;
    requestAnimationFrame(() => fit(area));
  }).observe(area);
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onApply();
  });
  const show = (/** @type {string} */ value) => {
    area.value = value;
    fit(area);
  };
  return { area, show };
}
