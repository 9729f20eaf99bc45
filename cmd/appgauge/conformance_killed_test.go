//go:build unix

package main

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// TestConformanceKilled kills a run in the middle. Its ledger is enough to delete what
// it left, and nothing that anybody else made meanwhile.
func TestConformanceKilled(t *testing.T) {
	handler := gateway.New(gateway.Options{})
	var requests atomic.Int64
	var dropped atomic.Bool
	middle := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// One of the apps is made, but the answer that says so reaches nobody.
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, r)
		if requests.Add(1) > 150 && rec.Code == http.StatusCreated && !dropped.Swap(true) {
			close(middle)
			<-r.Context().Done()
			return
		}
		maps.Copy(w.Header(), rec.Header())
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes())
	}))
	defer server.Close()
	apps := "/v2/" + result.DefaultProjectID + "/apigw/instances/" + result.DefaultInstanceID + "/apps"
	call := func(method, body string) string {
		r := httptest.NewRequest(method, apps, strings.NewReader(body))
		r.Header.Set("X-Auth-Token", gateway.DemoToken)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		b, _ := io.ReadAll(w.Body)
		return string(b)
	}

	ledger := filepath.Join(t.TempDir(), "ledger")
	command := func(args ...string) *exec.Cmd {
		cmd := exec.Command("appgauge", append(args, "--base-url", server.URL, "--ledger", ledger)...)
		cmd.Env = append(os.Environ(), "APPGAUGE_TOKEN="+gateway.DemoToken, "APPGAUGE_FORBIDDEN_TOKEN="+gateway.DemoForbidden)
		return cmd
	}
	run := command("conformance", "run", "--timeout", "30s")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	<-middle
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	if listing := call(http.MethodGet, ""); !strings.Contains(listing, `"id"`) {
		t.Fatalf("the run left nothing to delete: %s", listing)
	}
	call(http.MethodPost, `{"name":"precious"}`)

	out, err := command("conformance", "cleanup").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	listing := call(http.MethodGet, "")
	if !strings.Contains(listing, `"precious"`) || !strings.Contains(listing, `"total":1,`) && !strings.Contains(listing, `"total":1}`) {
		t.Errorf("after the cleanup there are %s\n%s", listing, out)
	}
}
