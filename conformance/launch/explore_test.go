package launch

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// explored explores a faulty gateway for a moment, and keeps what it finds.
func explored(t *testing.T, fault string) (dir, baseURL, out string) {
	t.Helper()
	handler, err := faults.Handler(gateway.Options{}, fault)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	dir = filepath.Join(t.TempDir(), "corpus")
	s, text := streams(map[string]string{tokenVariable: gateway.DemoToken})
	status, err := Explore(t.Context(), ExploreOptions{Options: Options{BaseURL: server.URL, Seed: 3}, For: time.Second, Corpus: dir}, s)
	if err != nil || status != 1 {
		t.Fatalf("status %d, %v:\n%s", status, err, text)
	}
	return dir, server.URL, text.String()
}

// What is found is printed as a script and as a Go test, kept, and replayed first.
func TestExplore(t *testing.T) {
	dir, url, out := explored(t, "filter/status-ignored")
	for _, want := range []string{"list/filter/status", "#!/usr/bin/env bash", "func TestExplore", "kept in " + dir, "again: appgauge conformance explore --seed 3"} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing says %q:\n%s", want, out)
		}
	}
	again := func(url string) (int, string) {
		s, text := streams(map[string]string{tokenVariable: gateway.DemoToken})
		status, err := Explore(t.Context(), ExploreOptions{Options: Options{BaseURL: url}, Corpus: dir}, s)
		if err != nil {
			t.Fatal(err)
		}
		return status, text.String()
	}
	if status, out := again(url); status != 1 || !strings.Contains(out, "replayed first: ") {
		t.Errorf("replayed: status %d:\n%s", status, out)
	}
	repaired := httptest.NewServer(gateway.New(gateway.Options{}))
	t.Cleanup(repaired.Close)
	if status, out := again(repaired.URL); status != 0 {
		t.Errorf("replayed to a gateway without the fault: status %d:\n%s", status, out)
	}
}

// The script shows the fault without this program, and leaves no app behind.
func TestExploreScript(t *testing.T) {
	dir, url, _ := explored(t, "filter/status-ignored")
	cmd := exec.Command("bash", filepath.Join(dir, "filter-status-extra.sh"))
	cmd.Env = append(os.Environ(), tokenVariable+"="+gateway.DemoToken)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "status=") || !strings.Contains(string(out), `"total":1`) {
		t.Errorf("%v:\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "filter-status-extra.json"))
	if err != nil || !strings.Contains(string(text), "\n  {\"create\"") {
		t.Errorf("%v: a step is not a line:\n%s", err, text)
	}
	req, err := http.NewRequest("GET", url+"/v2/0a6b8c4d2e1f4a3b9c8d7e6f5a4b3c2d/apigw/instances/eddc4d25480b4cd6b512f270a1b8b341/apps", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var page struct{ Total int }
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil || page.Total != 0 {
		t.Errorf("%d apps are left, %v", page.Total, err)
	}
}

// The Go test that is printed compiles, and fails as long as the gateway is faulty.
func TestExploreGoTest(t *testing.T) {
	dir, url, _ := explored(t, "filter/status-ignored")
	root, err := filepath.Abs("../gateway")
	if err != nil {
		t.Fatal(err)
	}
	overlay := write(t, "overlay.json", "")
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, "found_test.go"): filepath.Join(dir, "filter_status_extra_test.go")}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "-vet=off", "-overlay", overlay, "-run", "^TestExplore", "../gateway")
	cmd.Env = append(os.Environ(), "APPGAUGE_BASE_URL="+url, tokenVariable+"="+gateway.DemoToken)
	out, err := cmd.CombinedOutput()
	if _, failed := err.(*exec.ExitError); !failed || !strings.Contains(string(out), "which does not match status") {
		t.Errorf("%v:\n%s", err, out)
	}
}

// A corpus that cannot be read is said to be one, by its file and what is wrong.
func TestReadCorpus(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"not JSON", "{", "found.json is not a finding of a corpus: "},
		{"no sequence", "{}", "no sequence"},
		{"unknown member", `{"sequence":[{"creat":{}}]}`, `unknown field "creat"`},
		{"two in one step", `{"sequence":[{"create":{},"list":{}}]}`, "step 1: must have exactly one of"},
		{"unknown class", `{"sequence":[{"list":{}},{"create":{"members":{"name":"longst"}}}]}`, `step 2: there is no class of name "longst"; want one of `},
		{"unknown member of an app", `{"sequence":[{"create":{"members":{"nam":"longest"}}}]}`, `there is no member "nam"`},
		{"unknown token", `{"sequence":[{"list":{"token":"none"}}]}`, `there is no token "none"`},
		{"nested", `{"sequence":[{"together":[{"together":[{"list":{}}]}]}]}`, "cannot hold more of it"},
	} {
		_, err := readCorpus(filepath.Dir(write(t, "found.json", tt.text)))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if s, err := readCorpus(filepath.Join(t.TempDir(), "none")); err != nil || s != nil {
		t.Errorf("a directory that is not there: %v, %v", s, err)
	}
}
