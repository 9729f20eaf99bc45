package editors

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ale is where Debian's package vim-ale has the plugin.
const ale = "/usr/share/vim-ale"

func TestVim(t *testing.T) {
	t.Parallel()
	need(t, "vim")
	if _, err := os.Stat(filepath.Join(ale, "plugin/ale.vim")); err != nil {
		missing(t, "Vim's plugin ALE")
	}
	dir, file, env := workspace(t)
	env = append(env, "ALE="+ale, "SETUP="+absolute(t, "vim"))
	run(t, dir, env, "vim", "-u", absolute(t, "testdata/vim.vim"), "-i", "NONE", "--not-a-term", "-n")
	report, err := os.ReadFile(file + ".report")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`2:33-33 name.charset: name may not contain U+0020, only letters, digits and _`,
		`  "remark": "😀", "name": "app_demo"`,
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(string(report)), "\n")); diff != "" {
		t.Errorf("what is shown (-want +got):\n%s", diff)
	}
}
