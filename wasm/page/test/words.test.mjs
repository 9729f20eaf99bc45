// Both languages say the same things, and everything that the page asks for.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { en } from '../src/words-en.js';
import { zh } from '../src/words-zh.js';

test('the languages have the same words, with the same details', () => {
  const shape = (words) => Object.entries(words).map(([key, text]) => [key, typeof text === 'function' ? text.length : 'text']);
  assert.deepEqual(shape(zh), shape(en));
});

test('every word is used, and every one that is used is there', async () => {
  const src = new URL('../src/', import.meta.url);
  const used = new Set();
  let all = '';
  for (const name of await readdir(src)) {
    if (/^words/.test(name)) continue;
    const text = await readFile(new URL(name, src), 'utf8');
    all += text;
    for (const [, shown, asked] of text.matchAll(/data-(?:text|label)="([^"]+)"|\bword\('([^']+)'/g)) used.add(shown ?? asked);
  }
  assert.deepEqual([...used].filter((key) => !(key in en)), []);
  assert.deepEqual(Object.keys(en).filter((key) => !used.has(key) && !all.includes(`'${key}'`)), []);
});

test('the document says the words of English before any script runs', async () => {
  const html = await readFile(new URL('../src/index.html', import.meta.url), 'utf8');
  for (const [, key, text] of html.matchAll(/data-text="([^"]+)">([^<]*)</g)) assert.equal(text, en[key], key);
});
