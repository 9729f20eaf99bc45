package conformance_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/result"
)

// Whatever a gateway lies about IDs and apps, a run, and a cleanup after it, delete
// nothing but the run's own apps. The gateway records every DELETE.
func TestNothingForeignIsDeleted(t *testing.T) {
	n := 0
	for _, h := range hostile.All() {
		theme, _, _ := strings.Cut(h.ID, "/")
		if theme != "id" && h.ID != "list/others-with-nonce" {
			continue
		}
		n++
		t.Run(h.ID, func(t *testing.T) {
			t.Parallel()
			g := h.Open(gateway.Options{})
			path := filepath.Join(t.TempDir(), "ledger")
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			r := &conformance.Runner{
				Handler: g, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Brief: true, Timeout: time.Second,
				Ledger: path, AppBudget: result.DefaultAppBudget,
			}
			res, err := r.Run(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.Cleanup(ctx, path); err != nil {
				t.Error(err)
			}
			if foreign := g.Foreign(); len(foreign) > 0 {
				t.Errorf("DELETE was sent for %q", foreign)
			}
			if lost := g.Lost(); len(lost) > 0 {
				t.Errorf("the owner's apps %q are gone", lost)
			}
			if ctx.Err() != nil {
				t.Error("the run did not end in time")
			}
			if theme == "id" && !h.Lawful() && res.Conclusion == result.Conformant {
				t.Error("a gateway that lies about IDs is said to be conformant")
			}
		})
	}
	if n < 30 {
		t.Errorf("only %d gateways were tried", n)
	}
}

// A 201 with the ID of an app that was there before: the app stays, the run fails and
// names what it did not delete.
func TestAnAppThatWasThereBeforeStays(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	home := "/v2/" + result.DefaultProjectID + "/apigw/instances/" + result.DefaultInstanceID + "/apps"
	req := httptest.NewRequest(http.MethodPost, home, strings.NewReader(`{"name":"precious"}`))
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	rec := httptest.NewRecorder()
	inner.ServeHTTP(rec, req)
	var precious struct{ ID string }
	if err := json.Unmarshal(rec.Body.Bytes(), &precious); err != nil || precious.ID == "" {
		t.Fatal(err, rec.Body)
	}
	lying := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodDelete && strings.HasSuffix(r.URL.Path, "/"+precious.ID) {
			t.Errorf("DELETE %s", r.URL.Path)
		}
		if r.Method != http.MethodPost {
			inner.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		var app map[string]any
		if rec.Code == http.StatusCreated && json.Unmarshal(rec.Body.Bytes(), &app) == nil {
			app["id"] = precious.ID
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(rec.Code)
			_ = json.NewEncoder(w).Encode(app)
			return
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes())
	})
	r := runner(lying)
	r.Only, r.Ledger = []string{"create/name/*", "create/generated/*"}, filepath.Join(t.TempDir(), "ledger")
	res := run(t, r)
	if res.Conclusion != result.Nonconformant {
		t.Errorf("%s: %s", res.Conclusion, res.Reason)
	}
	named := false
	for _, l := range res.Apps.Left {
		named = named || l.ID == precious.ID && strings.Contains(l.Why, "before the run")
	}
	if !named {
		t.Errorf("the app is not named among those left: %+v", res.Apps.Left)
	}
}

// A gateway that keeps half a surrogate pair lists it, too. That costs one finding: the
// listing is read, and nothing is left behind.
func TestHalfASurrogatePairIsDeleted(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	kept := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		const half, mark = `\ud83d`, "HALFPAIR"
		body, _ := io.ReadAll(r.Body)
		text := string(body)
		if i := strings.Index(text, half); i >= 0 && !strings.HasPrefix(text[i+len(half):], `\ude`) {
			text = strings.Replace(text, half, mark, 1)
		}
		r.Body = io.NopCloser(strings.NewReader(text))
		r.ContentLength = int64(len(text))
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(rec.Code)
		_, _ = io.WriteString(w, strings.ReplaceAll(rec.Body.String(), mark, half))
	})
	r := runner(kept)
	r.Keys = conformance.Keys(gateway.DemoKeys())
	r.Ledger = filepath.Join(t.TempDir(), "ledger")
	res := run(t, r)
	if len(res.Apps.Left) > 0 {
		t.Errorf("left: %+v", res.Apps.Left)
	}
	if n := listed(t, inner); n != 0 {
		t.Errorf("%d apps are still listed", n)
	}
	if res.Totals.Failed > 0 || res.Totals.Unverified > 0 || res.Totals.Warned == 0 || len(res.Causes) != 1 {
		t.Errorf("%+v, causes %+v", res.Totals, res.Causes)
	}
}

// A ledger that anybody may have written deletes nothing that is not its run's, and
// sends nothing to another path.
func TestForgedLedger(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	home := "/v2/" + result.DefaultProjectID + "/apigw/instances/" + result.DefaultInstanceID + "/apps"
	req := httptest.NewRequest(http.MethodPost, home, strings.NewReader(`{"name":"precious","app_key":"precious-key"}`))
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	rec := httptest.NewRecorder()
	inner.ServeHTTP(rec, req)
	var precious struct{ ID string }
	if err := json.Unmarshal(rec.Body.Bytes(), &precious); err != nil {
		t.Fatal(err)
	}
	head := `{"event":"run","baseURL":"http://gateway.invalid","nonce":"NONCE","project":"` + result.DefaultProjectID + `","instance":"` + result.DefaultInstanceID + `"}` + "\n"
	for _, k := range []struct{ name, nonce, lines, problem string }{
		{"another's ID", "qzvjkxwp", `{"event":"created","n":1,"id":"` + precious.ID + `"}`, ""},
		{"a nonce that every name holds", "e", `{"event":"created","n":1,"id":"` + precious.ID + `"}`, ""},
		{"no nonce", "", `{"event":"found","n":1,"id":"` + precious.ID + `"}`, ""},
		{"a dot segment", "qzvjkxwp", `{"event":"created","n":1,"id":".."}`, ""},
		{"a path", "qzvjkxwp", `{"event":"created","n":1,"id":"../../x"}`, ""},
		{"another place", "qzvjkxwp", `{"event":"intend","n":1,"project":"..","instance":"i"}`, "cannot be a project"},
	} {
		path := filepath.Join(t.TempDir(), "forged")
		if err := os.WriteFile(path, []byte(strings.Replace(head, "NONCE", k.nonce, 1)+k.lines+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		r := runner(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodDelete {
				t.Errorf("%s: DELETE %s", k.name, r.URL)
			}
			inner.ServeHTTP(w, r)
		}))
		apps, err := r.Cleanup(t.Context(), path)
		switch {
		case k.problem != "" && (err == nil || !strings.Contains(err.Error(), k.problem)):
			t.Errorf("%s: %v, want %q", k.name, err, k.problem)
		case k.problem == "" && (err != nil || len(apps.Left) != 1):
			t.Errorf("%s: %v, left %+v", k.name, err, apps.Left)
		}
	}
}

func TestPathSegments(t *testing.T) {
	for _, id := range []string{".", "..", "a/b", "a?b", "a#b", "a\nb", "a%2fb"} {
		for _, r := range []conformance.Runner{{ProjectID: id}, {InstanceID: id}} {
			r.Handler, r.Token = gateway.New(gateway.Options{}), gateway.DemoToken
			if _, err := r.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot be sent in a path") {
				t.Errorf("%q: %v", id, err)
			}
		}
	}
}
