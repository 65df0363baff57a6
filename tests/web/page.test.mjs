// The page as a reader meets it: presets, link, language, theme, script interface.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canvasShown, getState, setState, settled, useSite } from './support.mjs';

const site = useSite();
const references = JSON.parse(
  readFileSync(new URL('../reference/mean_field.json', import.meta.url), 'utf8'),
);

test('loads without a console error, and draws', async () => {
  const page = await site.open();
  await canvasShown(page);
  assert.ok((await page.evaluate(() => window.initlab.stats().frames)) > 0);
  assert.equal(await page.evaluate(() => location.hash), '', 'a visit alone changes no address');
  await page.finish();
});

test('the page asks for few files, and for nothing in vain', async () => {
  const page = await site.open('width=64&depth=4');
  await canvasShown(page);
  const { asked, announced } = await page.evaluate(() => ({
    asked: performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)),
    announced: [...document.querySelectorAll('link[rel=preload]')].map(({ href }) => href.split('/').at(-1)),
  }));
  const files = [...new Set(asked)].sort();
  const fonts = files.filter((name) => name.endsWith('.otf'));
  assert.equal(fonts.length, 2);
  assert.deepEqual(
    files.filter((name) => !name.endsWith('.otf')),
    ['engine-forward.wasm', 'engine.js', 'engine.wasm', 'lab-forward.wasm', 'lab.js', 'lab.wasm', 'page.js'],
  );
  assert.deepEqual(announced.filter((name) => !asked.includes(name)), []);
  await page.finish();
});

test('the five presets give the numbers of the theory', async () => {
  const page = await site.open('view=text');
  // Spread over seeds of the last layer's std, relative: narrow for tanh, wide for ReLU.
  const spread = { small: 0.05, large: 0.01, 'xavier-tanh': 0.1, 'xavier-relu': 0.4, 'he-relu': 0.4 };
  for (const [preset, tolerance] of Object.entries(spread)) {
    const result = await setState(page, { params: { preset } });
    const last = result.layers.at(-1);
    const expected = references.cases.find((one) => one.preset === preset).layers.at(-1).std;
    assert.equal(last.layer, 10);
    assert.ok(Math.abs(last.std / expected - 1) < tolerance, `${preset}: ${last.std}, ${expected}`);
    assert.equal(last.histogram.counts.length, 30);
    assert.ok(Math.abs(last.theory.std / expected - 1) < 1e-6, `${preset}: theory`);
  }
  await page.finish();
});

test('a link holds the whole state', async () => {
  const page = await site.open();
  const params = { act: 'relu', init: 'he-normal', gain: 1.25, depth: 7, width: 64, seed: '12345678901234567' };
  const result = await setState(page, { params, lang: 'ko', theme: 'dark' });
  await page.waitForFunction(() => location.hash.includes('seed=12345678901234567'));
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /(^#|&)lang=ko(&|$)/);
  assert.match(hash, /(^#|&)theme=dark(&|$)/);
  assert.doesNotMatch(hash, /batch=/, 'only what differs from the defaults');
  const other = await site.open(hash.slice(1));
  assert.deepEqual(await getState(other), await getState(page));
  assert.deepEqual(await settled(other), result);
  await other.finish();
  await page.finish();
});

test('the address may be edited while the page is open', async () => {
  const page = await site.open('v=1&lab=forward&depth=3&width=32');
  await page.evaluate(() => {
    location.hash = '#v=1&lab=forward&depth=4&width=16';
  });
  await page.waitForFunction(() => window.initlab.getState().params.depth === 4);
  assert.equal((await settled(page)).layers.length, 4);
  await page.finish();
});

test('hostile links leave a working page', async () => {
  const links = [
    'depth=&width=&gain=', 'depth=NaN&gain=Infinity&width=-0', 'gain=1e309&std=1e-400',
    'depth=0x10&width=1,5', 'width=１２', 'gain=%00&act=%E0%A4%A', 'depth=-1&width=2147483648&batch=1e9',
    'seed=99999999999999999999999', '__proto__=1&constructor=2&toString=3', 'act=nonsense&init=%F0%9F%92%A9',
    'width_rule=listed&widths=' + '9,'.repeat(2000), 'x='.repeat(500), 'depth=3&depth=4&depth=5',
    'a'.repeat(1_000_000), 'lang=xx&theme=%22%3E%3Cscript%3E&hide=%3Cb%3E', 'lab=nowhere', '&&&===&=&%',
    'depth=200&width=4096&batch=8192',
  ];
  const small = 'view=text&depth=2&width=8&batch=70&'; // where the link says nothing else
  const tryLink = async (page, link) => {
    const state = await page.evaluate(async () => {
      await window.initlab.ready;
      return window.initlab.getState();
    });
    const { depth, width, gain } = state.params;
    assert.ok(depth >= 1 && width >= 1 && gain > 0, link.slice(0, 60));
    assert.equal(await page.evaluate(() => ({}).polluted), undefined);
    const result = await setState(page, { params: { preset: 'small', depth: 2, width: 8, batch: 70 } });
    assert.equal(result.layers.length, 2, `works on after ${link.slice(0, 60)}`);
  };
  const page = await site.open('view=text&width=8&depth=2');
  for (const link of links) {
    await page.evaluate((hash) => {
      const heard = new Promise((done) => {
        window.addEventListener('hashchange', done, { once: true });
      });
      location.hash = hash;
      return heard.then(() => {});
    }, small + link);
    await tryLink(page, link);
  }
  await page.finish();
  for (const link of [links[1], links.at(-2), 'a'.repeat(100_000)]) {
    const fresh = await site.open(small + link, { ready: false });
    await tryLink(fresh, link);
    await fresh.finish();
  }
});

test('what was clamped or ignored is said, and can be closed', async () => {
  const page = await site.open('view=text&depth=5000&width=16&nonsense=1');
  const notes = page.locator('.note-note');
  await notes.filter({ hasText: 'depth' }).waitFor();
  await notes.filter({ hasText: 'nonsense' }).waitFor();
  assert.match(await notes.filter({ hasText: 'depth' }).innerText(), /5000.*200/s);
  await notes.filter({ hasText: 'nonsense' }).getByRole('button').click();
  assert.equal(await notes.filter({ hasText: 'nonsense' }).count(), 0);
  await page.fill('#param-depth', '3');
  await page.press('#param-depth', 'Enter');
  await page.waitForFunction(() => !document.querySelector('.note-note'));
  await page.finish();
});

test('too large a network is refused with a size that fits', async () => {
  const page = await site.open('view=text&depth=2&width=16');
  await setState(page, { params: { depth: 200, width: 4096, batch: 8192 } }).catch(() => {});
  const note = page.locator('#notes .note-error');
  await note.waitFor();
  assert.match(await page.locator('#text-view-results').innerText(), /Not computed/);
  const before = await getState(page);
  await note.getByRole('button', { name: /^Use / }).click();
  assert.notDeepEqual((await getState(page)).params, before.params);
  await note.waitFor({ state: 'detached' });
  await page.finish();
});

test('language and theme switch in place', async () => {
  const page = await site.open('view=text&width=32');
  await page.click('button[value=ko]');
  assert.equal(await page.getAttribute('html', 'lang'), 'ko');
  assert.equal(await page.locator('#text-view-button').innerText(), '텍스트 보기');
  assert.match(await page.locator('#text-view-results .verdict').innerText(), /니다\.$/);
  assert.match(await page.locator('#text-view-form').innerText(), /활성화/);
  await page.click('button[value=en]');
  assert.equal(await page.locator('#text-view-button').innerText(), 'Text view');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.selectOption('#theme', 'dark');
  assert.notEqual(await background(), light);
  await page.selectOption('#theme', 'auto');
  assert.equal(await background(), light);
  await page.emulateMedia({ colorScheme: 'dark' }); // the system's, while the page is open
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await page.finish();
});

test('the interface for scripts', async () => {
  const page = await site.open('view=text&width=16&depth=3');
  const told = await page.evaluate(async () => {
    const seen = { result: 0, progress: 0, state: 0, error: 0 };
    for (const name of Object.keys(seen)) window.initlab.on(name, () => (seen[name] += 1));
    const first = window.initlab.setState({ params: { depth: 4, width: 300, batch: 8000 } }).catch((error) => error.name);
    const second = await window.initlab.setState({ params: { depth: 5, width: 16, batch: 100 } });
    const copy = window.initlab.getResult();
    copy.layers.length = 0;
    return {
      seen, first: await first, depth: second.layers.length, kept: window.initlab.getResult().layers.length,
      labs: window.initlab.labs(), bad: await window.initlab.setState(7).catch((error) => error.name),
    };
  });
  assert.equal(told.first, 'AbortError', 'a newer request takes the place of the older');
  assert.equal(told.depth, 5);
  assert.equal(told.kept, 5, 'results are copies');
  assert.equal(told.bad, 'TypeError');
  assert.ok(told.seen.result >= 1 && told.seen.progress >= 1 && told.seen.state >= 2);
  assert.equal(told.seen.error, 0);
  const gain = told.labs[0].params.find(({ key }) => key === 'gain');
  assert.ok(gain.min > 0 && gain.max > gain.min && gain.default === 1 && gain.help.length > 0);
  await page.finish();
});

test('before the engine the lab is the link’s; a setState of the page alone has a result, even where another run follows', async () => {
  const page = await site.open('view=text&lab=backward&width=16&depth=3&batch=16', { ready: false, waitUntil: 'commit' });
  await page.waitForFunction(() => window.initlab);
  const { lab, first, shown } = await page.evaluate(async () => {
    const before = window.initlab.getState().lab;
    const follow = window.initlab.on('progress', ({ complete }) => {
      if (!complete) return;
      follow();
      window.initlab.setState({ params: { depth: 4 } });
    });
    const result = await window.initlab.setState({ theme: 'dark' });
    return { lab: before, first: result?.lab, shown: document.documentElement.dataset.theme };
  });
  assert.deepEqual([lab, first, shown], ['backward', 'backward', 'dark']);
  await page.finish();
});

test('copies the link', async () => {
  const page = await site.open('view=text&width=16', { permissions: ['clipboard-read', 'clipboard-write'] });
  await setState(page, { params: { depth: 3 } });
  await page.click('#copy-link');
  await page.waitForFunction(() => document.getElementById('copy-link').textContent === 'Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#.*depth=3/);
  await page.finish();
});

test('plots and numbers can be saved, and cited', async () => {
  const page = await site.open('width=64&depth=4&seed=3');
  const saved = async (kind) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.selectOption('#save', kind)]);
    assert.equal(download.suggestedFilename(), `initlab-forward.${kind}`);
    return readFileSync(await download.path());
  };
  const svg = (await saved('svg')).toString('utf8');
  assert.match(svg, /^<svg /);
  assert.ok(svg.includes('seed=3') && svg.includes('<title>'), 'verdict and settings are in the picture');
  assert.equal(JSON.parse(await saved('json')).layers.length, 4);
  assert.equal((await saved('csv')).toString('utf8').trim().split('\n').length, 1 + 5);
  const png = await saved('png');
  assert.equal(png.readUInt32BE(16), 2 * 920, 'twice the size');
  await page.selectOption('#save', 'cite');
  const citation = await page.locator('#notes textarea').inputValue();
  assert.match(citation, /initlab .*seed=3/);
  await page.finish();
});
