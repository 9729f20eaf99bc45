// Creating apps and listing them, as a person with a keyboard does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editions, focused, olderURL, says, staticURL, tabTo, text, visit } from './lib/browser.mjs';

const [standing] = editions;
const older = editions.find(({ id }) => id === '2023-04');

const names = (page) => page.$$eval('#apps strong', (nodes) => nodes.map((node) => node.textContent));

test('an app is created with the keyboard alone, and listed', () =>
  visit({}, async (page) => {
    await tabTo(page, 'name');
    await page.keyboard.type('keyboard_app');
    await tabTo(page, 'remark');
    await page.keyboard.type('Typed, not clicked');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'app_key');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'app_secret');
    await page.keyboard.press('Enter');
    await says(page, '#created', /^Created keyboard_app\.$/);
    await says(page, '#apps', /keyboard_app.*Typed, not clicked/);
    assert.deepEqual(await page.$eval('#name', (name) => [name.value, name.hasAttribute('aria-invalid')]), ['', false]);
    assert.match(await text(page, '#created-answer pre'), /"app_secret": "\w{3}\*{12}\w{3}"/);
  }));

test('an invalid name is told and not sent', () =>
  visit({}, async (page) => {
    const sent = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.postData()));
    await tabTo(page, 'name');
    await page.keyboard.type('1st app');
    await page.keyboard.press('Enter');
    await says(page, '#name-error', /^name may not start with 1, only with a letter$/);
    assert.equal(await focused(page), 'name');
    assert.equal(await page.$eval('#name', (name) => name.getAttribute('aria-invalid')), 'true');
    assert.deepEqual(sent, []);
    // The message follows the language, and goes when the name is right.
    await page.select('#language', 'zh');
    await says(page, '#name-error', /^name 不能以 1 开头/);
    await page.focus('#name');
    await page.keyboard.press('Home');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    for (let i = 0; i < 4; i++) await page.keyboard.press('Delete');
    await page.keyboard.type('first_app');
    await says(page, '#name-error', /^$/);
    await page.keyboard.press('Enter');
    await says(page, '#created', /^已创建 first_app。$/);
    assert.deepEqual(sent, ['{"name":"first_app"}']);
  }));

test('what a field may hold is said with it', () =>
  visit({}, async (page) => {
    const { min, max } = standing.fields.name;
    assert.match(await text(page, '#name-hint'), new RegExp(`^required; ${min} to ${max} characters; .* and _$`));
    const description = await page.$eval('#name', (name) => name.getAttribute('aria-describedby'));
    assert.equal(description, 'name-hint name-error');
    await page.type('#remark', '😀é');
    assert.equal(await text(page, '#remark-count'), `2 / ${standing.fields.remark.max}`);
  }));

test('the form composes Chinese without a word between', () =>
  visit({}, async (page) => {
    await page.focus('#name');
    const said = [];
    await page.exposeFunction('said', (words) => said.push(words));
    await page.evaluate(() => new MutationObserver(() => globalThis.said(document.querySelector('#name-error').textContent)).observe(document.querySelector('#name-error'), { childList: true }));
    const devtools = await page.createCDPSession();
    for (const composed of ['n', 'ni', 'ni hao']) await devtools.send('Input.imeSetComposition', { text: composed, selectionStart: composed.length, selectionEnd: composed.length });
    await devtools.send('Input.insertText', { text: '你好吗' });
    assert.deepEqual(said, []);
    await page.keyboard.press('Tab');
    await says(page, '#name-error', /may not start with 你 \(U\+4F60\)/);
  }));

test('the list is turned and its page is the one asked for', () =>
  visit({}, async (page) => {
    // In a space of its own: the other tests create apps, too.
    await page.evaluate(async () => {
      for (let i = 1; i <= 12; i++)
        await fetch('/v2/my-project/apigw/instances/paging/apps', { method: 'POST', headers: { 'X-Auth-Token': 'demo-token' }, body: JSON.stringify({ name: `app_${i}` }) });
    });
    await page.click('#connection summary');
    await page.$eval('#instance', (input) => { input.value = ''; });
    await page.type('#instance', 'paging');
    await page.keyboard.press('Tab');
    await says(page, '#list-status', /^Apps 1 to 5 of 12\.$/);
    assert.equal(await page.$eval('#previous', (b) => b.getAttribute('aria-disabled')), 'true');
    await page.click('#next');
    await says(page, '#list-status', /^Apps 6 to 10 of 12\.$/);
    await page.click('#next');
    await says(page, '#list-status', /^Apps 11 to 12 of 12\.$/);
    assert.deepEqual(await names(page), ['app_11', 'app_12']);
    await page.click('#previous');
    await says(page, '#list-status', /^Apps 6 to 10 of 12\.$/);

    await page.click('#offset', { count: 3 });
    await page.keyboard.type('10');
    await page.click('#limit', { count: 3 });
    await page.keyboard.type('0');
    await says(page, '#mended', new RegExp(`^The gateway uses offset=10&limit=${standing.limit}: limit 0 becomes ${standing.limit}\\.$`));
    await page.click('#ask');
    await says(page, '#list-status', /^Apps 11 to 12 of 12\.$/);
  }));

test('a text that is no integer gets the answer that was foretold', () =>
  visit({ allowed: /400 \(Bad Request\)/ }, async (page) => {
    await page.click('#limit', { count: 3 });
    await page.keyboard.type('ten');
    await says(page, '#mended', /^limit is not an integer of 64 bits\. The gateway answers 400, APIG\.2011: Invalid parameter value,parameterName:limit\./);
    assert.equal(await page.$eval('#limit', (input) => input.getAttribute('aria-invalid')), 'true');
    await page.click('#ask');
    await says(page, '#list-status', /^Not listed\. The gateway answered 400, APIG\.2011: Invalid parameter value,parameterName:limit\./);
  }));

test('a wrong token is told, and where to change it', () =>
  visit({ allowed: /401 \(Unauthorized\)/ }, async (page) => {
    await page.$eval('#token', (input) => { input.value = 'other'; });
    await page.type('#name', 'app_demo');
    await page.keyboard.press('Enter');
    await says(page, '#created', /401, APIG\.1002/);
    assert.equal(await page.$eval('#connection', (details) => details.open), true);
  }));

test('the page follows the edition of its gateway', () =>
  visit({ at: olderURL }, async (page) => {
    assert.equal(await page.$eval('#edition', (select) => select.value), '2023-04');
    const { min, max } = older.fields.app_key;
    assert.match(await text(page, '#app_key-hint'), new RegExp(`${min} to ${max} characters`));
    assert.equal(await text(page, '#app_key-count'), `0 / ${max}`);
    await page.type('#app_key', 'k'.repeat(max + 1));
    await page.keyboard.press('Tab');
    await says(page, '#app_key-error', new RegExp(`at most ${max} allowed`));
    // Its token is no other's business: the page was not told.
    assert.equal(await page.$eval('#token', (input) => input.value), '');
    await says(page, '#list-status', /^Give the token of the gateway/);
  }));

test('as static files it checks, and says that it has no gateway', () =>
  visit({ at: staticURL }, async (page) => {
    assert.equal(await page.$eval('#no-gateway', (note) => note.checkVisibility()), true);
    assert.deepEqual(await page.$$eval('#edition option', (options) => options.map(({ value }) => value)), editions.map(({ id }) => id));
    assert.equal(await page.$eval('#edition', (select) => select.value), standing.id);
    await page.type('#name', 'app_demo');
    await page.keyboard.press('Enter');
    await says(page, '#created', /^Nothing was sent: .*\{"name":"app_demo"\}$/);
    await says(page, '#verdict', /^\d errors, 2 warnings\.$/);
    assert.equal(await page.$eval('#send', (button) => button.checkVisibility()), false);
  }));
