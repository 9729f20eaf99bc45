package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// CompletionKind is what a completion writes.
type CompletionKind uint8

const (
	// Member: a member, or only its name where the rest is there.
	Member CompletionKind = iota
	// Value: a value.
	Value
	// Request: a whole create request.
	Request
)

// Completion is something that can be written at the cursor.
type Completion struct {
	Kind CompletionKind
	// Label is what a list shows, Detail what it shows beside it, and Doc is
	// Markdown that explains.
	Label, Detail, Doc string
	// Filter is the text to compare with what is typed from Start on.
	Filter string
	// Insert replaces what stands from Start to End.
	Insert     string
	Start, End int
	// Snippet is Insert with places to type in, in the syntax of LSP; "" where
	// it has none.
	Snippet string
	// Edits are made besides, elsewhere: a comma that was missing.
	Edits []Edit
}

// Complete returns what can be written at offset i, the likeliest first: the
// members that the request does not have yet, an example of a member's value,
// or a request; nil where nothing can.
func (s *Source) Complete(i int) []Completion {
	p := s.partAt(i)
	at := locate(p, i-p.start)
	c := completer{Source: s, part: p, place: at, at: i - p.start}
	switch {
	case at.kind == inName && s.isRequest(at.container):
		c.names(c.token(at.member.NameSpan(), at.member.NameContent()))
	case at.kind == inValue && s.isRequest(at.container):
		c.values()
	case at.kind == between && at.container.Exists() && s.isRequest(at.container):
		c.names(document.Span{Start: c.at, End: c.at})
	case at.kind == between && (!at.container.Exists() || s.holdsRequests(at.container)):
		c.request()
	}
	return c.found
}

// holdsRequests reports whether n is the array whose elements are the requests.
func (s *Source) holdsRequests(n document.Node) bool {
	return s.Kind == Requests && n.Kind() == validate.Array && !n.Parent().Exists()
}

// completer collects the completions at offset at of its part.
type completer struct {
	*Source
	part
	place
	at    int
	found []Completion
}

// token is what to replace of the name or value that is being written: all of
// it, or only what stands before the cursor where a missing quote has let it
// swallow what follows.
func (c *completer) token(span, content document.Span) document.Span {
	text := c.Document.Text()
	for i := content.Start; i < content.End; i++ {
		if b := text[i]; b == ',' || b == ':' || b == '{' || b == '}' || b == '\n' {
			return document.Span{Start: span.Start, End: max(c.at, content.Start)}
		}
	}
	return span
}

// names offers the fields that are not members yet.
func (c *completer) names(span document.Span) {
	e, t := c.edition(), c.texts()
	var present fieldSet
	for m := range c.container.Children() {
		if id, ok := e.Field(m.Name()); ok && m != c.member {
			present[id] = true
		}
	}
	complete := c.member.Exists() && (c.member.HasColon() || c.member.Span().Len() > 0)
	for id := range e.Fields {
		f := &e.Fields[id]
		if present[id] {
			continue
		}
		quoted := `"` + f.Name + `"`
		found := Completion{
			Kind: Member, Label: f.Name, Filter: quoted, Insert: quoted,
			Detail: t.optional, Doc: c.describe(validate.FieldID(id)),
		}
		if f.Required {
			found.Detail = t.required
		}
		if !complete {
			comma := c.commaAfter(span.End)
			found.Insert = quoted + `: ""` + comma
			found.Snippet = quoted + `: "$1"` + comma
		}
		c.add(found, span)
	}
}

// values offers the example of the member's value.
func (c *completer) values() {
	id, ok := c.edition().Field(c.member.Name())
	if !ok || example(id) == "" {
		return
	}
	text := c.Document.Text()
	span := c.member.Span()
	space := ""
	if span.Len() == 0 {
		span = document.Span{Start: c.at, End: c.at}
		if !isSpace(text[c.at-1]) {
			space = " "
		}
	} else if c.member.Kind() == validate.String {
		span = c.token(span, c.member.Content())
	}
	quoted := `"` + example(id) + `"`
	c.add(Completion{
		Kind: Value, Label: quoted, Filter: quoted, Insert: space + quoted + c.commaAfter(span.End),
		Detail: c.texts().example, Doc: c.describe(id),
	}, span)
}

// request offers a whole create request.
func (c *completer) request() {
	const name = `"name": "`
	open, closing := "{\n  ", "\n}"
	if c.Kind == Lines {
		open, closing = "{", "}"
	}
	comma := c.commaAfter(c.at)
	c.add(Completion{
		Kind: Request, Label: "{ … }", Filter: "{", Detail: c.texts().request, Doc: c.describe(validate.Name),
		Insert:  open + name + example(validate.Name) + `"` + closing + comma,
		Snippet: open + name + "${1:" + example(validate.Name) + `}"` + `$2` + snippetText(closing) + comma,
	}, document.Span{Start: c.at, End: c.at})
}

func (c *completer) add(found Completion, span document.Span) {
	found.Start, found.End = span.Start+c.start, span.End+c.start
	if c.kind != inValue && c.prev.Exists() {
		if end := c.prev.Span().End; end <= span.Start && !hasComma(c.Document.Text()[end:span.Start]) {
			found.Edits = []Edit{{Start: end + c.start, End: end + c.start, New: ","}}
		}
	}
	c.found = append(c.found, found)
}

// commaAfter is the comma that is missing where something is written before
// offset i: another member or element follows at once.
func (c *completer) commaAfter(i int) string {
	text := c.Document.Text()
	if i = skipSpace(text, i); i < len(text) && (text[i] == '"' || text[i] == '{') {
		return ","
	}
	return ""
}

// snippetText is text as it is written in a snippet.
func snippetText(text string) string {
	b := make([]byte, 0, len(text))
	for i := range len(text) {
		if c := text[i]; c == '$' || c == '}' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return string(b)
}

// example is a value of the field that the pages show in a request or, for the
// AppKey, in the answer to one; "" for a field whose value should be nobody
// else's.
func example(id validate.FieldID) string {
	switch id {
	case validate.Name:
		return "app_demo"
	case validate.Remark:
		return "Demo app"
	}
	return ""
}
