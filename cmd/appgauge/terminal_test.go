//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/appgauge/appgauge/internal/apps"
)

// terminal is a terminal to write to. What was written is returned by read, which
// closes it.
func terminal(t *testing.T) (tty *os.File, read func() string) {
	t.Helper()
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { screen.Close() })
	var out bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(&out, screen) // ends with an error when the terminal is closed
	}()
	return tty, func() string {
		tty.Close()
		<-done
		return out.String()
	}
}

// TestColor holds when text has colors.
func TestColor(t *testing.T) {
	for _, tt := range []struct {
		name                 string
		args                 []string
		terminal             bool
		noColor, force, term string
		want                 bool
	}{
		{name: "on a terminal", terminal: true, want: true},
		{name: "in a file"},
		{name: "where the user wants none", terminal: true, noColor: "1"},
		{name: "on a terminal that can not", terminal: true, term: "dumb"},
		{name: "asked for, in a file", args: []string{"--color", "always"}, noColor: "1", want: true},
		{name: "forced, in a file", force: "1", term: "dumb", want: true},
		{name: "forced, where the user wants none", force: "3", noColor: "1", want: true},
		{name: "forced not to", terminal: true, force: "0"},
		{name: "forced, but not asked for", args: []string{"--color", "never"}, force: "1"},
		{name: "not asked for", args: []string{"--color", "never"}, terminal: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", tt.noColor)
			t.Setenv("FORCE_COLOR", tt.force)
			t.Setenv("TERM", tt.term)
			args := append([]string{"validate"}, tt.args...)
			stdin := strings.NewReader(`{"name":"x"}`)
			var got string
			if tt.terminal {
				tty, read := terminal(t)
				run(t.Context(), args, stdin, tty, io.Discard)
				got = read()
			} else {
				var out bytes.Buffer
				run(t.Context(), args, stdin, &out, io.Discard)
				got = out.String()
			}
			if !strings.Contains(got, "minLength") {
				t.Fatalf("no report:\n%s", got)
			}
			if color := strings.Contains(got, "\x1b["); color != tt.want {
				t.Errorf("colors: %t, want %t:\n%q", color, tt.want, got)
			}
		})
	}
}

// TestNoInput holds that the command does not wait for somebody to type apps.
func TestNoInput(t *testing.T) {
	tty, read := terminal(t)
	var stderr bytes.Buffer
	status := run(t.Context(), []string{"validate"}, tty, io.Discard, &stderr)
	read()
	if status != statusUsage || !strings.Contains(stderr.String(), "nothing to check: name a file") {
		t.Errorf("status %d, want %d:\n%s", status, statusUsage, stderr.String())
	}
}

// TestProgress holds that progress is shown on a terminal, in time and out of the
// way of the report, and nowhere else.
func TestProgress(t *testing.T) {
	part := apps.Tally{Bytes: 512}
	inputs := []apps.Input{{Path: "half"}}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("half", make([]byte, 1024), 0o644); err != nil {
		t.Fatal(err)
	}

	tty, read := terminal(t)
	p := newProgress(tty, 0)
	p.expect(inputs)
	p.add(part)
	io.WriteString(p.over(tty), "a finding\n")
	p.clear()
	bar, rest, found := strings.Cut(read(), "a finding")
	if !strings.Contains(bar, "50%") {
		t.Errorf("no bar that shows a half: %q", bar)
	}
	if !found || !strings.HasSuffix(bar, "\r") {
		t.Errorf("the bar is in the way of the finding: %q", bar)
	}
	if strings.Contains(rest, "%") {
		t.Errorf("the bar is still there at the end: %q", rest)
	}

	tty, read = terminal(t)
	p = newProgress(tty, time.Hour)
	p.expect(inputs)
	p.add(part)
	p.clear()
	if got := read(); got != "" {
		t.Errorf("a short check shows a bar: %q", got)
	}

	var pipe bytes.Buffer
	p = newProgress(&pipe, 0)
	p.expect(inputs)
	p.add(part)
	p.clear()
	if pipe.Len() > 0 {
		t.Errorf("a bar in a pipe: %q", pipe.String())
	}
}
