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
          assert.deepEqual(said, { diagnostics: [], total: 0, exact: true, answer: null });
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
            const worker = () => {
              throw Error('no workers here');
            };
            return [missing, edition, await closed, await tell(connect({ worker }).hover('{}', 1))];
          });
          assert.match(errors[0], /nowhere\.wasm: status 404/);
          assert.match(errors[1], /no edition 1999/);
          assert.match(errors[2], /closed/);
          assert.equal(errors[3], 'no workers here');
        });

        await t.test('a question that is given up rejects, and is not worked on if it waits', async () => {
          const { outcomes, posted } = await (await open(browser, `${origin}/free`)).evaluate(async () => {
            const { connect } = await import('/appgauge/dist/engine.js');
            const worker = new Worker('/appgauge/dist/engine-worker.js', { type: 'module' });
            const posted = [];
            const post = worker.postMessage;
            worker.postMessage = (message) => {
              posted.push(message.args[0]);
              post.call(worker, message);
            };
            const engine = connect({ worker });
            const outcomes = {};
            const tell = async (name, promise) => {
              outcomes[name] = await promise.then(({ diagnostics }) => diagnostics[0].code, (error) => String(error));
            };
            const before = tell('before', engine.diagnostics('before', { signal: AbortSignal.abort('too late') }));
            const typing = Array.from({ length: 5 }, () => new AbortController());
            // While it loads, and in the midst of the first answer, and when all is said.
            const typed = typing.map(({ signal }, i) => tell(`typed ${i}`, engine.diagnostics('x'.repeat(i + 1), { signal })));
            typing[1].abort(Error('another key'));
            await engine.ready();
            typing[0].abort();
            typing[2].abort('one more');
            await Promise.all([before, ...typed]);
            typing[4].abort();
            await tell('last', engine.diagnostics('{}', { signal: typing[3].signal }));
            await tell('text that cannot be sent', engine.diagnostics(() => {}));
            engine.close();
            return { outcomes, posted: posted.slice(1) };
          });
          const code = 'syntax.literal';
          assert.match(outcomes['typed 0'], /AbortError/);
          assert.match(outcomes['text that cannot be sent'], /DataCloneError|could not be cloned/);
          delete outcomes['typed 0'];
          delete outcomes['text that cannot be sent'];
          assert.deepEqual(outcomes, {
            before: 'too late', 'typed 1': 'Error: another key', 'typed 2': 'one more', 'typed 3': code, 'typed 4': code, last: 'name.required',
          });
          assert.deepEqual(posted.filter((text) => typeof text === 'string'), ['x', 'xxxx', 'xxxxx', '{}']);
        });

        await t.test('memory that a long text has taken is given back', async () => {
          const { during, after, sources, said } = await (await open(browser, `${origin}/free`)).evaluate(async () => {
            const { connect } = await import('/appgauge/dist/engine.js');
            const sources = [];
            const make = () => {
              const worker = new Worker('/appgauge/dist/engine-worker.js', { type: 'module' });
              const post = worker.postMessage;
              worker.postMessage = (message) => {
                if (message.question === 'start') sources.push(message.args[0].constructor.name);
                post.call(worker, message);
              };
              return worker;
            };
            const engine = connect({ worker: make });
            const editions = await engine.ready();
            await engine.diagnostics(`[${Array(500_000).fill('{"name": "1 b"}')}]`);
            const during = engine.memory();
            for (let i = 0; i < 100 && engine.memory() > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
            const after = engine.memory();
            const answers = await Promise.all([engine.diagnostics('{}'), engine.diagnostics('{"name": "app_demo"}')]);
            const said = [...answers.map(({ total }) => total), (await engine.ready()) === editions];
            engine.close();
            return { during, after, sources, said };
          });
          assert.ok(during > 64 * 2 ** 20, `only ${during} bytes`);
          assert.equal(after, 0);
          assert.deepEqual(sources, ['String', 'Module']);
          assert.deepEqual(said, [1, 0, true]);
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
