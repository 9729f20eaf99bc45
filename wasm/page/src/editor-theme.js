// The editor's looks. Colours are the page's: custom properties reach into the
// editor's shadow root.
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ink)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--accent-ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--quiet)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--quiet)' },
  { tag: tags.invalid, color: 'var(--wrong)' },
]);

// Wavy lines by text-decoration: the usual ones are images in data: addresses,
// which the policy does not allow.
const wavy = (colour) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1.5px`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
});

export const theme = EditorView.theme({
  '&': { fontSize: '0.9375rem', backgroundColor: 'var(--sheet)', color: 'var(--ink)', minHeight: '14rem', maxHeight: '26rem', borderRadius: '5px 5px 0 0' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: '0.75rem 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--quiet)', border: 'none', paddingLeft: '0.25rem' },
  '.cm-activeLine': { backgroundColor: 'var(--tint)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { backgroundColor: 'var(--selection)' },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': { backgroundColor: 'var(--selection)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '.cm-lintRange-error': wavy('var(--wrong)'),
  '.cm-lintRange-warning': wavy('var(--doubt)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--tint)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--wrong)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sheet)', color: 'var(--ink)', border: '1px solid var(--rule)', borderRadius: '6px',
    boxShadow: '0 6px 24px rgb(0 0 0 / .14)', maxWidth: 'min(28rem, 90vw)', fontFamily: 'var(--sans)',
  },
  '.explain': { padding: '0.5rem 0.75rem', fontSize: '0.875rem', lineHeight: '1.5' },
  '.explain p': { margin: '0.25rem 0' },
  '.explain em': { color: 'var(--quiet)', fontStyle: 'normal' },
  '.cm-diagnostic': { padding: '0.4rem 0.75rem', fontSize: '0.875rem', whiteSpace: 'normal' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--wrong)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--doubt)' },
  '.cm-panels': { backgroundColor: 'var(--sheet)', color: 'var(--ink)', borderColor: 'var(--rule)' },
  '.cm-panel.cm-panel-lint ul [aria-selected], .cm-panel.cm-panel-lint ul:focus [aria-selected]': { backgroundColor: 'var(--selection)', color: 'var(--ink)' },
  '.cm-panel.cm-panel-lint button[name=close]': { color: 'var(--ink)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '0.875rem', maxWidth: 'min(28rem, 90vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.75rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected], .cm-tooltip-autocomplete-disabled > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)', color: 'var(--on-accent)',
  },
  '.cm-completionDetail': { fontFamily: 'var(--sans)', fontStyle: 'normal', marginLeft: '1rem', color: 'inherit' },
  '.cm-tooltip.cm-completionInfo': { width: '17rem', maxWidth: '80vw', padding: '0', whiteSpace: 'normal' },
});
