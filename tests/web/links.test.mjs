// Links as they come out of chats and mails: the same state, or a note that they are damaged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getState, settled, useSite } from './support.mjs';

const site = useSite();
const code = 'randn(fan_in, fan_out) * sqrt(1.0 / fan_in) + 0 # 100% & more';
const query = `lab=forward&width=16&depth=3&batch=16&init=code&code=${encodeURIComponent(code)}`;
const link = `v=1&${query}&view=text&lang=ko`;

async function opened(hash) {
  const page = await site.open(hash, { quiet: false });
  const { params, lang } = await getState(page);
  const notes = await page.locator('#notes .note').allInnerTexts();
  await page.finish();
  return { code: params.code, width: params.width, lang, notes };
}

for (const [name, hash] of [
  ['as it was copied', link],
  ['escaped twice', link.replaceAll('%', '%25')],
  ['escaped three times', link.replaceAll('%', '%25').replaceAll('%', '%25')],
  ['escaped again as a whole', encodeURIComponent(link)],
  ['with the bracket after it', `${link})`],
  ['with two', `${link})]`],
]) {
  test(`${name}: the same state`, async () => {
    assert.deepEqual(await opened(hash), { code, width: 16, lang: 'ko', notes: [] });
  });
}

test('a bracket that belongs to the link stays', async () => {
  const { code: read } = await opened('width=16&depth=3&batch=16&view=text&init=code&code=randn(fan_in,fan_out)');
  assert.equal(read, 'randn(fan_in,fan_out)');
});

test('a percent sign before two digits stays what it is', async () => {
  const written = encodeURIComponent('randn(fan_in, fan_out) %10');
  const page = await site.open(`width=16&depth=3&batch=16&view=text&init=code&code=${written}`, { ready: false });
  await page.locator('[data-note=refusal]').filter({ hasText: '“%”' }).waitFor(); // the language has no such sign
  assert.equal((await getState(page)).params.code, 'randn(fan_in, fan_out) %10');
  await page.finish();
});

test('what cannot be read is said', async () => {
  const page = await site.open('width=16&depth=3&lang=xx&view=text&gain=%E0%A4%A&act=nope&lab=nowhere', { quiet: false });
  const said = (await page.locator('#notes .note').allInnerTexts()).join('\n');
  for (const word of [/lang/, /Gain/, /Activation/, /nowhere/]) assert.match(said, word);
  const { notes } = await settled(page);
  assert.deepEqual(notes.map(({ key }) => key).toSorted(), ['act', 'gain', 'lab']);
  await page.finish();
});
