// A training is seen while it runs: its job hands out parts, can be left at once, and waits for its
// data file.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, getState, setState, useSite } from './support.mjs';

const site = useSite();
const { createEngine, queryOf } = await import(pathToFileURL(join(dist, 'engine.mjs')).href);

const training = { width: 64, depth: 6, steps: 200 };
const long = { ...training, steps: 5000 };
const small = { width: 16, depth: 2, batch: 130 };

/** With an engine in Node. */
async function withEngine(options, use) {
  const engine = await createEngine(options);
  try {
    return await use(engine);
  } finally {
    engine.dispose();
  }
}

/** Where an engine's files are, but no data files; gives the address and a way to put one there. */
function withoutData(context) {
  const folder = mkdtempSync(join(tmpdir(), 'initlab-'));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['engine.js', 'engine.wasm', 'parts']) cpSync(join(dist, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'data'));
  return {
    base: pathToFileURL(join(folder, '/')),
    put: (bytes) => writeFileSync(join(folder, 'data/digits.bin'), bytes),
  };
}

const digits = () => readFileSync(join(dist, 'data/digits.bin'));

test('parts come before the end, and the bits do not depend on who computes', async () => {
  const texts = [];
  for (const workers of [0, 1, 2]) {
    await withEngine({ workers }, async (engine) => {
      const seen = [];
      const result = await engine.run('training', training, { onProgress: (progress) => seen.push(progress) });
      texts.push(JSON.stringify(result));
      assert.ok(result.complete);
      assert.ok(seen.length > 3, `${workers} workers: ${seen.length} updates`);
      const rows = seen.map((progress) => progress.rows);
      assert.deepEqual(rows, rows.toSorted((a, b) => a - b));
      assert.ok(rows.some((count) => count > 0 && count < training.steps), 'something was seen on the way');
      assert.deepEqual(seen.slice(0, -1).filter(({ complete }) => complete), []);
      assert.equal(seen.at(-1).rows_total, training.steps);
    });
  }
  assert.equal(texts[1], texts[0], '1 worker');
  assert.equal(texts[2], texts[0], '2 workers');
});

test('a run beside the collection is the same run', async () => {
  await withEngine({ workers: 1 }, async (engine) => {
    await engine.run('training', training);
    const { query } = engine.instance.resolve(queryOf('training', training));
    const frame = engine.instance.reportFrame();
    assert.deepEqual((await engine.runBeside(query)).frame, frame);
    assert.deepEqual(engine.instance.reportFrame(), frame, 'the collection is as it was');
  });
});

test('a training that is cancelled makes room at once, and its worker stays', async () => {
  for (const workers of [0, 1, 2]) {
    await withEngine({ workers }, async (engine) => {
      await engine.run('forward', small);
      const waits = [];
      for (let seed = 1; seed <= 3; ++seed) {
        const abort = new AbortController();
        let seen = 0;
        let at = 0;
        const onProgress = () => {
          if (++seen < 3) return;
          at = performance.now();
          abort.abort();
        };
        const fate = engine.run('training', { ...long, seed }, { signal: abort.signal, onProgress });
        const next = engine.run('forward', small);
        await assert.rejects(fate, { name: 'AbortError' });
        await next;
        waits.push(performance.now() - at);
        assert.equal(engine.threads, workers);
      }
      // The machine may be busy with something else once.
      assert.ok(Math.min(...waits) < 100, `${workers} workers: ${waits}`);
    });
  }
});

test('without its data file a run says so, others go on, and the next one asks again', async (context) => {
  for (const workers of [0, 1]) {
    const { base, put } = withoutData(context);
    await withEngine({ workers, base }, async (engine) => {
      const missing = (error) => {
        assert.equal(error.name, 'DataError');
        assert.match(error.sentence.en, /digits.*Data that are made here, such as spirals, need no file/);
        assert.match(error.sentence.ko, /digits/);
        return true;
      };
      await assert.rejects(engine.run('training', training), missing);
      await assert.rejects(engine.run('training', training), missing);
      assert.ok((await engine.run('training', { ...training, data: 'spirals' })).complete);
      put(digits());
      assert.ok((await engine.run('training', training)).complete);
    });
  }
});

test('a data file with a changed byte is not taken', async (context) => {
  const { base, put } = withoutData(context);
  const changed = digits();
  changed[1000] ^= 1;
  put(changed);
  await withEngine({ workers: 1, base }, async (engine) => {
    await assert.rejects(engine.run('training', training), (error) => {
      assert.equal(error.name, 'DataError');
      assert.equal(error.sentence.en, 'The file is not the one this lab was tested with.');
      assert.ok(error.sentence.ko);
      return true;
    });
    assert.ok((await engine.run('training', { ...training, data: 'spirals' })).complete);
  });
});

test('clothes learn from their own file, and without it say so', async (context) => {
  const clothes = { ...training, data: 'fashion', steps: 5 };
  await withEngine({ workers: 1 }, async (engine) => {
    const result = await engine.run('training', clothes);
    assert.ok(result.complete);
    assert.equal(result.layers[0].fan_in, 784);
  });
  const { base, put } = withoutData(context);
  put(digits());
  await withEngine({ workers: 1, base }, async (engine) => {
    await assert.rejects(engine.run('training', clothes), (error) => {
      assert.equal(error.name, 'DataError');
      assert.match(error.sentence.en, /data file fashion did not arrive.*carries only the digits/);
      assert.match(error.sentence.ko, /fashion/);
      return true;
    });
    assert.ok((await engine.run('training', { ...training, steps: 5 })).complete);
  });
});

test('clothes are not brought to those who have not chosen them', async () => {
  const kept = readFileSync(join(dist, 'sw.js'), 'utf8');
  assert.match(kept, /data\/digits\.bin/);
  assert.doesNotMatch(kept, /data\/fashion\.bin/);
  assert.doesNotMatch(readFileSync(join(dist, 'initlab-offline.html'), 'utf8'), /data-file="data\/fashion\.bin"/);
  const requests = () => site.server.requests.filter((url) => url.endsWith('data/fashion.bin')).length;
  const page = await site.open('lab=training&view=text&width=16&depth=2&steps=5');
  const before = requests();
  await setState(page, { params: { data: 'fashion' } });
  await setState(page, { params: { seed: '2' } });
  assert.equal(requests(), before + 1);
  await page.finish();
});

const dataRequests = () => site.server.requests.filter((url) => url.endsWith('data/digits.bin')).length;

test('the page fetches data for the run that needs them, once', async () => {
  const before = dataRequests();
  const page = await site.open('view=text&width=16&depth=2');
  assert.equal(dataRequests(), before);
  await setState(page, { lab: 'training', params: { ...training, steps: 5 } });
  await setState(page, { params: { seed: '2' } });
  assert.equal(dataRequests(), before + 1);
  await page.finish();
});

for (const [button, data] of [['Try again', 'digits'], ['Use spirals', 'spirals']]) {
  test(`data that do not arrive: ${button}`, async () => {
    site.server.broken['data/digits.bin'] = 'missing';
    const page = await site.open('lab=training&width=16&depth=2&steps=5', { quiet: false, ready: false });
    const note = page.locator('#notes .note-error');
    await note.waitFor();
    assert.match(await note.innerText(), /The data file digits did not arrive/);
    if (data === 'digits') delete site.server.broken['data/digits.bin'];
    await note.getByRole('button', { name: button }).click();
    await page.waitForFunction(() => window.initlab.getResult() !== null);
    assert.equal((await getState(page)).params.data, data);
    assert.equal(await note.count(), 0);
    delete site.server.broken['data/digits.bin'];
    await page.finish();
  });
}
