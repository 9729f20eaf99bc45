package main

import "testing"

// A replay sends what was recorded: as many requests, all of which the gateway
// answers as it answered the suite.
func TestReplay(t *testing.T) {
	rec := &recorder{next: newTransport(8)}
	if _, err := suite(8, 30, rec); err != nil {
		t.Fatal(err)
	}
	if len(rec.sent) < 500 {
		t.Fatalf("only %d requests were recorded", len(rec.sent))
	}
	again := &recorder{next: newTransport(8)}
	if _, err := serve(func(base string) error { return replay(base, rec.sent, 8, again) }); err != nil {
		t.Fatal(err)
	}
	if len(again.sent) != len(rec.sent) {
		t.Errorf("%d requests were replayed, of %d", len(again.sent), len(rec.sent))
	}
	// Which app gets which ID depends on who is first, and so does which of the
	// few apps elsewhere is deleted: 204 and 404 are not compared.
	for _, status := range []int{200, 201, 400, 401, 403} {
		if n := rec.statuses[status]; n == 0 || again.statuses[status] != n {
			t.Errorf("%d requests were answered %d, and %d when they were replayed", n, status, again.statuses[status])
		}
	}
}
