package testdata_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/appgauge/appgauge/testdata"
)

// TestVectors holds what README.md promises of the vectors, so that a surface
// that reads them need not check it.
func TestVectors(t *testing.T) {
	apps, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := testdata.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(apps) + len(pages); n < 200 {
		t.Errorf("%d cases, want at least 200", n)
	}
	seen := map[string]bool{}
	id := func(id string) {
		if seen[id] || !strings.Contains(id, "/") {
			t.Errorf("id %q is not unique or has no file", id)
		}
		seen[id] = true
	}
	for _, c := range apps {
		id(c.ID)
		if (c.Answer != nil) != (len(c.Violations) > 0) {
			t.Errorf("%s: an answer must be present exactly when there are violations", c.ID)
		}
		if c.Malformed() && len(c.Violations)+len(c.Warnings) > 1 {
			t.Errorf("%s: syntax stands alone", c.ID)
		}
		// An oracle that is wrong about JSON itself is found here. What
		// encoding/json lets pass is left out: bad UTF-8, surrogates, depth.
		if utf8.Valid(c.Document) && !c.Malformed() && !json.Valid(c.Document) {
			t.Errorf("%s: not JSON, but no syntax violation", c.ID)
		}
		for _, v := range append(c.Violations, c.Warnings...) {
			text := v.Rule == "minLength" || v.Rule == "maxLength" || v.Rule == "start" || v.Rule == "charset"
			length := v.Rule == "minLength" || v.Rule == "maxLength"
			if text != (v.Index != nil) || length != (v.Limit != nil) || length != (v.Actual != nil) {
				t.Errorf("%s: %s has index, limit or actual where it should not, or lacks one", c.ID, v.Rule)
			}
			if v.At == nil && v.Rule != "syntax" || v.At != nil && *v.At > len(c.Document) {
				t.Errorf("%s: %s has no offset in the document", c.ID, v.Rule)
			}
		}
	}
	for _, c := range pages {
		id(c.ID)
		if (c.Want != nil) == (c.Error != "") {
			t.Errorf("%s: a page case has either want or error", c.ID)
		}
	}
}
