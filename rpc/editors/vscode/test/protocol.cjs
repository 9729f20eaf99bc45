// Speaks with the server through vscode-languageserver-protocol, as clients written
// in JavaScript do, and prints what a user would see. Columns count UTF-16 units,
// from 0.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { pathToFileURL } = require('node:url');
const {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  InitializeRequest, InitializedNotification, ShutdownRequest, ExitNotification,
  DidOpenTextDocumentNotification, DidChangeTextDocumentNotification, PublishDiagnosticsNotification,
  HoverRequest, CompletionRequest, CodeActionRequest, ConfigurationRequest, RegistrationRequest,
} = require('vscode-languageserver-protocol/node');
const { serverOptions, clientOptions } = require('../src/options.js');

async function main() {
  const file = process.argv[2];
  const text = fs.readFileSync(file, 'utf8');
  const uri = pathToFileURL(file).href;
  const { command, args } = serverOptions('');
  const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => server.on('exit', resolve));
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published = [];
  let wake = () => {};
  connection.onNotification(PublishDiagnosticsNotification.type, (p) => { published.push(p); wake(); });
  connection.onRequest(ConfigurationRequest.type, (p) => p.items.map(() => null));
  connection.onRequest(RegistrationRequest.type, () => {});
  connection.listen();
  const version = async (n) => {
    for (;;) {
      const found = published.find((p) => p.version === n);
      if (found) return found.diagnostics;
      await new Promise((resolve) => { wake = resolve; });
    }
  };

  const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    locale: 'en',
    initializationOptions: clientOptions({}).initializationOptions,
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        publishDiagnostics: { versionSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
      },
    },
  });
  console.log(capabilities.positionEncoding);
  connection.sendNotification(InitializedNotification.type, {});
  connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'json', version: 1, text } });
  const [problem] = await version(1);
  const { start, end } = problem.range;
  console.log(`${start.line}:${start.character}-${end.character} ${problem.code}: ${problem.message}`);

  const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: start });
  console.log(hover.contents.value.split('\n')[0]);
  const actions = await connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: problem.range, context: { diagnostics: [problem] } });
  console.log(actions.map((a) => a.title).join('; '));

  const [edit] = actions[0].edit.changes[uri];
  connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version: 2 }, contentChanges: [{ range: edit.range, text: edit.newText }] });
  console.log((await version(2)).length);
  const line = text.split('\n')[1];
  connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri, version: 3 },
    contentChanges: [{ range: { start: { line: 1, character: line.length - 1 }, end: { line: 1, character: line.length - 1 } }, text: ', "' }],
  });
  const list = await connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position: { line: 1, character: line.length + 2 } });
  console.log(list.items.map((i) => i.label).join(' '));

  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  console.log(`status ${await exited}`);
  process.exit(0);
}

main().catch((err) => { console.error(err); process.exit(1); });
