import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editions, load, vectors } from './lib/package.mjs';
import { runPages, runVectors } from './lib/vectors.mjs';

const { apps, pages } = await vectors();

for (const entry of ['', 'js'])
  test(`every vector through ./${entry}`, async () => {
    const entries = {};
    for (const edition of editions) entries[edition] = { ...(await load(entry, edition)), ...(await load('warnings', edition)) };
    const { ran, failures } = runVectors(apps, entries);
    assert.deepEqual(failures, []);
    assert.ok(ran > 300, `only ${ran} of ${apps.length} vectors are values`);
  });

test('every page vector through ./page', async () => {
  const { ran, failures } = runPages(pages, await load('page'));
  assert.deepEqual(failures, []);
  assert.ok(ran > 50, `only ${ran}`);
});
