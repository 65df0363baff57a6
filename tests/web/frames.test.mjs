// Frames that forbid what the page needs: always the sentence that helps, never a blank, never the
// verdict of another lab.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser, useHost } from './support.mjs';

const browser = useBrowser();
const { site, openHost } = useHost(browser, { shared: false });

async function openFrame(sandbox, hash) {
  const page = await openHost(
    `<iframe sandbox="${sandbox}" title="lab" width="900" height="700" src="${site.address}embed.html#${hash}"></iframe>`,
    { script: false },
  );
  return { page, frame: page.frameLocator('iframe') };
}

test('without allow-same-origin, from a host that does not share its files: the header is named', async () => {
  const { page, frame } = await openFrame('allow-scripts', 'lab=backward');
  await frame.locator('#boot-origin').waitFor();
  const said = await frame.locator('body').innerText();
  assert.match(said, /allow-same-origin[\s\S]*Access-Control-Allow-Origin: \*/);
  assert.match(said, /헤더를 보내도록/);
  assert.doesNotMatch(said, /could not be started/);
  await page.close();
});

test('without scripts: what to allow, and no verdict', async () => {
  const { page, frame } = await openFrame('', 'lab=backward');
  const said = await frame.locator('body').innerText();
  assert.match(said, /allow-scripts/);
  assert.match(said, /JavaScript를 허용/);
  assert.doesNotMatch(said, /layer \d|signal|std|Loading/i);
  await page.close();
});
