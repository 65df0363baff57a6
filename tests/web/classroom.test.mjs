// What a teacher uses: the presenter, keys with their help, the QR code, full screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, seriousFindings, setState, useSite } from './support.mjs';

const site = useSite();
const small = 'width=32&depth=4&batch=100';

const hash = (page) => page.evaluate(() => location.hash);
const headline = (page) => page.locator('#presenter-verdict').innerText();

/** Waits for the state's result, and for the frame that shows it. */
async function presented(page, change = {}) {
  await setState(page, change);
  await page.waitForFunction(() => document.querySelector('#presenter-plot svg') &&
    !document.querySelector('#presenter').classList.contains('is-stale'));
}

test('the presenter shows verdict, evidence, one plot, presets and the keys', async () => {
  const page = await site.open(`${small}&present=1`, { size: [1920, 1080] });
  await presented(page);
  assert.match(await headline(page), /\w+ \w+.*\./);
  assert.notEqual(await page.locator('#presenter-evidence').innerText(), '');
  const seen = await page.evaluate(() => {
    const px = (element, name) => parseFloat(getComputedStyle(element)[name]);
    const plot = document.querySelector('#presenter-plot svg');
    const scale = plot.getScreenCTM().a;
    const dots = [...plot.querySelectorAll('circle:not(.bg)')];
    return {
      text: Math.min(...[...plot.querySelectorAll('text')].map((text) => px(text, 'fontSize') * scale)),
      line: Number(plot.querySelector('path.th').getAttribute('stroke-width')) * scale,
      dots: [...new Set(dots.map((dot) => Math.round(Number(dot.getAttribute('r')) * scale)))],
      layers: dots.length - 1, // one is in the legend
      verdict: px(document.getElementById('presenter-verdict'), 'fontSize'),
      background: getComputedStyle(document.getElementById('presenter')).backgroundColor,
      data: getComputedStyle(plot.querySelector('.m')).fill,
      chrome: ['.header', '#stage', '#text-view', '#dock'].filter((id) =>
        document.querySelector(id).getClientRects().length > 0),
      overflow: document.documentElement.scrollHeight - window.innerHeight,
    };
  });
  assert.ok(seen.text >= 28, `type of ${seen.text} px`);
  assert.ok(Math.abs(seen.line - 5) < 0.2, `lines of ${seen.line} px`);
  assert.deepEqual(seen.dots, [14]);
  assert.equal(seen.layers, 1 + 4);
  assert.ok(seen.verdict >= 56);
  assert.equal(seen.background, 'rgb(255, 255, 255)');
  assert.equal(seen.data, 'rgb(0, 73, 154)');
  assert.deepEqual(seen.chrome, [], 'nothing else is on the screen');
  assert.ok(seen.overflow <= 0, 'all of it fits');
  assert.equal(await page.locator('#presenter-presets button').count(), 5);
  await page.finish();
});

test('it is entered from the header, draws every result, and Esc leaves it', async () => {
  const page = await site.open(small);
  await canvasShown(page);
  await page.click('#class-button');
  await page.click('[data-command=present]');
  await presented(page);
  await page.waitForFunction(() => location.hash.includes('present=1'));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'presenter');
  const before = await headline(page);
  const plot = await page.locator('#presenter-plot').innerHTML();
  await presented(page, { params: { gain: 0.01 } });
  assert.notEqual(await headline(page), before);
  assert.notEqual(await page.locator('#presenter-plot').innerHTML(), plot);
  await page.waitForFunction(() =>
    document.getElementById('announcements').textContent === document.getElementById('presenter-verdict').textContent);
  const frames = await page.evaluate(() => window.initlab.stats().frames);
  await presented(page, { params: { gain: 2 } });
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.initlab.stats().frames), frames, 'the canvas rests');
  await page.keyboard.press('Escape');
  await page.locator('#presenter').waitFor({ state: 'hidden' });
  assert.ok(await page.locator('#canvas').isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.id), 'class-button', 'the focus is not lost');
  await page.waitForFunction(() => !location.hash.includes('present'));
  await idle(page);
  assert.ok((await page.evaluate(() => window.initlab.stats().frames)) > frames, 'the canvas is back');
  await page.finish();
});

test('every lab has a plot to present', async () => {
  const page = await site.open(`${small}&present=1`);
  for (const { id } of await page.evaluate(() => window.initlab.labs())) {
    await presented(page, { lab: id });
    await page.waitForFunction(() => document.querySelectorAll('#presenter-plot svg path').length > 3);
    assert.notEqual(await headline(page), '', id);
  }
  await page.finish();
});

test('the presenter on a phone: nothing is wider than the screen, a way out without a keyboard', async () => {
  const page = await site.open(`${small}&present=1&lang=ko`, { size: [390, 844], hasTouch: true });
  await presented(page);
  const seen = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - window.innerWidth,
    low: [...document.querySelectorAll('#presenter button')].filter((button) => button.offsetHeight < 44).length,
    text: Math.min(...[...document.querySelectorAll('#presenter-plot text')].map((text) =>
      parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)),
  }));
  assert.ok(seen.over <= 0);
  assert.equal(seen.low, 0);
  assert.ok(seen.text >= 13, `type of ${seen.text} px`);
  await page.click('#presenter-keys [data-command=leave]');
  await page.locator('#presenter').waitFor({ state: 'hidden' });
  await page.finish();
});

test('keys: presets, seed, slider, language, text view, presenter', async () => {
  const page = await site.open(small);
  await canvasShown(page);
  const params = async () => (await getState(page)).params;
  const { presets } = await page.evaluate(() => window.initlab.labs()[0]);
  for (const [i, { word }] of presets.entries()) {
    await page.keyboard.press(String(i + 1));
    assert.equal((await params()).preset, word);
  }
  const { seed } = await params();
  await page.keyboard.press('n');
  assert.notEqual((await params()).seed, seed);
  await page.keyboard.press('g');
  assert.ok(await page.evaluate(() => document.activeElement.matches('#dock-slider input[type=range]')));
  const { gain } = await params();
  await page.keyboard.press('ArrowRight');
  assert.ok((await params()).gain > gain);
  await page.keyboard.press('Tab');
  assert.ok(await page.locator('#dock').isHidden(), 'the slider stays as long as it has the focus');
  await page.keyboard.press('t');
  assert.ok(await page.locator('#text-view').isVisible());
  await page.keyboard.press('g');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'param-gain-slider');
  await page.keyboard.press('l');
  await page.waitForFunction(() => document.documentElement.lang === 'ko');
  await page.keyboard.press('l');
  await page.keyboard.press('p');
  assert.ok(await page.locator('#presenter').isVisible());
  await page.keyboard.press('g');
  assert.ok(await page.evaluate(() => document.activeElement.matches('#presenter-slider input')));
  await page.keyboard.press('t');
  assert.ok(await page.locator('#text-view').isVisible());
  await page.finish();
});

test('a key with a Korean keyboard is the letter printed on it', async () => {
  const page = await site.open(`${small}&view=text`);
  await page.evaluate(() => document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ㅔ', code: 'KeyP', bubbles: true, cancelable: true })));
  assert.ok(await page.locator('#presenter').isVisible());
  await page.finish();
});

test('keys are quiet while somebody types, with modifiers, and when they are off', async () => {
  const page = await site.open(`${small}&view=text`);
  const before = await getState(page);
  await page.focus('#param-width');
  await page.keyboard.press('1');
  await page.keyboard.press('n');
  await page.focus('#param-act');
  await page.keyboard.press('l');
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.activeElement.blur());
  for (const key of ['Control+n', 'Alt+l', 'Meta+p']) {
    await page.evaluate((pressed) => {
      const [modifier, letter] = pressed.split('+');
      document.body.dispatchEvent(new KeyboardEvent('keydown', {
        key: letter, bubbles: true, cancelable: true,
        ctrlKey: modifier === 'Control', altKey: modifier === 'Alt', metaKey: modifier === 'Meta',
      }));
    }, key);
  }
  assert.equal((await getState(page)).params.seed, before.params.seed);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.ok(await page.locator('#presenter').isHidden());

  await page.keyboard.press('?');
  await page.locator('#keys-dialog').waitFor();
  await page.keyboard.press('p');
  assert.ok(await page.locator('#presenter').isHidden(), 'a dialog keeps the keys to itself');
  await page.uncheck('#keys-on');
  await page.keyboard.press('Escape');
  await page.locator('#keys-dialog').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => location.hash.includes('keys=off'));
  await page.keyboard.press('p');
  await page.keyboard.press('?');
  assert.ok(await page.locator('#presenter').isHidden());
  assert.ok(await page.locator('#keys-dialog').isHidden());
  const other = await site.open((await hash(page)).slice(1));
  await other.keyboard.press('p');
  assert.ok(await other.locator('#presenter').isHidden(), 'the link remembers it');
  await other.finish();
  await page.finish();
});

test('the help names every key, and gives the focus back', async () => {
  const page = await site.open(`${small}&view=text`);
  await page.focus('#class-button');
  await page.keyboard.press('Enter');
  await page.click('[data-command=help]');
  const printed = await page.locator('#keys-table kbd').allInnerTexts();
  assert.deepEqual(printed, ['1–9', 'N', 'G', 'P', 'F', 'T', 'L', 'Ctrl+Z', 'Ctrl+Y', '?', 'Esc']);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'class-button');
  await page.finish();
});

test('full screen is offered where the browser allows it, and nowhere else', async () => {
  const page = await site.open(`${small}&present=1`);
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.keyboard.press('f');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await page.finish();
  const without = await site.open('', { ready: false });
  await without.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false });
  });
  await without.goto(`${site.server.address}?#${small}`);
  await without.waitForFunction(() => window.initlab?.getState().lab);
  await without.click('#class-button');
  assert.ok(await without.locator('#class-menu [data-command=present]').isVisible());
  assert.ok(await without.locator('#class-menu [data-command=fullscreen]').isHidden());
  await without.keyboard.press('Escape');
  await without.keyboard.press('p');
  assert.equal(await without.locator('#presenter-keys [data-command=fullscreen]').count(), 0);
  await without.finish();
});

/** The modules of a picture of the page, as rows of 0 and 1. */
function modulesOf(page, selector) {
  return page.evaluate((wanted) => {
    const svg = document.querySelector(wanted);
    const size = svg.viewBox.baseVal.width;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = canvas.getContext('2d');
    context.fill(new Path2D(svg.querySelector('.qr-modules').getAttribute('d')));
    const { data } = context.getImageData(0, 0, size, size);
    return Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (__, x) => (data[4 * (y * size + x) + 3] > 127 ? 1 : 0)));
  }, selector);
}

test('the QR code holds the link without the presenter, and follows the state', async () => {
  const page = await site.open(`${small}&present=1`);
  await presented(page, { params: { seed: 5 } });
  await page.waitForFunction(() => location.hash.includes('seed=5'));
  const rows = await modulesOf(page, '#presenter-code svg');
  const quiet = rows.slice(0, 4).flat().concat(rows.map((row) => row.slice(0, 4)).flat());
  assert.ok(quiet.every((module) => module === 0), 'a quiet zone of four modules');
  assert.deepEqual(rows[4].slice(4, 11), [1, 1, 1, 1, 1, 1, 1]);
  const address = await page.evaluate(() => location.href.replace(/&present=1/, ''));
  const expected = await page.evaluate(async (link) => {
    const { createEngine } = await import(new URL('engine.mjs', location.href).href);
    const engine = await createEngine({ workers: 0, parts: ['extras'] });
    return engine.instance.qrCode(link).path;
  }, address);
  assert.ok(await page.getAttribute('#presenter-code .qr-modules', 'd') === expected, 'the code of this address');
  const read = await page.evaluate(async () => {
    if (!('BarcodeDetector' in window) || !(await window.BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
      return null;
    }
    const svg = new XMLSerializer().serializeToString(document.querySelector('#presenter-code svg'));
    const image = new Image(600, 600);
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const [found] = await new window.BarcodeDetector({ formats: ['qr_code'] }).detect(image);
    return found.rawValue;
  });
  if (read !== null) assert.equal(read, address);
  await page.keyboard.press('n');
  await page.waitForFunction((old) => document.querySelector('#presenter-code .qr-modules').getAttribute('d') !== old, expected);
  await page.finish();
});

test('the QR code from the menu; a link too long for one is told so', async () => {
  const page = await site.open(`${small}&view=text`);
  await page.click('#class-button');
  await page.click('[data-command=qr]');
  await page.locator('#qr-picture svg').waitFor();
  assert.match(await page.inputValue('#qr-link'), /#v=1&.*width=32/);
  await page.click('#qr-dialog .dialog-close');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'class-button');
  await page.finish();
  const long = await site.open(`view=text&hide=${'a'.repeat(1400)}&${small}`);
  await long.click('#class-button');
  await long.click('[data-command=qr]');
  await long.locator('#qr-dialog').waitFor(); // with what the engine needs for it
  assert.match(await long.locator('#qr-picture').innerText(), /1[45]\d\d characters.*1264/);
  await long.keyboard.press('Escape');
  await long.keyboard.press('p');
  assert.match(await long.locator('#presenter-code').innerText(), /1264/);
  await long.finish();
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing serious: presenter, menu, dialogs, ${theme}`, async () => {
    const page = await site.open(`${small}&present=1&theme=${theme}`);
    await presented(page);
    assert.deepEqual(await seriousFindings(page), []);
    await page.keyboard.press('?');
    assert.deepEqual(await seriousFindings(page), []);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('#presenter').waitFor({ state: 'hidden' });
    await page.click('#class-button');
    assert.deepEqual(await seriousFindings(page), []);
    await page.click('[data-command=qr]');
    assert.deepEqual(await seriousFindings(page), []);
    await page.click('#qr-dialog .dialog-close');
    await page.click('#class-button');
    await page.click('[data-command=classLink]');
    assert.deepEqual(await seriousFindings(page), []);
    await page.finish();
    const locked = await site.open(`${small}&controls=gain&theme=${theme}`);
    await canvasShown(locked);
    assert.deepEqual(await seriousFindings(locked), []);
    await locked.finish();
    const mission = await site.open(`mission=underflow&theme=${theme}`);
    await setState(mission, { params: { format: 'fp64' } });
    await mission.waitForFunction(() => document.getElementById('mission-reached').textContent !== '');
    assert.deepEqual(await seriousFindings(mission), []);
    await mission.click('#class-button');
    await mission.click('[data-command=missions]');
    assert.deepEqual(await seriousFindings(mission), []);
    await mission.finish();
  });
}
