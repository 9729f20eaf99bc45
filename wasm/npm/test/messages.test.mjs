// The messages are those of package validate, which wrote the fixture.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { editions, load } from './lib/package.mjs';

const fixture = JSON.parse(await readFile(process.env.APPGAUGE_MESSAGES, 'utf8'));

for (const edition of editions)
  test(`edition ${edition}`, async () => {
    const { validate, validateField } = await load('', edition);
    const { message: chinese } = await load('zh', edition);
    const { warnings } = await load('warnings', edition);
    const rows = fixture.filter((row) => row.edition === edition);
    assert.ok(rows.length > 30, `only ${rows.length} rows`);
    for (const { field, text, en, zh } of rows) {
      const violations = validateField(field, text);
      assert.deepEqual(violations.map(({ message }) => message), en, JSON.stringify(text));
      assert.deepEqual(violations.map(chinese), zh, JSON.stringify(text));
    }
    const value = { name: null, remark: null, appKey: 'x' };
    const other = fixture.find((row) => row.edition === edition + '/other');
    const said = [...validate([]), ...validate({}), ...validate(value), ...warnings(value)];
    assert.deepEqual(said.map(({ message }) => message), other.en);
    assert.deepEqual(said.map(chinese), other.zh);
  });
