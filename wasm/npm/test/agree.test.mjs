// The four forms of the rules that the package carries agree with each other:
// the inline gate, the JavaScript, and the two modules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { editions, folder, load } from './lib/package.mjs';

const rules = ['syntax', 'minLength', 'maxLength', 'start', 'charset'];

// The integer that the modules answer with.
const pack = (violations) =>
  violations.reduce((sum, { rule, index }) => {
    const at = rule === 'syntax' || rule === 'charset' ? index << 5 : 0;
    return sum | (1 << rules.indexOf(rule)) | at;
  }, 0);

const builtins = { length: (text) => text.length, charCodeAt: (text, index) => text.charCodeAt(index) };

// A small generator with a seed: the same texts in every run.
const random = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const units = [0, 10, 32, 33, 36, 37, 45, 64, 95, 96, 127, 128, 233, 0x4e00, 0x9fa5, 0x9fa6, 0xd7ff, 0xd800, 0xd83d, 0xdbff, 0xdc00, 0xde00, 0xdfff, 0xe000, 0xfffd, 0xffff];

const texts = function* (count) {
  const next = random(7);
  for (let i = 0; i < count; i++) {
    const length = next() < 0.02 ? Math.floor(next() * 300) : Math.floor(next() * 14);
    const codes = Array.from({ length }, () => (next() < 0.2 ? units[Math.floor(next() * units.length)] : 97 + Math.floor(next() * 26)));
    yield String.fromCharCode(...codes);
  }
};

for (const edition of editions)
  test(`edition ${edition}`, async () => {
    const directory = path.join(folder, 'dist', edition === '2023-11' ? '' : edition);
    const strings = new WebAssembly.Instance(new WebAssembly.Module(await readFile(path.join(directory, 'rules.wasm'))), {
      'wasm:js-string': builtins,
    }).exports;
    const utf8 = new WebAssembly.Instance(new WebAssembly.Module(await readFile(path.join(directory, 'rules-utf8.wasm')))).exports;
    const memory = new Uint8Array(utf8.memory.buffer);
    const inline = await load('', edition);
    const plain = await load('js', edition);
    let invalid = 0;
    for (const text of texts(20_000))
      for (const field of ['name', 'remark', 'app_key', 'app_secret']) {
        const want = plain.validateField(field, text);
        invalid += want.length > 0;
        assert.deepEqual(inline.validateField(field, text), want);
        assert.equal(strings[field](text), pack(want), JSON.stringify(text));
        if (!text.isWellFormed()) continue; // an encoder would replace the surrogate
        const { written } = new TextEncoder().encodeInto(text, memory);
        assert.equal(utf8[field](0, written), pack(want), JSON.stringify(text));
      }
    assert.ok(invalid > 10_000 && invalid < 79_000, `${invalid} of 80000 texts are invalid`);
    assert.equal(strings.offset(-1n), 0n);
    assert.equal(strings.limit(0n), 20n);
    assert.equal(strings.limit(501n), 500n);
  });
