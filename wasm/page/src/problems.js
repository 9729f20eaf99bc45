// What is wrong with the text in the editor: as marks in it, and as a list beside it
// that needs neither a pointer nor colours.
import { $, element, say } from './dom.js';
import { applyFix } from './editor.js';
import { word } from './words.js';

const listed = 50; // problems in the list
const marked = 1000; // and in the editor; more would slow it down
const mendable = 1 << 18; // characters of a text that fixes are looked for in

/** Diagnostics as CodeMirror takes them. */
export const underlined = (diagnostics) =>
  diagnostics.slice(0, marked).map(({ from, to, severity, message }) => ({ from, to, severity, message }));

const problem = (editor, { from, to, severity, message }, fixes) => {
  const { view } = editor;
  const { doc } = view.state;
  const line = doc.lineAt(from);
  // Columns are counted in characters, as people do, not in UTF-16 units.
  const column = [...line.text.slice(0, from - line.from)].length + 1;
  const unlessChanged = (f) => () => {
    if (view.state.doc.eq(doc)) f();
  };
  return element(
    'li',
    { className: severity },
    element('span', { className: 'severity', textContent: word(severity) }),
    ' ',
    element('button', { type: 'button', className: 'place', textContent: word('place', line.number, column), onclick: unlessChanged(() => editor.select(from, to)) }),
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

/** Lists diagnostics with the fixes that findFixes finds. */
export const showProblems = async (editor, diagnostics, findFixes) => {
  const { doc } = editor.view.state;
  const fixes = diagnostics.length && doc.length <= mendable ? await findFixes() : [];
  if (!editor.view.state.doc.eq(doc)) return; // a later check will list
  const fixesOf = ({ from, code }) => fixes.filter(({ diagnostic }) => diagnostic.from === from && diagnostic.code === code);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  say($('verdict'), diagnostics.length ? word('problems', errors, diagnostics.length - errors) : word('valid'));
  $('verdict').className = errors ? 'error' : diagnostics.length ? 'warning' : 'valid';
  $('problems').replaceChildren(
    ...diagnostics.toSorted((a, b) => a.from - b.from).slice(0, listed).map((diagnostic) => problem(editor, diagnostic, fixesOf(diagnostic))),
    ...(diagnostics.length > listed ? [element('li', { textContent: word('more', diagnostics.length - listed) })] : []),
  );
};
