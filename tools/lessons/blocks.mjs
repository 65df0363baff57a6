// The ::: blocks of a lesson, as HTML that says everything without script; web/lessons.js makes the
// questions answerable in place.
import { glossary, labList, reading, summary } from './lists.mjs';
import { escapeHtml } from '../html.mjs';
import { snippet } from './snippet.mjs';
import { numberOf, parseQuery, writeNumber } from './values.mjs';

/** @import { LabDeclaration, Language } from '../../web/initlab.d.ts' */
/** @import { Block } from './markdown.mjs' */
/** @import { Values } from './values.mjs' */
/** @typedef {Record<string, {words: string, text: string}[]>} Fields */
/** @typedef {{authors: string, title: string, venue: string, year?: number, url: string}} Reference */
/** @typedef {{file: string, width: number, height: number}} Picture */
/**
 * @typedef {object} Page
 * @property {Language} lang
 * @property {LabDeclaration[]} labs
 * @property {Values} values
 * @property {Record<string, Reference>} references
 * @property {(name: string, replacements?: Record<string, string | number>) => string} text
 * @property {(query: string) => Promise<{title: string, wide: Picture, narrow: Picture}>} addPoster
 * @typedef {(markdown: string) => Promise<string>} Render
 * @typedef {Page & {render: Render, inline: Render}} BlockPage
 */

/** The lines "field: text" or "field words: text", and the other lines. @param {string} body @param {string[]} names */
function readFields(body, names) {
  /** @type {Fields} */
  const fields = {};
  const rest = [];
  const line = new RegExp(`^(${names.join('|')})(?: ([^:]+))?: (.*)$`);
  for (const text of body.split('\n')) {
    const found = line.exec(text);
    if (!found) rest.push(text);
    else (fields[found[1]] ??= []).push({ words: found[2], text: found[3] });
  }
  return { fields, rest: rest.join('\n').trim() };
}

/** @param {Fields} fields @param {string} name */
function only(fields, name) {
  if (fields[name]?.length !== 1) throw new Error(`a block needs one line '${name}: ...'`);
  return fields[name][0].text;
}

/** What a question says once it is answered. @param {string} after @param {string} title */
function needed(after, title) {
  if (!after) throw new Error(`'${title.trim()}' has no explanation after a line ---`);
  return after;
}

/** @param {string[]} settings @param {LabDeclaration | undefined} lab @param {string} run */
function checkControls(settings, lab, run) {
  if (!lab) throw new Error(`'${run}' is neither a run of lessons/runs.json nor begins with a lab's name`);
  const controls = settings.filter((pair) => pair.startsWith('controls=')).flatMap((pair) => pair.slice(9).split(','));
  const strange = controls.find((key) => !lab.params.some((param) => param.key === key));
  if (strange) throw new Error(`the lab '${lab.id}' has no setting '${strange}'`);
}

/** What one page's blocks share: its language, its numbering, its way to render Markdown. */
export class Blocks {
  #page;
  #figures = 0;
  #exercises = 0;
  #questions = 0;

  /** @param {BlockPage} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {Block} block */
  html(block) {
    /** @type {Record<string, () => string | Promise<string>>} */
    const make = { lab: () => this.#lab(block), aside: () => this.#aside(block), draw: () => this.#draw(block) };
    make.glossary = () => glossary(block, this.#page);
    make.labs = () => labList(block, this.#page);
    make.summary = () => summary(block, this.#page);
    make.reading = () => reading(block, this.#page);
    make.snippet = () => snippet(block, this.#page);
    make.choose = () => this.#choose(block, 'predict');
    make['exercise-choice'] = () => this.#choose(block, 'exercise');
    make['exercise-number'] = () => this.#number(block);
    if (!Object.hasOwn(make, block.kind)) throw new Error(`there is no block '${block.kind}'`);
    return make[block.kind]();
  }

  /** `::: lab RUN controls=gain height=500`, the caption inside. @param {Block} block */
  async #lab({ words, body }) {
    const { lang, labs, values, text, inline, addPoster } = this.#page;
    const [run, ...settings] = words;
    const query = values.queryOf(run);
    const [lab, params] = parseQuery(query);
    checkControls(settings, labs.find(({ id }) => id === lab), run);
    const result = await values.result(run);
    const verdict = result.headline[lang];
    const { title, wide, narrow } = await addPoster(query);
    const attributes = [['lab', lab], ...Object.entries(params), ...settings.map((pair) => pair.split('='))];
    const link = new URLSearchParams([['lab', lab], ...Object.entries(params), ['lang', lang]]);
    const described = `${title}. ${escapeHtml(verdict)}`;
    this.#figures += 1;
    return `<figure class="wide">
<init-lab ${attributes.map(([key, value]) => `${key}="${escapeHtml(value)}"`).join(' ')} lang="${lang}">
<a class="poster" href="../../index.html#${escapeHtml(link.toString())}"><picture><source media="(max-width: 600px)" srcset="posters/${narrow.file}" width="${narrow.width}" height="${narrow.height}"><img src="posters/${wide.file}" width="${wide.width}" height="${wide.height}" loading="lazy" alt="${described}"></picture>
<span class="poster-verdict" data-verdict="${escapeHtml(result.verdict)}">${escapeHtml(verdict)}</span>
<span class="poster-open">${text('open_lab')}</span></a>
</init-lab>
<figcaption>${text('figure', { n: this.#figures })} ${await inline(body)}</figcaption>
</figure>`;
  }

  /** A paragraph and, after ---, the note at its side. @param {Block} block */
  async #aside({ body, after }) {
    const { render } = this.#page;
    return `<div class="with-side">${await render(body)}<aside class="side">${await render(after)}</aside></div>`;
  }

  /** The reader draws a curve over the layers; after --- what is said once it is shown. @param {Block} block */
  async #draw({ body, after }) {
    const { values, text, render, inline } = this.#page;
    const names = ['title', 'quantity', 'values', 'theory', 'start', 'given', 'compare', 'scale', 'range'];
    const { fields, rest } = readFields(body, names);
    needed(after, only(fields, 'title'));
    const read = (/** @type {string} */ name) => (fields[name] ? values.evaluate(only(fields, name)) : null);
    const measured = await values.evaluate(only(fields, 'values'));
    const others = await Promise.all(['theory', 'start'].map(read));
    const [theory, start] = /** @type {[number[] | null, number | null]} */ (others);
    if (!Array.isArray(measured) || measured.some((value) => typeof value !== 'number')) {
      throw new Error(`'${only(fields, 'values')}' holds something that is no number`);
    }
    const [lo, hi] = only(fields, 'range').split(' ').map(Number);
    const given = Number(only(fields, 'given'));
    const scale = only(fields, 'scale');
    const quantity = text(only(fields, 'quantity'));
    const compare = fields.compare ? Number(only(fields, 'compare')) : measured.length;
    const curve = { measured, theory, start, given, compare, scale, lo, hi, quantity };
    const rows = measured.map((value, i) => [i + 1, value, theory?.[i]]);
    if (start !== null) rows.unshift([text('input'), start, null]);
    const cell = (/** @type {unknown} */ value) =>
      `<td>${typeof value === 'number' ? writeNumber(value) : ''}</td>`;
    const table = `<table><caption>${escapeHtml(quantity)}</caption><thead><tr><th scope="col">${text('layer')}</th><th scope="col">${text('measured')}</th>${theory ? `<th scope="col">${text('theory')}</th>` : ''}</tr></thead><tbody>${rows
      .map(([n, value, line]) => `<tr><th scope="row">${n}</th>${cell(value)}${theory ? cell(line) : ''}</tr>`)
      .join('')}</tbody></table>`;
    return `<section class="question" data-question="draw" data-curve="${escapeHtml(JSON.stringify(curve))}">
<h3>${await inline(only(fields, 'title'))}</h3>
${await render(rest)}
<details class="answer"><summary>${text('show_result')}</summary>
${await render(after)}
<details><summary>${text('numbers')}</summary>${table}</details>
</details>
</section>`;
  }

  /**
   * Answers as a list of "- [x] answer :: what to say about it".
   * @param {Block} block
   * @param {'predict' | 'exercise'} kind
   */
  async #choose({ body, after }, kind) {
    const { text, render, inline } = this.#page;
    const lines = body.split('\n');
    const answers = lines.map((line) => /^- \[([ x])\] (.*?) :: (.*)$/.exec(line)).filter((answer) => answer !== null);
    const question = lines.filter((line) => !line.startsWith('- [')).join('\n');
    if (answers.filter(([, mark]) => mark === 'x').length !== 1 || answers.length < 2) {
      throw new Error(`one answer of '${question.trim()}' must be marked with [x]`);
    }
    needed(after, question);
    const name = this.#nextName();
    const options = await Promise.all(
      answers.map(async ([, mark, answer, remark], i) => {
        const right = mark === 'x' ? ' data-right' : '';
        return `<li><label><input type="radio" name="${name}" value="${i}"${right}> <span>${await inline(answer)}</span></label>
<p class="remark" data-remark hidden>${await inline(remark)}</p></li>`;
      }),
    );
    const right = answers.find(([, mark]) => mark === 'x')?.[2] ?? '';
    return this.#question(
      { kind, type: 'choice', name, answer: await inline(right), after: await render(after) },
      `<fieldset><legend>${await render(question)}</legend><ul class="choices">${options.join('\n')}</ul></fieldset>
<button type="submit" hidden>${text('check')}</button>`,
    );
  }

  /** answer: EXPRESSION ~ TOLERANCE %, right:, wrong EXPRESSION:, below:, above:. @param {Block} block */
  async #number({ body, after }) {
    const { values, text, render, inline } = this.#page;
    const { fields, rest } = readFields(body, ['answer', 'format', 'right', 'wrong', 'below', 'above']);
    const found = /^(.*) ~ ([\d.]+) %$/.exec(only(fields, 'answer'));
    if (!found) throw new Error(`'${only(fields, 'answer')}' is not EXPRESSION ~ TOLERANCE %`);
    needed(after, rest);
    const answer = numberOf(await values.evaluate(found[1]), found[1]);
    const tolerance = Number(found[2]) / 100;
    const name = this.#nextName();
    const mistakes = (fields.wrong ?? []).map(async ({ words, text: remark }) => {
      const value = numberOf(await values.evaluate(words), words);
      // An answer is judged once: a mistake within the tolerance would never be named.
      if (Math.abs(value - answer) <= tolerance * Math.abs(answer)) throw new Error(`'${words}' is too near the answer`);
      return `<p class="remark" data-remark="${value}" hidden>${await inline(remark)}</p>`;
    });
    const remarks = await Promise.all([
      ...['right', 'below', 'above'].map(async (which) => `<p class="remark" data-remark="${which}" hidden>${await inline(only(fields, which))}</p>`),
      ...mistakes,
    ]);
    const format = fields.format ? only(fields, 'format') : '3';
    return this.#question(
      { kind: 'exercise', type: 'number', name, answer: writeNumber(answer, format), after: await render(after) },
      `<div id="${name}-text">${await render(rest)}</div>
<p class="field" hidden><label for="${name}">${text('your_answer')}</label> <input id="${name}" type="text" inputmode="text" autocomplete="off" spellcheck="false" aria-describedby="${name}-text ${name}-status"> <button type="submit">${text('check')}</button></p>
${remarks.join('\n')}`,
      ` data-answer="${answer}" data-tolerance="${tolerance}"`,
    );
  }

  #nextName() {
    this.#questions += 1;
    return `question-${this.#questions}`;
  }

  /**
   * @param {{kind: string, type: string, name: string, answer: string, after: string}} parts
   * @param {string} inner
   * @param {string} attributes
   */
  #question({ kind, type, name, answer, after }, inner, attributes = '') {
    const { text } = this.#page;
    const heading = kind === 'exercise' ? text('exercise', { n: (this.#exercises += 1) }) : text('predict');
    const level = kind === 'exercise' ? 'h3' : 'h2';
    return `<section class="question" data-question="${type}"${attributes}>
<${level}>${heading}</${level}>
<form novalidate>
${inner}
<p class="status" id="${name}-status" role="status"></p>
</form>
<details class="answer"><summary>${text('answer')}</summary>
<p>${text('correct_answer', { x: answer })}</p>
${after}
</details>
</section>`;
  }
}
