// The little Markdown that the rules' explanations are written in: paragraphs,
// **strong**, *emphasis*, `code`, and backslashes before punctuation.
import { element } from './dom.js';

const inline = /\\([!-/:-@[-`{-~])|\*\*((?:\\.|[^*\\])+)\*\*|\*((?:\\.|[^*\\])+)\*|`([^`]+)`/gs;

const spans = (text) => {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    nodes.push(text.slice(from, match.index));
    const [whole, escaped, strong, emphasis, code] = match;
    if (escaped) nodes.push(escaped);
    else if (strong) nodes.push(element('strong', {}, ...spans(strong)));
    else if (emphasis) nodes.push(element('em', {}, ...spans(emphasis)));
    else nodes.push(element('code', { textContent: code }));
    from = match.index + whole.length;
  }
  return [...nodes, text.slice(from)];
};

/** The elements that show a text in Markdown. */
export const markdown = (text) => text.split(/\n{2,}/).map((paragraph) => element('p', {}, ...spans(paragraph)));
