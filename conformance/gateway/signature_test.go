package gateway_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// TestOfficialSignatures verifies what the official clients signed: see bench/signing. Those
// that sign another request than they send are refused.
func TestOfficialSignatures(t *testing.T) {
	text, err := os.ReadFile("../../testdata/signatures.json")
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
	g := gateway.New(gateway.Options{
		Keys: gateway.Keys{Access: "AKEXAMPLE+/=7", Secret: "secret key + / = é"}, Extended: true,
		Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
			b.Signing.Now = func() time.Time { return time.Date(2026, 3, 4, 5, 16, 7, 0, time.UTC) }
		}},
	})
	if len(vectors) < 20 {
		t.Fatalf("%d vectors", len(vectors))
	}
	for _, v := range vectors {
		ask := func(change func(*http.Request)) int {
			r := httptest.NewRequest(v.Method, v.Target, strings.NewReader(v.Body))
			r.Host, r.Header = v.Host, v.Header.Clone()
			change(r)
			w := httptest.NewRecorder()
			g.ServeHTTP(w, r)
			return w.Code
		}
		path, _, _ := strings.Cut(v.Target, "?")
		if strings.HasSuffix(path, "/") {
			continue // the API has no such path
		}
		if status := ask(func(*http.Request) {}); (status != 401) != v.Verifies {
			t.Errorf("%s, %s: %d; verifies: %t", v.Client, v.About, status, v.Verifies)
		}
		for name, change := range map[string]func(*http.Request){
			"method": func(r *http.Request) {
				r.Method = map[string]string{"GET": "POST", "POST": "GET", "PUT": "GET", "DELETE": "GET"}[r.Method]
			},
			"query": func(r *http.Request) { r.URL.RawQuery += "&x=y" },
			"path": func(r *http.Request) {
				r.URL.Path = strings.Replace(r.URL.Path, "/v2/p", "/v2/q", 1)
				r.URL.RawPath = ""
			},
			"date": func(r *http.Request) { r.Header.Set("X-Sdk-Date", "20260304T050608Z") },
			"project": func(r *http.Request) {
				r.Header.Set("X-Project-Id", "q")
			},
			"no project": func(r *http.Request) { r.Header.Del("X-Project-Id") },
			"body": func(r *http.Request) {
				r.Body = http.NoBody
				r.Header.Set("X-Sdk-Content-Sha256", strings.Repeat("0", 64))
			},
			"key": func(r *http.Request) {
				r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "Access=A", "Access=B", 1))
			},
		} {
			if status := ask(change); status != 401 {
				t.Errorf("%s, %s, with another %s: %d", v.Client, v.About, name, status)
			}
		}
	}
}

// TestDemoKeys holds that a gateway which is given a token, or keys, has no others.
func TestDemoKeys(t *testing.T) {
	const home = "/v2/p/apigw/instances/i/apps"
	for _, tt := range []struct {
		name  string
		o     gateway.Options
		token int
	}{
		{"neither", gateway.Options{}, 200},
		{"a token", gateway.Options{Token: "t"}, 401},
		{"keys", gateway.Options{Keys: gateway.Keys{Access: "a", Secret: "s"}}, 401},
	} {
		var keys gateway.Keys
		tt.o.Alter = append(tt.o.Alter, func(b *gateway.Behaviour) { keys = b.Signing.Keys })
		g := gateway.New(tt.o)
		r := httptest.NewRequest("GET", home, nil)
		r.Header.Set("X-Auth-Token", gateway.DemoToken)
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if demo := keys == gateway.DemoKeys(); w.Code != tt.token || demo != (tt.token == 200) {
			t.Errorf("%s: the demo token gets %d, the demo keys are known: %t", tt.name, w.Code, demo)
		}
	}
}
