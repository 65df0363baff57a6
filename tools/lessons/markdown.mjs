// Markdown with formulas between dollars (to MathML) and blocks between ::: lines.
import MarkdownIt from 'markdown-it';
import temml from 'temml';

/** @import { StateInline } from 'markdown-it' */
/** @typedef {{kind: string, words: string[], body: string, after: string}} Block between ::: lines */
/** @typedef {Record<string, string> & {title: string, lead: string, body: string}} Page */

/** @param {StateInline} state @param {boolean} silent */
function formula(state, silent) {
  if (state.src[state.pos] !== '$') return false;
  const fence = state.src.startsWith('$$', state.pos) ? '$$' : '$';
  const start = state.pos + fence.length;
  const end = state.src.indexOf(fence, start);
  if (end <= start) return false;
  if (!silent) {
    const token = state.push('formula', 'math', 0);
    token.content = state.src.slice(start, end);
    token.block = fence === '$$';
  }
  state.pos = end + fence.length;
  return true;
}

/** In Korean a particle follows a formula without a space, and stays on its line. @param {string} html */
function keepParticles(html) {
  return html.replace(/(<math>(?:(?!<\/math>)[^])*<\/math>)([가-힣]{1,3}(?![가-힣])[.,]?)/g, '<span class="whole">$1$2</span>');
}

/** @param {string} latex @param {boolean} block */
function toMathml(latex, block) {
  try {
    return temml.renderToString(latex, { displayMode: block, throwOnError: true });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Error(`the formula '${latex.trim()}' cannot be read: ${message}`, { cause: error });
  }
}

/**
 * MathML. Browsers draw a variable with the letters of Unicode's mathematical alphabets, which few
 * systems have outside of Latin; here it is an ordinary letter, made italic by the style sheet.
 * @param {string} latex
 * @param {boolean} block
 */
export function renderFormula(latex, block) {
  const math = toMathml(latex, block)
    // Pages under a strict content security policy may not have them; display="block" says the same.
    .replace(/ style="[^"]*"/g, '')
    .replace(/<mi(?: class="tml[^"]*")?>(.)<\/mi>/gu, (_, letter) =>
      letter === 'ℓ' ? '<mi mathvariant="normal">ℓ</mi>' : `<mi class="variable" mathvariant="normal">${letter}</mi>`,
    );
  return block ? `<span class="formula">${math}</span>` : math;
}

export function makeMarkdown() {
  const markdown = new MarkdownIt({ html: true, typographer: false });
  markdown.inline.ruler.before('escape', 'formula', formula);
  markdown.renderer.rules.formula = (list, i) => renderFormula(list[i].content, list[i].block);
  return {
    render: (/** @type {string} */ text) => keepParticles(markdown.render(text)),
    renderInline: (/** @type {string} */ text) => keepParticles(markdown.renderInline(text)),
  };
}

/**
 * A page that begins with `key: value` lines between --- lines.
 * @param {string} text
 * @returns {Page}
 */
export function readFrontMatter(text) {
  const found = /^---\n([^]*?)\n---\n([^]*)$/.exec(text);
  if (!found) throw new Error('there is no front matter');
  const pairs = found[1].split('\n').map((line) => {
    const at = line.indexOf(':');
    if (at < 1) throw new Error(`'${line}' in the front matter is no "key: value"`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  const fields = Object.fromEntries(pairs);
  for (const name of ['title', 'lead']) if (!fields[name]) throw new Error(`the front matter has no '${name}: ...'`);
  return /** @type {Page} */ ({ ...fields, body: found[2] });
}

/** Text and ::: blocks in their order. @param {string} text */
export function splitBlocks(text) {
  /** @type {({text: string, kind?: undefined} | Block)[]} */
  const parts = [];
  /** @type {{kind: string, words: string[]} | null} */
  let block = null;
  /** @type {string[]} */
  let lines = [];
  const endText = () => {
    if (lines.some((line) => line.trim())) parts.push({ text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const opening = /^:::\s*(\S+)\s*(.*)$/.exec(line);
    if (opening) {
      if (block) throw new Error(`the block ${block.kind} is not closed before '${line}'`);
      endText();
      block = { kind: opening[1], words: opening[2].split(/\s+/).filter(Boolean) };
    } else if (/^:::\s*$/.test(line)) {
      if (!block) throw new Error('a ::: closes nothing');
      const [body, ...after] = lines.join('\n').split(/^---$/m);
      parts.push({ ...block, body: body.trim(), after: after.join('---').trim() });
      block = null;
      lines = [];
    } else lines.push(line);
  }
  if (block) throw new Error(`the block ${block.kind} is not closed`);
  endText();
  return parts;
}
