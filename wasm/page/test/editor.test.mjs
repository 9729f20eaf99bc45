// The editor: what it underlines, offers and explains, and that typing goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editions, focused, says, tabTo, text, visit } from './lib/browser.mjs';
import { lines, pressWith, type, underlined } from './lib/editor.mjs';

test('what is wrong is underlined past characters of two units', () =>
  visit({}, async (page) => {
    await type(page, '{"remark": "😀🦜", "name": "1st"}');
    await says(page, '#verdict', /^1 error\.$/);
    assert.deepEqual(await underlined(page), ['1']);
    assert.match(await text(page, '#problems'), /Line 1, column 27.*name may not start with 1/);
    // The list leads to the place.
    await page.click('#problems .place');
    await page.keyboard.type('f');
    await says(page, '#verdict', /^Valid\.$/);
    assert.deepEqual(await lines(page), ['{"remark": "😀🦜", "name": "fst"}']);
    assert.deepEqual(await underlined(page), []);
  }));

test('a fix mends what it says', () =>
  visit({}, async (page) => {
    await type(page, '{"name": "app_demo", "app_secrt": "Sesame-open-2025"}');
    await says(page, '#verdict', /^1 warning\.$/);
    assert.match(await text(page, '#problems'), /did you mean app_secret/);
    assert.deepEqual(await underlined(page, 'warning'), ['"app_secrt"']);
    await page.click('#problems .fix');
    await says(page, '#verdict', /^Valid\.$/);
    assert.deepEqual(await lines(page), ['{"name": "app_demo", "app_secret": "Sesame-open-2025"}']);
  }));

test('completion offers the members that are missing, and writes them', () =>
  visit({}, async (page) => {
    await type(page, '{"remark": "🦜", "name": "app_demo" }');
    await page.keyboard.press('ArrowLeft');
    await pressWith(page, 'Control', 'Space');
    await page.waitForSelector('#editor >>> .cm-tooltip-autocomplete li');
    const offers = await page.$$eval('#editor >>> .cm-completionLabel', (nodes) => nodes.map((node) => node.textContent));
    assert.deepEqual(offers, ['app_key', 'app_secret']);
    // A picked option is taken after a moment, lest a key meant for the text takes it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await page.keyboard.press('Enter');
    await page.keyboard.type('key-2025-11');
    assert.deepEqual(await lines(page), ['{"remark": "🦜", "name": "app_demo", "app_key": "key-2025-11"}']);
    await says(page, '#verdict', /^Valid\.$/);
  }));

test('a member is explained under the pointer and under the cursor', () =>
  visit({}, async (page) => {
    await type(page, '{"name": "app_demo"}');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const { min, max } = editions[0].fields.name;
    await says(page, '#member', new RegExp(`name — the app's name.*${min} to ${max} characters.*create-app, Table 3, name`));
    const spans = await page.$$('#editor >>> .cm-line span');
    await spans[1].hover();
    await page.waitForSelector('#editor >>> .cm-tooltip-hover .explain');
    assert.match(await page.$eval('#editor >>> .cm-tooltip-hover', (node) => node.textContent), /name — the app's name.*letters, digits and _/);
  }));

test('the answer is foretold, and the gateway gives it', () =>
  visit({ allowed: /400 \(Bad Request\)/ }, async (page) => {
    await type(page, '{"name": "app_demo", "app_key": "clé"}');
    await says(page, '#answer', /^400 Bad Request.*parameterName:app_key\. Please/);
    await page.click('#send');
    await says(page, '#real', /^The gateway answered: As foretold\.400 Bad Request/);
    await type(page, '{"name": "from_the_editor"}');
    await says(page, '#answer', /^201 Created/);
    await page.click('#send');
    await says(page, '#real', /As foretold\.201 Created.*"name": "from_the_editor"/);
    await type(page, '{"name": "app_demo", }');
    await says(page, '#answer', /^400 Bad Request.*parameterName:body\. Please/);
    await page.click('#send');
    await says(page, '#real', /As foretold\.400 Bad Request/);
  }));

test('editions and languages change what is said', () =>
  visit({}, async (page) => {
    await type(page, '{"name": "应用_demo"}');
    await says(page, '#verdict', /^2 errors\.$/);
    await page.select('#edition', '2025-12-zh');
    await says(page, '#verdict', /^Valid\.$/);
    await page.select('#edition', '2023-11');
    await page.select('#language', 'zh');
    await says(page, '#verdict', /^2 个错误。$/);
    await says(page, '#problems', /name 不能以 应 \(U\+5E94\) 开头/);
    assert.equal(await page.$eval('html', (html) => html.lang), 'zh-Hans');
    assert.equal(await page.$eval('#editor >>> .cm-content', (node) => node.ariaLabel), '创建应用的请求（JSON）');
  }));

test('several requests are checked each by itself', () =>
  visit({}, async (page) => {
    await page.select('#kind', 'ndjson');
    await type(page, '{"name": "app_demo"}\n{"name": ""}\n');
    await says(page, '#problems', /Line 2, column 10.*too few/);
    assert.match(await text(page, '#answer'), /one request at a time.*400 Bad Request.*parameterName:body/s);
  }));

test('Chinese is composed in the editor without being torn', () =>
  visit({}, async (page) => {
    await type(page, '{"name": "app_demo", "remark": ""}');
    await says(page, '#verdict', /^Valid\.$/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    const devtools = await page.createCDPSession();
    for (const composed of ['s', 'shi', 'shi fan', 'shi fan ying yong']) {
      await devtools.send('Input.imeSetComposition', { text: composed, selectionStart: composed.length, selectionEnd: composed.length });
      // Longer than the pause after which the text is checked.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await devtools.send('Input.insertText', { text: '示范应用' });
    assert.deepEqual(await lines(page), ['{"name": "app_demo", "remark": "示范应用"}']);
    await page.keyboard.type('"');
    await says(page, '#verdict', /^Valid\.$/);
  }));

test('10 MB are pasted, checked, and typed into', () =>
  visit({}, async (page) => {
    await page.select('#kind', 'ndjson');
    await type(page, '');
    const total = await page.evaluate(() => {
      const line = `{"name": "app_demo", "remark": "${'0123456789'.repeat(20)}"}\n`;
      const text = line.repeat(Math.ceil(1e7 / line.length)) + '{"name": "1st"}';
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const editor = document.querySelector('#editor').shadowRoot.querySelector('.cm-content');
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      return text.split('\n').length;
    });
    await says(page, '#verdict', /^1 error\.$/);
    assert.match(await text(page, '#problems'), new RegExp(`Line ${total}, column 11`));
    await page.click('#problems .place');
    await page.keyboard.type('f');
    await says(page, '#verdict', /^Valid\.$/);
  }));

test('10 MB in one line, all wrong, are pasted and replaced', () =>
  visit({}, async (page) => {
    await type(page, '');
    await page.evaluate(() => {
      const text = `[${Array(150_000).fill('{"name": "1-app", "remark": "0123456789", "app_key": "01234567"}')}]`;
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const editor = document.querySelector('#editor').shadowRoot.querySelector('.cm-content');
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await says(page, '#verdict', /^The first 1,000 of at least 10,000 problems\.$/);
    assert.match(await text(page, '#problems'), /Line 1, column 12name may not start with 1.*at least 9,950 more$/);
    // To the text by its first place: the middle of it is far off the window.
    await page.click('#problems .place');
    await pressWith(page, 'Control', 'a');
    await page.keyboard.press('Delete');
    await page.keyboard.sendCharacter('{"name": "app_demo"}');
    await says(page, '#verdict', /^Valid\.$/);
  }));

test('Tab leaves the editor', () =>
  visit({}, async (page) => {
    await tabTo(page, 'editor');
    await page.keyboard.press('Tab');
    assert.notEqual(await focused(page), 'editor');
  }));

test('the form goes into the editor', () =>
  visit({}, async (page) => {
    await page.type('#name', 'app_demo');
    await page.click('#as-json');
    await says(page, '#verdict', /^Valid\.$/);
    assert.deepEqual(await lines(page), ['{', '  "name": "app_demo"', '}', '']);
    assert.equal(await focused(page), 'editor');
  }));

test('without the engine the page says so, and the form works', () =>
  visit({ blocked: 'engine-worker.js', allowed: /ERR_FAILED/ }, async (page) => {
    await says(page, '#verdict', /^The editor cannot check: .*The form works without it\.$/);
    await page.type('#name', 'no_engine');
    await page.keyboard.press('Enter');
    await says(page, '#created', /^Created no_engine\.$/);
  }));

test('every example can be had, and the one of code points is valid to the last', () =>
  visit({}, async (page) => {
    const keys = await page.$$eval('#example option', (options) => options.map(({ value }) => value));
    for (const key of keys) await page.select('#example', key);
    await says(page, '#verdict', /^2 errors/);
    await page.select('#example', 'exampleUnicode');
    await says(page, '#verdict', /^Valid\.$/);
    await page.click('#editor >>> .cm-line:nth-child(3)');
    await says(page, '#member', new RegExp(`Now ${editions[0].fields.remark.max} of`));
  }));
