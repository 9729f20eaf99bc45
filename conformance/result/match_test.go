package result

import "testing"

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"create/name/max-length/65-rejected", "create/name/max-length/65-rejected", true},
		{"create/*", "create/name/max-length/65-rejected", true},
		{"*rejected", "create/name/max-length/65-rejected", true},
		{"*/name/*/6?-*", "create/name/max-length/65-rejected", true},
		{"create", "create/name", false},
		{"create/?", "create/name", false},
		{"*", "", true},
		{"", "x", false},
		{"a*b*c", "a-b-b-c", true},
		{"a*b*c", "a-c-b", false},
	} {
		if got := Match(c.pattern, c.text); got != c.want {
			t.Errorf("%q on %q: %t", c.pattern, c.text, got)
		}
	}
}
