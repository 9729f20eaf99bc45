package main

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a gateway said may be in an error: it acts on no terminal and in no CI's log.
func TestErrorsAreShown(t *testing.T) {
	var stderr bytes.Buffer
	status := exitStatus(&stderr, newRoot(), &statusError{Status: 3, Err: errors.New("the gateway said: \x1b[31m##[error]x\n::error::y\nz\u202e")})
	want := "appgauge: the gateway said: \\x1b[31m#\\x23[error]x\n  :\\x3aerror:\\x3ay\n  z\\u202e\n"
	if diff := cmp.Diff(want, stderr.String()); diff != "" || status != 3 {
		t.Errorf("status %d (-want +got):\n%s", status, diff)
	}
}
