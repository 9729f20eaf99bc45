// Runs the bundled extension, with vscode-languageclient in it, against the server,
// in node and with a stand-in for the editor. Prints what the user would see;
// columns count UTF-16 units, from 0.

const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  return name === 'vscode' ? path.join(__dirname, 'vscode.cjs') : resolve.call(this, name, ...rest);
};
const vscode = require('vscode');
const { shown, errors, documents, settings, events } = vscode.test;
const extension = require('../dist/extension.js');

async function wait(what, condition) {
  for (let i = 0; i < 3000; i++, await sleep(10)) {
    const got = condition();
    if (got) return got;
  }
  throw new Error(`timed out waiting for ${what}; shown so far: ${JSON.stringify(shown)}; errors: ${errors}`);
}

function document(file) {
  let text = fs.readFileSync(file, 'utf8');
  const uri = vscode.Uri.file(file);
  return { uri, languageId: 'json', version: 1, isClosed: false, getText: () => text, setText(t) { text = t; this.version++; } };
}

async function main() {
  const [, , mode, file] = process.argv;
  settings['appgauge.path'] = 'appgauge';
  if (mode === 'missing') {
    settings['appgauge.path'] = '/nowhere/appgauge';
    await extension.activate();
    console.log(errors.at(-1));
    process.exit(0);
  }
  const d = document(file);
  documents.push(d);
  vscode.window.activeTextEditor = { document: d };
  vscode.window.visibleTextEditors.push({ document: d });
  await extension.activate();
  const [, diagnostics] = await wait('diagnostics', () => shown.find(([, ds]) => ds.length > 0));
  for (const { range, code, message } of diagnostics) {
    console.log(`${range.start.line}:${range.start.character}-${range.end.character} ${code?.value ?? code}: ${message}`);
    console.log(String(code?.target ?? ''));
  }
  shown.length = 0;
  const range = diagnostics[0].range;
  const lines = d.getText().split('\n');
  const line = lines[range.start.line];
  lines[range.start.line] = line.slice(0, range.start.character) + '_' + line.slice(range.end.character);
  d.setText(lines.join('\n'));
  await events.change.fire({ document: d, contentChanges: [{ range, rangeLength: 1, text: '_' }], reason: undefined });
  await wait('the mended name to be seen', () => shown.some(([, ds]) => ds.length === 0));
  console.log(lines[range.start.line]);
  await extension.deactivate();
  process.exit(0);
}

main().catch((err) => { console.error(err); process.exit(1); });
