// Package assist works out what an editor shows of a text that holds create
// requests: diagnostics, completions, hovers and quick fixes. The language
// server and the browser's engine both speak from it.
//
// A [Source] is the text and what to judge it by; its methods answer for a
// moment of editing and keep nothing. However broken the text is, they make the
// best of it.
//
//   - To underline what is wrong, call [Source.Diagnostics].
//   - To offer members and values at the cursor, call [Source.Complete].
//   - To explain what is under the pointer, call [Source.Hover].
//   - To offer mends for what stands in a range, call [Source.Fixes].
//
// All offsets are byte offsets in the text.
package assist
