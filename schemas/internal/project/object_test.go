package project

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestObjectKeepsText holds that what was read is written as it was: order of
// members, large numbers, and the characters that HTML minds.
func TestObjectKeepsText(t *testing.T) {
	for _, text := range []string{
		`{"b":1,"a":{"d":[],"c":{}}}`,
		`{"pattern":"^[<>&]*$","一":"龥"}`,
		`{"n":9223372036854775807,"f":1.0,"t":true,"z":null,"l":[1,"2",{"x":[null]}]}`,
	} {
		parsed, err := parse([]byte(text))
		if err != nil {
			t.Errorf("parse(%s): %v", text, err)
			continue
		}
		got, err := marshal(parsed)
		if err != nil {
			t.Errorf("marshal(%s): %v", text, err)
			continue
		}
		if diff := cmp.Diff(text, string(got)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	for _, text := range []string{``, `{`, `{"a"`, `{"a":[1,}`, `[1`} {
		if v, err := parse([]byte(text)); err == nil {
			t.Errorf("parse(%s) = %v, want an error", text, v)
		}
	}
}
