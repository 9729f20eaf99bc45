package editors

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNeovim(t *testing.T) {
	need(t, "nvim")
	want := []string{
		`1:32-33 name.charset: name may not contain U+0020, only letters, digits and _`,
		"**name** — the app's name",
		`Remove the characters that name may not contain`,
		`  "remark": "😀", "name": "appdemo"`,
		`app_key app_secret`,
	}
	for name, setting := range map[string]string{
		"setup": "",                                                // for every version
		"table": "TABLE=" + absolute(t, "neovim/lsp/appgauge.lua"), // for 0.11 and later
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, _, env := workspace(t)
			got := run(t, dir, append(env, setting), "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n",
				"--cmd", "set runtimepath^="+absolute(t, "neovim"), "--cmd", "filetype on",
				"-c", "luafile "+absolute(t, "testdata/neovim.lua"))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("what is shown (-want +got):\n%s", diff)
			}
		})
	}
}
