import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { editions, load, repository } from './lib/package.mjs';

const { app } = await load('');
const standard = app['~standard'];

test('a valid request is returned as it came', () => {
  const request = { name: 'app_demo', extra: 1 };
  const result = standard.validate(request);
  assert.equal(result.value, request);
  assert.equal(result.issues, undefined);
});

test('an invalid request has an issue for each violation', () => {
  const { issues } = standard.validate({ name: '1', app_key: 'short' });
  assert.deepEqual(
    issues.map(({ message, path }) => [path, message]),
    [
      [['name'], 'name has too few characters: 1, at least 3 needed'],
      [['name'], 'name may not start with 1, only with a letter'],
      [['app_key'], 'app_key has too few characters: 5, at least 8 needed'],
    ],
  );
});

test('what is no object has an issue without a member', () => {
  assert.deepEqual(standard.validate(null).issues.map(({ path }) => path), [[]]);
});

for (const edition of editions)
  test(`the JSON Schema of ${edition} is the project's`, async () => {
    const { app } = await load('', edition);
    const schema = JSON.parse(await readFile(path.join(repository, 'schemas', edition, 'create-app.request.json'), 'utf8'));
    const { type, required } = schema;
    const properties = {};
    // A bound of 0 says nothing, and words are for people.
    for (const [name, { $comment, description, minLength = 0, ...rest }] of Object.entries(schema.properties))
      properties[name] = { minLength, ...rest };
    for (const target of ['draft-2020-12', 'draft-07'])
      for (const side of ['input', 'output'])
        assert.deepEqual(app['~standard'].jsonSchema[side]({ target }), { type, properties, required });
  });

test('a target that JSON Schema is not written for is refused', () => {
  assert.throws(() => standard.jsonSchema.input({ target: 'draft-04' }), /unknown target draft-04/);
});
