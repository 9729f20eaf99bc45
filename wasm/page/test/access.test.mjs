// Accessibility by axe-core, in both schemes, wide and narrow, empty and in use.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { says, staticURL, tabTo, url, visit } from './lib/browser.mjs';
import { pressWith, type } from './lib/editor.mjs';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const findings = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`);
};

for (const scheme of ['light', 'dark'])
  for (const [width, height] of [[1280, 1000], [390, 844]])
    test(`axe finds nothing, ${scheme}, ${width} wide`, () =>
      visit({ scheme, width, height }, async (page) => {
        await says(page, '#verdict', /errors/);
        assert.deepEqual(await findings(page), []);
        // With everything open, wrong or filled.
        await page.type('#name', '1');
        await page.click('#connection summary');
        await type(page, '{"name": "1st", "app_key": 1 }');
        await page.keyboard.press('ArrowLeft');
        await says(page, '#verdict', /^2 errors\.$/);
        await pressWith(page, 'Control', 'Space');
        await page.waitForSelector('#editor >>> .cm-tooltip-autocomplete li');
        assert.deepEqual(await findings(page), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(overflow, 0, 'the page is wider than the window');
      }));

test('a theme that is chosen wins over the system’s, and stays', () =>
  visit({ scheme: 'light' }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await page.select('#theme', 'dark');
    const dark = await background();
    assert.notEqual(dark, light);
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    assert.equal(await background(), dark);
    assert.equal(await page.$eval('#theme', (select) => select.value), 'dark');
  }));

test('the way around by keyboard follows the page', () =>
  visit({}, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const ids = ['language', 'theme', 'name', 'remark', 'app_key', 'app_secret', 'submit', 'as-json', 'refresh', 'example', 'edition', 'kind', 'editor', 'send', 'offset', 'limit', 'ask'];
    for (const id of ids) await tabTo(page, id);
  }));

for (const at of [url, staticURL])
  test(`the policy is in force, and its breach would be noticed, at ${at === url ? 'the gateway' : 'static files'}`, () =>
    assert.rejects(
      visit({ at, allowed: /Content Security Policy|ERR_/ }, (page) =>
        page.evaluate(async () => {
          document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.inline = true' }));
          document.body.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }));
          await fetch('http://127.0.0.2:9/').catch(() => {});
          if (globalThis.inline) throw Error('an inline script ran');
        }),
      ),
      ({ actual }) => {
        const found = actual.join('\n');
        for (const breach of [/^script-src-elem: inline$/m, /^style-src-elem: inline$/m, /^connect-src: http:\/\/127\.0\.0\.2:9\/$/m]) assert.match(found, breach);
        return true;
      },
    ));
