// What holds for the texts of all lessons, without an engine.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { withParticle } from '../../tools/lessons/korean.mjs';
import { splitBlocks } from '../../tools/lessons/markdown.mjs';
import { evaluate } from '../../tools/lessons/values.mjs';

const top = resolve(import.meta.dirname, '../..');
const folder = join(top, 'lessons');
const pages = readdirSync(join(folder, 'en')).filter((name) => name.endsWith('.md'));
const lessons = pages.filter((name) => /^\d/.test(name));
const read = (lang, name) => readFileSync(join(folder, lang, name), 'utf8');
const runs = JSON.parse(readFileSync(join(folder, 'runs.json'), 'utf8'));
const references = JSON.parse(readFileSync(join(folder, 'references.json'), 'utf8'));

/** Every file of a folder whose name ends in one of `ends`. */
function filesIn(path, ends) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(inner, ends);
    return ends.some((end) => entry.name.endsWith(end)) ? [inner] : [];
  });
}

/** What must be the same in both languages: headings, blocks with their words, formulas, numbers to be filled in. */
function structure(text) {
  const list = (found) => [...found].map(([, piece]) => piece.trim()).sort();
  return {
    headings: text.match(/^#+ /gm),
    blocks: splitBlocks(text).filter(({ kind }) => kind).map(({ kind, words }) => [kind, ...words].join(' ')),
    answers: text.match(/^- \[[ x]\]|^(answer|format|right|below|above|wrong [^:]*|given|scale|range|values|theory|start|compare):/gm),
    right: text.match(/^- \[[ x]\]/gm)?.join(),
    values: list(text.matchAll(/\{\{([^{}]+)\}\}/g)),
  };
}

test('a lesson has the same structure in both languages', () => {
  for (const name of lessons) assert.deepEqual(structure(read('ko', name)), structure(read('en', name)), name);
});

test('every lesson ends with three lines to keep and with sources to read on, the same in both languages', () => {
  for (const name of lessons) {
    const [en, ko] = ['en', 'ko'].map((lang) => {
      const blocks = splitBlocks(read(lang, name));
      for (const kind of ['summary', 'reading']) assert.equal(blocks.filter((block) => block.kind === kind).length, 1, `${lang}/${name}: ${kind}`);
      const { body } = blocks.find((block) => block.kind === 'reading');
      return body.split('\n').map((line) => /^- (\S+)/.exec(line)[1]);
    });
    assert.deepEqual(ko, en, name);
    assert.ok(en.length >= 3, name);
  }
});

test('references are whole, used, and lead to the paper', () => {
  const texts = lessons.map((name) => read('en', name)).join('\n');
  for (const [key, { authors, title, venue, year, url }] of Object.entries(references)) {
    assert.ok(authors && title && venue, key);
    assert.ok(year === undefined || (year > 1900 && year < 2100), key);
    assert.match(url, /^https:\/\/(arxiv\.org\/abs\/|doi\.org\/10\.|proceedings\.mlr\.press\/|jmlr\.org\/|d2l\.ai\/|cs231n\.(github\.io|stanford\.edu)\/|www\.deeplearning\.ai\/)/, key);
    assert.ok(texts.includes(`\n- ${key}`), `${key} is read on nowhere`);
  }
  const years = Object.entries(references).filter(([key]) => /\d{4}$/.test(key));
  for (const [key, { year }] of years) assert.ok(Math.abs(Number(/\d{4}$/.exec(key)[0]) - year) <= 1, key);
});

test('every number to be filled in names a run and can be read', async () => {
  for (const lang of ['en', 'ko']) {
    for (const name of pages) {
      for (const [, inner] of read(lang, name).matchAll(/\{\{([^{}]+)\}\}/g)) {
        const expression = inner.split('|')[0].trim();
        await evaluate(expression, (path) => {
          assert.ok(Object.hasOwn(runs, path.split('.')[0]), `${lang}/${name}: ${expression}`);
          return 1;
        });
      }
    }
  }
  const used = ['en', 'ko'].flatMap((lang) => pages.map((name) => read(lang, name))).join('\n');
  for (const run of Object.keys(runs)) assert.match(used, new RegExp(`\\b${run}\\b`), `the run ${run} is used nowhere`);
});

test('particles after typed numbers follow their reading, too', () => {
  const files = [...filesIn(join(folder, 'ko'), ['.md']), ...filesIn(join(top, 'src/text'), ['.def'])];
  const wrong = [];
  for (const file of files) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const text = line.replace(/\{\{[^{}]*\}\}/g, '\u0000').replace(/\{\w+\}/g, '\u0000').replace(/\$[^$]*\$/g, '\u0000');
      for (const { 0: number, index } of text.matchAll(/[\d.,/]*\d(?: ?%)?|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[½⅓¼]/g)) {
        const after = text.slice(index + number.length);
        const right = withParticle(text.slice(0, index + number.length), after);
        if (after !== right) wrong.push(`${file}: ${number}${after.slice(0, 8)}, not ${right.slice(0, 3)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

const files = ['lessons', 'src', 'web', 'tools', 'tests', 'docs'].flatMap((name) => filesIn(join(top, name), ['.md', '.def', '.cpp', '.h', '.mjs', '.js', '.json', '.html', '.py', '.sh']));

test('initialize, normalize and optimize have one spelling', () => {
  const notes = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'shell.html'].map((name) => join(top, name));
  const spelled = new RegExp(`(${['initial', 'normal', 'optim', 'random', 'standard'].join('|')})is(e|ed|es|er|ers|ing|ation|ations)\\b`, 'i');
  for (const file of [...files, ...notes]) {
    const found = spelled.exec(readFileSync(file, 'utf8'));
    assert.equal(found, null, `${file}: ${found?.[0]}`);
  }
});

test('Korean terms are one and the same everywhere', () => {
  const words = [
    [/앞 방향|뒤 방향(?!키)/, '순방향, 역방향'],
    [/임계값(?! ?(유닛|함수|을 매끄럽게))/, '임계 게인 or 임계점'],
    [/배수(?!진)/, '배율'],
    [/유효 계수/, '유효 랭크'],
    [/섞인 항/, '교차항'],
    [/뽑기의/, '뽑은 결과의'],
    [/거친 계산/, '어림 계산'],
    [/인쇄/, '적힌'],
    [/정사각형? 층/, '입력과 출력의 크기가 같은 층'],
    [/양수배/, '양의 상수배'],
    [/제곱 오차/, '제곱오차'],
    [/[가-힣](으)?세요/, '-십시오'],
  ];
  const korean = [...filesIn(join(folder, 'ko'), ['.md']), ...filesIn(join(top, 'src/text'), ['.def']), join(folder, 'strings.json')];
  for (const file of korean) {
    const text = readFileSync(file, 'utf8');
    for (const [wrong, right] of words) assert.doesNotMatch(text, wrong, `${file}: ${right}`);
  }
});

test('the right choice has no favourite place', () => {
  const places = lessons.flatMap((name) =>
    splitBlocks(read('en', name))
      .filter(({ kind }) => kind === 'choose' || kind === 'exercise-choice')
      .map(({ body }) => body.split('\n').filter((line) => line.startsWith('- [')).findIndex((line) => line.startsWith('- [x]'))),
  );
  const most = Math.max(...[0, 1, 2, 3].map((place) => places.filter((at) => at === place).length));
  assert.ok(most <= places.length / 2, places.join(' '));
});
