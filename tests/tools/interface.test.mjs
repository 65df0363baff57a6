// docs/interface.md is what web/initlab.d.ts declares.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { interfacePage, page } from '../../tools/interface.mjs';

test('the page about the interface is made of its declaration', () => {
  assert.equal(readFileSync(page, 'utf8'), interfacePage(), 'run: node tools/interface.mjs');
});
