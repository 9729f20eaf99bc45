// Values that JSON does not have, and members that are not the value's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/package.mjs';

const required = [{ field: 'name', rule: 'required' }];
const type = (field) => [{ field, rule: 'type' }];
const getter = { get name() { return 'app_demo'; } };
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const rows = [
  ['a plain request', { name: 'app_demo' }, []],
  ['undefined', undefined, type('')],
  ['null', null, type('')],
  ['a number', 42, type('')],
  ['a text', 'app_demo', type('')],
  ['an array', ['app_demo'], type('')],
  ['an array with the members', Object.assign([], { name: 'app_demo' }), type('')],
  ['nothing sent', {}, required],
  ['no prototype', Object.assign(Object.create(null), { name: 'app_demo' }), []],
  ['an inherited member is not sent', Object.create({ name: 'app_demo' }), required],
  ['a class instance with own members', new (class { name = 'app_demo'; })(), []],
  ['a class with a getter has no own member', new (class { get name() { return 'app_demo'; } })(), required],
  ['an own getter', getter, []],
  ['a member that JSON.stringify leaves out', Object.defineProperty({ name: 'app_demo' }, 'remark', { value: 42 }), []],
  ['an unknown member is not read', { name: 'app_demo', get other() { throw Error('read'); } }, []],
  ['members in another order', { app_secret: '', app_key: '', name: '' }, ['name', 'app_key', 'app_secret'].map((field) => ({ field, rule: 'minLength', index: 0, limit: field === 'name' ? 3 : 8, actual: 0 }))],
  ['an undefined member is absent', { name: undefined, remark: undefined }, required],
  ['an optional null is absent', { name: 'app_demo', remark: null, app_key: null, app_secret: null }, []],
  ['a required null', { name: null }, type('name')],
  ['a number member', { name: 12345678 }, type('name')],
  ['NaN', { name: NaN }, type('name')],
  ['a bigint', { name: 1n }, type('name')],
  ['a symbol', { name: Symbol('app_demo') }, type('name')],
  ['a function', { name: () => 'app_demo' }, type('name')],
  ['a String object is an object', { name: new String('app_demo') }, type('name')],
  ['what turns into a text', { name: { toString: () => 'app_demo' } }, type('name')],
  ['an array of one text', { name: ['app_demo'] }, type('name')],
  ['a proxy of a request', new Proxy({ name: 'app_demo' }, {}), []],
  ['a proxy that claims every member', new Proxy({}, { has: () => true, get: () => 'app_demo' }), required],
  ['a newline at the end', { name: 'app_demo\n' }, [{ field: 'name', rule: 'charset', index: 8, char: '\n' }]],
  ['255 emoji', { name: 'app_demo', remark: '😀'.repeat(255) }, []],
  ['256 emoji', { name: 'app_demo', remark: '😀'.repeat(256) }, [{ field: 'remark', rule: 'maxLength', index: 255, limit: 255, actual: 256 }]],
  ['a lone surrogate', { name: 'app_demo', remark: '😀\ud83d' }, [{ field: 'remark', rule: 'syntax', index: 1 }]],
  ['an emoji first', { name: '😀abc' }, [{ field: 'name', rule: 'start', index: 0, char: '😀' }, { field: 'name', rule: 'charset', index: 0, char: '😀' }]],
];

const essence = (violations) =>
  violations.map(({ field, rule, index, limit, actual, char }) => JSON.parse(JSON.stringify({ field, rule, index, limit, actual, char })));

for (const entry of ['', 'js']) {
  const { validate, validateField, normalizePage, answer } = await load(entry);

  for (const [name, value, want] of rows)
    test(`./${entry}: ${name}`, () => assert.deepEqual(essence(validate(value)), want));

  test(`./${entry}: a proxy that throws is the caller's error`, () => assert.throws(() => validate(revoked()), TypeError));

  test(`./${entry}: a polluted prototype`, () => {
    Object.prototype.name = 'app_demo';
    try {
      assert.deepEqual(essence(validate({})), required);
    } finally {
      delete Object.prototype.name;
    }
  });

  test(`./${entry}: ten megabytes`, () => {
    const n = 10_000_000;
    assert.deepEqual(essence(validateField('remark', '字'.repeat(n))), [{ field: 'remark', rule: 'maxLength', index: 255, limit: 255, actual: n }]);
    assert.deepEqual(essence(validateField('name', 'a'.repeat(n) + '-')).map(({ rule, index }) => [rule, index]), [['maxLength', 64], ['charset', n]]);
  });

  test(`./${entry}: a member that does not exist is refused`, () => assert.throws(() => validateField('nmae', 'x'), TypeError));

  test(`./${entry}: the answer`, () => {
    assert.equal(answer(validate({ name: 'app_demo' })), undefined);
    assert.deepEqual(answer(validate({ app_key: '' })), {
      status: 400,
      error_code: 'APIG.2011',
      error_msg: 'Invalid parameter value,parameterName:name. Please refer to the support documentation',
    });
    assert.match(answer(validate([])).error_msg, /parameterName:body\./);
  });

  test(`./${entry}: pages`, () => {
    for (const [offset, limit, want] of [
      [undefined, undefined, [0, 20]],
      [null, null, [0, 20]],
      [NaN, NaN, [0, 20]],
      [-0, -0, [0, 20]],
      [-1, -1, [0, 20]],
      [1, 1, [1, 1]],
      [Infinity, Infinity, [Infinity, 500]],
      [Number.MAX_SAFE_INTEGER, 500, [Number.MAX_SAFE_INTEGER, 500]],
      [2n ** 62n, 501n, [2n ** 62n, 500]],
    ])
      assert.deepEqual(normalizePage(offset, limit), { offset: want[0], limit: want[1] });
  });
}
