// The lists of the index, the glossary and a lesson's end.
import { escapeHtml } from '../html.mjs';

/** @import { BlockPage } from './blocks.mjs' */
/** @import { Block } from './markdown.mjs' */

/** Lines "- head :: text". @param {string} body */
function readList(body) {
  return body.split('\n').map((line) => {
    const found = /^- (.+?) :: (.+)$/.exec(line);
    if (!found) throw new Error(`'${line}' is not "- word :: text"`);
    return { head: found[1], text: found[2] };
  });
}

/**
 * Lines "- word :: text" or "- word | translation :: text", put in the order of the language's alphabet.
 * @param {Block} block
 * @param {BlockPage} page
 */
export async function glossary({ body }, { lang, inline }) {
  const entries = readList(body).map(({ head, text }) => {
    const [word, translation] = head.split(' | ');
    return { word, shown: translation ?? word, text };
  });
  entries.sort((a, b) => a.shown.localeCompare(b.shown, lang));
  const items = entries.map(async ({ word, shown, text }) => {
    const id = word.toLowerCase().replace(/[^a-z]+/g, '-');
    const other = shown === word ? '' : ` <span class="other-word" lang="en">${escapeHtml(word)}</span>`;
    return `<dt id="${id}">${escapeHtml(shown)}${other}</dt>\n<dd>${await inline(text)}</dd>`;
  });
  return `<dl>${(await Promise.all(items)).join('\n')}</dl>`;
}

/** Every lab with a link and a sentence: lines "- id :: sentence". @param {Block} block @param {BlockPage} page */
export async function labList({ body }, { lang, labs, inline }) {
  const sentences = new Map(readList(body).map(({ head, text }) => [head, text]));
  for (const id of sentences.keys()) if (!labs.some((lab) => lab.id === id)) throw new Error(`there is no lab '${id}'`);
  const items = labs.map(async ({ id, title }) => {
    const sentence = sentences.get(id);
    if (sentence === undefined) throw new Error(`the lab '${id}' has no sentence`);
    return `<li><a href="../../index.html#lab=${id}&amp;lang=${lang}">${escapeHtml(title)}</a><p>${await inline(sentence)}</p></li>`;
  });
  return `<ul class="lab-list">${(await Promise.all(items)).join('\n')}</ul>`;
}

const summaryLines = 3;

/** What to remember of a lesson: three lines "- sentence". @param {Block} block @param {BlockPage} page */
export async function summary({ body }, { text, inline }) {
  const lines = body.split('\n').map((line) => /^- (.+)$/.exec(line)?.[1] ?? '');
  if (lines.length !== summaryLines || lines.includes('')) {
    throw new Error(`a summary has ${summaryLines} lines "- sentence"`);
  }
  const items = await Promise.all(lines.map((line) => inline(line)));
  return `<section class="summary">
<h2>${text('summary')}</h2>
<ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>
</section>`;
}

/**
 * Where to read on: lines "- key" or "- key :: why", the key one of lessons/references.json.
 * @param {Block} block
 * @param {BlockPage} page
 */
export async function reading({ body }, { text, inline, references }) {
  const items = body.split('\n').map(async (line) => {
    const found = /^- (\S+)(?: :: (.+))?$/.exec(line);
    if (!found) throw new Error(`'${line}' is not "- reference :: why"`);
    const [, key, why] = found;
    if (!Object.hasOwn(references, key)) throw new Error(`'${key}' is not in lessons/references.json`);
    const { authors, title, venue, year, url } = references[key];
    const source = `${escapeHtml(authors)}: <a href="${escapeHtml(url)}"><cite>${escapeHtml(title)}</cite></a>. ${escapeHtml(venue)}${year ? `, ${year}` : ''}.`;
    return `<li><span lang="en">${source}</span>${why ? ` ${await inline(why)}` : ''}</li>`;
  });
  return `<section class="reading">
<h2>${text('reading')}</h2>
<ul>${(await Promise.all(items)).join('\n')}</ul>
</section>`;
}
