package editors

import (
	"archive/zip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The bundled extension runs with the real vscode-languageclient in it; only the
// editor itself is a stand-in, test/vscode.cjs, since it cannot be had without a
// screen and a download.
func TestVSCode(t *testing.T) {
	t.Parallel()
	needNode(t)
	dir, file, env := workspace(t)
	script := absolute(t, filepath.Join(extension, "test/extension.cjs"))
	tests := []struct {
		mode string
		want []string
	}{
		{"demo", []string{
			`1:30-31 name.charset: name may not contain U+0020, only letters, digits and _`,
			`https://github.com/appgauge/appgauge/blob/main/docs/codes.md#namecharset`,
			`  "remark": "😀", "name": "app_demo"`,
		}},
		{"missing", []string{
			`appgauge: "/nowhere/appgauge lsp" did not start. ` +
				`Install it with "go install github.com/appgauge/appgauge/cmd/appgauge@latest", or set appgauge.path.`,
		}},
	}
	for _, test := range tests {
		got := run(t, dir, env, "node", script, test.mode, file)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: what is shown (-want +got):\n%s", test.mode, diff)
		}
	}
}

func TestVSIX(t *testing.T) {
	t.Parallel()
	needNode(t)
	r, err := zip.OpenReader(filepath.Join(extension, "dist/appgauge.vsix"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	want := []string{
		"[Content_Types].xml",
		"extension.vsixmanifest",
		"extension/dist/extension.js",
		"extension/package.json",
		"extension/readme.md",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// The lock file names no registry, and the settings are those that the server knows.
func TestPackageJSON(t *testing.T) {
	lock, err := os.ReadFile(filepath.Join(extension, "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("package-lock.json has resolved addresses; .npmrc should keep them out")
	}
	var manifest struct {
		Main        string
		Contributes struct {
			Configuration struct {
				Properties map[string]struct{ Default string }
			}
		}
	}
	data, err := os.ReadFile(filepath.Join(extension, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, p := range manifest.Contributes.Configuration.Properties {
		got[name] = p.Default
	}
	if diff := cmp.Diff(map[string]string{"appgauge.path": "appgauge", "appgauge.edition": "", "appgauge.locale": ""}, got); diff != "" {
		t.Errorf("settings and their defaults (-want +got):\n%s", diff)
	}
}
