// The editor: CodeMirror, told by the engine what to underline, offer and explain.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { ChangeSet, Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { element } from './dom.js';
import { highlight, theme } from './editor-theme.js';
import { markdown } from './markdown.js';
import { expand } from './snippet.js';

const explain = (text) => element('div', { className: 'explain' }, ...markdown(text));

// Where the explanation of an offer stands: beside the list if that has room, else
// below or above it; over other offers or the form, never.
const positionInfo = (view, list, option, info, space) => {
  const [width, height] = [info.right - info.left, info.bottom - info.top];
  if (space.right - list.right >= width) {
    const top = Math.max(space.top, Math.min(option.top, space.bottom - height));
    return { style: `top: ${top - list.top}px`, class: 'cm-completionInfo-right' };
  }
  const left = Math.min(0, space.right - list.left - width);
  return { style: `left: ${left}px; ${space.bottom - list.bottom >= height ? 'top' : 'bottom'}: 100%` };
};

// Tooltips keep a distance from the window's sides.
const tooltipSpace = () => ({ top: 0, left: 8, bottom: innerHeight, right: document.documentElement.clientWidth - 8 });

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
 * Puts an editor into an element. offersAt and explanationAt ask the engine about a place in the present text; changed
 * is called when the text has changed, moved when the cursor has. Returns the view and what can be done with it.
 */
export const createEditor = (host, { text, labels: names, offersAt, explanationAt, changed, moved }) => {
  const complete = async (context) => {
    if (!context.explicit && !context.matchBefore(/["\w{]$/)) return null;
    const offers = await offersAt(context.pos);
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
    const found = await explanationAt(position);
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
        autocompletion({ override: [complete], icons: false, positionInfo }),
        tooltips({ tooltipSpace }),
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
