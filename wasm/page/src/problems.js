// What is wrong with the text in the editor: as marks in it, and as a list beside it
// that needs neither a pointer nor colours.
import { $, element, say } from './dom.js';
import { applyFix } from './editor.js';
import { word } from './words.js';

const listed = 50; // problems in the list
const mendable = 1 << 18; // characters of a text that fixes are looked for in

/** Diagnostics as CodeMirror takes them. */
export const underlined = (diagnostics) =>
  diagnostics.map(({ from, to, severity, message }) => ({ from, to, severity, message }));

// Columns are counted in characters, as people do, not in UTF-16 units.
const characters = (text) => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

// Finds the line and the column of offsets that come in order: a line may be
// megabytes long, and is gone through once.
const placesIn = (doc) => {
  let before = { line: {}, from: 0, column: 1 };
  return (from) => {
    const line = doc.lineAt(from);
    const start = line.from === before.line.from ? before : { from: line.from, column: 1 };
    before = { line, from, column: start.column + characters(doc.sliceString(start.from, from)) };
    return [line.number, before.column];
  };
};

const problem = (editor, { from, to, severity, message }, place, fixes) => {
  const { view } = editor;
  const { doc } = view.state;
  const unlessChanged = (f) => () => {
    if (view.state.doc.eq(doc)) f();
  };
  return element(
    'li',
    { className: severity },
    element('span', { className: 'severity', textContent: word(severity) }),
    ' ',
    element('button', { type: 'button', className: 'place', textContent: word('place', ...place), onclick: unlessChanged(() => editor.select(from, to)) }),
    element('p', { textContent: message }),
    ...fixes.map((fix) =>
      element('button', {
        type: 'button',
        className: 'fix',
        textContent: fix.title,
        onclick: unlessChanged(() => {
          applyFix(view, fix);
          view.focus();
        }),
      }),
    ),
  );
};

const verdict = ({ diagnostics, total, exact }) => {
  if (!total) return word('valid');
  if (total > diagnostics.length) return word('problemsOf', diagnostics.length, total, exact);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return word('problems', errors, total - errors);
};

/** Lists what the engine has found with the fixes that findFixes finds. */
export const showProblems = async (editor, found, findFixes) => {
  const { doc } = editor.view.state;
  const { diagnostics, total, exact } = found;
  const fixes = total && doc.length <= mendable ? await findFixes() : [];
  if (!editor.view.state.doc.eq(doc)) return; // a later check will list
  const fixesOf = ({ from, code }) => fixes.filter(({ diagnostic }) => diagnostic.from === from && diagnostic.code === code);
  say($('verdict'), verdict(found));
  $('verdict').className = !total ? 'valid' : diagnostics.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  const place = placesIn(doc);
  $('problems').replaceChildren(
    ...diagnostics.toSorted((a, b) => a.from - b.from).slice(0, listed).map((diagnostic) => problem(editor, diagnostic, place(diagnostic.from), fixesOf(diagnostic))),
    ...(total > listed ? [element('li', { textContent: word('more', total - listed, exact) })] : []),
  );
};
