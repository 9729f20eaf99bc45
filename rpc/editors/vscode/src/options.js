// What the extension tells vscode-languageclient. It stands apart from
// extension.js so that a test can use it without Visual Studio Code.

/**
 * How to start the server.
 * @param {string} path the appgauge program
 * @returns {import('vscode-languageclient/node').Executable}
 */
function serverOptions(path) {
  return { command: path || 'appgauge', args: ['lsp'] };
}

/**
 * What to send it. JSON of any name is sent: a member $schema may make it the
 * server's. The editor's language goes along by itself, as the locale.
 * @param {{edition?: string, locale?: string}} settings those under appgauge
 * @returns {import('vscode-languageclient/node').LanguageClientOptions}
 */
function clientOptions(settings) {
  return {
    documentSelector: [{ language: 'json' }, { language: 'jsonc' }, { language: 'jsonl' }],
    initializationOptions: { edition: settings.edition ?? '', locale: settings.locale ?? '' },
  };
}

module.exports = { serverOptions, clientOptions };
