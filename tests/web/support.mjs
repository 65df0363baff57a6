// What the browser tests share: the built site under a path prefix, a browser, and a page that
// notes every error and every request.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, firefox } from 'playwright-core';
import { startServer } from '../../tools/serve.mjs';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const dist = resolve(process.env.INITLAB_DIST ?? join(sources, 'dist'));
export const screenshots = join(sources, 'build/screenshots');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// Software WebGL, so that the tests run on machines without a graphics device.
const webGl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const noWebGl = ['--disable-gpu', '--disable-3d-apis'];

function launch(withWebGl = true) {
  return chromium.launch({
    executablePath: process.env.INITLAB_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...(withWebGl ? webGl : noWebGl)],
  });
}

/** The distribution's own Firefox, over WebDriver BiDi, with these preferences. */
export async function launchFirefox(firefoxUserPrefs = {}) {
  const executablePath = process.env.INITLAB_FIREFOX ?? '/usr/bin/firefox-esr';
  assert.ok(existsSync(executablePath), `no Firefox at ${executablePath}`);
  // The channel chooses the protocol; without it Playwright's own build of Firefox is expected.
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs });
  tolerateOldFirefox(browser);
  return browser;
}

/**
 * Playwright, since 1.65, sets the colour scheme of every new context by a command that Firefox ESR
 * 153 does not know, and then gives the context up. No option leaves the command out; therefore its
 * refusal is caught within Playwright, whose version package.json fixes. A Firefox that knows the
 * command needs none of this.
 */
function tolerateOldFirefox(browser) {
  const session = browser._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = (method, params) => send(method, params).catch((error) => {
    const refused = method === 'emulation.setMediaFeaturesOverride' && error.message.includes('unknown command');
    if (!refused) throw error;
    return {};
  });
}

/** Starts a browser for the file's tests, without a site. */
export function useBrowser() {
  let browser;
  before(async () => {
    assert.ok(existsSync(join(dist, 'index.html')), `no site in ${dist}: run ./build-wasm.sh first`);
    browser = await launch();
  });
  after(() => browser?.close());
  return { newPage: ([width, height]) => browser.newPage({ viewport: { width, height } }) };
}

/**
 * Pages of another site, with labs in them. Gives site, the server of the lab's files, which other
 * origins may read unless `shared` is false, and openHost(body).
 */
export function useHost(browser, { shared = true } = {}) {
  const site = {};
  const pages = {}; // path -> html
  let server;
  before(async () => {
    Object.assign(site, await startServer({ root: dist, prefix: '/lab/', shared }));
    server = createServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(pages[request.url] ?? '');
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
  });
  after(async () => {
    await site.close?.();
    server?.closeAllConnections();
    server?.close();
  });
  let count = 0;
  const openHost = async (body, { script = true, size = [1000, 900] } = {}) => {
    count += 1;
    const path = `/${count}`;
    const embed = script ? `<script src="${site.address}embed.js"></script>` : '';
    pages[path] = `<!doctype html><html lang="en"><title>host</title>${embed}<body>${body}</body></html>`;
    const page = await browser.newPage(size);
    page.troubles = [];
    page.on('pageerror', (error) => page.troubles.push(String(error)));
    // Another name for this machine, so that the host is another site, too.
    await page.goto(`http://localhost:${server.address().port}${path}`);
    return page;
  };
  return { site, openHost };
}

/** Starts server and browser for the file's tests; returns {open, openAt}. */
export function useSite({ withWebGl = true } = {}) {
  const site = {};
  before(async () => {
    assert.ok(existsSync(join(dist, 'index.html')), `no site in ${dist}: run ./build-wasm.sh first`);
    site.server = await startServer({ root: dist, prefix: '/some/prefix/' });
    site.browser = await launch(withWebGl);
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.close();
  });

  /** Opens the page with a hash; `quiet: false` allows console errors (broken downloads). */
  site.open = async (hash = '', { size = [1280, 800], quiet = true, ready = true, waitUntil = 'load', ...options } = {}) => {
    const context = await site.browser.newContext({
      viewport: { width: size[0], height: size[1] },
      bypassCSP: true, // the tests' own scripts; what the policy does is in policy.test.mjs
      ...options,
    });
    await context.addInitScript(() => {
      // The site that is kept has its own tests, in offline.test.mjs.
      if (window.top !== window) return;
      navigator.serviceWorker.register = () => Promise.reject(new Error('not here'));
    });
    const page = await context.newPage();
    page.troubles = [];
    page.on('pageerror', (error) => page.troubles.push(String(error.stack)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) page.troubles.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      const own = url.startsWith(site.server.address) || url.startsWith('blob:') || url.startsWith('data:');
      if (!own) page.troubles.push(`request to ${url}`);
    });
    page.finish = async () => {
      if (quiet) assert.deepEqual(page.troubles, []);
      await context.close();
    };
    await page.goto(`${site.server.address}#${hash}`, { waitUntil });
    if (ready) await settled(page);
    return page;
  };
  return site;
}

/** Waits until the newest state is computed; gives the result. */
export function settled(page) {
  return page.evaluate(async () => {
    await window.initlab.ready;
    return window.initlab.setState({});
  });
}

export function setState(page, change) {
  return page.evaluate((wanted) => window.initlab.setState(wanted), change);
}

export function getState(page) {
  return page.evaluate(() => window.initlab.getState());
}

/** Waits until the canvas has drawn and taken the place of the skeleton. */
export async function canvasShown(page) {
  const until = Date.now() + 30_000; // a function that the page polls would need eval
  while (!(await page.evaluate(() => document.getElementById('skeleton').hidden))) {
    assert.ok(Date.now() < until, 'the canvas is drawn');
    await new Promise((done) => setTimeout(done, 20));
  }
}

/**
 * Presses at x, down from y, until `answer` is there. Each press has time for its answer: a
 * second press beside what a slow machine has yet to open would close it again.
 */
export async function pressUntil(page, answer, { x, from, to, step }) {
  for (let y = from; y < to; y += step) {
    await page.mouse.click(x, y);
    const found = await answer.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  assert.fail(`nothing answers at x = ${x}`);
}

/** Waits until no frame has been drawn for a while. */
export async function idle(page) {
  await page.waitForFunction(async () => {
    const drawn = window.initlab.stats().frames;
    await new Promise((done) => setTimeout(done, 1000));
    return window.initlab.stats().frames === drawn;
  });
}

/** What axe-core finds on the page: [{impact, text}]. */
export async function axeFindings(page) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, impact, nodes }) => ({
    impact,
    text: `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`,
  }));
}

/** The texts of the serious and the critical ones. */
export async function seriousFindings(page) {
  const found = await axeFindings(page);
  return found.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ text }) => text);
}

export async function screenshot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
