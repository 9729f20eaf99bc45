package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A person who tries the command in a terminal is told why nothing happens, and
// may interrupt it.
func TestLSPInTerminal(t *testing.T) {
	tty, _ := terminal(t)
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	var stdout, stderr bytes.Buffer
	if status := run(ctx, []string{"lsp"}, tty, &stdout, &stderr); status != 0 {
		t.Errorf("status %d", status)
	}
	if !strings.Contains(stderr.String(), "waiting for an editor") || stdout.Len() > 0 {
		t.Errorf("standard error %q, standard output %q", &stderr, &stdout)
	}
}

// frame writes each line of its input as a message of the Language Server
// Protocol.
func frame() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Printf("Content-Length: %d\r\n\r\n%s", len(lines.Bytes()), lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "frame:", err)
		os.Exit(1)
	}
}
