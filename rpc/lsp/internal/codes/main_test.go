package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStale(t *testing.T) {
	var want strings.Builder
	write(&want)
	got, err := os.ReadFile("../../../../docs/codes.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("docs/codes.md is stale; run make generate (-want +got):\n%s", diff)
	}
}
