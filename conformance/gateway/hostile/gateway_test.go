package hostile_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
)

// do sends a request without a port.
func do(g http.Handler, method, target, body string) (int, string) {
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	if u, err := url.Parse(target); err == nil {
		r.URL = u
	} else {
		r.URL = &url.URL{Path: target}
	}
	r.Header.Set("X-Auth-Token", gateway.DemoToken)
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// named are the IDs of the listed apps with a name, as they are shown.
func named(t *testing.T, g http.Handler, name func(string) bool) (ids []string) {
	t.Helper()
	_, text := do(g, "GET", path+"?limit=500", "")
	var listing struct{ Apps []struct{ ID, Name string } }
	if err := json.Unmarshal([]byte(text), &listing); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	for _, a := range listing.Apps {
		if name(a.Name) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// TestOwners meets gateways that lie about apps as a client that deletes whatever
// a 201 names, and as one that does not: the account tells them apart.
func TestOwners(t *testing.T) {
	// In these kinds a client that believes all deletes apps of its own only, or
	// what is one segment of a path.
	harmless := []string{
		"id/trailing-space", "id/leading-space", "id/trailing-dot", "id/created-trailing-space", "id/created-leading-space", "id/created-trailing-dot",
		"id/created-is-previous", "id/shared-by-created", "list/others-with-nonce",
	}
	owned := func(name string) bool { return strings.HasPrefix(name, "production_") }
	for _, h := range hostile.All() {
		if !strings.HasPrefix(h.ID, "id/") && h.ID != "list/others-with-nonce" {
			continue
		}
		t.Run(h.ID, func(t *testing.T) {
			g := h.Open(gateway.Options{})
			before := named(t, g, owned)
			if len(before) != 3 || h.ID != "id/shared-by-all" && !slices.Equal(before, g.Owners()) {
				t.Fatalf("%q were there before, and the owner's are %q", before, g.Owners())
			}
			var ids []string
			for i := range 4 {
				_, text := do(g, "POST", path, fmt.Sprintf(`{"name":"believer_%d"}`, i))
				var app struct{ ID string }
				if err := json.Unmarshal([]byte(text), &app); err != nil {
					t.Fatal(err)
				}
				ids = append(ids, app.ID)
			}
			if len(g.Deleted()) != 0 || len(g.Foreign()) != 0 || len(g.Lost()) != 0 {
				t.Fatalf("before any delete: %q, %q, %q", g.Deleted(), g.Foreign(), g.Lost())
			}
			for _, id := range ids {
				do(g, "DELETE", path+"/"+id, "")
			}
			if len(g.Deleted()) != len(ids) {
				t.Errorf("%d deletes of %d are in the account", len(g.Deleted()), len(ids))
			}
			if got, want := len(g.Foreign()) == 0, slices.Contains(harmless, h.ID); got != want {
				t.Errorf("harmless: %t, want %t; foreign: %.200q", got, want, g.Foreign())
			}
			if strings.Contains(h.ID, "owners") || h.ID == "id/shared-by-all" {
				if len(g.Lost()) == 0 {
					t.Error("the owner has lost nothing")
				}
			} else if len(g.Lost()) != 0 {
				t.Errorf("the owner has lost %q", g.Lost())
			}
		})
	}
}

// TestForeign holds which deletes are in order.
func TestForeign(t *testing.T) {
	h, _ := hostile.Lookup("id/created-is-owners-at-times")
	g := h.Open(gateway.Options{})
	_, text := do(g, "POST", path, `{"name":"mine"}`)
	var app struct{ ID string }
	if err := json.Unmarshal([]byte(text), &app); err != nil {
		t.Fatal(err)
	}
	bad := []string{path + "/..", path + "/", path + "/" + g.Owners()[2], path + "/unknown", path + "/" + app.ID + "/x", path + "/" + app.ID + "?x=1", "/v2/p1/apigw/instances/i1"}
	for _, target := range append(bad, path+"/"+app.ID) {
		do(g, "DELETE", target, "")
	}
	if diff := cmp.Diff(bad, g.Foreign()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEchoes holds that the token and the secret are repeated in no form that is
// plain to see.
func TestEchoes(t *testing.T) {
	const secret = "aA0_-!@#$%_secret"
	odd := "é\n\"\\secret" // refused, and repeated all the same
	for _, h := range hostile.All() {
		if !strings.HasPrefix(h.ID, "echo/") {
			continue
		}
		g := h.Open(gateway.Options{})
		body := fmt.Sprintf(`{"name":"app_demo","app_secret":%q}`, secret)
		for _, method := range []string{"POST", "GET"} {
			_, text := do(g, method, path, body)
			if strings.Contains(text, secret) || strings.Contains(text, gateway.DemoToken) {
				t.Errorf("%s: %s", h.ID, text)
			}
			if !json.Valid([]byte(text)) || !strings.Contains(text, `"debug":"`) {
				t.Errorf("%s: no JSON, or no echo: %s", h.ID, text)
			}
		}
		if _, text := do(g, "POST", path, fmt.Sprintf(`{"name":"app_demo","app_secret":%q}`, odd)); !json.Valid([]byte(text)) || strings.Count(text, "(") < 1 {
			t.Errorf("%s: the error repeats nothing: %s", h.ID, text)
		}
	}
}

// TestCrowd holds the size of the page that is too long.
func TestCrowd(t *testing.T) {
	h, _ := hostile.Lookup("list/100000-items")
	_, text := do(h.Open(gateway.Options{}), "GET", path, "")
	if n := strings.Count(text, `"id"`); n != 100_000 || len(text) > 1_500_000 || !json.Valid([]byte(text)) {
		t.Errorf("%d items in %d bytes", n, len(text))
	}
}

// TestMessages holds that the answers of gateways that say dangerous things are
// JSON.
func TestMessages(t *testing.T) {
	for _, h := range hostile.All() {
		if !strings.HasPrefix(h.ID, "message/") {
			continue
		}
		g := h.Open(gateway.Options{})
		for _, body := range []string{`{"name":"app_demo"}`, `{}`} {
			status, text := do(g, "POST", path, body)
			if !json.Valid([]byte(text)) || status == 400 && !strings.Contains(text, "parameterName:name.") {
				t.Errorf("%s: %d %s", h.ID, status, text)
			}
		}
	}
}
