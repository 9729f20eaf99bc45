// The vectors in browsers, with WebAssembly and where a policy forbids it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names, open, withBrowser, withServer } from './lib/browser.mjs';
import { editions, vectors } from './lib/package.mjs';

const pages = {
  '/free': '<!doctype html><meta charset=utf-8><title>free</title>',
  '/strict': { body: '<!doctype html><meta charset=utf-8><title>strict</title>', csp: "default-src 'self'" },
};

// In the page: counts the modules that the entry instantiates, and runs everything.
const runIn = (page, editions, appFiles) =>
  page.evaluate(
    async (editions, appFiles) => {
      const { runPages, runVectors } = await import('/lib/vectors.mjs');
      let instances = 0;
      const { Instance } = WebAssembly;
      WebAssembly.Instance = new Proxy(Instance, {
        construct(target, args) {
          const made = Reflect.construct(target, args);
          instances++;
          return made;
        },
      });
      const results = {};
      const cases = (await Promise.all(appFiles.map(async (name) => (await fetch(`/vectors/${name}`)).json()))).flat();
      for (const entry of ['index', 'js']) {
        const entries = {};
        for (const edition of editions) {
          const folder = `/appgauge/dist/${edition === '2023-11' ? '' : edition + '/'}`;
          entries[edition] = { ...(await import(`${folder}${entry}.js`)), ...(await import(`${folder}warnings.js`)) };
        }
        results[entry] = runVectors(cases, entries);
      }
      const pages = await (await fetch('/vectors/page.json')).json();
      results.page = runPages(pages, await import('/appgauge/dist/page.js'));
      results.instances = instances;
      return results;
    },
    editions,
    appFiles,
  );

const appFiles = ['app_key', 'app_secret', 'combined', 'editions', 'escapes', 'examples', 'members', 'name', 'remark', 'syntax', 'types'].map((name) => `${name}.json`);

for (const name of names)
  test(name, async (t) => {
    const all = await vectors();
    await withServer(pages, (origin) =>
      withBrowser(name, async (browser) => {
        for (const [path, instances] of [['/free', editions.length], ['/strict', 0]])
          await t.test(path, async () => {
            const results = await runIn(await open(browser, origin + path), editions, appFiles);
            assert.deepEqual([...results.index.failures, ...results.js.failures, ...results.page.failures], []);
            assert.ok(results.index.ran > 300 && results.index.ran === results.js.ran, JSON.stringify(results.index.ran));
            assert.equal(results.page.ran, all.pages.length);
            assert.equal(results.instances, instances, 'modules instantiated');
          });
      }),
    );
  });
