// The same site in another browser's engine: the page, the text view, an embedded lab with its
// messages, a sandbox, the lessons.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startServer } from '../../tools/serve.mjs';
import { dist, launchFirefox } from './support.mjs';

const small = 'width=64&depth=4&batch=130';
let browser;
let context;
let site;
let host;
let hostPage = '';

before(async () => {
  site = await startServer({ root: dist, prefix: '/lab/', shared: true });
  host = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>host</title><body>${hostPage}</body></html>`);
  });
  await new Promise((done) => host.listen(0, '127.0.0.1', done));
  browser = await launchFirefox();
  context = await browser.newContext();
});
after(async () => {
  await browser?.close();
  await site?.close();
  host?.closeAllConnections();
  host?.close();
});

async function open(address, [width, height] = [1280, 800]) {
  const page = await context.newPage();
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  await page.setViewportSize({ width, height });
  await page.goto(address);
  return page;
}

/** A page of another site, with this body. */
async function openHost(body) {
  hostPage = body;
  const page = await open(`http://localhost:${host.address().port}/${Math.random()}`);
  return page;
}

function settled(page) {
  return page.evaluate(async () => {
    await window.initlab.ready;
    const { layers } = await window.initlab.setState({});
    return { layers: layers.length, std: layers.at(-1).std };
  });
}

test('the page computes, and draws or says why it cannot; every number is in the text view', async () => {
  const page = await open(`${site.address}#${small}`);
  assert.equal((await settled(page)).layers, 4);
  const until = Date.now() + 30_000;
  const shown = () => page.evaluate(() => {
    const drawn = document.getElementById('skeleton').hidden;
    return drawn || Boolean(document.querySelector('[data-note=canvas]'));
  });
  while (!(await shown())) assert.ok(Date.now() < until, 'neither plots nor a sentence');
  await page.evaluate(() => window.initlab.setState({ lang: 'ko' }));
  await page.goto(`${site.address}#${small}&view=text&lang=ko`);
  await settled(page);
  assert.equal(await page.$$eval('#text-view tbody tr', (rows) => rows.length), 5);
  assert.match(await page.$eval('#text-view .verdict', (line) => line.textContent), /니다/);
  assert.ok((await page.$$('#text-view-form input, #text-view-form select')).length > 5);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test('the bits are those of Node', async () => {
  const { createEngine } = await import(`file://${dist}/engine.mjs`);
  const engine = await createEngine();
  const params = { preset: 'xavier-tanh', width: 64, depth: 4, batch: 130, seed: 5 };
  const here = await engine.run('forward', params);
  const page = await open(`${site.address}#${small}&preset=xavier-tanh&seed=5&view=text`);
  await page.evaluate(() => window.initlab.ready);
  const there = await page.evaluate(async (wanted) => JSON.stringify(await window.initlab.setState({ params: wanted })), params);
  assert.equal(there, JSON.stringify(here));
  await page.close();
});

test('an embedded lab starts, is as high as its content, and is spoken with', async () => {
  const page = await openHost(
    `<script src="${site.address}embed.js"></script>
     <init-lab lab="forward" width="64" depth="4" batch="130" controls="gain"></init-lab>`,
  );
  const spoken = await page.evaluate(async () => {
    const lab = document.querySelector('init-lab');
    await lab.ready;
    const states = [];
    lab.on('state', ({ params }) => states.push(params.gain));
    const result = await lab.setState({ params: { gain: 1.5 } });
    const { notes } = await lab.setState({ params: { nonsense: 1 } });
    return { gain: result.params.gain, layers: result.layers.length, states, noted: notes[0].en };
  });
  assert.deepEqual({ gain: spoken.gain, layers: spoken.layers, first: spoken.states[0] }, { gain: 1.5, layers: 4, first: 1.5 });
  assert.match(spoken.noted, /nonsense/);
  const height = () => page.evaluate(() => document.querySelector('init-lab').shadowRoot.querySelector('iframe').offsetHeight);
  assert.ok((await height()) > 300);
  await page.close();
});

for (const sandbox of ['', 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"']) {
  test(`a plain frame, ${sandbox || 'no sandbox'}, answers its parent`, async () => {
    const page = await openHost(`<iframe ${sandbox} src="${site.address}embed.html#v=1&${small}&api=1"></iframe>`);
    const layers = await page.evaluate(() => new Promise((resolve) => {
      window.addEventListener('message', ({ data }) => {
        const ask = (id, type, payload) => {
          document.querySelector('iframe').contentWindow.postMessage({ ns: 'initlab', v: 1, id, type, payload }, '*');
        };
        if (data.type === 'ready') ask('a', 'setState', { params: { gain: 1.1 } });
        if (data.id === 'a') resolve(data.payload.layers?.length ?? JSON.stringify(data.payload));
      });
    }));
    assert.equal(layers, 4);
    await page.close();
  });
}

test('a lesson reads, and its exercises answer', async () => {
  const page = await open(`${site.address}lessons/ko/02-vanishing.html`, [390, 844]);
  assert.ok((await page.$$('math')).length > 3);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, 'nothing is wider than the phone');
  await page.evaluate(() => {
    const form = document.querySelector('[data-question=choice] form');
    form.querySelector('input[data-right]').click();
    form.querySelector('button[type=submit]').click();
  });
  const status = await page.$eval('[data-question=choice] .status', (line) => line.textContent);
  assert.ok(status.length > 0);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test('a browser that falsifies canvases saves no PNG, and says why; the SVG is right', async () => {
  const guarded = await launchFirefox({ 'privacy.resistFingerprinting': true });
  try {
    for (const [tab, refused] of [[await guarded.newPage(), true], [await context.newPage(), false]]) {
      await tab.goto(`${site.address}#${small}&view=text&lang=en`);
      await settled(tab);
      await tab.evaluate(() => {
        window.saved = [];
        HTMLAnchorElement.prototype.click = function click() {
          window.saved.push(this.download);
        };
      });
      const save = async (kind) => {
        await tab.selectOption('#save', kind);
        const end = Date.now() + 10_000;
        const seen = () => tab.evaluate(() => window.saved.length > 0 || Boolean(document.querySelector('[data-note=export]')));
        while (!(await seen())) assert.ok(Date.now() < end, `nothing came of ${kind}`);
        const note = await tab.evaluate(() => document.querySelector('[data-note=export]')?.textContent ?? '');
        return { note, saved: await tab.evaluate(() => window.saved.splice(0)) };
      };
      assert.deepEqual((await save('svg')).saved, ['initlab-forward.svg']);
      const png = await save('png');
      if (refused) assert.match(png.note, /falsifies pictures.*SVG/);
      assert.deepEqual(png.saved, refused ? [] : ['initlab-forward.png']);
      await tab.close();
    }
  } finally {
    await guarded.close();
  }
});

test('the whole page in one file, from the disk', async () => {
  const page = await open(`file://${dist}/initlab-offline.html#${small}&view=text`);
  assert.equal((await settled(page)).layers, 4);
  await page.close();
});
