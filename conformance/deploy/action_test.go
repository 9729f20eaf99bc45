package deploy

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// at is a step of the action against the gateway, quick, with more inputs.
func (w *world) at(more ...string) map[string]string {
	in := map[string]string{"base-url": w.url, "token": token, "run": "list/limit/*", "app-budget": "25"}
	for i := 0; i < len(more); i += 2 {
		in[more[i]] = more[i+1]
	}
	return in
}

// ready is a job in which an earlier step got the command.
func ready(t *testing.T, w *world) *job {
	t.Helper()
	j := newJob(t, w)
	if err := os.WriteFile(filepath.Join(j.temp, "appgauge"), command(t), 0o755); err != nil {
		t.Fatal(err)
	}
	return j
}

// TestAction runs the action as a runner does: against a gateway that conforms, and with
// a token that is wrong.
func TestAction(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		name       string
		inputs     map[string]string
		status     int
		annotation string
	}{
		{"conforms", w.at("forbidden-token", forbidden), 0, "::notice title=conformance%3A partial::"},
		{"wrong token", w.at("token", "no-such-token"), 3, "::error title=conformance%3A aborted::"},
		{"strict", w.at("strict", "true"), 1, "::error title=conformance%3A nonconformant::"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := ready(t, w).run(t, tt.inputs)
			if s.status != tt.status || s.outputs["status"] != fmt.Sprint(tt.status) || !strings.Contains(s.stdout, tt.annotation) {
				t.Errorf("status %d, %q; want %d with %s\n%s", s.status, s.outputs["status"], tt.status, tt.annotation, s.stdout)
			}
			for _, name := range []string{"report.json", "report.html", "junit.xml", "report.sarif"} {
				if text := read(t, filepath.Join(s.outputs["reports"], name)); text == "" || strings.Contains(text, tt.inputs["token"]) {
					t.Errorf("%s is empty or holds the token", name)
				}
			}
			if !strings.HasPrefix(s.summary, "# Conformance") {
				t.Errorf("summary: %s", s.summary)
			}
			want := map[string]string{"conformance-test-0-1": s.outputs["reports"]}
			if diff := cmp.Diff(want, s.uploaded); diff != "" || s.outputs["artifact"] != "conformance-test-0-1" {
				t.Errorf("artifact %q (-want +got):\n%s", s.outputs["artifact"], diff)
			}
		})
	}
}

// TestActionRefuses holds that a mistake is not a run: of the built-in gateway, with a part of
// what was asked, or at all.
func TestActionRefuses(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		name   string
		inputs map[string]string
		want   string
	}{
		{"no gateway", map[string]string{"base-url": "", "token": token}, "::error title=conformance::the run could not begin"},
		{"neither", map[string]string{"base-url": ""}, "::error title=conformance::the run could not begin"},
		{"no such case", w.at("run", "nothing/*"), "::error title=conformance::the run could not begin"},
		{"neither true nor false", w.at("strict", "yes"), "::error title=conformance::the input strict must be true or false"},
		{"a flag in the place of a value", w.at("app-budget", "--strict"), "::error title=conformance::the run could not begin"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := ready(t, w).run(t, tt.inputs)
			if s.status != 2 || s.outputs["status"] != "2" || !strings.Contains(s.stdout, tt.want) {
				t.Errorf("status %d, %q; want 2 with %s\n%s", s.status, s.outputs["status"], tt.want, s.stdout)
			}
			if len(s.uploaded) > 0 || s.outputs["reports"] != "" {
				t.Errorf("there are reports: %v, %v", s.uploaded, s.outputs)
			}
		})
	}
}

// TestActionNamesTheGateway names the gateway in other ways than by base-url.
func TestActionNamesTheGateway(t *testing.T) {
	w := newWorld(t)
	config := filepath.Join(w.dir, "gateways.yaml")
	if err := os.WriteFile(config, []byte("gateways:\n  - base-url: "+w.url+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, inputs := range map[string]map[string]string{
		"an argument":              {"arguments": "--base-url=" + w.url},
		"an argument of two lines": {"arguments": "--base-url\n" + w.url},
		"a configuration":          {"config": config},
		"it among the arguments":   {"arguments": "--config=" + config},
	} {
		t.Run(name, func(t *testing.T) {
			inputs["base-url"], inputs["token"], inputs["run"] = "", token, "list/limit/*"
			if s := ready(t, w).run(t, inputs); s.status != 0 {
				t.Errorf("status %d\n%s", s.status, s.stdout)
			}
		})
	}
}

// TestActionTwice holds that steps of a job have folders, artifacts and annotations of
// their own: the first one's are not shown again.
func TestActionTwice(t *testing.T) {
	w := newWorld(t)
	j := ready(t, w)
	first := j.run(t, w.at("token", "no-such-token", "name", "north"))
	second := j.run(t, w.at())
	third := j.run(t, w.at("run", "nothing/*"))
	if first.status != 3 || second.status != 0 || third.status != 2 {
		t.Fatalf("status %d, %d, %d", first.status, second.status, third.status)
	}
	if strings.Contains(second.stdout+third.stdout, "aborted") || strings.Contains(second.summary, "aborted") || third.summary != "" {
		t.Errorf("the first step's reports are shown again:\n%s\n%s", second.stdout, third.stdout)
	}
	var names []string
	for _, s := range []*step{first, second} {
		for name, folder := range s.uploaded {
			names = append(names, name)
			if read(t, filepath.Join(folder, "report.json")) == "" {
				t.Errorf("%s is empty", name)
			}
		}
	}
	if diff := cmp.Diff([]string{"north-test-0-1", "conformance-test-0-2"}, names); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
	if !strings.Contains(read(t, filepath.Join(first.uploaded["north-test-0-1"], "report.json")), "aborted") {
		t.Error("the first step's report is not its own any more")
	}
}

// TestActionInputs puts spaces, quotes and what a shell would obey into every input: it
// comes to the command as it is, one argument a value.
func TestActionInputs(t *testing.T) {
	w := newWorld(t)
	j := newJob(t, w)
	record := filepath.Join(t.TempDir(), "record")
	fake := "#!/usr/bin/env bash\nprintf '%s\\n' \"$APPGAUGE_TOKEN\" \"$APPGAUGE_FORBIDDEN_TOKEN\" \"$@\" >'" + record + "'\nexit 2\n"
	if err := os.WriteFile(filepath.Join(j.temp, "appgauge"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	const odd = ` a'b"c $(touch owned) ${HOME} ` + "`touch owned`" + ` \ * ; --x=y é `
	inputs := map[string]string{
		"read-only": "true", "strict": "true", "annotations": "false", "summary": "false", "upload": "false", "comment": "false",
	}
	want := []string{odd + "token", odd + "forbidden-token", "conformance", "run", odd + "arguments", odd + "again"}
	for _, name := range []string{
		"base-url", "project-id", "instance-id", "config", "edition", "app-budget", "known-failing", "wait", "timeout", "rate", "ca-file", "run", "skip", "expect",
	} {
		want = append(want, "--"+name+"="+odd+name)
		if name == "run" {
			want = append(want, "--run="+odd+"again")
		}
	}
	want = append(want, "--read-only", "--strict")
	for name := range j.action.Inputs {
		if _, set := inputs[name]; !set {
			inputs[name] = odd + name
		}
	}
	for _, name := range []string{"run", "arguments"} {
		inputs[name] += "\n\n" + odd + "again"
	}
	s := j.run(t, inputs)
	if s.status != 2 {
		t.Errorf("status %d, want that of the command\n%s", s.status, s.stdout)
	}
	got := strings.Split(strings.TrimSuffix(read(t, record), "\n"), "\n")
	if i := slices.Index(got, "--report"); i >= 0 {
		got = got[:i]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tokens and arguments (-want +got):\n%s", diff)
	}
	for _, dir := range []string{j.workspace, j.temp, w.dir} {
		if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
			t.Error("an input was run")
		}
	}
	// An artifact's name has some characters less, and stays in a line.
	s = ready(t, w).run(t, w.at("name", "a \"b\"\n/c:<d>|*?\\ é"))
	if want := "a -b---c--d----- é-test-0-1"; s.outputs["artifact"] != want || s.uploaded[want] == "" {
		t.Errorf("artifact %q, want %q", s.outputs["artifact"], want)
	}
}

// TestActionCommand holds where the command comes from: a release whose checksum is known,
// or a cached build; and that nothing else is run.
func TestActionCommand(t *testing.T) {
	w := newWorld(t)
	released := []byte("#!/bin/sh\necho released\nexit 2\n")
	sum := fmt.Sprintf("%x", sha256.Sum256(released))
	var answer func(http.ResponseWriter)
	asked := ""
	srv := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked = r.URL.Path
		answer(rw)
	}))
	defer srv.Close()
	with := func(t *testing.T, lines string) *job {
		t.Helper()
		j := newJob(t, w)
		// A copy of the action, as deep in a small source of its own.
		root := t.TempDir()
		path := filepath.Join(root, "conformance", "action")
		if err := os.CopyFS(path, os.DirFS(j.path)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, "release.txt"), []byte(read(t, filepath.Join(j.path, "release.txt"))+lines), 0o644); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"go.mod": "module x\n\ngo 1.26\n", "cmd/appgauge/main.go": "package main\n\nimport \"os\"\n\nfunc main() { println(\"built\"); os.Exit(2) }\n"} {
			file := filepath.Join(root, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		j.path, j.env = path, []string{"APPGAUGE_RELEASES=" + srv.URL}
		return j
	}
	line := sum + "  appgauge_Linux_X64\n"
	content := func(rw http.ResponseWriter) { rw.Write(released) }
	cached := []string{"actions/cache", "actions/setup-go"}
	for _, tt := range []struct {
		name, lines string
		answer      func(http.ResponseWriter)
		status      int
		want        string
		used        []string
	}{
		{"released", line, content, 2, "released\n", nil},
		{"another file", line, func(rw http.ResponseWriter) { rw.Write([]byte("#!/bin/sh\necho evil\n")) }, 1, "its SHA-256 differs", nil},
		{"not there any more", line, func(rw http.ResponseWriter) { rw.WriteHeader(http.StatusNotFound) }, 2, "cannot be downloaded; the command is built instead", cached},
		{"not for this system", sum + "  appgauge_macOS_ARM64\n", content, 2, "the run could not begin", cached},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer, asked = tt.answer, ""
			j := with(t, tt.lines)
			s := j.run(t, w.at("upload", "false"))
			if s.status != tt.status || !strings.Contains(s.stdout, tt.want) || strings.Contains(s.stdout, "evil") {
				t.Errorf("status %d, want %d with %q:\n%s", s.status, tt.status, tt.want, s.stdout)
			}
			if diff := cmp.Diff(tt.used, s.used); diff != "" {
				t.Errorf("actions (-want +got):\n%s", diff)
			}
			if want := "/v1.0.0/appgauge_Linux_X64"; tt.lines == line && asked != want {
				t.Errorf("asked for %q, want %q", asked, want)
			}
			if len(s.used) == 0 {
				return
			}
			// The cache is asked for by the source: another source is another key.
			key := s.with["actions/cache"]["key"]
			if err := os.Remove(filepath.Join(j.temp, "appgauge")); err != nil {
				t.Fatalf("the command was not built: %v", err)
			}
			if again := j.run(t, w.at("upload", "false")); !slices.Equal(again.used, []string{"actions/cache"}) || again.with["actions/cache"]["key"] != key {
				t.Errorf("from the cache: %v with %v, before %v", again.used, again.with, key)
			}
			if err := os.Remove(filepath.Join(j.temp, "appgauge")); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(j.path, "..", "..", "other.go"), []byte("package x\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			if other := j.run(t, w.at("upload", "false")); other.with["actions/cache"]["key"] == key {
				t.Error("another source has the same key")
			}
		})
	}
}
