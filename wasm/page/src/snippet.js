// Snippets in the syntax of LSP, as far as completions use it: $1, ${1:text} and
// backslashes before $, } and \.

/** The plain text, and the range in it of the first place to type in. */
export const expand = (snippet) => {
  let text = '';
  let first;
  let from = 0;
  const literal = (part) => part.replace(/\\([$}\\])/g, '$1');
  for (const match of snippet.matchAll(/\\[$}\\]|\$(\d+)|\$\{(\d+):((?:\\.|[^}\\])*)\}/g)) {
    text += snippet.slice(from, match.index);
    const [whole, bare, number, content = ''] = match;
    const start = text.length;
    text += bare || number ? literal(content) : literal(whole);
    if ((bare ?? number) === '1') first = { start, end: text.length };
    from = match.index + whole.length;
  }
  text += snippet.slice(from);
  return { text, start: first?.start ?? text.length, end: first?.end ?? text.length };
};
