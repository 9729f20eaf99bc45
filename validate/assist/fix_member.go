package assist

import (
	"strconv"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

func itoa(n int) string { return strconv.Itoa(n) }

// remove takes out the member n with a comma beside it.
func (f *fixer) remove(d Diagnostic, n document.Node, title string) {
	object := n.Parent()
	if !n.IsMember() || !object.Valid() {
		return
	}
	var before, after document.Node
	for m := range object.Children() {
		switch {
		case m.NameSpan().Start < n.NameSpan().Start:
			before = m
		case m != n && !after.Exists():
			after = m
		}
	}
	edit := Edit{Start: n.NameSpan().Start, End: n.Span().End}
	switch {
	case after.Exists():
		edit.End = after.NameSpan().Start
	case before.Exists():
		edit.Start = before.Span().End
	}
	switch {
	case d.Rule == validate.RuleDuplicate:
		// The object is JSON and stays so with one of the name less. To try that would
		// show nothing where there are more of them than are reported.
		if same := same(n); same || !f.safe {
			f.offer(d, fill(title, d.Field), same, edit)
		}
	case n.Kind() == validate.Null && d.Rule == validate.RuleType:
		f.addSafe(d, fill(title, d.Field), edit) // null says as much as nothing
	default:
		f.add(d, fill(title, d.Field), edit)
	}
}

// same reports whether all members of the name that n has say what n says.
func same(n document.Node) bool {
	for m := range n.Parent().Children() {
		if m.Name() == n.Name() && m.Raw() != n.Raw() {
			return false
		}
	}
	return true
}

// addMember adds a member that is missing to the request n, in the shape of the
// members that are there.
func (f *fixer) addMember(d Diagnostic, n document.Node) {
	id, ok := f.edition().Field(d.Field)
	if !ok || !n.Valid() || example(id) == "" {
		return
	}
	member := `"` + d.Field + `": "` + example(id) + `"`
	at := n.Span().Start + 1
	for first := range n.Children() {
		name := first.NameSpan().Start
		member = f.Document.Text()[at:name] + member + ","
		if at == name {
			member += " "
		}
		break
	}
	f.add(d, fill(f.texts().addMember, d.Field), Edit{at, at, member})
}

// exampleRequest is the example request as a text of its own.
func exampleRequest() string {
	return `{"name": "` + example(validate.Name) + `"}`
}
