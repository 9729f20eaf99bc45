// The package in form libraries and out of bundlers, in a browser.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { names, open, withBrowser, withServer } from './lib/browser.mjs';
import { consumer } from './lib/package.mjs';

const here = fileURLToPath(new URL('..', import.meta.url));

const bundle = async (contents) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here },
    // appgauge comes from where the tarball is installed, all else from here.
    nodePaths: [path.join(consumer, 'node_modules')],
    bundle: true,
    format: 'esm',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0].text;
};

const hookForm = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { useForm } from 'react-hook-form';
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { app } from 'appgauge';

const Form = () => {
  const { register, handleSubmit, formState: { errors } } = useForm({ resolver: standardSchemaResolver(app) });
  const line = (name) => h('p', { key: name }, h('input', { ...register(name, { setValueAs: (value) => value || undefined }) }), h('span', { id: name }, errors[name]?.message));
  return h('form', { onSubmit: handleSubmit((data) => { globalThis.sent = data; }) }, line('name'), line('app_key'), h('button', null, 'Create'));
};
createRoot(document.querySelector('main')).render(h(Form));
`;

const tanStack = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { useForm } from '@tanstack/react-form';
import { app } from 'appgauge';

const Form = () => {
  const form = useForm({ defaultValues: { name: '' }, validators: { onSubmit: app }, onSubmit: ({ value }) => { globalThis.sent = value; } });
  const line = (name) => h(form.Field, { key: name, name }, (field) => h('p', null,
    h('input', { name, value: field.state.value ?? '', onChange: (event) => field.handleChange(event.target.value || undefined) }),
    h('span', { id: name }, field.state.meta.errors[0]?.message)));
  return h('form', { onSubmit: (event) => { event.preventDefault(); form.handleSubmit(); } }, line('name'), line('app_key'), h('button', null, 'Create'));
};
createRoot(document.querySelector('main')).render(h(Form));
`;

const page = (script) => `<!doctype html><html lang=en><meta charset=utf-8><title>app</title><main></main><script type=module src=${script}></script>`;

const vite = async () => {
  const root = path.join(consumer, 'vite');
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'index.html'), page('/main.js'));
  await writeFile(path.join(root, 'main.js'), `import { validate } from 'appgauge';\nglobalThis.said = validate({ name: '😀' }).map(({ message }) => message);\n`);
  const { build } = await import('vite');
  await build({ root, logLevel: 'error', base: './' });
  const assets = path.join(root, 'dist', 'assets');
  const [name] = await readdir(assets);
  return readFile(path.join(assets, name), 'utf8');
};

test('form libraries and bundlers', async (t) => {
  const pages = {
    '/hook-form': page('/hook-form.js'),
    '/hook-form.js': await bundle(hookForm),
    '/tanstack': page('/tanstack.js'),
    '/tanstack.js': await bundle(tanStack),
    '/vite': page('/vite.js'),
    '/vite.js': await vite(),
    '/plain': `<!doctype html><meta charset=utf-8><title>plain</title><script type=module>
      import { validate } from '/appgauge/dist/index.js';
      globalThis.said = validate({ name: '😀' }).map(({ message }) => message);
    </script>`,
  };
  await withServer(pages, async (origin) => {
    for (const name of names)
      await withBrowser(name, async (browser) => {
        for (const library of ['hook-form', 'tanstack'])
          await t.test(`${name}: ${library}`, async () => {
            const page = await open(browser, `${origin}/${library}`);
            await page.waitForSelector('[name=name]');
            await page.type('[name=name]', '1-app');
            await page.type('[name=app_key]', 'short');
            await page.click('button');
            await page.waitForFunction(() => document.querySelector('#app_key').textContent);
            const said = (selector) => page.$eval(selector, (span) => span.textContent);
            assert.equal(await said('#name'), 'name may not start with 1, only with a letter');
            assert.equal(await said('#app_key'), 'app_key has too few characters: 5, at least 8 needed');
            for (const [field, value] of [['name', 'app_demo'], ['app_key', 'abcdefgh']]) {
              await page.focus(`[name=${field}]`);
              for (let i = 0; i < 6; i++) await page.keyboard.press('Backspace');
              await page.type(`[name=${field}]`, value);
            }
            await page.click('button');
            await page.waitForFunction(() => globalThis.sent);
            assert.deepEqual(await page.evaluate('sent'), { name: 'app_demo', app_key: 'abcdefgh' });
          });
        for (const way of ['vite', 'plain'])
          await t.test(`${name}: ${way}`, async () => {
            const page = await open(browser, `${origin}/${way}`);
            await page.waitForFunction(() => globalThis.said);
            assert.deepEqual(await page.evaluate('said'), [
              'name has too few characters: 1, at least 3 needed',
              'name may not start with 😀 (U+1F600), only with a letter',
              'name may not contain 😀 (U+1F600), only letters, digits and _',
            ]);
          });
      });
  });
});
