package apps

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// value finds the value with which text begins. It is n bytes long; what follows and
// cannot begin another value is part of it. If the value is surely without violations, it holds as many
// apps; else apps is negative, and node is the value if it is whole.
func value(e *validate.Edition, text string) (n, apps int, node document.Node) {
	if end, ok := document.Scan(e, text, 0); ok && startsValue(text, end) {
		return end, 1, node
	}
	if apps, end, ok := scanArray(e, text); ok && startsValue(text, end) {
		return end, apps, node
	}
	end := balanced(text)
	tree := document.ParseString(text[:end])
	if len(tree.Syntax()) > 0 {
		end = closed(text)
	}
	if !startsValue(text, end) {
		return len(text), -1, node
	}
	if len(tree.Syntax()) == 0 {
		node = tree.Root()
	}
	return end, -1, node
}

// startsValue reports whether an object or an array, or nothing, follows offset i.
func startsValue(text string, i int) bool {
	i = skipSpace(text, i)
	return i == len(text) || text[i] == '{' || text[i] == '['
}

// balanced is the end of the first object or array of text, if it is JSON; else it
// may be anywhere.
func balanced(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// firstWindow is how much of a broken text is read at first to find its end.
const firstWindow = 4 << 10

// closed is the end of the first object or array of text, as far as it can be made
// out of what is not JSON. It reads no more of text than it needs.
func closed(text string) int {
	for size := firstWindow; ; size *= 4 {
		part := text[:min(size, len(text))]
		if root := document.ParseString(part).Root(); root.Exists() && root.Closed() &&
			(root.Kind() == validate.Object || root.Kind() == validate.Array) {
			return root.Span().End
		}
		if len(part) == len(text) {
			return len(text)
		}
	}
}

// scanArray counts the elements of the array of apps without violation with which
// text begins, and finds its end. If not ok, there may be one, and nothing else is
// decided.
func scanArray(e *validate.Edition, text string) (n, end int, ok bool) {
	i := skipSpace(text, 0)
	if i == len(text) || text[i] != '[' {
		return 0, 0, false
	}
	if i = skipSpace(text, i+1); i < len(text) && text[i] == ']' {
		return 0, i + 1, true
	}
	for {
		if i, ok = document.Scan(e, text, i); !ok {
			return 0, 0, false
		}
		n++
		if i = skipSpace(text, i); i == len(text) {
			return 0, 0, false
		}
		switch text[i] {
		case ',':
			i++
		case ']':
			return n, i + 1, true
		default:
			return 0, 0, false
		}
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}
