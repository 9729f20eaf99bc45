package sign

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// TestOfficialSignatures signs what the official clients signed, and makes the same of it:
// see bench/signing. Those that sign another request than they send are left out.
func TestOfficialSignatures(t *testing.T) {
	text, err := os.ReadFile("../../../testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Client, About, Method, Target, Host, Body string
		Header                                    http.Header
		Verifies                                  bool
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	keys := Keys{Access: "AKEXAMPLE+/=7", Secret: "secret key + / = é"}
	compared := 0
	for _, v := range vectors {
		want := v.Header.Get("Authorization")
		header := v.Header.Clone()
		header.Del("Authorization")
		header.Del(HeaderDate)
		if strings.Contains(want, "host;") {
			header.Set("Host", v.Host)
		}
		r := Request{Method: v.Method, Header: header, Body: v.Body}
		r.Path, r.Query, _ = strings.Cut(v.Target, "?")
		got := Sign(keys, r, time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)).Get("Authorization")
		if (got == want) != v.Verifies {
			t.Errorf("%s, %s:\n%s, want\n%s", v.Client, v.About, got, want)
		}
		compared++
	}
	if compared < 20 {
		t.Errorf("%d signatures were compared", compared)
	}
}
