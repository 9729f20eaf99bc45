// The extension: it starts the language server and leaves the rest to
// vscode-languageclient.

const { window, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');
const { serverOptions, clientOptions } = require('./options.js');

/** @type {LanguageClient | undefined} */
let client;

async function activate() {
  const settings = workspace.getConfiguration('appgauge');
  const path = settings.get('path');
  client = new LanguageClient('appgauge', 'appgauge', serverOptions(path), clientOptions({
    edition: settings.get('edition'),
    locale: settings.get('locale'),
  }));
  try {
    await client.start();
  } catch {
    // Why it did not has been shown; this is what to do.
    window.showErrorMessage(`appgauge: "${path} lsp" did not start. ` +
      'Install it with "go install github.com/appgauge/appgauge/cmd/appgauge@latest", or set appgauge.path.');
  }
}

async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
