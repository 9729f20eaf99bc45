package gateway_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// TestExtended makes the requests of the Terraform provider's resource for an app, in its
// order, by the provider's public source: create with two app codes, read, update with
// another code and a new secret, destroy.
func TestExtended(t *testing.T) {
	g := gateway.New(gateway.Options{Extended: true, ClearSecrets: true, Instances: []string{"i", "j"}})
	const home = "/v2/p/apigw/instances/i/apps"
	ask := func(method, target, body string, want int) map[string]any {
		t.Helper()
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Header.Set("X-Auth-Token", gateway.DemoToken)
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s %s %s: %d %s, want %d", method, target, body, w.Code, w.Body, want)
		}
		if len(w.Header().Get("X-Request-Id")) != 32 {
			t.Errorf("%s %s: X-Request-Id is %q", method, target, w.Header().Get("X-Request-Id"))
		}
		var o map[string]any
		if w.Body.Len() > 0 {
			if err := json.Unmarshal(w.Body.Bytes(), &o); err != nil {
				t.Fatal(err)
			}
		}
		return o
	}
	code := strings.Repeat("c", 64)
	app := ask("POST", home, `{"name":"app_demo","remark":"Demo app"}`, 201)
	at := home + "/" + app["id"].(string)
	first := ask("POST", at+"/app-codes", `{"app_code":"`+code+`"}`, 201)
	ask("PUT", at+"/app-codes", "", 200)
	ask("POST", at+"/app-codes", `{"app_code":"short"}`, 400)
	if got := ask("GET", at, "", 200); got["name"] != "app_demo" || got["remark"] != "Demo app" || got["app_secret"] != app["app_secret"] || got["update_time"] != got["register_time"] {
		t.Errorf("read: %v", got)
	}
	if got := ask("GET", at+"/app-codes?limit=1", "", 200); got["total"] != 2.0 || got["size"] != 1.0 || got["app_codes"].([]any)[0].(map[string]any)["app_code"] != code {
		t.Errorf("codes: %v", got)
	}
	if got := ask("GET", at+"/app-codes/"+first["id"].(string), "", 200); got["app_id"] != app["id"] {
		t.Errorf("a code: %v", got)
	}

	ask("PUT", at, `{"name":"1"}`, 400)
	got := ask("PUT", at, `{"name":"app_other"}`, 200)
	if got["name"] != "app_other" || got["remark"] != "Demo app" || got["update_time"] == got["register_time"] || got["app_key"] != app["app_key"] {
		t.Errorf("updated: %v", got)
	}
	ask("DELETE", at+"/app-codes/"+first["id"].(string), "", 204)
	ask("DELETE", at+"/app-codes/"+first["id"].(string), "", 404)
	if got := ask("PUT", home+"/secret/"+app["id"].(string), `{"app_secret":""}`, 200); got["app_secret"] == app["app_secret"] {
		t.Errorf("the secret stays: %v", got)
	}
	if got := ask("PUT", home+"/secret/"+app["id"].(string), `{"app_secret":"sOther-secret1"}`, 200); got["app_secret"] != "sOther-secret1" {
		t.Errorf("the secret is not the one that was sent: %v", got)
	}
	ask("PUT", home+"/secret/"+app["id"].(string), `{"app_secret":"short"}`, 400)
	if got := ask("GET", home, "", 200); got["total"] != 1.0 {
		t.Errorf("listed: %v", got)
	}
	ask("DELETE", at, "", 204)
	for _, missing := range []struct{ method, target string }{
		{"GET", at}, {"PUT", home + "/secret/" + app["id"].(string)}, {"GET", at + "/app-codes"}, {"PUT", at + "/app-codes"}, {"DELETE", at},
	} {
		ask(missing.method, missing.target, "", 404)
	}

	ask("GET", "/v2/p/apigw/instances/unknown/apps", "", 404)
	ask("GET", "/v2/p/apigw/instances/j/apps", "", 200)
	ask("PATCH", at, "", http.StatusMethodNotAllowed)
	ask("GET", at+"/nothing", "", 404)
}

// TestNotExtended holds that none of it is there unless it is asked for.
func TestNotExtended(t *testing.T) {
	g := gateway.New(gateway.Options{})
	for target, want := range map[string]int{"/id": 405, "/secret/id": 404, "/id/app-codes": 404} {
		r := httptest.NewRequest("GET", "/v2/p/apigw/instances/i/apps"+target, nil)
		r.Header.Set("X-Auth-Token", gateway.DemoToken)
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if w.Code != want || w.Header().Get("X-Request-Id") != "" {
			t.Errorf("%s: %d, X-Request-Id %q", target, w.Code, w.Header().Get("X-Request-Id"))
		}
	}
}
