package stimulus

import "testing"

func TestSameInstant(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		want   bool
		reason string
	}{
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T13:09:13Z", true, "the pages' own example: a listing without fraction"},
		{"2020-08-03T13:09:13.922211659Z", "2020-08-03T13:09:14Z", true, "rounded"},
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T21:09:13.122211659+08:00", true, "another offset"},
		{"2020-08-03T13:09:13.5Z", "2020-08-03T13:09:13.52Z", true, "fewer digits"},
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T13:09:13.322211659Z", false, "another time"},
		{"2020-08-03T13:09:13Z", "2020-08-03T13:09:16Z", false, "another time"},
		{"yesterday", "yesterday", true, "no times: as text"},
		{"yesterday", "today", false, "no times: as text"},
	} {
		if got := sameInstant(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %t (%s)", c.a, c.b, got, c.reason)
		}
	}
}
