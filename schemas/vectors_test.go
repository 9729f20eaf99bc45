package schemas_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
)

// TestVectors runs the oracle cases that a schema can see. What is no JSON text
// never comes to a schema, and of a duplicate member it sees the last only.
func TestVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	compiled := map[string]*jsonschema.Schema{}
	for _, e := range validate.Editions() {
		compiled[e.ID] = compile(t, schemas.In(e, schemas.CreateRequest))
	}
	ran := 0
	for _, c := range cases {
		if c.Malformed() {
			continue
		}
		ran++
		t.Run(c.ID, func(t *testing.T) {
			e, known := validate.Lookup(c.Edition)
			if !known {
				t.Fatalf("no edition %q", c.Edition)
			}
			var want []string
			for _, v := range c.Violations {
				switch {
				case v.Rule == validate.RuleDuplicate.String():
				case v.Rule == validate.RuleRequired.String() || v.Field == "":
					want = append(want, "")
				default:
					want = append(want, "/"+v.Field)
				}
			}
			slices.Sort(want)
			want = slices.Compact(want)
			var request any
			decode(t, c.Document, &request)
			if diff := cmp.Diff(want, blamed(t, compiled[e.ID], request)); diff != "" {
				t.Errorf("%.300s: who is blamed (-want +got):\n%s%s", c.Document, diff, c.Reason)
			}
		})
	}
	if ran < len(cases)/2 {
		t.Errorf("%d of %d cases ran", ran, len(cases))
	}
}
