// The engine in a module worker of real browsers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { names, open, withBrowser, withServer } from './lib/browser.mjs';
import { folder, vectors } from './lib/package.mjs';

const page = '<!doctype html><meta charset=utf-8><title>engine</title>';

for (const name of names)
  test(name, async (t) => {
    const { apps } = await vectors();
    const pages = {
      '/free': page,
      '/strict': { body: page, csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
      '/untyped.wasm': { body: await readFile(path.join(folder, 'dist/engine.wasm')), type: 'application/octet-stream' },
      '/forbidden': { body: page, csp: "default-src 'self'" },
    };
    await withServer(pages, (origin) =>
      withBrowser(name, async (browser) => {
        for (const path of ['/free', '/strict'])
          await t.test(`every vector, ${path}`, async () => {
            const { loaded, ran, failures } = await (await open(browser, origin + path)).evaluate(async (cases) => {
              const { connect } = await import('/appgauge/dist/engine.js');
              const { runEngine } = await import('/lib/engine.mjs');
              const engine = connect();
              const loaded = () => performance.getEntriesByType('resource').filter(({ name }) => /engine-worker|\.wasm/.test(name)).length;
              const before = loaded();
              const result = await runEngine(cases, engine);
              engine.close();
              return { loaded: [before, loaded() > 0], ...result };
            }, apps);
            assert.deepEqual(failures, []);
            assert.ok(ran > 400, `only ${ran}`);
            assert.deepEqual(loaded, [0, true], 'loaded before the first question, and after it');
          });

        await t.test('bytes that come without the type', async () => {
          const said = await (await open(browser, `${origin}/free`)).evaluate(async () => {
            const { connect } = await import('/appgauge/dist/engine.js');
            return connect({ url: '/untyped.wasm' }).diagnostics('{"name": "app_demo"}');
          });
          assert.deepEqual(said, { diagnostics: [], answer: null });
        });

        await t.test('what fails is told', async () => {
          const errors = await (await open(browser, `${origin}/free`)).evaluate(async () => {
            const { connect } = await import('/appgauge/dist/engine.js');
            const tell = (promise) => promise.then(() => '', (error) => error.message);
            const missing = await tell(connect({ url: '/nowhere.wasm' }).diagnostics('{}'));
            const engine = connect();
            const edition = await tell(engine.diagnostics('{}', { edition: '1999' }));
            const closed = tell(engine.diagnostics('{}'));
            engine.close();
            return [missing, edition, await closed];
          });
          assert.match(errors[0], /nowhere\.wasm: status 404/);
          assert.match(errors[1], /no edition 1999/);
          assert.match(errors[2], /closed/);
        });

        await t.test('a policy that forbids it in this thread is told; a worker has its own', async () => {
          const error = await (await open(browser, `${origin}/forbidden`)).evaluate(async () => {
            const { start, wasm } = await import('/appgauge/dist/engine.js');
            return start(wasm).then(() => '', (error) => error.message);
          });
          assert.notEqual(error, '');
        });
      }),
    );
  });
