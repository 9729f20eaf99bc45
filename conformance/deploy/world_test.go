package deploy

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// world is a built command and a reference gateway in a process of its own.
type world struct {
	bin, url, dir string
}

const (
	token     = "the-token-of-this-test"
	forbidden = "the-forbidden-token-of-this-test"
)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{dir: t.TempDir()}
	w.bin = filepath.Join(w.dir, "appgauge")
	if err := os.WriteFile(w.bin, command(t), 0o755); err != nil {
		t.Fatal(err)
	}
	gateway := exec.Command(w.bin, "gateway", "--addr", "127.0.0.1:0", "--token", token, "--forbidden-token", forbidden, "--log", "off")
	stdout, err := gateway.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	gateway.Stderr = os.Stderr
	if err := gateway.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		gateway.Process.Signal(os.Interrupt)
		gateway.Wait()
	})
	first, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	w.url = regexp.MustCompile(`http://\S+`).FindString(first)
	return w
}

// built is the command, which is built once.
var built = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "appgauge")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bin := filepath.Join(dir, "appgauge")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", bin, "./cmd/appgauge").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return os.ReadFile(bin)
})

func command(t *testing.T) []byte {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// run runs a program with the command on its path, and variables beside those of
// this process.
func (w *world) run(t *testing.T, env []string, name string, args ...string) (stdout string, status int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "PATH="+w.dir+":"+os.Getenv("PATH"))
	cmd.Env = append(cmd.Env, env...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatalf("%s: %v", name, err)
	}
	t.Logf("%s: status %d\n%s", name, cmd.ProcessState.ExitCode(), errs.String())
	return out.String(), cmd.ProcessState.ExitCode()
}

// verdicts are the verdicts of a JSON report by case.
func verdicts(t *testing.T, report string) map[string]string {
	t.Helper()
	var r struct {
		Gateways []struct {
			Cases []struct{ ID, Verdict string }
		}
	}
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		t.Fatalf("%v in %.200s", err, report)
	}
	out := map[string]string{}
	for _, g := range r.Gateways {
		for _, c := range g.Cases {
			out[c.ID] = c.Verdict
		}
	}
	return out
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
