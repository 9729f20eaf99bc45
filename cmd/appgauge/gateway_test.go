package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestGatewayHosts calls the command's gateway under its own name, one that is
// allowed, and a foreign one.
func TestGatewayHosts(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	out, stdout := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"gateway", "--addr", "127.0.0.1:0", "--log", "off", "--allow-host", "gateway.example"},
			strings.NewReader(""), stdout, io.Discard)
	}()
	defer func() {
		stop()
		if got := <-status; got != 0 {
			t.Errorf("exit status %d", got)
		}
	}()
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, lines)
	base := strings.TrimSpace(strings.TrimPrefix(first, "listening on "))
	for host, want := range map[string]int{"": 200, "gateway.example": 200, "evil.example": 421} {
		req, err := http.NewRequest(http.MethodGet, base, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("called as %q: %s, want %d", host, resp.Status, want)
		}
	}
}
