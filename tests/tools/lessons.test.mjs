// Every mistake in a lesson stops the build with the page's name and a sentence that says what is wrong.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { buildLessons } from '../../tools/lessons.mjs';
import { withParticle } from '../../tools/lessons/korean.mjs';
import { openCache } from '../../tools/results_cache.mjs';

const lessons = resolve(import.meta.dirname, '../../lessons');
const top = mkdtempSync(join(tmpdir(), 'initlab-lessons-'));
after(() => rmSync(top, { recursive: true, force: true }));

const front = '---\ntitle: A title\nlead: A lead.\n---\n';
let runs = 0;

/** An engine with one lab, whose std halves at every layer. */
function makeEngine() {
  const labs = { en: 'Forward pass', ko: '순전파' };
  return {
    runs: 0,
    instance: {
      figures: (lang, { manner }) => `<svg width="${manner === 'narrow' ? 360 : 920}" height="200"><text x="0" class="t">Std ${lang}</text></svg>`,
    },
    labs: (lang) => [{ id: 'forward', title: labs[lang], params: [{ key: 'gain' }, { key: 'seed' }] }],
    run() {
      this.runs += 1;
      const layers = [1, 2].map((layer) => ({ layer, std: 0.5 ** layer, theory: { std: 0.5 ** layer } }));
      const headline = { en: 'It fades.', ko: '약해집니다.' };
      return Promise.resolve({ verdict: 'fading', headline, input: { std: 1 }, layers });
    },
  };
}

/** Builds one lesson, the same in both languages unless `ko` is given; returns {page(lang), engine}. */
async function build(body, { ko = body, engine = makeEngine(), version = '1', results = mkdtempSync(join(top, 'results')) } = {}) {
  runs += 1;
  const folder = join(top, `lessons${runs}`);
  const site = join(top, `site${runs}`);
  for (const [lang, text] of Object.entries({ en: body, ko })) {
    mkdirSync(join(folder, lang), { recursive: true });
    if (text !== null) writeFileSync(join(folder, lang, '01-first.md'), text.startsWith('---') ? text : front + text);
  }
  for (const name of ['template.html', 'strings.json', 'references.json']) cpSync(join(lessons, name), join(folder, name));
  writeFileSync(join(folder, 'runs.json'), JSON.stringify({ r: 'forward seed=7' }));
  writeFileSync(join(folder, 'engine'), version);
  const cache = openCache(results, [join(folder, 'engine')]);
  await buildLessons({ site, engine, cache, folder });
  cache.save();
  return { engine, page: (lang) => readFileSync(join(site, 'lessons', lang, '01-first.html'), 'utf8') };
}

const question = (lines) => `::: exercise-number\nHow much?\n\n${lines}\n---\nBecause.\n:::\n`;
const answered = 'right: Yes.\nbelow: More.\nabove: Less.';

test('a lesson: values, formulas and the page in both languages', async () => {
  const { page } = await build('Layer 2 has {{ r.layers.1.std | 2 }}, and $\\sigma_w^2$.\n', { ko: '2층은 {{ r.layers.1.std | 2 }}입니다.\n' });
  assert.match(page('en'), /Layer 2 has 0\.25, and <math>/);
  assert.match(page('ko'), /<html lang="ko">[^]*2층은 0\.25입니다/);
});

test('a particle follows the reading of the number before it, in Korean alone', async () => {
  const ko = [
    '{{ 0.93 | 2 }}로, {{ 0.92 | 2 }}으로, {{ 0.565 | 3 }}과 {{ 0.828 | 3 }}, {{ 3e-7 | 2 }}가 아닙니다.',
    '', '{{ 5 | 1 }} %이 남고 $x = {{ 0.3 | 1 }}$는 $\\sqrt{ {{ 2 | 1 }} }$은 {{ 12 | 2 }}배이고 {{ 0.93 | 2 }}입니다.', ''];
  const text = (await build('{{ 0.93 | 2 }}로', { ko: ko.join('\n') })).page('ko').replace(/<[^>]*>/g, '');
  assert.match(text, /0\.93으로, 0\.92로, 0\.565와 0\.828, 3\.0\u00a0×\u00a010⁻⁷이 아닙니다/);
  assert.match(text, /5\u00a0%가 남고[^]*=0\.3은[^]*12배이고 0\.93입니다/);
  assert.match((await build('{{ 0.93 | 2 }}로')).page('en'), /0\.93로/);
});

test('the rules for particles are those of the labs', () => {
  const table = JSON.parse(readFileSync(resolve(lessons, '../tests/reference/korean_particles.json'), 'utf8'));
  for (const [value, written, right] of table.cases) {
    assert.equal(withParticle(value, written), right, value);
    assert.equal(withParticle(value, right), right, value);
  }
  for (const [value, written] of table.untouched) assert.equal(withParticle(value, written), written, value);
});

test('a summary and what to read on', async () => {
  const body = '::: summary\n- One $x$.\n- Two {{ 2 | 1 }}.\n- Three.\n:::\n\n::: reading\n- he2015 :: Section 2.2.\n- d2l\n:::\n';
  const page = (await build(body)).page('ko');
  assert.match(page, /<section class="summary">\n<h2>요약<\/h2>\n<ul><li>One <math>[^]*<li>Two 2\.<\/li>/);
  assert.match(page, /<li><span lang="en">K\. He[^<]*<a href="https:\/\/arxiv\.org\/abs\/1502\.01852"><cite>Delving[^<]*<\/cite><\/a>\. ICCV, 2015\.<\/span> Section 2\.2\.<\/li>/);
});

test('a glossary is in the order of its alphabet', async () => {
  const list = '::: glossary\n- width | 너비 :: B.\n- weight | 가중치 :: A.\n:::\n';
  const { page } = await build('::: glossary\n- width :: B.\n- depth :: A.\n:::\n', { ko: list });
  assert.match(page('en'), /<dt id="depth">[^]*<dt id="width">/);
  assert.match(page('ko'), /가중치 <span[^>]*>weight<[^]*너비/);
});

test('an experiment is run once, and again only by another engine', async () => {
  const results = mkdtempSync(join(top, 'kept'));
  const body = '{{ r.layers.0.std }} {{ r.layers.1.std }}';
  assert.equal((await build(body, { results })).engine.runs, 1);
  assert.equal((await build(body, { results })).engine.runs, 0);
  assert.equal((await build(body, { results, version: '2' })).engine.runs, 1);
});

test('a lab in a lesson has a picture for a laptop and one for a phone, and says what it shows', async () => {
  const { page } = await build('::: lab r\nA caption.\n:::\n', { ko: '::: lab r\n설명.\n:::\n' });
  assert.match(page('en'), /<source media="[^"]*" srcset="posters\/\w+-narrow\.svg" width="360" height="200">/);
  assert.match(page('en'), /<img src="posters\/\w+\.svg" width="920" height="200" loading="lazy" alt="Std en\. It fades\.">/);
  assert.match(page('ko'), /alt="Std ko\. 약해집니다\."/);
});

const mistakes = {
  'an unknown run': ['{{ nosuch.layers.0.std }}', /'nosuch' in 'nosuch\.layers\.0\.std' is no run of lessons\/runs\.json/],
  'an unknown result': ['{{ r.layers.9.std }}', /no '9' in the path r\.layers\.9\.std/],
  'an expression that ends too early': ['{{ r.layers.0.std / }}', /'r\.layers\.0\.std \/' ends too early/],
  'arithmetic on a list': ['{{ 2 * r.layers.*.std }}', /'2 \* r\.layers\.\*\.std' reckons with what is no number: \[0\.5,0\.25\]/],
  'a list less nothing': ['{{ -r.layers.*.std }}', /'-r\.layers\.\*\.std' reckons with what is no number/],
  'a number without end': ['{{ r.layers.0.std', /'\{\{ r\.layers\.0\.std' is not closed/],
  'an unknown format': ['{{ 0.5 | nice }}', /'nice' is no number format/],
  'a formula of an unknown command': ['$\\nosuch$', /the formula '\\nosuch' cannot be read/],
  'a formula that does not close': ['$\\frac{1}{2$', /the formula '\\frac\{1\}\{2' cannot be read/],
  'an unknown block': ['::: picture\n:::', /no block 'picture'/],
  'a block that is not closed': ['::: choose\n', /block choose is not closed/],
  'a lab without a run': ['::: lab nosuch\nCaption.\n:::', /'nosuch' is neither a run/],
  'a lab with an unknown control': ['::: lab r controls=gane\nCaption.\n:::', /the lab 'forward' has no setting 'gane'/],
  'a choice without a right answer': ['::: choose\nWhich?\n- [ ] A :: a\n- [ ] B :: b\n---\nBecause.\n:::', /'Which\?' must be marked with \[x\]/],
  'a choice without an explanation': ['::: choose\nWhich?\n- [x] A :: a\n- [ ] B :: b\n:::', /'Which\?' has no explanation/],
  'an exercise without an answer': [question(answered), /needs one line 'answer: \.\.\.'/],
  'an answer without a tolerance': [question(`answer: 0.5\n${answered}`), /'0\.5' is not EXPRESSION ~ TOLERANCE %/],
  'an answer that is a list': [question(`answer: r.layers.*.std ~ 1 %\n${answered}`), /'r\.layers\.\*\.std' reckons with what is no number/],
  'an answer without remarks': [question('answer: 0.5 ~ 1 %\nright: Yes.'), /needs one line 'below: \.\.\.'/],
  'a mistake that is the answer': [question(`answer: 0.5 ~ 1 %\nwrong 0.501: No.\n${answered}`), /'0\.501' is too near the answer/],
  'a curve without values': ['::: draw\ntitle: Draw\nrange: 0 1\ngiven: 0\nscale: linear\nquantity: std\n---\nSo.\n:::', /needs one line 'values: \.\.\.'/],
  'a summary of two lines': ['::: summary\n- A.\n- B.\n:::', /a summary has 3 lines/],
  'a reference that is none': ['::: reading\n- nobody1900\n:::', /'nobody1900' is not in lessons\/references\.json/],
  'a list that is none': ['::: glossary\nwidth: B\n:::', /'width: B' is not "- word :: text"/],
  'a lab that nobody describes': ['::: labs\n- nosuch :: B.\n:::', /no lab 'nosuch'/],
  'no front matter': ['---\nHello', /no front matter/],
  'no lead': ['---\ntitle: A\n---\nHello', /front matter has no 'lead: \.\.\.'/],
};

for (const [name, [body, message]] of Object.entries(mistakes)) {
  test(`${name} is named, with the page`, async () => {
    await assert.rejects(build(body), (error) => {
      assert.match(error.message, /^lessons\/en\/01-first\.md: /);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('a page that one language lacks is named', async () => {
  await assert.rejects(build('Hello.', { ko: null }), /lessons: en has 01-first, ko has/);
});
