// What is in the package, what it costs, and how it resolves.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { consumer, folder, load } from './lib/package.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const entries = ['form.js', 'index.js', 'js.js', 'page.js', 'rules-utf8.wasm', 'rules.wasm', 'warnings.js', 'zh.js'];
// The engine has every edition.
const engine = ['engine.js', 'engine-worker.js', 'engine.wasm'];

test('the package holds what it should and nothing else', async () => {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  const want = [
    'package.json',
    'dist/integrity.json',
    ...engine.map((entry) => `dist/${entry}`),
    ...['', '2023-04/', '2025-12-zh/'].flatMap((edition) => entries.map((entry) => `dist/${edition}${entry}`)),
    ...['engine-worker', 'engine', 'form', 'index', 'js', 'page', 'warnings', 'zh'].map((entry) => `types/${entry}.d.ts`),
    ...(await readdir(here)).filter((name) => name === 'README.md'),
  ];
  assert.deepEqual(files, want.sort());
});

test('every file is exported', async () => {
  const { exports } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  for (const edition of ['', '2023-04/', '2025-12-zh/'])
    for (const entry of edition ? entries : [...entries, ...engine]) {
      const name = entry === 'index.js' ? edition.slice(0, -1) : edition + entry.replace(/\.js$/, '');
      const url = import.meta.resolve(`appgauge${name && '/' + name}`, `file://${consumer}/consumer.mjs`);
      assert.equal(fileURLToPath(url), path.join(folder, 'dist', edition, entry));
    }
  assert.ok(exports['./package.json'] && exports['./integrity.json']);
});

test('the integrity list is of these files', async () => {
  const list = JSON.parse(await readFile(path.join(folder, 'dist/integrity.json'), 'utf8'));
  assert.equal(Object.keys(list).length, 3 * entries.length + engine.length);
  for (const [name, hash] of Object.entries(list)) {
    const content = await readFile(path.join(folder, 'dist', name));
    assert.equal(hash, `sha384-${createHash('sha384').update(content).digest('base64')}`);
  }
});

// Bundled and minified as an application would, with all exports in use unless
// it says otherwise. 1 KB is 1024 bytes.
const sizes = [
  ['. at most 1.6 KB', `export * from 'appgauge'`, 1638],
  ['./js at most 1.0 KB', `export * from 'appgauge/js'`, 1024],
  ['the binder of ./form at most 2.0 KB in all', `export { bind } from 'appgauge/form'`, 2048],
  ['./zh', `export * from 'appgauge/zh'`, 700],
  ['nothing is left of an import that is not used', `import { validate } from 'appgauge/js'`, 1],
  ['nor of the inline module', `import { validate } from 'appgauge'`, 1],
];

for (const [name, contents, limit] of sizes)
  test(name, async () => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: consumer },
      bundle: true,
      minify: true,
      format: 'esm',
      charset: 'utf8',
      write: false,
    });
    const size = brotliCompressSync(outputFiles[0].contents).length;
    assert.ok(size <= limit, `${size} bytes, want at most ${limit}`);
  });

test('publint has nothing to say', async () => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: folder, pack: false });
  assert.deepEqual(messages, []);
});

test('the types are right for every resolution of an ES module', async () => {
  const tarball = (await readdir(consumer)).find((name) => name.endsWith('.tgz'));
  const failed = await run(process.execPath, [
    path.join(here, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
    path.join(consumer, tarball),
    '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color',
    '--exclude-entrypoints', 'rules.wasm', 'rules-utf8.wasm', 'engine.wasm', 'integrity.json',
  ]).then(() => '', (error) => error.stdout + error.stderr);
  assert.equal(failed, '');
});

test('the types fit the values', async () => {
  const file = path.join(consumer, 'use.ts');
  await writeFile(file, await readFile(path.join(here, 'test/types/use.ts')));
  const { stdout } = await run(process.execPath, [
    path.join(here, 'node_modules/typescript/bin/tsc'),
    '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom', file,
  ]).catch((error) => error);
  assert.equal(stdout, '');
});

test('the types name every export', async () => {
  for (const entry of ['', 'js', 'form', 'zh', 'page', 'warnings', 'engine']) {
    const types = await readFile(path.join(here, `types/${entry || 'index'}.d.ts`), 'utf8');
    const inherited = entry === '' ? await readFile(path.join(here, 'types/js.d.ts'), 'utf8') : '';
    for (const name of Object.keys(await load(entry)))
      assert.match(types + inherited, new RegExp(`(function|const|class) ${name}\\b|export \\{ ${name} \\}`), `${entry}: ${name}`);
  }
});
