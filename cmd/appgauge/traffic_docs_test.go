package main

import (
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// TestTrafficRecipes runs what docs/traffic.md tells to type, against the reference
// gateway, and holds that its Go code is that of a test.
func TestTrafficRecipes(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "traffic.md"))
	if err != nil {
		t.Fatal(err)
	}
	test, err := os.ReadFile(filepath.Join(root, "conformance", "watch", "recipe_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(text)
	if code == nil || !strings.Contains(string(test), string(code[1])) {
		t.Error("the Go code of docs/traffic.md is not in conformance/watch/recipe_test.go")
	}
	bin, dir := t.TempDir(), t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "appgauge")); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gateway.New(gateway.Options{}))
	defer srv.Close()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free := ln.Addr().String()
	ln.Close()
	here := strings.NewReplacer("https://apig.example.com", srv.URL, "127.0.0.1:8081", free)
	sh := func(script string) string {
		cmd := exec.Command("sh", "-eu", "-c", here.Replace(script))
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "APPGAUGE_TOKEN="+gateway.DemoToken)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", script, err, out)
		}
		return string(out)
	}
	sh("appgauge conformance run --base-url https://apig.example.com --run 'list/limit/*' --report har=session.har")
	recipes := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(text, -1)
	wants := []string{`[1-9]\d* exchanges judged`, `(?s)exchanges judged.*exchanges judged`}
	if len(recipes) != len(wants) {
		t.Fatalf("there are %d recipes, not %d", len(recipes), len(wants))
	}
	for i, recipe := range recipes {
		if out := sh(string(recipe[1])); !regexp.MustCompile(wants[i]).MatchString(out) || strings.Contains(out, "FAIL") {
			t.Errorf("%s\nput out, without a match of %s:\n%s", recipe[1], wants[i], out)
		}
	}
	for _, file := range []string{"traffic.html", "traffic.har"} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("the recipes write no %s: %v", file, err)
		}
	}
}
