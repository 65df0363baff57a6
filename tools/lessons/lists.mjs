// The lists of the index and the glossary.
import { escapeHtml } from '../html.mjs';

/** Lines "- head :: text". */
function readList(body) {
  return body.split('\n').map((line) => {
    const found = /^- (.+?) :: (.+)$/.exec(line);
    if (!found) throw new Error(`'${line}' is not "- word :: text"`);
    return { head: found[1], text: found[2] };
  });
}

/** Lines "- word :: text" or "- word | translation :: text", put in the order of the language's alphabet. */
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

/** Every lab with a link and a sentence: lines "- id :: sentence". */
export async function labList({ body }, { lang, labs, inline }) {
  const sentences = new Map(readList(body).map(({ head, text }) => [head, text]));
  for (const id of sentences.keys()) if (!labs.some((lab) => lab.id === id)) throw new Error(`there is no lab '${id}'`);
  const items = labs.map(async ({ id, title }) => {
    if (!sentences.has(id)) throw new Error(`the lab '${id}' has no sentence`);
    return `<li><a href="../../index.html#lab=${id}&amp;lang=${lang}">${escapeHtml(title)}</a><p>${await inline(sentences.get(id))}</p></li>`;
  });
  return `<ul class="lab-list">${(await Promise.all(items)).join('\n')}</ul>`;
}
