package schemas_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// FuzzAgree holds two properties of every decoded create request under every
// edition:
//
//   - the core and the schema agree on whether it is valid;
//   - where it is not, they blame the same members.
//
// Texts that are not UTF-8 are left out: to the core they are faults of syntax,
// which a schema never sees. So are duplicate members, which no App can hold.
func FuzzAgree(f *testing.F) {
	check := agreement(f)
	for _, app := range seeds() {
		var kinds uint32
		for id, v := range app {
			kinds |= uint32(v.Kind) << (4 * id)
		}
		f.Add(kinds, app[validate.Name].Text, app[validate.Remark].Text, app[validate.AppKey].Text, app[validate.AppSecret].Text)
	}
	f.Fuzz(func(t *testing.T, kinds uint32, name, remark, key, secret string) {
		var app validate.App
		for id, text := range []string{name, remark, key, secret} {
			if !utf8.ValidString(text) {
				t.Skip("not UTF-8")
			}
			app[id].Kind = validate.Kind(kinds >> (4 * id) & 0xf % (uint32(validate.Object) + 1))
			if app[id].Kind == validate.String {
				app[id].Text = text
			}
		}
		for _, e := range validate.Editions() {
			check(t, e, &app)
		}
	})
}

// TestSeeds runs what FuzzAgree starts from, and holds that it is worth
// starting from: every field is found valid and invalid under every edition.
func TestSeeds(t *testing.T) {
	check := agreement(t)
	type verdict struct {
		edition string
		field   string
		valid   bool
	}
	seen := map[verdict]int{}
	for _, app := range seeds() {
		for _, e := range validate.Editions() {
			check(t, e, &app)
			for id := range app {
				valid := e.CheckField(validate.FieldID(id), app[id]).Valid()
				seen[verdict{e.ID, e.Fields[id].Name, valid}]++
			}
		}
	}
	for _, e := range validate.Editions() {
		for id := range e.Fields {
			for _, valid := range []bool{true, false} {
				if v := (verdict{e.ID, e.Fields[id].Name, valid}); seen[v] == 0 {
					t.Errorf("no seed for %+v", v)
				}
			}
		}
	}
}

// agreement returns the check of FuzzAgree.
func agreement(t testing.TB) func(testing.TB, *validate.Edition, *validate.App) {
	compiled := map[string]*jsonschema.Schema{}
	for _, e := range validate.Editions() {
		compiled[e.ID] = compile(t, schemas.In(e, schemas.CreateRequest))
	}
	return func(t testing.TB, e *validate.Edition, app *validate.App) {
		t.Helper()
		var want []string
		for _, v := range e.Check(app) {
			switch {
			case v.Severity == validate.Warning:
			case v.Rule == validate.RuleRequired:
				want = append(want, "") // JSON Schema blames the object
			default:
				want = append(want, "/"+v.Field)
			}
		}
		slices.Sort(want)
		want = slices.Compact(want)
		if diff := cmp.Diff(want, blamed(t, compiled[e.ID], instance(e, app))); diff != "" {
			t.Errorf("edition %s, %q: who is blamed (-core +schema):\n%s", e.ID, app, diff)
		}
	}
}

// instance is app as encoding/json would have decoded it.
func instance(e *validate.Edition, app *validate.App) map[string]any {
	out := map[string]any{}
	for id, v := range app {
		name := e.Fields[id].Name
		switch v.Kind {
		case validate.Null:
			out[name] = nil
		case validate.Bool:
			out[name] = true
		case validate.Number:
			out[name] = 12345678.0
		case validate.String:
			out[name] = v.Text
		case validate.Array:
			out[name] = []any{"app_demo"}
		case validate.Object:
			out[name] = map[string]any{"name": "app_demo"}
		}
	}
	return out
}

// seeds are requests with one thing at an edge: every limit of every field in
// every edition and its neighbours, counted in one-byte and in four-byte
// characters; every end of every range of every character set and its
// neighbours, as first, middle and last character; every JSON type.
func seeds() []validate.App {
	good := validate.App{validate.Name: validate.Text("app_demo")}
	out := []validate.App{{}, good}
	add := func(id validate.FieldID, v validate.Value) {
		app := good
		app[id] = v
		out = append(out, app)
	}
	for id := range validate.FieldID(validate.NumFields) {
		for kind := range validate.Object + 1 {
			add(id, validate.Value{Kind: kind})
		}
		var texts []string
		for _, e := range validate.Editions() {
			texts = append(texts, edges(&e.Fields[id])...)
		}
		slices.Sort(texts)
		for _, text := range slices.Compact(texts) {
			add(id, validate.Text(text))
		}
	}
	return out
}

// edges are the texts at the edges of one field's rules.
func edges(f *validate.Field) []string {
	var out []string
	for _, n := range []int{0, 1, f.Min - 1, f.Min, f.Min + 1, f.Max - 1, f.Max, f.Max + 1} {
		if n < 0 {
			continue
		}
		out = append(out, strings.Repeat("a", n), strings.Repeat("\U0001F600", n))
		if n > 0 {
			// One character of several bytes: code points, not bytes or UTF-16 units.
			out = append(out, strings.Repeat("a", n-1)+"é", strings.Repeat("a", n-1)+"\U0001F600", strings.Repeat("a", n-1)+"龥")
		}
	}
	middle := strings.Repeat("a", max(f.Min, 2))
	for _, r := range edgeChars(f) {
		c := string(r)
		out = append(out, c, c+middle, middle+c, middle+c+middle)
	}
	return out
}

// edgeChars are the ends of every range of both of f's sets and the characters
// next to them, and a few that are taken for others: the long s and
// the Kelvin sign fold to s and K, two look like A and 0.
func edgeChars(f *validate.Field) []rune {
	out := []rune{0, '\n', '\r', '\t', ' ', '"', '\\', 0x7f, 0x80, 0xa0, 'é', 'ß', '\u017f', '\u212a', '\uff21', '\u0660', '\u2028', '\ufeff', '\ufffd', '\U0001F600'}
	for _, set := range []validate.Charset{f.First, f.Chars} {
		for _, rg := range set {
			out = append(out, rg.Lo-1, rg.Lo, rg.Hi, rg.Hi+1)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
