// Every lab on the real page: it draws, it is quiet when it has drawn, and a number it shows is one
// that is known from elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, idle, screenshot, setState, settled, useSite } from './support.mjs';

const site = useSite();

function near(value, wanted, tolerance, what) {
  assert.ok(Math.abs(value - wanted) <= tolerance, `${what}: ${value}, wanted ${wanted} ± ${tolerance}`);
}

/** What is known of each lab's result. */
const known = {
  forward(result) {
    near(result.layers[9].theory.std, 0.228473, 1e-6, 'std of layer 10, mean field');
    near(result.layers[9].std, 0.2282, 4 * 0.0017, 'std of layer 10');
  },
  backward(result) {
    // Gradient over ten layers of tanh with 1/sqrt n: .2812 by mean field, .2820 over seeds.
    const ratio = result.layers[0].grad_rms / result.layers[9].grad_rms;
    near(ratio, 0.2812, 0.02, 'rms gradient of layer 1 over that of layer 10');
  },
  activation(result) {
    const sigmoid = result.activations.find(({ act }) => act === 'sigmoid');
    near(sigmoid.peak, 0.25, 1e-9, "maximum of the sigmoid's derivative");
  },
  'matrix-product'(result) {
    near(result.exponents[0].predicted, 0.5579657578, 1e-9, 'first Lyapunov exponent, N = 4');
    near(result.steps.at(-1).log10_norm, (101 * 0.5579657578) / Math.LN10, 4 * 1.75, 'log10 norm');
    assert.equal(result.formats.find(({ format }) => format === 'fp64').step, 0, 'fp64 is finite');
  },
  'log-domain'(result) {
    const at = (format) => result.formats.find((row) => row.format === format).zero_at;
    assert.ok(at('fp16') < at('fp32'), 'fp16 is at zero before fp32');
    assert.ok(Number.isFinite(result.log_sum) && result.log_sum < 0, 'the log is finite');
  },
  symmetry(result) {
    assert.ok(result.hidden > 1);
    assert.ok(Number.isFinite(result.steps.at(-1).loss));
  },
  training(result) {
    near(result.history[0].train_loss, Math.LN10, 0.3, 'loss before training');
    // 0.914 over twenty seeds, their standard deviation 0.012.
    near(result.history.at(-1).test_accuracy, 0.914, 0.05, 'test digits that are right');
    assert.equal(result.history.at(-1).step, 300);
  },
  notes(result) {
    assert.equal(result.experiments.length, 5);
    const inside = result.experiments.reduce((sum, one) => sum + one.inside, 0);
    const compared = result.experiments.reduce((sum, one) => sum + one.compared, 0);
    assert.ok(inside / compared > 0.85, `${inside} of the notes' ${compared} numbers are in the band`);
  },
};

test('there is a test for every lab', async () => {
  const page = await site.open('');
  const labs = await page.evaluate(() => window.initlab.labs().map(({ id }) => id));
  assert.deepEqual([...labs].sort(), Object.keys(known).sort());
  await page.finish();
});

for (const [lab, check] of Object.entries(known)) {
  test(`${lab} on the page`, async () => {
    const page = await site.open(`lab=${lab}`);
    check(await settled(page));
    await canvasShown(page);
    await idle(page);
    await screenshot(page, `lab-${lab}`);

    // The same result as text, in Korean, and its headline as the verdict.
    await page.click('#languages button[value="ko"]');
    await page.click('#text-view-button');
    const rows = await page.locator('#text-view-results tbody tr').count();
    assert.ok(rows > 0, 'the text view has no table');
    assert.match(await page.textContent('#text-view-results .verdict'), /[가-힣]/);
    await page.finish();
  });

  test(`${lab} on a phone, dark`, async () => {
    const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2, size: [390, 844] };
    const page = await site.open(`lab=${lab}&theme=dark&lang=ko`, phone);
    await canvasShown(page);
    await idle(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} px wide`);
    await screenshot(page, `lab-${lab}-phone`);
    await page.finish();
  });
}

test('init=code: a good line runs, a bad one is told with its column and the last result stays', async () => {
  const page = await site.open('lab=forward&depth=3&width=64&batch=64&view=text');
  await setState(page, { params: { init: 'code' } });
  const field = page.locator('#param-code');
  await field.fill('W = np.random.randn(fan_in, fan_out) * 0.01');
  await field.press('Control+Enter');
  const good = await settled(page);
  near(good.layers[0].theory.std, 0.21, 0.03, 'std of layer 1');
  const verdict = await page.textContent('#text-view-results .verdict');
  await field.fill('W = np.random.randn(fan_in, fan_out) * sclae');
  await field.press('Control+Enter');
  await page.waitForSelector('[data-note="refusal"]');
  assert.match(await page.textContent('[data-note="refusal"]'), /Column 40.*sclae/s);
  assert.equal(await page.textContent('#text-view-results .verdict'), verdict);
  await page.finish();
});

test('a box of the form adds a function to the table, by mouse and by keyboard', async () => {
  const page = await site.open('lab=activation&chains=200&view=text');
  await settled(page);
  const rows = page.locator('#text-view-results tbody tr');
  const firstCells = () => rows.evaluateAll((all) => all.map((row) => row.firstElementChild.textContent));
  const before = await rows.count();
  const group = page.getByRole('group', { name: 'Compare' });
  await group.getByRole('checkbox', { name: 'tanh', exact: true }).check();
  await settled(page);
  assert.equal(await rows.count(), before + 1);
  assert.ok((await firstCells()).includes('tanh'), String(await firstCells()));
  await group.getByRole('checkbox', { name: 'ReLU', exact: true }).focus();
  await page.keyboard.press('Space');
  await settled(page);
  assert.deepEqual((await getState(page)).params.with, ['tanh', 'relu']);
  assert.equal(await rows.count(), before + 2);
  assert.ok(await page.locator('#param-with-relu').evaluate((box) => box === document.activeElement));
  await page.waitForFunction(() => location.hash.includes('with=tanh,relu'));
  await group.getByText('tanh', { exact: true }).click(); // its label
  await settled(page);
  assert.deepEqual((await getState(page)).params.with, ['relu']);

  // From a script the boxes follow.
  await setState(page, { params: { with: ['gelu', 'sin'] } });
  const ticked = await group.getByRole('checkbox', { checked: true }).evaluateAll((all) => all.map(({ value }) => value));
  assert.deepEqual(ticked, ['gelu', 'sin']);
  assert.match(await group.evaluate((fieldset) => document.getElementById(fieldset.getAttribute('aria-describedby')).textContent), /compare/);
  await page.finish();
});

test('all seventeen activations at once, on a phone', async () => {
  const words = 'identity,sigmoid,tanh,hard-tanh,relu,leaky-relu,prelu,elu,selu,gelu,gelu-tanh,silu,softplus,mish,softsign,erf,sin';
  const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2, size: [390, 844] };
  const page = await site.open(`lab=activation&theme=dark&lang=ko&with=${words}`, phone);
  assert.equal((await settled(page)).activations.length, 17);
  await canvasShown(page);
  await idle(page);
  const [wide, tall] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  assert.ok(wide <= 390, `the page is ${wide} px wide`);
  assert.ok(tall > 2000, `the page is ${tall} px tall: its tables have no room`);
  await page.finish();
});

test('a pinned run stays beside the next one', async () => {
  const page = await site.open('lab=forward&preset=small&depth=4&width=64&batch=64&input_width=64&view=text');
  await settled(page);
  await page.click('#param-pin');
  await setState(page, { params: { preset: 'large', width: 64, depth: 4, batch: 64, input_width: 64 } });
  const tables = page.locator('#text-view-results table');
  assert.equal(await tables.count(), 2);
  assert.match(await page.textContent('.pinned-run .pinned-query'), /preset=small/);
  await page.click('#text-view-button');
  await canvasShown(page);
  await idle(page);
  await screenshot(page, 'pinned');
  await page.click('#text-view-button');
  await page.click('#pin1-remove');
  assert.equal(await tables.count(), 1);
  await page.finish();
});

test('a pinned run that cannot be computed says why', async () => {
  const pin = 'pin1=Large;lab=forward;width=4096;depth=200;batch=8192';
  const page = await site.open(`lab=forward&depth=2&width=16&batch=16&view=text&${pin}`);
  await page.locator('.pinned-run', { hasText: /the limit is/ }).waitFor();
  await page.finish();
});

test('up to four pinned runs, each with a name, in the link; they are computed again', async () => {
  const page = await site.open('lab=forward&depth=3&width=32&batch=32&input_width=32&seeds=0&view=text');
  for (const gain of [0.5, 1, 1.5, 2]) {
    await setState(page, { params: { gain } });
    await page.click('#param-pin');
  }
  assert.ok(await page.isDisabled('#param-pin'), 'there is room for four');
  await page.fill('#pin2', 'what we use; now');
  await page.press('#pin2', 'Enter');
  await page.click('#pin3-remove');
  await setState(page, { params: { gain: 3 } });
  const rows = () => page.locator('.pinned-run').evaluateAll((runs) => runs.map((run) => ({
    name: run.querySelector('h4').textContent,
    mark: run.querySelector('path').getAttribute('d'),
    last: run.querySelector('tbody tr:last-child')?.textContent ?? '',
  })));
  const before = await rows();
  assert.deepEqual(before.map(({ name }) => name), ['Run A', 'what we use; now', 'Run D']);
  assert.equal(new Set(before.map(({ mark }) => mark)).size, 3, 'shape comes before colour');
  await page.waitForFunction(() => /pin4=[^&]*gain=2/.test(location.hash) && location.hash.includes('gain=3'));
  await page.reload();
  await settled(page);
  await page.waitForFunction(() => document.querySelectorAll('.pinned-run table').length === 3);
  assert.deepEqual(await rows(), before);
  const { params } = await getState(page);
  assert.equal(params.gain, 3, "the reader's own run is its own");
  // Its names follow the language; the reader's do not.
  await page.click('#languages button[value="ko"]');
  assert.deepEqual((await rows()).map(({ name }) => name), ['결과 A', 'what we use; now', '결과 D']);
  await page.finish();
});

test('the menu of labs changes the lab, and the link follows', async () => {
  const page = await site.open('view=text');
  await page.selectOption('#param-lab', 'symmetry');
  await settled(page);
  assert.equal((await getState(page)).lab, 'symmetry');
  await page.waitForFunction(() => location.hash.includes('lab=symmetry'));
  await page.finish();
});
