//go:build unix

package main

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// endless are the commands that go on until somebody ends them, or for longer than a test
// may: these are interrupted once they have begun. Of lengthy ones the status then says so.
var (
	endless = regexp.MustCompile(`^appgauge (gateway|rpc --listen|lsp|conformance (selfcheck|proxy|explore))\b`)
	lengthy = regexp.MustCompile(`^appgauge conformance (selfcheck|explore)\b`)
)

// exampleTime is how long an example may take that is not endless.
const exampleTime = 3 * time.Minute

// TestExamples runs every example of every command's help, as it is written, in a folder
// that has the files that it names. All that is changed is where a gateway is.
func TestExamples(t *testing.T) {
	srv := httptest.NewServer(gateway.New(gateway.Options{}))
	t.Cleanup(srv.Close)
	bin := binary(t)
	sh := func(t *testing.T, dir, script string) *exec.Cmd {
		ctx, cancel := context.WithTimeout(t.Context(), exampleTime)
		t.Cleanup(cancel)
		cmd := exec.CommandContext(ctx, "sh", "-c", script)
		cmd.WaitDelay = time.Second // should a child of the shell live on
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "XDG_RUNTIME_DIR="+dir, "APPGAUGE_TOKEN=")
		return cmd
	}
	folder := func(t *testing.T) string {
		dir, err := os.MkdirTemp("", "ex") // short: a socket's name has little room
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
		const app = `{"name":"app_demo"}` + "\n"
		for name, text := range map[string]string{
			"app.json": app, "one.json": app, "two.json": app, "apps/app.json": app, "apps.ndjson": app,
			"token.txt":     gateway.DemoToken + "\n",
			"secret.txt":    gateway.DemoKeys().Secret + "\n",
			"gateways.yaml": "gateways:\n  - {name: north, base-url: " + srv.URL + ", token-file: token.txt, app-budget: 5}\n",
		} {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	// What an example needs beside these files is made by other examples' commands.
	before := map[string]string{
		"apps.ndjson.gz": "gzip apps.ndjson",
		"shard-*.json":   "for i in 1 2; do appgauge conformance run --run 'list/limit/*' --shard $i/2 --report json=shard-$i.json; done",
		"appgauge.ledger": "appgauge conformance run --base-url https://apig.example.com --token-file token.txt " +
			"--run list/limit/default-20 --keep --ledger appgauge.ledger",
		"check traffic.har":  "appgauge conformance run --run list/limit/default-20 --report har=traffic.har",
		"recordings/":        "mkdir recordings && appgauge conformance run --run list/limit/default-20 --report har=recordings/traffic.har",
		"<traffic.har.gz":    "appgauge conformance run --run list/limit/default-20 --report har=traffic.har && gzip traffic.har",
		"--for 0 --corpus f": "mkdir found",
	}
	port := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	here := func(command string) string {
		command = port.ReplaceAllString(command, "127.0.0.1:0")
		for begin, flag := range map[string]string{"appgauge gateway": "--addr", "appgauge conformance proxy": "--listen"} {
			if strings.HasPrefix(command, begin) && !strings.Contains(command, flag) {
				command += " " + flag + " 127.0.0.1:0"
			}
		}
		return strings.ReplaceAll(command, "https://apig.example.com", srv.URL)
	}
	for _, example := range examples(newRoot()) {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			for file, command := range before {
				if strings.Contains(example, file) {
					if out, err := sh(t, dir, here(command)).CombinedOutput(); err != nil {
						t.Fatalf("%s: %v\n%s", command, err, out)
					}
				}
			}
			if !endless.MatchString(example) || strings.Contains(example, "--list-faults") || strings.Contains(example, "--for 0") {
				if out, err := sh(t, dir, here(example)).CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
				return
			}
			// A signal that comes before the command is ready for it kills it: then it gets
			// more time.
			for patience := 300 * time.Millisecond; ; patience *= 2 {
				cmd := sh(t, dir, "exec "+here(example))
				var out bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &out
				if _, err := cmd.StdinPipe(); err != nil { // that stays open
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				timer := time.AfterFunc(patience, func() { cmd.Process.Signal(os.Interrupt) })
				err := cmd.Wait()
				early := timer.Stop()
				status := cmd.ProcessState.ExitCode()
				if status == -1 && patience < 20*time.Second {
					continue
				}
				if early || err != nil && !(lengthy.MatchString(example) && status == statusUnfinished) {
					t.Errorf("it ended by itself: %t; %v\n%s", early, err, out.String())
				}
				return
			}
		})
	}
}

// examples are those of the command and of all below it.
func examples(cmd *cobra.Command) []string {
	var out []string
	for line := range strings.Lines(cmd.Example) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	for _, c := range cmd.Commands() {
		out = append(out, examples(c)...)
	}
	return out
}

// TestEveryCommandHasAnExample holds that help shows how each command is used.
func TestEveryCommandHasAnExample(t *testing.T) {
	var check func(*cobra.Command)
	check = func(cmd *cobra.Command) {
		if len(cmd.Commands()) == 0 && cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		for _, c := range cmd.Commands() {
			check(c)
		}
	}
	check(newRoot())
}
