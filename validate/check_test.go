package validate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
)

func TestCheck(t *testing.T) {
	ok := validate.Text("app_demo")
	// The limits are the table's; that they are the pages' is the vectors' business.
	fields := validate.Default().Fields
	maxName := fields[validate.Name].Max
	older, _ := validate.Lookup("2023-04")
	maxOlderKey := older.Fields[validate.AppKey].Max
	tests := []struct {
		name    string
		edition string
		app     validate.App
		want    validate.Violations
	}{
		{name: "page example", app: validate.App{ok, validate.Text("Demo app")}},
		{name: "everything at its longest", app: validate.App{
			validate.Name:      validate.Text("a" + strings.Repeat("_", maxName-1)),
			validate.Remark:    validate.Text(strings.Repeat("\U0001F600", fields[validate.Remark].Max)),
			validate.AppKey:    validate.Text("0" + strings.Repeat("-", fields[validate.AppKey].Max-1)),
			validate.AppSecret: validate.Text("Z" + strings.Repeat("!@#$%-_", 100)[:fields[validate.AppSecret].Max-1]),
		}},
		{name: "nothing sent", want: validate.Violations{{Field: "name", Rule: validate.RuleRequired}}},
		{name: "null", app: validate.App{{Kind: validate.Null}, {Kind: validate.Null}}, want: validate.Violations{
			{Field: "name", Rule: validate.RuleType},
			{Field: "remark", Rule: validate.RuleType, Severity: validate.Warning},
		}},
		{name: "number", app: validate.App{ok, validate.AppKey: {Kind: validate.Number}}, want: validate.Violations{
			{Field: "app_key", Rule: validate.RuleType},
		}},
		{name: "all of one field at once", app: validate.App{validate.Text("-é" + strings.Repeat("a", maxName))}, want: validate.Violations{
			{Field: "name", Rule: validate.RuleMaxLength, Offset: maxName + 1, End: maxName + 3, Index: maxName, Limit: maxName, Actual: maxName + 2},
			{Field: "name", Rule: validate.RuleStart, End: 1, Char: '-'},
			{Field: "name", Rule: validate.RuleCharset, End: 1, Char: '-'},
		}},
		{name: "empty optional", app: validate.App{ok, validate.Text(""), validate.Text("")}, want: validate.Violations{
			{Field: "app_key", Rule: validate.RuleMinLength, Limit: fields[validate.AppKey].Min},
		}},
		{name: "offset counts bytes, index characters", app: validate.App{ok, validate.AppKey: validate.Text("key_é_key_漢")}, want: validate.Violations{
			{Field: "app_key", Rule: validate.RuleCharset, Offset: 4, End: 6, Index: 4, Char: 'é'},
		}},
		{name: "invalid UTF-8 is reported alone", app: validate.App{ok, validate.Text("é\xff")}, want: validate.Violations{
			{Field: "remark", Rule: validate.RuleSyntax, Cause: validate.CauseUTF8, Offset: 2, End: 3, Index: 1},
		}},
		{name: "older edition", edition: "2023-04", app: validate.App{ok, validate.AppKey: validate.Text(strings.Repeat("k", maxOlderKey+1))}, want: validate.Violations{
			{Field: "app_key", Rule: validate.RuleMaxLength, Offset: maxOlderKey, End: maxOlderKey + 1, Index: maxOlderKey, Limit: maxOlderKey, Actual: maxOlderKey + 1},
		}},
		{name: "Chinese name", edition: "2025-12-zh", app: validate.App{validate.Text("应用_一")}},
		{name: "Chinese name in the current edition", app: validate.App{validate.Text("应用_一")}, want: validate.Violations{
			{Field: "name", Rule: validate.RuleStart, End: 3, Char: '应'},
			{Field: "name", Rule: validate.RuleCharset, End: 3, Char: '应'},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, known := validate.Lookup(tt.edition)
			if !known {
				t.Fatalf("no edition %q", tt.edition)
			}
			got := e.Check(&tt.app)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
			for id := range tt.app {
				id := validate.FieldID(id)
				if got, want := e.Accepts(id, tt.app[id]), e.CheckField(id, tt.app[id]) == nil; got != want {
					t.Errorf("Accepts(%s) = %t, but CheckField says %t", e.Fields[id].Name, got, want)
				}
			}
		})
	}
}

// TestValidAllocatesNothing holds the promise of the package comment.
func TestValidAllocatesNothing(t *testing.T) {
	for _, e := range validate.Editions() {
		app := typical
		if n := testing.AllocsPerRun(100, func() {
			if !e.Check(&app).Valid() {
				t.Fatal("the typical app is not valid")
			}
		}); n != 0 {
			t.Errorf("edition %s: %v allocations for a valid app, want 0", e.ID, n)
		}
	}
}

// FuzzCheck holds three properties of every text in every field: the check never
// panics, its fast path agrees with the slow one, and it agrees with a plain
// reading of the table, written without regard to speed.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"", "a", "app_demo", "-é", "应用", "\xff", strings.Repeat("a", 64), strings.Repeat("\U0001F600", 256)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range validate.Editions() {
			for id := range e.Fields {
				id := validate.FieldID(id)
				got := e.CheckField(id, validate.Text(s))
				if diff := cmp.Diff(plain(&e.Fields[id], s), got); diff != "" {
					t.Fatalf("edition %s, %s (-plain +got):\n%s", e.ID, e.Fields[id].Name, diff)
				}
				if e.Accepts(id, validate.Text(s)) != (got == nil) {
					t.Fatalf("edition %s, %s: Accepts disagrees with CheckField", e.ID, e.Fields[id].Name)
				}
			}
		}
	})
}

// plain checks s against f as one would read the table aloud.
func plain(f *validate.Field, s string) (vs validate.Violations) {
	for i, r := range s {
		if r == '\ufffd' && !strings.HasPrefix(s[i:], "\ufffd") {
			return validate.Violations{{Field: f.Name, Rule: validate.RuleSyntax, Cause: validate.CauseUTF8, Offset: i, End: i + 1, Index: len([]rune(s[:i]))}}
		}
	}
	runes := []rune(s)
	if len(runes) < f.Min {
		vs = append(vs, validate.Violation{Field: f.Name, Rule: validate.RuleMinLength, End: len(s), Limit: f.Min, Actual: len(runes)})
	}
	if len(runes) > f.Max {
		vs = append(vs, validate.Violation{Field: f.Name, Rule: validate.RuleMaxLength, Offset: len(string(runes[:f.Max])), End: len(s), Index: f.Max, Limit: f.Max, Actual: len(runes)})
	}
	if len(runes) > 0 && !f.First.Contains(runes[0]) {
		vs = append(vs, validate.Violation{Field: f.Name, Rule: validate.RuleStart, End: len(string(runes[:1])), Char: runes[0]})
	}
	for i, r := range runes {
		if !f.Chars.Contains(r) {
			return append(vs, validate.Violation{Field: f.Name, Rule: validate.RuleCharset, Offset: len(string(runes[:i])), End: len(string(runes[:i+1])), Index: i, Char: r})
		}
	}
	return vs
}
