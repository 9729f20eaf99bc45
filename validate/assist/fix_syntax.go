package assist

import (
	"strconv"
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// syntax works out the fixes for an offence of syntax. Each is only a guess at
// what was meant: what does not make the text better is not offered.
func (f *fixer) syntax(d Diagnostic) {
	if !f.wanted(d) {
		return
	}
	t, text := f.texts(), f.Document.Text()
	at, end := d.Offset-f.start, d.Violation.End-f.start
	gap := skipSpaceBack(text, at) // behind what stands before
	switch d.Cause {
	case validate.CauseEmpty:
		f.add(d, t.writeRequest, Edit{at, at, exampleRequest()})
	case validate.CauseEnd:
		f.close(d)
	case validate.CauseUnexpected:
		f.add(d, t.removeUnexpected, Edit{Start: at, End: end})
	case validate.CauseTrailing:
		f.add(d, t.removeRest, Edit{Start: gap, End: len(text)})
	case validate.CauseName:
		if text[at] == ',' {
			f.addSafe(d, t.removeExtraComma, Edit{Start: at, End: end})
		} else {
			f.quote(d, document.Span{Start: at, End: end}, t.quoteName, f.addSafe)
		}
	case validate.CauseColon:
		if text[at] == '=' {
			f.addSafe(d, t.insertColon, Edit{at, end, ":"})
		} else {
			f.addSafe(d, t.insertColon, Edit{gap, gap, ":"})
		}
	case validate.CauseValue:
		if text[at] == ',' {
			f.add(d, t.removeExtraComma, Edit{Start: at, End: end})
		}
		f.add(d, t.insertValue, Edit{gap, at, ` ""`})
	case validate.CauseComma:
		f.addSafe(d, t.insertComma, Edit{gap, gap, ","})
	case validate.CauseTrailingComma:
		if gap > 0 {
			f.addSafe(d, t.trailingComma, Edit{Start: gap - 1, End: gap})
		}
	case validate.CauseComment:
		f.addSafe(d, t.removeComment, Edit{Start: at, End: end})
	case validate.CauseQuote:
		f.otherQuotes(d, at)
	case validate.CauseWidth:
		ascii := ","
		if d.Char == '：' {
			ascii = ":"
		}
		f.addSafe(d, t.ascii, Edit{at, end, ascii})
	case validate.CauseLiteral, validate.CauseNumber:
		f.badWord(d, at)
	case validate.CauseEscape:
		if slash := lastBackslash(text, at); slash >= 0 {
			f.add(d, t.escapeBackslash, Edit{slash, slash, `\`})
		}
	case validate.CauseSurrogate:
		f.add(d, t.replaceBad, Edit{at, end, `\ufffd`})
	case validate.CauseUTF8:
		f.add(d, t.replaceBad, Edit{at, end, "\ufffd"})
	case validate.CauseControl:
		if d.Char == '\n' || d.Char == '\r' {
			f.add(d, t.closeString, Edit{gap, gap, `"`})
			f.add(d, t.escapeControl, Edit{at, end, escapeControl(d.Char)})
		} else {
			f.addSafe(d, t.escapeControl, Edit{at, end, escapeControl(d.Char)})
		}
	case validate.CauseBOM:
		f.addSafe(d, t.bom, Edit{Start: at, End: end})
	}
}

// close adds what closes the strings, objects and arrays that are open at the
// end of the text.
func (f *fixer) close(d Diagnostic) {
	text := f.Document.Text()
	end := len(text)
	n := f.Root()
	if !n.Exists() {
		return
	}
	var brackets []byte // innermost last
	for n.Exists() && !n.Closed() {
		var last document.Node
		switch n.Kind() {
		case validate.Object:
			brackets = append(brackets, '}')
		case validate.Array:
			brackets = append(brackets, ']')
		case validate.String:
			brackets = append(brackets, '"')
		}
		for last = range n.Children() {
		}
		n = last
	}
	tail := ""
	switch {
	case n.Exists() && n.IsMember() && !n.NameClosed():
		tail = `": ""`
	case n.Exists() && n.IsMember() && !n.HasColon():
		tail = `: ""`
	case n.Exists() && n.IsMember() && n.Kind() == validate.Absent && n.Span().Len() == 0:
		tail = `""`
	case len(brackets) > 0 && brackets[len(brackets)-1] != '"':
		// A comma that nothing follows must go.
		if at := skipSpaceBack(text, end); at > 0 && text[at-1] == ',' {
			end = at - 1
		}
	}
	for i := len(brackets) - 1; i >= 0; i-- {
		tail += string(brackets[i : i+1])
	}
	f.add(d, f.texts().closeAll, Edit{end, len(text), tail})
}

// otherQuotes puts the text at offset at in double quotes.
func (f *fixer) otherQuotes(d Diagnostic, at int) {
	n := f.Document.At(at)
	if !n.Exists() {
		return
	}
	span, content := n.Span(), n.Content()
	if n.IsMember() && n.NameSpan().Start == at {
		span, content = n.NameSpan(), n.NameContent()
	}
	if span.Start != at || !utf8.ValidString(f.slice(content)) {
		return
	}
	f.addSafe(d, f.texts().doubleQuotes, Edit{span.Start, span.End, doubleQuoted(f.slice(content))})
}

func (f *fixer) slice(s document.Span) string { return f.Document.Text()[s.Start:s.End] }

// doubleQuoted puts the content of a text in other quotes in double ones.
func doubleQuoted(content string) string {
	b := []byte{'"'}
	for i := 0; i < len(content); i++ {
		switch c := content[i]; {
		case c == '\\' && i+1 < len(content) && content[i+1] == '\'':
			// A single quote needs no escape any more.
		case c == '\\' && i+1 < len(content):
			i++
			b = append(b, c, content[i])
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// badWord mends a word or number around offset at that is not JSON.
func (f *fixer) badWord(d Diagnostic, at int) {
	n := f.Document.At(at)
	if !n.Exists() || n.Valid() || n.Span().Len() == 0 || !n.Closed() {
		return
	}
	span := n.Span()
	word := ""
	switch letters(n.Raw()) {
	case "true", "yes", "on":
		word = "true"
	case "false", "no", "off":
		word = "false"
	case "null", "none", "nil", "undefined", "nul":
		word = "null"
	}
	if word != "" {
		f.add(d, fill(f.texts().literal, word), Edit{span.Start, span.End, word})
		f.quote(d, span, f.texts().quoteValue, f.add)
		return
	}
	f.quote(d, span, f.texts().quoteValue, f.addSafe)
}

// lastBackslash finds the backslash of the escape that goes wrong at offset at.
func lastBackslash(text string, at int) int {
	for i := at - 1; i >= max(0, at-6); i-- {
		if text[i] == '\\' {
			return i
		}
	}
	return -1
}

// escapeControl is the escape of a control character.
func escapeControl(r rune) string {
	switch r {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	hex := strconv.FormatInt(int64(r), 16)
	return `\u` + "0000"[len(hex):] + hex
}
