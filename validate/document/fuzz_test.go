package document_test

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// seed adds the texts of the tables, and what is particular about JSON.
func seed(f *testing.F) {
	for _, tt := range checkTests {
		if len(tt.text) < 4096 { // the fuzzer mutates long texts in vain
			f.Add([]byte(tt.text))
		}
	}
	for _, s := range []string{
		`0`, `-0`, `-`, `1e5`, `1E+5`, `1e`, `0.10`, `1.e1`, `00`, `true`, `falsy`, `[]`, `[1,[2],{"":{}}]`, `{"":0,"":1}`,
		`"\u0000"`, `"\ud800\udc00"`, `"\uD800\u0041"`, `"\udc00"`, "\"\x00\"", "\"\x7f\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\ufffd\"",
		"\u00a0", "\u2028", `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"a":0,"j":0,"i":0}`,
		`[{"name":"abc"},{"name":"1"}]`, "{\"name\":\"abc\"}\n{\"name\":\"abd\"}\n", strings.Repeat("[", 50), strings.Repeat(`{"a":`, 50),
	} {
		f.Add([]byte(s))
	}
}

// FuzzOracle holds against jsontext, for every text: the same verdict, with
// duplicate names allowed and forbidden; and where the text is JSON, the same
// kinds, names and decoded strings in the same order.
func FuzzOracle(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d := document.Parse(data)
		want, err := oracle(data, true)
		if (err == nil) != (d.Syntax() == nil) {
			t.Fatalf("Syntax() = %v, jsontext says %v", d.Syntax(), err)
		}
		if err != nil {
			return
		}
		if diff := cmp.Diff(want, tokens(nil, d.Root())); diff != "" {
			t.Fatalf("tokens (-jsontext +got):\n%s", diff)
		}
		_, err = oracle(data, false)
		if (err != nil) != repeats(d.Root()) {
			t.Fatalf("repeats %t, jsontext says %v", repeats(d.Root()), err)
		}
	})
}

// oracle reads one value, and nothing behind it, by jsontext.
func oracle(data []byte, duplicates bool) (toks []string, err error) {
	// The decoder itself reads sequences of values.
	v := jsontext.Value(data)
	if !v.IsValid(jsontext.AllowDuplicateNames(duplicates)) {
		_, err := jsontext.AppendFormat(nil, data, jsontext.AllowDuplicateNames(duplicates))
		return nil, err
	}
	dec := jsontext.NewDecoder(strings.NewReader(string(data)), jsontext.AllowDuplicateNames(duplicates))
	for {
		tok, err := dec.ReadToken()
		if err != nil {
			return toks, nil
		}
		text := tok.Kind().String()
		if tok.Kind() == jsontext.KindString {
			text += tok.String()
		}
		toks = append(toks, text)
	}
}

// tokens lists what jsontext's decoder makes of the value.
func tokens(toks []string, n document.Node) []string {
	name := func(k jsontext.Kind) string { return k.String() }
	switch n.Kind() {
	case validate.Null:
		return append(toks, name(jsontext.KindNull))
	case validate.Bool:
		if n.Raw() == "true" {
			return append(toks, name(jsontext.KindTrue))
		}
		return append(toks, name(jsontext.KindFalse))
	case validate.Number:
		return append(toks, name(jsontext.KindNumber))
	case validate.String:
		return append(toks, name(jsontext.KindString)+n.Text())
	case validate.Array:
		toks = append(toks, name(jsontext.KindBeginArray))
		for child := range n.Children() {
			toks = tokens(toks, child)
		}
		return append(toks, name(jsontext.KindEndArray))
	case validate.Object:
		toks = append(toks, name(jsontext.KindBeginObject))
		for child := range n.Children() {
			toks = append(toks, name(jsontext.KindString)+child.Name())
			toks = tokens(toks, child)
		}
		return append(toks, name(jsontext.KindEndObject))
	}
	return append(toks, "absent")
}

func repeats(n document.Node) bool {
	for child := range n.Children() {
		if child.Repeats() || repeats(child) {
			return true
		}
	}
	return false
}

// FuzzScan holds for every text and edition: where the single pass over the
// bytes finds nothing to say, neither does the check of the tree, and the other
// way round, of one request and of an array of them; and appending leaves what
// was there before.
func FuzzScan(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, e := range validate.Editions() {
			d := document.Parse(data)
			want := append(vs{}, d.Syntax()...)
			if d.Root().Exists() {
				want = document.AppendNode(want, e, d.Root())
			}
			before := validate.Violation{Field: "before"}
			got := document.Append(vs{before}, e, data)
			if diff := cmp.Diff(append(vs{before}, want...), got); diff != "" {
				t.Fatalf("edition %s (-tree +Append):\n%s", e.ID, diff)
			}
			var each vs
			if d.Root().Exists() && d.Root().Kind() == validate.Array {
				each = append(each, d.Syntax()...)
				for n := range d.Root().Children() {
					each = document.AppendNode(each, e, n)
				}
			} else {
				each = want
			}
			if clean := document.Clean(e, string(data)); clean != (len(each) == 0) {
				t.Fatalf("edition %s: Clean says %t, the tree %v", e.ID, clean, each)
			}
			end, ok := document.Scan(e, string(data), 0)
			if ok && strings.Trim(string(data[end:]), " \t\r\n") != "" {
				continue // the request is followed by something
			}
			if ok != (len(want) == 0) {
				t.Fatalf("edition %s: Scan says %t, the tree %v", e.ID, ok, want)
			}
		}
	})
}

// FuzzRecovery holds for every text, however broken: every span lies in the
// text, in its parent and behind its elder; offsets in decoded texts lead into
// the string, in order, and back; offences of syntax stand in order, and are
// counted; the value at a cursor is found as by going down the tree; and the
// violations of an app lie in the text, too.
func FuzzRecovery(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d := document.Parse(data)
		last := -1
		for _, v := range d.Syntax() {
			if v.Offset <= last || v.End < v.Offset || v.End > len(data) {
				t.Fatalf("offence %+v behind offset %d in %d bytes", v, last, len(data))
			}
			last = v.Offset
		}
		if n := len(d.Syntax()); d.Offences() < n || d.Offences() > n && n < 100 {
			t.Fatalf("%d offences, of which %d are listed", d.Offences(), n)
		}
		for i := range min(len(data)+2, 200) {
			if want, got := under(d, i), d.At(i); got != want {
				t.Fatalf("At(%d) is %v, going down the tree %v", i, got, want)
			}
		}
		if !d.Root().Exists() {
			return
		}
		wellPlaced(t, d.Root(), document.Span{End: len(data)})
		for _, v := range document.Check(validate.Default(), data) {
			if v.Offset < 0 || v.End < v.Offset || v.End > len(data) {
				t.Fatalf("violation %+v in %d bytes", v, len(data))
			}
		}
	})
}

// under is the innermost value that touches offset i, the later of two: found step
// by step, from the root down.
func under(d *document.Document, i int) (found document.Node) {
	extent := func(n document.Node) document.Span {
		s := n.Span()
		if n.IsMember() {
			s.Start = n.NameSpan().Start
		}
		return s
	}
	for n := d.Root(); n.Exists() && extent(n).Touches(i); {
		found, n = n, document.Node{}
		for child := range found.Children() {
			if extent(child).Touches(i) {
				n = child
			}
		}
	}
	return found
}

func wellPlaced(t *testing.T, n document.Node, in document.Span) {
	inside := func(what string, s, in document.Span) {
		if s.Start < in.Start || s.End < s.Start || s.End > in.End {
			t.Fatalf("%s %v is not in %v", what, s, in)
		}
	}
	inside("value", n.Span(), in)
	inside("content", n.Content(), n.Span())
	if n.IsMember() {
		inside("name", n.NameSpan(), document.Span{Start: in.Start, End: n.Span().Start})
		inside("name's content", n.NameContent(), n.NameSpan())
	}
	if n.Kind() == validate.String {
		text, last := n.Text(), n.Content().Start-1
		decoded := ""
		for r, s := range n.Chars() {
			inside("character", s, n.Content())
			decoded += string(r)
		}
		if decoded != text {
			t.Fatalf("characters %q of the text %q", decoded, text)
		}
		for i := range text {
			at := n.Offset(i)
			inside("character", document.Span{Start: at, End: at + 1}, document.Span{Start: last + 1, End: n.Content().End})
			if back := n.Index(at); back != i {
				t.Fatalf("offset %d of %q is at %d, which is offset %d", i, text, at, back)
			}
			last = at
		}
		if end := n.Offset(len(text)); end != n.Content().End {
			t.Fatalf("the end of %q is at %d, not %d", text, end, n.Content().End)
		}
	}
	at := n.Span().Start
	for child := range n.Children() {
		if child.Parent() != n {
			t.Fatal("a child of another parent")
		}
		wellPlaced(t, child, document.Span{Start: at, End: n.Span().End})
		at = child.Span().End
	}
}
