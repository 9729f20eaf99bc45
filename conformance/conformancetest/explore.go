package conformancetest

import (
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

// Explore plays sequences of requests to a gateway, those of e first and then random
// ones, and fails the test with each thing that the pages forbid, the requests that show
// it, and the script that sends them. The tokens default to those of [Run].
func Explore(t *testing.T, r *conformance.Runner, e conformance.Exploration) {
	t.Helper()
	c := withTokens(*r)
	o, err := c.Explore(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for i := range o.Result.Causes {
		cause := &o.Result.Causes[i]
		t.Run(name(cause), func(t *testing.T) {
			t.Helper() // so that the caller's line is told
			text := explain(o.Result, cause)
			for k := range o.Found {
				if o.Found[k].Case.ID != cause.Telling {
					continue
				}
				script, err := o.Found[k].Script()
				if err != nil {
					t.Error(err)
				}
				text += "\n" + script
			}
			if cause.Verdict == result.Warn {
				t.Log(text)
			} else {
				t.Error(text)
			}
		})
	}
	if o.Result.Conclusion == result.Aborted {
		t.Errorf("%s: %s", o.Result.Conclusion, o.Result.Reason)
	}
}

// Sequences reads a sequence for the member First of a [conformance.Exploration].
func Sequences(t *testing.T, text string) []conformance.Sequence {
	t.Helper()
	s, err := conformance.ParseSequence([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return []conformance.Sequence{s}
}
