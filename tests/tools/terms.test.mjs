// Every explained word has its entry in both glossaries, and its texts in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pageTerms } from '../../tools/terms.mjs';

const sources = resolve(import.meta.dirname, '../..');

/** As tools/lessons/lists.mjs makes them. */
function anchors(lang) {
  const text = readFileSync(join(sources, 'lessons', lang, 'glossary.md'), 'utf8');
  return new Set([...text.matchAll(/^- (.+?)(?: \| .+?)? :: /gm)].map(([, word]) => word.toLowerCase().replace(/[^a-z]+/g, '-')));
}

test('the glossary of each language has an entry for every term', () => {
  for (const lang of ['en', 'ko']) {
    const known = anchors(lang);
    for (const { id, anchor } of pageTerms()) assert.ok(known.has(anchor), `${lang}: ${id} has no entry #${anchor}`);
  }
});

test('z of a prediction and the pre-activation z are two entries', () => {
  const z = pageTerms().find(({ id }) => id === 'z_score');
  assert.equal(z.anchor, 'z-of-a-prediction');
  for (const lang of ['en', 'ko']) assert.ok(anchors(lang).has('pre-activation'));
});

test('terms are whole, in both languages, and each key has one', () => {
  const seen = new Map();
  for (const { id, columns, params, term, sentence, formula } of pageTerms()) {
    for (const lang of ['en', 'ko']) {
      assert.ok(term[lang] && sentence[lang], id);
      assert.match(sentence[lang], /\.$/, `${id}: one sentence or two, with their stops`);
    }
    assert.match(sentence.ko, /[가-힣]/, id);
    assert.equal(Boolean(formula.en), Boolean(formula.ko), id);
    for (const key of [...columns.map((name) => `column ${name}`), ...params.map((name) => `param ${name}`)]) {
      assert.ok(!seen.has(key), `${key}: ${id} and ${seen.get(key)}`);
      seen.set(key, id);
    }
  }
});
