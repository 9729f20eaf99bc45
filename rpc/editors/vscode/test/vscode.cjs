// A stand-in for the module "vscode", which exists inside of the editor only: as
// much of it as vscode-languageclient needs to hold a session. What it is handed to
// show is kept in `shown`. Whatever else is asked for is there and does nothing.

class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}

class Range {
  constructor(start, end, endLine, endCharacter) {
    if (typeof start === 'number') [start, end] = [new Position(start, end), new Position(endLine, endCharacter)];
    Object.assign(this, { start, end });
  }
}

class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}

class Disposable {
  constructor(dispose) { this.dispose = dispose ?? (() => {}); }
  static from(...all) { return new Disposable(() => all.forEach((d) => d.dispose())); }
}

class EventEmitter {
  #listeners = new Set();
  event = (listener, self, disposables) => {
    const bound = self ? listener.bind(self) : listener;
    this.#listeners.add(bound);
    const d = new Disposable(() => this.#listeners.delete(bound));
    disposables?.push?.(d);
    return d;
  };
  fire(event) { return Promise.all([...this.#listeners].map((l) => l(event))); }
  dispose() { this.#listeners.clear(); }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel() { this.token.isCancellationRequested = true; }
  dispose() {}
}

class Uri {
  constructor(text) { this.text = text; const u = new URL(text); this.scheme = u.protocol.slice(0, -1); this.path = this.fsPath = u.pathname; }
  static parse(text) { return new Uri(text); }
  static file(path) { return new Uri('file://' + path); }
  toString() { return this.text; }
}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
CodeActionKind.Empty = new CodeActionKind('');

/** Anything at all: it can be read, called, constructed and extended. */
function anything(name, members = {}) {
  return new Proxy(members instanceof Function ? members : Object.assign(function () {}, members), {
    get(target, key) {
      if (key in target) return target[key];
      if (typeof key === 'symbol' || key === 'then') return undefined;
      if (key.startsWith('on') && key[2] === key[2]?.toUpperCase()) return () => new Disposable();
      return (target[key] = anything(`${name}.${key}`));
    },
    apply: () => anything(name + '()'),
    construct: (_, args, target) => target === undefined ? {} : Object.create(target.prototype ?? Object.prototype),
  });
}

const events = { open: new EventEmitter(), change: new EventEmitter(), close: new EventEmitter() };
const shown = []; // [uri, diagnostics] in the order of their coming
const errors = [];
const documents = [];
const settings = {};

module.exports = anything('vscode', {
  Position, Range, Diagnostic, Disposable, EventEmitter, CancellationTokenSource, Uri, CodeActionKind,
  version: '1.91.0',
  env: anything('env', { language: 'en', appName: 'a test', remoteName: undefined }),
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  workspace: anything('workspace', {
    textDocuments: documents,
    notebookDocuments: [],
    workspaceFolders: undefined,
    onDidOpenTextDocument: events.open.event,
    onDidChangeTextDocument: events.change.event,
    onDidCloseTextDocument: events.close.event,
    getConfiguration: (section) => ({
      get: (key, otherwise) => settings[key ?? section] ?? settings[`${section}.${key}`] ?? otherwise,
      inspect: () => undefined,
    }),
  }),
  languages: anything('languages', {
    match: (selector, document) => [selector].flat().some((f) => f.language === document.languageId) ? 10 : 0,
    createDiagnosticCollection: () => ({
      set: (uri, diagnostics) => { shown.push([String(uri), diagnostics ?? []]); },
      delete: (uri) => { shown.push([String(uri), []]); },
      has: () => false, get: () => [], clear() {}, dispose() {},
    }),
  }),
  window: anything('window', {
    visibleTextEditors: [], activeTextEditor: undefined,
    tabGroups: anything('tabGroups', { all: [] }),
    showErrorMessage: async (message) => { errors.push(message); },
    createOutputChannel: () => anything('channel'),
  }),
  test: { events, shown, errors, documents, settings },
});
