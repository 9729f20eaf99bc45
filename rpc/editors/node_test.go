package editors

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// extension is where the extension for Visual Studio Code stands, with the
// packages that clients in JavaScript are made of.
const extension = "vscode"

// install installs what the lock file names, where that has changed, and bundles
// and packages the extension.
var install = sync.OnceValue(func() error {
	stamp := filepath.Join(extension, "node_modules", ".appgauge")
	lock, err := os.ReadFile(filepath.Join(extension, "package-lock.json"))
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(stamp); err != nil || !bytes.Equal(old, lock) {
		if err := npm("ci", "--ignore-scripts"); err != nil {
			return err
		}
		if err := os.WriteFile(stamp, lock, 0o666); err != nil {
			return err
		}
	}
	return npm("run", "--silent", "package")
})

type npmError struct {
	args   []string
	output []byte
	err    error
}

func (e *npmError) Error() string {
	return "npm " + strings.Join(e.args, " ") + ": " + e.err.Error() + "\n" + string(e.output)
}

func npm(args ...string) error {
	cmd := exec.Command("npm", args...)
	cmd.Dir = extension
	if out, err := cmd.CombinedOutput(); err != nil {
		return &npmError{args, out, err}
	}
	return nil
}

func needNode(t *testing.T) {
	t.Helper()
	need(t, "node", "npm")
	if err := install(); err != nil {
		t.Fatal(err)
	}
}

// A client made of vscode-languageserver-protocol, which most clients in
// JavaScript are.
func TestNode(t *testing.T) {
	t.Parallel()
	needNode(t)
	dir, file, env := workspace(t)
	got := run(t, dir, env, "node", absolute(t, filepath.Join(extension, "test/protocol.cjs")), file)
	want := []string{
		`utf-16`,
		`1:30-31 name.charset: name may not contain U+0020, only letters, digits and _`,
		`name — the app's name`,
		`Remove the characters that name may not contain; Replace the characters that name may not contain by _`,
		`0`,
		`app_key app_secret`,
		`status 0`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is shown (-want +got):\n%s", diff)
	}
}
