// Makes the lessons: lessons/{en,ko}/*.md become SITE/lessons/{en,ko}/*.html, with formulas as MathML
// and every measured number taken from the site's own engine.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { escapeHtml } from './html.mjs';
import { Blocks } from './lessons/blocks.mjs';
import { makeMarkdown, readFrontMatter, splitBlocks } from './lessons/markdown.mjs';
import { Posters, titleOf } from './lessons/posters.mjs';
import { Values } from './lessons/values.mjs';
import { sizeOf } from './posters.mjs';
import { sources } from './sources.mjs';

/** @import { Language, Sentence } from '../web/initlab.d.ts' */
/** @import { Page as BlocksPage, Reference } from './lessons/blocks.mjs' */
/** @import { Page as FrontMatter } from './lessons/markdown.mjs' */
/** @import { SiteEngine } from './posters.mjs' */
/** @import { Cache } from './results_cache.mjs' */
/** @typedef {FrontMatter & {name: string}} Page */
/** @typedef {BlocksPage['text']} Text */
/** @typedef {Record<string, Sentence>} Strings */
/**
 * @typedef {object} Building
 * @property {Language} lang
 * @property {string} folder
 * @property {string} target
 * @property {string} template
 * @property {Strings} strings
 * @property {Record<string, Reference>} references
 * @property {Values} values
 * @property {Posters} posters
 * @property {SiteEngine} engine
 * @property {boolean} withEmbed
 */

// What web/lessons.js says; the rest of the strings stays here.
const scriptTexts = [
  'show_result',
  'draw_again',
  'draw_help',
  'my_prediction',
  'handle',
  'chart',
  'measured',
  'theory',
  'input',
  'drawn_larger',
  'drawn_smaller',
  'drawn_right',
  'not_a_number',
  'choose_one',
  'right',
  'wrong',
  'copied',
];

/** text(name, {n: 1}) in one language. @param {Strings} strings @param {Language} lang @returns {Text} */
export function textsOf(strings, lang) {
  return (name, replacements = {}) => {
    if (!strings[name]) throw new Error(`there is no string '${name}' in lessons/strings.json`);
    return strings[name][lang].replace(/\{(\w+)\}/g, (whole, key) => String(replacements[key] ?? whole));
  };
}

/** Markdown to HTML, blocks and numbers included. @param {string} body @param {BlocksPage} page */
export async function renderBody(body, page) {
  const markdown = makeMarkdown();
  // A percent sign stays with its number.
  const fill = async (/** @type {string} */ text) =>
    (await page.values.fill(text, page.lang)).replace(/(?<=\d) %/g, '\u00a0%');
  const render = async (/** @type {string} */ text) => markdown.render(await fill(text));
  const inline = async (/** @type {string} */ text) => markdown.renderInline(await fill(text));
  const blocks = new Blocks({ ...page, render, inline });
  const parts = [];
  for (const part of splitBlocks(body)) {
    parts.push(part.kind !== undefined ? await blocks.html(part) : await render(part.text));
  }
  return parts.join('\n');
}

/** @param {string} template @param {Record<string, string>} fields */
function fillTemplate(template, fields) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!Object.hasOwn(fields, name)) throw new Error(`lessons/template.html: no field '${name}'`);
    return fields[name];
  });
}

/** @param {Page[]} pages @param {number} at @param {Text} text */
function neighbours(pages, at, text) {
  /** @type {(page: Page | undefined, name: string, arrow: (title: string) => string) => string} */
  const link = (page, name, arrow) =>
    page
      ? `<a class="${name}" href="${page.name}.html"><span>${text(name)}</span> ${arrow(escapeHtml(page.title))}</a>`
      : '<span></span>';
  return `<nav class="neighbours" aria-label="${text('more')}">
${link(pages[at - 1], 'previous', (title) => `← ${title}`)}
${link(pages[at + 1], 'next', (title) => `${title} →`)}
</nav>`;
}

/** The list of lessons for the index, between its Markdown. @param {Page[]} pages */
function lessonList(pages) {
  const items = pages.map(
    ({ name, title, lead }) =>
      `<li><a href="${name}.html">${escapeHtml(title)}</a><p>${escapeHtml(lead)}</p></li>`,
  );
  return `<ol class="lesson-list">${items.join('\n')}</ol>`;
}

/** The pages of one language in their order: those with a number, and the others. @param {string} folder */
function readPages(folder) {
  const names = readdirSync(folder).filter((file) => file.endsWith('.md')).sort();
  /** @type {Page[]} */
  const pages = names.map((file) => {
    try {
      return { name: basename(file, '.md'), ...readFrontMatter(readFileSync(join(folder, file), 'utf8')) };
    } catch (error) {
      throw new Error(`lessons/${basename(folder)}/${file}: ${/** @type {Error} */ (error).message}`, { cause: error });
    }
  });
  return { lessons: pages.filter(({ name }) => /^\d/.test(name)), others: pages.filter(({ name }) => !/^\d/.test(name)) };
}

/** @param {Building} building */
async function buildLanguage({ lang, folder, target, template, strings, references, values, posters, engine, withEmbed }) {
  const text = textsOf(strings, lang);
  const { lessons, others } = readPages(join(folder, lang));
  mkdirSync(join(target, lang, 'posters'), { recursive: true });

  const addPoster = async (/** @type {string} */ query) => {
    const name = createHash('sha256').update(query).digest('hex').slice(0, 12);
    const all = await posters.of(query);
    /** @type {(svg: string, file: string) => {file: string, width: number, height: number}} */
    const write = (svg, file) => {
      writeFileSync(join(target, lang, 'posters', file), svg);
      return { file, ...sizeOf(svg) };
    };
    return {
      title: titleOf(all[lang]),
      wide: write(all[lang], `${name}.svg`),
      narrow: write(all[`${lang}-narrow`], `${name}-narrow.svg`),
    };
  };

  for (const page of [...lessons, ...others]) {
    try {
      const at = lessons.indexOf(page);
      const body = page.body.replace('[[lessons]]', () => lessonList(lessons));
      const number = at < 0 ? '' : `<p class="lesson-number">${text('number', { n: at + 1, m: lessons.length })}</p>\n`;
      const current = (/** @type {boolean} */ wanted, value = 'page') => (wanted ? ` aria-current="${value}"` : '');
      const fields = {
        ...Object.fromEntries(Object.keys(strings).map((name) => [name, escapeHtml(strings[name][lang])])),
        embed_script: withEmbed ? '<script src="../../embed.js" defer></script>\n' : '',
        lang,
        other_lang: lang === 'en' ? 'ko' : 'en',
        name: page.name,
        title: escapeHtml(page.title),
        description: escapeHtml(page.lead),
        texts: escapeHtml(JSON.stringify(Object.fromEntries(scriptTexts.map((name) => [name, text(name)])))),
        lessons_current: page.name === 'index' ? current(true) : current(at >= 0, 'true'),
        glossary_current: current(page.name === 'glossary'),
        embedding_current: current(page.name === 'embedding'),
        en_current: current(lang === 'en', 'true'),
        ko_current: current(lang === 'ko', 'true'),
        head: `${number}<h1>${escapeHtml(page.title)}</h1>\n<p class="lead">${escapeHtml(page.lead)}</p>`,
        body: await renderBody(body, { lang, labs: engine.labs(lang), values, references, text, addPoster }),
        neighbours: at < 0 ? '' : neighbours(lessons, at, text),
      };
      writeFileSync(join(target, lang, `${page.name}.html`), fillTemplate(template, fields));
    } catch (error) {
      throw new Error(`lessons/${lang}/${page.name}.md: ${/** @type {Error} */ (error).message}`, { cause: error });
    }
  }
  return [...lessons, ...others].map(({ name }) => name);
}

/**
 * Builds all pages into `site`, which holds the engine.
 * @param {{site: string, engine: SiteEngine, cache: Cache, folder?: string}} options
 */
export async function buildLessons({ site, engine, cache, folder = join(sources, 'lessons') }) {
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  /** @type {Strings} */
  const strings = JSON.parse(read('strings.json'));
  const shared = {
    folder,
    target: join(site, 'lessons'),
    template: read('template.html'),
    strings,
    references: JSON.parse(read('references.json')),
    values: new Values(engine, JSON.parse(read('runs.json')), cache.of('runs')),
    posters: new Posters(engine, cache.of('lesson-posters')),
    engine,
    // Without it the posters stay links.
    withEmbed: existsSync(join(site, 'embed.js')),
  };
  const [en, ko] = [await buildLanguage({ ...shared, lang: 'en' }), await buildLanguage({ ...shared, lang: 'ko' })];
  if (en.join() !== ko.join()) throw new Error(`lessons: en has ${en.join(' ')}, ko has ${ko.join(' ')}`);
}
