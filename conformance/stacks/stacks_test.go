package stacks

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/validate"
	"github.com/google/go-cmp/cmp"
)

const apps = "/v2/p1/apigw/instances/i1/apps"

// TestSmoke holds that each stack is built, starts, does what a run of the suite
// relies on, and stops.
func TestSmoke(t *testing.T) {
	t.Parallel()
	for _, dir := range dirs(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			s := start(t, dir)
			var created struct{ ID, Name string }
			s.do(t, "POST", apps, Token, `{"name":"app_demo","remark":"Demo app"}`, 201, &created)
			if created.Name != "app_demo" || created.ID == "" {
				t.Errorf("created %+v; want the name app_demo and an ID", created)
			}
			type listing struct {
				Total, Size int
				Apps        []struct{ ID, Name, Remark string }
			}
			want := listing{Total: 1, Size: 1, Apps: []struct{ ID, Name, Remark string }{{created.ID, "app_demo", "Demo app"}}}
			var got listing
			s.do(t, "GET", apps+"?name=app_demo&precise_search=name", Token, "", 200, &got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("listing (-want +got):\n%s", diff)
			}
			for _, elsewhere := range []string{"/v2/p2/apigw/instances/i1/apps", "/v2/p1/apigw/instances/i2/apps"} {
				var got listing
				if s.do(t, "GET", elsewhere, Token, "", 200, &got); got.Total != 0 {
					t.Errorf("%s lists %+v; want nothing", elsewhere, got)
				}
			}
			for _, refused := range []struct {
				method, token, body string
				status              int
				code                string
			}{
				{"POST", Token, `{"name":"1"}`, 400, "APIG.2011"},
				{"POST", "", `{"name":"app_other"}`, 401, "APIG.1002"},
				{"POST", "wrong", `{"name":"app_other"}`, 401, "APIG.1002"},
				{"POST", ForbiddenToken, `{"name":"app_other"}`, 403, "APIG.1005"},
				{"GET", "", "", 401, "APIG.1002"},
				{"GET", ForbiddenToken, "", 403, "APIG.1005"},
			} {
				var got struct {
					Code string `json:"error_code"`
					Msg  string `json:"error_msg"`
				}
				s.do(t, refused.method, apps, refused.token, refused.body, refused.status, &got)
				if got.Code != refused.code || got.Msg == "" {
					t.Errorf("%s with token %q: %+v; want %s and a message", refused.method, refused.token, got, refused.code)
				}
			}
			s.do(t, "DELETE", apps+"/"+created.ID, Token, "", 204, nil)
			got = listing{}
			if s.do(t, "GET", apps, Token, "", 200, &got); got.Total != 0 {
				t.Errorf("after the deletion: %+v; want nothing", got)
			}
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
			if _, err := http.Get(s.URL); err == nil {
				t.Errorf("%s still answers after Stop", s.URL)
			}
		})
	}
}

// TestGolden holds that each golden list can be read and names known clauses.
func TestGolden(t *testing.T) {
	known := map[string]bool{}
	for _, c := range conformance.Clauses(validate.Default()) {
		known[c.ID] = true
	}
	for _, dir := range dirs(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			g, err := Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(g.Causes) == 0 || len(g.Traits) == 0 {
				t.Errorf("%d causes and %d traits; a gateway has some of each", len(g.Causes), len(g.Traits))
			}
			for _, c := range append(g.Causes, g.Beyond...) {
				for _, id := range c.Clauses {
					if !known[id] {
						t.Errorf("%q names the clause %s, which does not exist", c.What, id)
					}
				}
			}
		})
	}
}

// TestStartFails holds that a gateway that cannot be started says why.
func TestStartFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, main, want string
	}{
		{name: "empty", want: "holds no gateway"},
		{name: "broken", main: "package main\n\nfunc main() { nonsense }\n", want: "undefined: nonsense"},
		{name: "panics", main: "package main\n\nfunc main() { panic(\"no database\") }\n", want: "panic: no database"},
		{name: "silent", main: "package main\n\nimport \"time\"\n\nfunc main() { time.Sleep(time.Hour) }\n", want: context.DeadlineExceeded.Error()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), tt.name)
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if tt.main != "" {
				write(t, filepath.Join(dir, "go.mod"), "module stub\n")
				write(t, filepath.Join(dir, "main.go"), tt.main)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			s, err := Start(ctx, dir)
			if err == nil {
				_ = s.Stop()
				t.Fatal("started; want an error")
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "stack "+tt.name+": ") {
				t.Errorf("error %q; want the stack's name and %q", err, tt.want)
			}
		})
	}
}

// TestLockFiles holds that no lock file names a registry.
func TestLockFiles(t *testing.T) {
	files, err := filepath.Glob("*/package-lock.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no lock files: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"resolved"`) {
			t.Errorf("%s has resolved addresses; .npmrc should keep them out", file)
		}
	}
}

func dirs(t *testing.T) []string {
	t.Helper()
	dirs, err := Dirs(".")
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// start starts a stack for the length of the test. Where a program is missing it
// skips the test, and under CI fails it.
func start(t *testing.T, dir string) *Stack {
	t.Helper()
	s, err := Start(t.Context(), dir)
	var missing *MissingError
	if errors.As(err, &missing) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *Stack) do(t *testing.T, method, path, token, body string, status int, answer any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("X-Auth-Token", token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != status {
		t.Fatalf("%s %s: %s %s; want %d", method, path, res.Status, text, status)
	}
	if answer == nil {
		return
	}
	if err := json.Unmarshal(text, answer); err != nil {
		t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
