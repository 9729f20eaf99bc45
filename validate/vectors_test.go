package validate_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
)

// TestVectors runs the oracle cases that are about decoded values: the document
// is an object. What only a reader of the text can see, members that stand twice
// or are not documented, is left out here, and so are offsets.
func TestVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, c := range cases {
		var members map[string]any
		if c.Malformed() || json.Unmarshal(c.Document, &members) != nil || members == nil {
			continue
		}
		ran++
		t.Run(c.ID, func(t *testing.T) {
			e, known := validate.Lookup(c.Edition)
			if !known {
				t.Fatalf("no edition %q", c.Edition)
			}
			app := decode(e, members)
			var got []testdata.Violation
			for _, v := range e.Check(&app) {
				w := testdata.Violation{Field: v.Field, Rule: v.Rule.String()}
				switch v.Rule {
				case validate.RuleMinLength, validate.RuleMaxLength:
					w.Index, w.Limit, w.Actual = &v.Index, &v.Limit, &v.Actual
				case validate.RuleStart, validate.RuleCharset:
					w.Index = &v.Index
				}
				if v.Severity == validate.Error {
					got = append(got, w)
				}
			}
			if diff := cmp.Diff(aboutValues(c.Violations), got); diff != "" {
				t.Errorf("violations of %.300q (-want +got):\n%s", c.Document, diff)
			}
		})
	}
	if ran < len(cases)/2 {
		t.Errorf("only %d of %d cases are about decoded values", ran, len(cases))
	}
}

// aboutValues leaves out what cannot be seen in decoded values.
func aboutValues(all []testdata.Violation) (kept []testdata.Violation) {
	for _, v := range all {
		if v.Rule != "duplicate" {
			v.At = nil
			kept = append(kept, v)
		}
	}
	return kept
}

func decode(e *validate.Edition, members map[string]any) (app validate.App) {
	for name, value := range members {
		id, known := e.Field(name)
		if !known {
			continue
		}
		switch value := value.(type) {
		case nil:
			app[id].Kind = validate.Null
		case bool:
			app[id].Kind = validate.Bool
		case float64:
			app[id].Kind = validate.Number
		case string:
			app[id] = validate.Text(value)
		case []any:
			app[id].Kind = validate.Array
		case map[string]any:
			app[id].Kind = validate.Object
		}
	}
	return app
}

// TestPageVectors runs the oracle cases about a listing's parameters.
func TestPageVectors(t *testing.T) {
	cases, err := testdata.Pages()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			text := func(param *string) string {
				if param == nil {
					return ""
				}
				return *param
			}
			page, err := validate.Default().Page.Parse(text(c.Offset), text(c.Limit))
			if c.Want == nil {
				if err == nil || err.Param != c.Error {
					t.Fatalf("Parse = %v, %v; want an error about %s", page, err, c.Error)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := *c.Want
			got.Offset, got.Limit = strconv.FormatInt(page.Offset, 10), strconv.FormatInt(page.Limit, 10)
			if diff := cmp.Diff(*c.Want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}
