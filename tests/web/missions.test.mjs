// Links for a class, with chosen controls; and missions, whose progress the link keeps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasShown, getState, setState, useSite } from './support.mjs';

const site = useSite();
const small = 'width=32&depth=4&batch=100';

test('a link for a class shows the chosen controls and no other, on canvas and form', async () => {
  const page = await site.open(`${small}&view=text&present=1`);
  await page.keyboard.press('Escape');
  await page.click('#class-button');
  await page.click('[data-command=classLink]');
  const dialog = page.locator('#class-link-dialog');
  assert.match(await page.inputValue('#class-link'), /controls=preset,gain(&|$)/, 'the most telling at first');
  await dialog.locator('input[value=depth]').check();
  await dialog.locator('input[value=preset]').uncheck();
  const link = await page.inputValue('#class-link');
  assert.match(link, /controls=gain,depth(&|$)/);
  assert.doesNotMatch(link, /present=|view=/);
  assert.match(link, /width=32/);
  await dialog.locator('input:checked').evaluateAll((boxes) => boxes.forEach((box) => box.click()));
  assert.match(await page.inputValue('#class-link'), /controls=none/, 'none is not all');
  await page.finish();

  const locked = await site.open(`${new URL(link).hash.slice(1)}&view=text`);
  assert.deepEqual(await locked.locator('.param').evaluateAll((rows) => rows.map((row) => row.dataset.key)), ['gain', 'depth']);
  assert.equal(await locked.locator('.presets, #param-lab, #param-seed').count(), 0);
  const { seed, preset } = (await getState(locked)).params;
  await locked.keyboard.press('n');
  await locked.keyboard.press('1');
  assert.deepEqual([(await getState(locked)).params.seed, (await getState(locked)).params.preset], [seed, preset]);
  assert.ok(await locked.locator('#locked').isVisible());
  await locked.click('#locked-whole');
  assert.ok(await locked.locator('#locked').isHidden());
  assert.ok(await locked.locator('#param-lab').isVisible());
  assert.equal((await getState(locked)).params.width, 32, 'the state stays');
  await locked.finish();
});

test('every control of every lab can be named in a link', async () => {
  const page = await site.open(`${small}&view=text`);
  for (const { id, params } of await page.evaluate(() => window.initlab.labs())) {
    await setState(page, { lab: id });
    await page.click('#class-button');
    await page.click('[data-command=classLink]');
    const boxes = page.locator('#class-link-dialog input[type=checkbox]');
    for (const box of await boxes.all()) await box.check();
    const controls = new URL(await page.inputValue('#class-link')).hash.match(/controls=([^&]*)/)[1].split(',');
    const { relevant } = await page.evaluate(async () => {
      const { createEngine } = await import(new URL('engine.mjs', location.href).href);
      window.engine ??= await createEngine({ workers: 0 });
      return window.engine.instance.resolve(window.initlab.getState().query);
    });
    for (const { key } of params.filter((param) => param.key !== 'preset' && relevant[param.key] !== false)) {
      assert.ok(controls.includes(key), `${id}: ${key}`);
    }
    await page.click('#class-link-dialog .dialog-close');
    // Read and written again: what cannot be read is dropped.
    const list = controls.join(',');
    await setState(page, { controls: list });
    await page.waitForFunction((wanted) => location.hash.includes(`controls=${wanted}`), list);
    await setState(page, { controls: '' });
  }
  await page.finish();
});

test('a mission: its one slider, how far it is, the mark when it is reached, and the next', async () => {
  const page = await site.open('view=text');
  await page.click('#class-button');
  await page.click('[data-command=missions]');
  await page.locator('#missions-dialog').waitFor(); // with what the engine needs for it
  const list = page.locator('#missions-list li');
  assert.ok((await list.count()) >= 6);
  await list.first().getByRole('button').click();
  await page.waitForFunction(() => document.getElementById('mission-measure').textContent !== '');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'mission');
  await page.waitForFunction(() => location.hash.includes('mission=relu-stds'));
  assert.match(await page.locator('#mission-measure').innerText(), /\d %/);
  assert.equal(await page.locator('#mission-reached').innerText(), '');
  assert.deepEqual(await page.locator('.param').evaluateAll((rows) => rows.map((row) => row.dataset.key)), ['gain']);
  assert.ok(await page.locator('#locked').isHidden(), 'one line says it');

  await setState(page, { params: { gain: 1.41 } });
  await page.waitForFunction(() => document.getElementById('mission-reached').textContent !== '');
  await page.waitForFunction(() => location.hash.includes('done=relu-stds'));
  const { hash: link } = await page.evaluate(() => ({ hash: location.hash }));
  const other = await site.open(link.slice(1));
  await other.waitForFunction(() => document.getElementById('mission-reached').textContent !== '');
  assert.equal((await getState(other)).params.gain, 1.41, 'the link goes on where it was copied');
  await other.click('#mission-next');
  await other.waitForFunction(() => window.initlab.getState().params.preset === 'xavier-tanh');
  await other.waitForFunction(() => document.getElementById('mission-reached').textContent === '');
  await other.waitForFunction(() =>
    location.hash.includes('mission=even-stds') && location.hash.includes('done=relu-stds'));
  await other.finish();

  await setState(page, { params: { seed: 9 } });
  await page.waitForFunction(() => /start the mission again/.test(document.getElementById('mission-measure').textContent));
  assert.equal(await page.locator('#mission-reached').innerText(), '', 'with other settings it does not count');
  await page.click('#mission-leave');
  assert.ok(await page.locator('#mission').isHidden());
  assert.ok(await page.locator('#param-width').isVisible());
  await page.click('#class-button');
  await page.click('[data-command=missions]');
  assert.match(await list.first().innerText(), /Reached/);
  assert.doesNotMatch(await list.nth(1).innerText(), /Reached/);
  await page.finish();
});

test('a link that names a mission alone starts it, in Korean too; one that does not exist is said', async () => {
  const page = await site.open('mission=underflow&lang=ko');
  await canvasShown(page);
  await page.waitForFunction(() => document.getElementById('mission-measure').textContent !== '');
  assert.equal((await getState(page)).lab, 'log-domain');
  assert.match(await page.locator('#mission-goal').innerText(), /십시오\.$/);
  assert.match(await page.locator('#mission-measure').innerText(), /0입니다/);
  await setState(page, { params: { format: 'fp64' } });
  await page.waitForFunction(() => document.getElementById('mission-reached').textContent === '달성했습니다.');
  await page.finish();
  const unknown = await site.open(`mission=nonsense&view=text&${small}`);
  await unknown.locator('.note', { hasText: 'nonsense' }).waitFor();
  assert.ok(await unknown.locator('#mission').isHidden());
  await unknown.finish();
});
