// The editor: CodeMirror, told by the engine what to underline, offer and explain.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { ChangeSet, Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import { element } from './dom.js';
import { highlight, theme } from './editor-theme.js';
import { markdown } from './markdown.js';
import { expand } from './snippet.js';

const explain = (text) => element('div', { className: 'explain' }, ...markdown(text));

// A place in the first member, so that there is something to explain.
const within = (text) => text.indexOf('"') + 1;

/** Makes the edits of a fix. */
export const applyFix = (view, fix) => view.dispatch({ changes: fix.edits, userEvent: 'input.fix' });

const accept = (offer) => (view, completion) => {
  const { text, start, end } = expand(offer.snippet ?? offer.insert.replace(/[$}\\]/g, '\\$&'));
  // The edits elsewhere, such as a comma that was missing, come first: one at the
  // same place stands before the text.
  const elsewhere = view.state.changes(offer.edits);
  const at = elsewhere.mapPos(offer.from, 1);
  const changes = elsewhere.compose(ChangeSet.of({ from: at, to: elsewhere.mapPos(offer.to, 1), insert: text }, elsewhere.newLength));
  view.dispatch({
    changes,
    selection: { anchor: at + start, head: at + end },
    scrollIntoView: true,
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(completion),
  });
};

/**
 * Puts an editor into an element. ask(method, ...) asks the engine about the present text; changed is called when the
 * text has changed, moved when the cursor has. Returns the view and what can be done with it.
 */
export const createEditor = (host, { text, labels: names, ask, changed, moved }) => {
  const complete = async (context) => {
    if (!context.explicit && !context.matchBefore(/["\w{]$/)) return null;
    const offers = await ask('complete', context.pos);
    if (!offers?.length || context.aborted) return null;
    return {
      from: Math.min(...offers.map(({ from }) => from)),
      // The engine has compared already, and is asked anew at each key.
      filter: false,
      options: offers
        .filter(({ from, to, filter }) => filter.toLowerCase().startsWith(context.state.sliceDoc(from, Math.min(to, context.pos)).toLowerCase()))
        .map((offer) => ({
          label: offer.label,
          detail: offer.detail,
          type: offer.kind,
          info: () => explain(offer.doc),
          apply: accept(offer),
        })),
    };
  };

  const hover = async (view, position) => {
    const found = await ask('hover', position);
    if (!found) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: explain(found.markdown) }) };
  };

  const labelled = new Compartment();
  const labels = ({ editor, completions, diagnostics }) => [
    EditorView.contentAttributes.of({ 'aria-label': editor, spellcheck: 'false', autocapitalize: 'off' }),
    EditorState.phrases.of({ Completions: completions, Diagnostics: diagnostics }),
  ];
  // Within a shadow root, styles are adopted, not written into the document: the
  // policy allows no inline ones.
  const root = host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      selection: { anchor: within(text) },
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        json(),
        syntaxHighlighting(highlight),
        theme,
        EditorView.lineWrapping,
        autocompletion({ override: [complete], icons: false }),
        hoverTooltip(hover, { hoverTime: 250 }),
        labelled.of(labels(names)),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed();
          if (update.docChanged || update.selectionSet) moved();
        }),
      ],
    }),
  });

  return {
    view,
    relabel: (names) => view.dispatch({ effects: labelled.reconfigure(labels(names)) }),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: within(text) } }),
    underline: (diagnostics) => view.dispatch(setDiagnostics(view.state, diagnostics)),
    select: (from, to) => {
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
  };
};
