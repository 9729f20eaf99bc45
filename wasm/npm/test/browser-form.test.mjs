// The binder and the element in browsers, as a person meets them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { names, open, withBrowser, withServer } from './lib/browser.mjs';
import { vectors } from './lib/package.mjs';
import { valueOf } from './lib/vectors.mjs';

// The vectors that a form can have typed into it: of the standing edition, texts only.
const textVectors = async () => {
  const names = ['name', 'remark', 'app_key', 'app_secret'];
  return (await vectors()).apps.flatMap(({ id, edition, document, violations }) => {
    const { value } = valueOf(document) ?? {};
    const typed = value && names.includes(Object.keys(value)[0]) && Object.values(value).every((v) => typeof v === 'string' && !/\r/.test(v));
    const syntax = violations?.some(({ rule }) => rule === 'syntax' || rule === 'duplicate');
    return typed && !edition && !syntax ? [{ id, value: { name: '', ...value }, violations: violations?.filter(({ rule }) => rule !== 'required').concat('name' in value ? [] : { field: 'name' }) }] : [];
  });
};

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const form = `<!doctype html><html lang=en><meta charset=utf-8><title>Create an app</title>
<style>input:user-invalid { outline: 3px solid rgb(255, 0, 0) }</style>
<main><h1>Create an app</h1><form>
<p><label>Name <input name=name id=name aria-describedby=hint></label> <small id=hint>as clients see it</small>
<p><label>Remark <textarea name=remark></textarea></label>
<p><label>AppKey <input name=app_key></label>
<p><label>AppSecret <input name=app_secret type=password autocomplete=off></label>
<p><label>Other <input name=other></label>
<p><button>Create</button> <button type=reset>Reset</button></form></main>
<script type=module>
import { bind, values } from '/appgauge/dist/form.js';
const form = document.forms[0];
globalThis.unbind = bind(form);
globalThis.values = () => values(form);
globalThis.sent = 0;
form.addEventListener('submit', (event) => { event.preventDefault(); globalThis.sent++; });
globalThis.ready = true;
</script>`;

const element = `<!doctype html><html lang=en><meta charset=utf-8><title>Create an app</title><main><h1>Create an app</h1><appgauge-form></appgauge-form></main>
<script type=module>
import { define } from '/appgauge/dist/form.js';
import { message } from '/appgauge/dist/zh.js';
define('appgauge-form', { message, submit: 'Go' });
document.addEventListener('app', ({ detail }) => { globalThis.app = detail; });
globalThis.ready = true;
</script>`;

const pages = { '/form': form, '/element': element };

const state = (page, selector) =>
  page.$eval(selector, (control) => ({
    valid: control.validity.valid,
    invalid: control.getAttribute('aria-invalid'),
    text: document.getElementById(control.getAttribute('aria-describedby').split(' ').at(-1)).textContent,
    role: document.getElementById(control.getAttribute('aria-describedby').split(' ').at(-1)).getAttribute('role'),
    focused: document.activeElement === control,
    flagged: control.matches(':user-invalid'),
  }));

const audit = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
};

const fresh = async (browser, url) => {
  const page = await open(browser, url);
  await page.waitForFunction('globalThis.ready');
  return page;
};

const quiet = { valid: true, invalid: null, text: '', role: 'alert', focused: false, flagged: false };

for (const name of names)
  test(name, async (t) => {
    await withServer(pages, (origin) =>
      withBrowser(name, async (browser) => {
        await t.test('nothing is said before anything is done', async () => {
          const page = await fresh(browser, `${origin}/form`);
          assert.deepEqual(await state(page, '[name=name]'), { ...quiet, valid: false });
          for (const field of ['remark', 'app_key', 'app_secret']) assert.deepEqual(await state(page, `[name=${field}]`), quiet);
          assert.deepEqual(await page.evaluate('values()'), { name: '' });
          assert.equal(await page.$eval('[name=name]', (c) => c.getAttribute('aria-describedby')), 'hint name-error');
          await audit(page);
        });

        await t.test('what is wrong is said when the field is left, and taken back while typing', async () => {
          const page = await fresh(browser, `${origin}/form`);
          await page.type('[name=name]', '1-app');
          assert.equal((await state(page, '[name=name]')).text, '');
          await page.keyboard.press('Tab');
          const text = 'name may not start with 1, only with a letter';
          assert.deepEqual(await state(page, '[name=name]'), { valid: false, invalid: 'true', text, role: 'alert', focused: false, flagged: true });
          await audit(page);
          await page.focus('[name=name]');
          await page.keyboard.press('Home');
          await page.keyboard.press('Delete');
          assert.equal((await state(page, '[name=name]')).text, 'name may not start with -, only with a letter');
          await page.keyboard.press('Delete');
          assert.deepEqual(await state(page, '[name=name]'), { ...quiet, focused: true });
        });

        await t.test('an invalid form is not sent, and the first invalid field has the focus', async () => {
          const page = await fresh(browser, `${origin}/form`);
          await page.type('[name=app_key]', 'short');
          await page.type('[name=app_secret]', 'short');
          await page.click('button');
          assert.equal(await page.evaluate('sent'), 0);
          const name = await state(page, '[name=name]');
          assert.deepEqual([name.focused, name.text, name.flagged], [true, 'name has too few characters: 0, at least 3 needed', true]);
          assert.equal((await state(page, '[name=app_secret]')).text, 'app_secret has too few characters: 5, at least 8 needed');
          await page.type('[name=name]', 'app_demo');
          for (const field of ['app_key', 'app_secret']) await page.$eval(`[name=${field}]`, (c) => c.select?.()).then(() => page.focus(`[name=${field}]`)).then(() => page.keyboard.press('Backspace'));
          await page.click('button');
          assert.equal(await page.evaluate('sent'), 1);
          assert.deepEqual(await page.evaluate('values()'), { name: 'app_demo' });
        });

        await t.test('reset and unbind', async () => {
          const page = await fresh(browser, `${origin}/form`);
          await page.type('[name=name]', '-');
          await page.click('[type=reset]');
          await page.waitForFunction(() => !document.querySelector('[aria-invalid]'));
          assert.deepEqual(await state(page, '[name=name]').then(({ text, valid }) => [text, valid]), ['', false]);
          await page.evaluate('unbind()');
          await page.type('[name=name]', 'app_demo');
          assert.equal((await state(page, '[name=name]')).valid, false, 'no longer looked at');
        });

        await t.test('ten pasted megabytes', async () => {
          const page = await fresh(browser, `${origin}/form`);
          await page.focus('[name=remark]');
          const text = await page.evaluate(() => {
            const control = document.activeElement;
            control.value = '字'.repeat(10_000_000);
            control.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' }));
            control.dispatchEvent(new Event('change'));
            return control.validationMessage;
          });
          assert.equal(text, 'remark has too many characters: 10000000, at most 255 allowed');
        });

        await t.test('nothing is said of a character while it is composed', async () => {
          const page = await fresh(browser, `${origin}/form`);
          await page.type('[name=name]', '-');
          await page.keyboard.press('Tab');
          const before = (await state(page, '[name=name]')).text;
          const composing = await page.$eval('[name=name]', (control) => {
            const alert = document.getElementById('name-error');
            control.dispatchEvent(new CompositionEvent('compositionstart'));
            control.value = 'yingyong';
            control.dispatchEvent(new InputEvent('input', { isComposing: true, inputType: 'insertCompositionText' }));
            const during = alert.textContent;
            control.value = '应用';
            control.dispatchEvent(new InputEvent('input', { isComposing: true, inputType: 'insertCompositionText' }));
            control.dispatchEvent(new CompositionEvent('compositionend', { data: '应用' }));
            return { during, after: alert.textContent };
          });
          assert.equal(composing.during, before);
          assert.equal(composing.after, 'name has too few characters: 2, at least 3 needed');
        });

        if (name === 'chromium')
          await t.test('an input method composes Chinese', async () => {
            const page = await fresh(browser, `${origin}/form`);
            await page.focus('[name=remark]');
            const session = await page.createCDPSession();
            for (const text of ['n', 'ni', 'nihao']) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
            await session.send('Input.insertText', { text: '你好' });
            assert.deepEqual(await page.evaluate('values()'), { name: '', remark: '你好' });
            assert.deepEqual(await state(page, '[name=remark]'), { ...quiet, focused: true });
          });

        await t.test('the element renders the form, in Chinese if asked', async () => {
          const page = await fresh(browser, `${origin}/element`);
          await audit(page);
          await page.type('[name=name]', '1');
          await page.click('button');
          assert.equal((await state(page, '[name=name]')).text, 'name 字符过少：1，至少需要 3');
          await audit(page);
          await page.$eval('[name=name]', (control) => { control.value = ''; });
          await page.type('[name=name]', 'app_demo');
          await page.type('[name=app_key]', 'abc-defgh');
          await page.type('[name=remark]', '😀');
          await page.click('button');
          await page.waitForFunction('globalThis.app');
          assert.deepEqual(await page.evaluate('app'), { name: 'app_demo', remark: '😀', app_key: 'abc-defgh' });
        });

        await t.test('every vector of texts', async () => {
          const page = await fresh(browser, `${origin}/form`);
          const { ran, wrong } = await page.evaluate(async (cases) => {
            const { bind } = await import('/appgauge/dist/form.js');
            const names = ['name', 'remark', 'app_key', 'app_secret'];
            const form = document.createElement('form');
            // A textarea keeps line feeds; what it turns into one is left out below.
            for (const name of names) form.append(Object.assign(document.createElement('textarea'), { name }));
            document.body.append(form);
            bind(form);
            const wrong = [];
            let ran = 0;
            for (const { id, value, violations = [] } of cases) {
              ran++;
              for (const name of names) {
                const control = form.elements[name];
                control.value = value[name] ?? '';
                control.dispatchEvent(new InputEvent('input'));
                // An empty optional field is not sent.
                const want = value[name] === '' && name !== 'name' ? false : violations.some(({ field }) => field === name);
                if (control.validity.valid === want) wrong.push(`${id}: ${name} is ${control.validationMessage || 'valid'}`);
              }
            }
            return { ran, wrong };
          }, await textVectors());
          assert.deepEqual(wrong, []);
          assert.ok(ran > 200, `only ${ran}`);
        });

        await t.test('the attributes compile under the v flag and mean what the rules mean', async () => {
          const page = await fresh(browser, `${origin}/element`);
          const wrong = await page.evaluate(async () => {
            const { attributes } = await import('/appgauge/dist/form.js');
            const { validateField } = await import('/appgauge/dist/js.js');
            const texts = ['a', 'ab', 'abc', 'app_demo', '1bc', '_bc', 'a-b-c-d-e', 'abcdefgh', 'abcdefgh!@#$%', '-bcdefgh', 'a bcdefgh', 'é', '字'.repeat(9), '😀'.repeat(255), '😀'.repeat(256), ...[63, 64, 65, 127, 128, 129, 199, 200, 201, 255, 256].map((n) => 'a'.repeat(n))];
            const wrong = [];
            for (const field of ['name', 'remark', 'app_key', 'app_secret']) {
              const input = document.createElement('input');
              for (const [name, value] of Object.entries(attributes(field))) input[name] = value;
              if (input.maxLength !== -1) wrong.push(`${field} has maxlength`);
              new RegExp(input.pattern, 'v');
              for (const text of texts) {
                input.value = text;
                if (input.validity.patternMismatch !== validateField(field, text).length > 0) wrong.push(`${field}: ${text}`);
              }
            }
            return wrong;
          });
          assert.deepEqual(wrong, []);
        });
      }),
    );
  });
