package engine

import "testing"

func TestStandIn(t *testing.T) {
	const secret = `Aab0b1"é-Zz9`
	last := ""
	for range 100 {
		got := standIn(secret)
		runes := []rune(got)
		if len(got) != len(secret) || runes[0] != 'A' || runes[11] != '9' || string(runes[6:9]) != `"é-` {
			t.Fatalf("%s for %s", got, secret)
		}
		if runes[2] != runes[4] || runes[1] == runes[2] || runes[1] < 'a' || runes[1] > 'z' || runes[3] < '0' || runes[3] > '9' || runes[9] < 'A' || runes[9] > 'Z' {
			t.Fatalf("%s for %s", got, secret)
		}
		if got == last {
			t.Fatalf("%s twice", got)
		}
		last = got
	}
	for _, short := range []string{"", "a", "ab"} {
		if got := standIn(short); got != short {
			t.Errorf("%q for %q", got, short)
		}
	}
}
