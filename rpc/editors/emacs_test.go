package editors

import (
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEmacs(t *testing.T) {
	t.Parallel()
	need(t, "emacs")
	dir, _, env := workspace(t)
	probe := exec.Command("emacs", "--batch", "--eval", "(progn (require 'package) (package-initialize) (require 'eglot))")
	probe.Env = env
	if out, err := probe.CombinedOutput(); err != nil {
		t.Logf("%s", out)
		missing(t, "Emacs's package Eglot")
	}
	got := run(t, dir, env, "emacs", "-q", "--batch", "-L", absolute(t, "emacs"), "-l", absolute(t, "testdata/emacs.el"))
	want := []string{
		`2:29-30 appgauge [name.charset]: name may not contain U+0020, only letters, digits and _`,
		`name — the app's name`,
		`  "remark": "😀", "name": "app_demo"`,
		`app_key`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is shown (-want +got):\n%s", diff)
	}
}
