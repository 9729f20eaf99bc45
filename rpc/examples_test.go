package rpc

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestExamples runs the clients of the documentation against a daemon.
func TestExamples(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	if err := errors.Join(os.WriteFile(token, []byte("correct-horse\n"), 0o600), os.Chmod(token, 0o600)); err != nil {
		t.Fatal(err)
	}
	d := start(t, "--listen", "tcp:127.0.0.1:0", "--listen", "http:127.0.0.1:0", "--token-file", token)
	const want = `app_demo: valid
1st app: name may not start with 1, only with a letter
1st app: name may not contain U+0020, only letters, digits and _
订单: name has too few characters: 2, at least 3 needed
订单: name may not start with 订 (U+8BA2), only with a letter
订单: name may not contain 订 (U+8BA2), only letters, digits and _
Invalid params: the parameter "app" must be an object, not 1
`
	names := []string{"app_demo", "1st app", "订单"}
	for name, args := range map[string][]string{
		"Go":         {"go", "run", "./examples/go", d.addresses[0][len("tcp:"):]},
		"Python":     {"python3", "examples/client.py", command(t)},
		"JavaScript": {"node", "examples/client.mjs", urlOf(d.addresses[1])},
	} {
		t.Run(name, func(t *testing.T) {
			path, err := exec.LookPath(args[0])
			if err != nil {
				if os.Getenv("CI") != "" {
					t.Fatal(err)
				}
				t.Skipf("%v; install it to run the example", err)
			}
			cmd := exec.Command(path, append(args[1:], names...)...)
			cmd.Env = append(os.Environ(), "APPGAUGE_RPC_TOKEN=correct-horse", "PYTHONUTF8=1")
			cmd.Stderr = os.Stderr
			got, err := cmd.Output()
			if diff := cmp.Diff(want, string(got)); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}
