// Snippets of completions, without a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expand } from '../src/snippet.js';

const rows = [
  { snippet: '"app_key": "$1"', text: '"app_key": ""', selected: '', at: 12 },
  { snippet: '{\n  "name": "${1:app_demo}"$2\n\\}', text: '{\n  "name": "app_demo"\n}', selected: 'app_demo', at: 13 },
  { snippet: 'a\\$1\\\\\\}', text: 'a$1\\}', selected: '', at: 5 },
  { snippet: '${2:later} ${1:fir\\}st}', text: 'later fir}st', selected: 'fir}st', at: 6 },
  { snippet: '', text: '', selected: '', at: 0 },
];

for (const { snippet, text, selected, at } of rows)
  test(`snippet ${JSON.stringify(snippet)}`, () => {
    const got = expand(snippet);
    assert.deepEqual({ text: got.text, selected: got.text.slice(got.start, got.end), at: got.start }, { text, selected, at });
  });
