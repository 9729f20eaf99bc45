// Package document reads JSON texts that hold apps and keeps the place of
// everything in them, so that a violation can be shown where it stands.
//
//   - To check a create request straight from its bytes, call [Check] or
//     [Append]. A valid one is checked in one pass, without allocating.
//   - To check the elements of an array, [Parse] the text once and call
//     [AppendNode] for each element of its root.
//   - To work on a text that is being written, walk the [Node] tree of the
//     [Document] that [Parse] returns, however broken the text is.
//
// A text is accepted exactly where it is JSON by RFC 8259, in valid UTF-8,
// without a byte order mark, without lone surrogates in its escapes, and nested
// at most [MaxDepth] deep. Member names that stand twice in an object are no
// error of syntax; they are found and reported as violations of their own.
//
// All offsets are byte offsets in the document. Time and memory are linear in
// its length, whatever it holds.
package document
