// The tree that a screen reader is given: every control has a role, a name and, where it holds
// something, a value; the verdict and the progress are told by live regions; and the tasks of the
// text view are done by the tree's names and the keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getState, settled, useSite } from './support.mjs';

const site = useSite();
const named = ['button', 'link', 'checkbox', 'radio', 'combobox', 'slider', 'spinbutton', 'textbox', 'dialog', 'progressbar', 'img'];
const valued = ['combobox', 'slider', 'spinbutton', 'progressbar'];
const small = 'width=32&depth=3&batch=130';

/** The nodes that are not ignored: {role, name, value, properties}. */
async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, value, properties = [] }) => ({
    role: role?.value,
    name: name?.value ?? '',
    value: value?.value,
    properties: Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
  }));
}

function checkNames(tree, where) {
  const controls = tree.filter(({ role }) => named.includes(role));
  assert.ok(controls.length > 3, `${where}: ${controls.length} controls`);
  for (const { role, name, value } of controls) {
    assert.ok(name.trim().length > 0, `${where}: a ${role} without a name`);
    if (valued.includes(role)) assert.ok(`${value ?? ''}` !== '', `${where}: the ${role} '${name}' without a value`);
  }
}

const views = {
  'text view': (lab) => `lab=${lab}&view=text`,
  canvas: (lab) => `lab=${lab}`,
  presenter: (lab) => `lab=${lab}&present=1`,
};
for (const [view, hashOf] of Object.entries(views)) {
  test(`every control of the ${view} has a role, a name and a value`, async () => {
    for (const lang of ['en', 'ko']) {
      for (const lab of ['forward', 'symmetry']) {
        const page = await site.open(`${hashOf(lab)}&lang=${lang}`);
        checkNames(await treeOf(page), `${lab}, ${lang}`);
        await page.finish();
      }
    }
  });
}

test('the verdict and what goes wrong are in live regions, and the region is the one that changes', async () => {
  const page = await site.open(`${small}&view=text`);
  const regions = async () => (await treeOf(page)).filter(({ properties }) => properties.live === 'polite');
  assert.ok((await regions()).length >= 2);
  const said = () => page.locator('#announcements').textContent();
  await page.waitForFunction(() => document.getElementById('announcements').textContent !== '');
  const before = await said();
  await page.evaluate(() => window.initlab.setState({ params: { preset: 'large' } }));
  await page.waitForFunction((text) => document.getElementById('announcements').textContent !== text, before);
  assert.match(await said(), /saturated/);
  assert.equal(await page.locator('#announcements').getAttribute('role'), 'status');
  assert.equal(await page.locator('#note-announcements').getAttribute('role'), 'status');
  await page.finish();
});

test('the tasks of a lab by names and keys alone: another lab, a preset, a number, a seed, a pin', async () => {
  const page = await site.open(`${small}&view=text`);
  const focus = async (role, name) => {
    const found = page.getByRole(role, { name }).first();
    await found.focus();
    return found;
  };
  await focus('button', /^He ReLU/);
  await page.keyboard.press('Enter');
  assert.equal((await settled(page)).params.act, 'relu');
  await focus('textbox', /^Depth/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  assert.equal((await settled(page)).layers.length, 5);
  const { params } = await getState(page);
  await focus('button', /^New seed/);
  await page.keyboard.press('Space');
  await settled(page);
  assert.notEqual((await getState(page)).params.seed, params.seed);
  await focus('button', /^Pin this run/);
  await page.keyboard.press('Enter');
  assert.ok(await page.getByRole('button', { name: /^Remove the pin/ }).first().isVisible());
  const rows = await page.getByRole('table').first().getByRole('row').count();
  assert.ok(rows >= 6, 'a header, the input and five layers');
  await page.finish();
});

test('lessons: every control is named, questions and their answers are told', async () => {
  const context = await site.browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  for (const name of ['02-vanishing', '08-he', 'embedding']) {
    for (const lang of ['en', 'ko']) {
      await page.goto(`${site.server.address}lessons/${lang}/${name}.html`);
      checkNames(await treeOf(page), `${name}, ${lang}`);
      const statuses = await page.locator('[data-question] [role=status]').count();
      assert.equal(statuses, await page.locator('[data-question]').count());
    }
  }
  await context.close();
});
