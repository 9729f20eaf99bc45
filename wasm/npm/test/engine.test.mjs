// The engine in node: what it costs, and the vectors through it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { folder, load, vectors } from './lib/package.mjs';
import { runEngine } from './lib/engine.mjs';

const { start } = await load('engine');
const binary = await readFile(path.join(folder, 'dist/engine.wasm'));
const engine = await start(binary);

test('at most 450,000 bytes', () => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: binary.length };
  const size = brotliCompressSync(binary, { params }).length;
  assert.ok(size <= 450_000, `${size} bytes, want at most 450,000`);
});

test('every vector that is text', async () => {
  const { ran, failures } = await runEngine((await vectors()).apps, engine);
  assert.deepEqual(failures, []);
  assert.ok(ran > 400, `only ${ran}`);
});

test('what an editor asks', () => {
  const text = '{"remark": "😀", "name": "my app", "app_kye": 1}';
  const { diagnostics } = engine.diagnostics(text);
  assert.deepEqual(diagnostics.map(({ code, from, to }) => [code, text.slice(from, to)]), [['name.charset', ' '], ['unknown', '"app_kye"']]);
  assert.match(engine.hover(text, text.indexOf('my')).markdown, /3 to 64 characters/);
  assert.equal(engine.hover(text, 0), null);
  const [fix] = engine.fixes(text, diagnostics[0].from, diagnostics[0].to);
  const [{ from, to, insert }] = fix.edits;
  assert.equal(text.slice(0, from) + insert + text.slice(to), text.replace('my app', 'myapp'));
  assert.ok(engine.complete('{}', 1).some(({ label }) => label === 'name'));
  assert.match(engine.diagnostics('{}', { locale: 'zh' }).diagnostics[0].message, /必填/);
  assert.deepEqual(engine.editions.map(({ id }) => id), ['2023-11', '2023-04', '2025-12-zh']);
});

test('an edition that there is not is refused', () => {
  assert.throws(() => engine.diagnostics('{}', { edition: '1999' }), /no edition 1999: one of 2023-11, 2023-04, 2025-12-zh/);
});

test('ten megabytes, and a small text after it', () => {
  const { diagnostics } = engine.diagnostics(`{"name": "${'字'.repeat(10_000_000)}"}`);
  assert.deepEqual(diagnostics.map(({ code }) => code), ['name.maxLength', 'name.start', 'name.charset']);
  assert.deepEqual(engine.diagnostics('{"name": "app_demo"}'), { diagnostics: [], total: 0, exact: true, answer: null });
});

test('a thousand diagnostics are listed, more are counted', () => {
  const listed = (count) => {
    const { diagnostics, total, exact } = engine.diagnostics(`[${Array(count).fill('{"name": "a b"}')}]`);
    return [diagnostics.length, total, exact];
  };
  assert.deepEqual(listed(1000), [1000, 1000, true]);
  assert.deepEqual(listed(1001), [1000, 1001, true]);
  assert.deepEqual(listed(20_000), [1000, 10_000, false]);
});

test('memory that a long text has taken is given back, and not before', async () => {
  const engine = await start(binary);
  const before = engine.memory();
  const long = `[${Array(500_000).fill('{"name": "1 b"}')}]`;
  const found = engine.diagnostics(long);
  const after = engine.memory();
  assert.ok(after > 64 * 2 ** 20, `only ${after} bytes`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  engine.diagnostics('{}');
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(engine.memory(), after, 'given back while it is in use');
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.ok(engine.memory() <= 2 * before, `${engine.memory()} bytes, ${before} before`);
  assert.deepEqual(engine.diagnostics(long), found);
});

test('it starts afresh after what has made it fail', async (t) => {
  const engine = await start(binary);
  const logged = t.mock.method(console, 'error', () => {});
  const started = t.mock.method(WebAssembly, 'Instance');
  // As if it were a text for which there is no memory.
  assert.throws(() => engine.diagnostics({ length: 1.4316e9 }), WebAssembly.RuntimeError);
  assert.match(logged.mock.calls.map(({ arguments: [text] }) => text).join(''), /out of memory/);
  assert.equal(started.mock.callCount(), 1);
  assert.equal(engine.diagnostics('{}').diagnostics[0].code, 'name.required');
});

test('from an address without the type, and from one that is missing', async () => {
  const response = new Response(binary, { headers: { 'content-type': 'application/octet-stream' } });
  assert.equal((await start(response)).editions.length, 3);
  await assert.rejects(start(new Response('', { status: 404 })), /status 404/);
});
