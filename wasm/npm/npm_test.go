package npm

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/validate"
)

// TestPackage runs each file of test on the package installed from its tarball.
func TestPackage(t *testing.T) {
	need(t, "node", "npm")
	installed := install(t)
	messages := filepath.Join(t.TempDir(), "messages.json")
	writeMessages(t, messages)
	files, err := filepath.Glob("test/*.test.mjs")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in test: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".test.mjs"), func(t *testing.T) {
			t.Parallel()
			if strings.HasPrefix(filepath.Base(file), "browser") {
				need(t, "chromium", "firefox-esr")
			}
			cmd := exec.Command("node", "--experimental-import-meta-resolve", "--test", file)
			cmd.Env = append(os.Environ(), "APPGAUGE_INSTALLED="+installed, "APPGAUGE_MESSAGES="+messages)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, failures(out))
			}
		})
	}
}

// need skips the test where a command is missing, and fails it under CI.
func need(t *testing.T, commands ...string) {
	t.Helper()
	for _, c := range commands {
		if _, err := exec.LookPath(c); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing", c)
			}
			t.Skipf("%s is missing; scripts/need %s installs it on Debian", c, c)
		}
	}
}

// install builds and packs the package, and installs the tarball in a folder of
// its own, which it returns.
func install(t *testing.T) string {
	t.Helper()
	// Only where the lock file has changed: it takes seconds.
	if stamp, err := os.ReadFile("node_modules/.appgauge"); err != nil || !bytes.Equal(stamp, lockFile(t)) {
		run(t, ".", "npm", "ci", "--ignore-scripts")
		if err := os.WriteFile("node_modules/.appgauge", lockFile(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, ".", "npm", "run", "--silent", "build")
	dir := t.TempDir()
	run(t, ".", "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", dir)
	tarballs, _ := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if len(tarballs) != 1 {
		t.Fatalf("npm pack made %q", tarballs)
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"private": true, "type": "module"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "npm", "install", "--offline", "--no-audit", "--no-fund", tarballs[0])
	return dir
}

func lockFile(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestLockFile holds that the lock file names no registry.
func TestLockFile(t *testing.T) {
	if strings.Contains(string(lockFile(t)), `"resolved"`) {
		t.Error("package-lock.json has resolved addresses; .npmrc should keep them out")
	}
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// failures is what of the test runner's output tells of failures: the lines from
// the first one on that failed.
func failures(out []byte) []byte {
	if i := bytes.Index(out, []byte("not ok ")); i >= 0 {
		out = out[i:]
	}
	if i := bytes.Index(out, []byte("✖ failing tests")); i >= 0 {
		out = out[i:]
	}
	return out[:min(len(out), 8000)]
}

// message is what package validate says of a text, or of a few odd values.
type message struct {
	Edition string   `json:"edition"`
	Field   string   `json:"field"`
	Text    string   `json:"text"`
	English []string `json:"en"`
	Chinese []string `json:"zh"`
}

// writeMessages writes what the messages of the package must be.
func writeMessages(t *testing.T, name string) {
	t.Helper()
	var rows []message
	for _, e := range validate.Editions() {
		words := func(edition, field, text string, vs validate.Violations) {
			row := message{Edition: edition, Field: field, Text: text, English: []string{}, Chinese: []string{}}
			for _, v := range vs {
				row.English = append(row.English, e.Message(v, validate.English))
				row.Chinese = append(row.Chinese, e.Message(v, validate.Chinese))
			}
			rows = append(rows, row)
		}
		for id := range e.Fields {
			f := &e.Fields[id]
			for _, text := range []string{
				"", "a", "1", "-", "_é", "app_demo", "app demo\n", "漢字漢字漢字漢字", "字", "\x00\x01\x02", "\u00a0abcdefgh", "\u200b", "\u2028abcdefgh",
				"\U0001f600abcdefgh", "a\U0001f600", "%", "$&abcdefgh", "abc$`defgh", "`${char}`\\", "e\u0301", "\ufffdabc", "\ue000abc",
				strings.Repeat("a", f.Max+1), strings.Repeat("\U0001f600", f.Max+2), strings.Repeat("-", f.Max+3),
			} {
				words(e.ID, f.Name, text, e.CheckField(validate.FieldID(id), validate.Text(text)))
			}
		}
		words(e.ID+"/other", "", "", slices.Concat(
			validate.Violations{{Rule: validate.RuleType}},
			e.Check(&validate.App{}),
			e.Check(&validate.App{validate.Name: {Kind: validate.Null}}),
			validate.Violations{
				{Field: "remark", Rule: validate.RuleType, Severity: validate.Warning},
				{Field: "appKey", Rule: validate.RuleUnknown, Severity: validate.Warning},
			},
		))
	}
	b, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
