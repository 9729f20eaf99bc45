package rpc

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestListenRefuses names addresses that must not be opened.
func TestListenRefuses(t *testing.T) {
	remote := Options{AllowRemote: true, Token: "t"}
	tests := []struct {
		opt     Options
		address string
		want    string
	}{
		{Options{}, "tcp:0.0.0.0:0", "plain TCP cannot ask them for a token"},
		{remote, "tcp:0.0.0.0:0", "plain TCP cannot ask them for a token"},
		{Options{}, "http:0.0.0.0:0", "allow remote callers"},
		{Options{}, "http::0", "allow remote callers"},
		{Options{}, "ws:[::]:0", "allow remote callers"},
		{Options{Token: "t"}, "http:0.0.0.0:0", "allow remote callers"},
		{Options{AllowRemote: true}, "http:0.0.0.0:0", "must be asked for a token"},
		{Options{AllowRemote: true}, "ws:0.0.0.0:0", "must be asked for a token"},
		{Options{}, "http:192.0.2.1:0", "allow remote callers"},
		{Options{}, "http:127.0.0.1", "write HOST:PORT"},
		{Options{}, "tcp:", "write HOST:PORT"},
		{Options{}, "unix:", "write unix:PATH"},
		{Options{}, "127.0.0.1:80", "no such kind of address"},
		{Options{}, "udp:127.0.0.1:80", "no such kind of address"},
		{Options{}, "tcp:127.0.0.1:http-x", "unknown port"},
	}
	for _, tt := range tests {
		got, err := New(tt.opt).Listen(tt.address)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.address) {
			t.Errorf("Listen(%q) with %+v = %q, %v; want an error with %q", tt.address, tt.opt, got, err, tt.want)
		}
	}
}

// TestListenAccepts names addresses that may be opened.
func TestListenAccepts(t *testing.T) {
	remote := Options{AllowRemote: true, Token: "t"}
	tests := []struct {
		opt     Options
		address string
	}{
		{Options{}, "tcp:127.0.0.1:0"},
		{Options{}, "tcp:localhost:0"},
		{Options{}, "http:127.0.0.2:0"},
		{remote, "http:0.0.0.0:0"},
		{remote, "ws:0.0.0.0:0"},
	}
	for _, tt := range tests {
		s := New(tt.opt)
		if _, err := s.Listen(tt.address); err != nil {
			t.Errorf("Listen(%q) with %+v: %v", tt.address, tt.opt, err)
		}
		if err := s.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestUnixSocket(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no owner of a folder to check")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "own", "rpc.sock")
	listen := func(path string) error {
		_, err := New(Options{}).Listen("unix:" + path)
		return err
	}
	refuses := func(path, want string) {
		t.Helper()
		if err := listen(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Listen(%s): %v, want an error with %q", path, err, want)
		}
	}

	s := newServer(t, Options{})
	serve(t, s, "unix:"+path)
	info, err := os.Stat(filepath.Dir(path))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v; want 0700", info.Mode(), err)
	}
	exchangeLine(t, dial(t, "unix:"+path), `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)
	refuses(path, "another process listens there")
	exchangeLine(t, dial(t, "unix:"+path), `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)

	// A daemon that was killed leaves its socket behind.
	dead := filepath.Join(dir, "dead.sock")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: dead, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close()
	if _, err := os.Stat(dead); err != nil {
		t.Fatal(err)
	}
	s2 := newServer(t, Options{})
	serve(t, s2, "unix:"+dead)
	exchangeLine(t, dial(t, "unix:"+dead), `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)

	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(file, "is no socket")
	refuses(filepath.Join(file, "x"), "is no folder")
	refuses(filepath.Join(dir, "a", "b", "x"), "no such file")
	open := filepath.Join(dir, "open")
	if err := errors.Join(os.Mkdir(open, 0o700), os.Chmod(open, 0o755)); err != nil {
		t.Fatal(err)
	}
	refuses(filepath.Join(open, "x"), "chmod 700")
	if os.Geteuid() == 0 {
		foreign := filepath.Join(dir, "foreign")
		if err := errors.Join(os.Mkdir(foreign, 0o700), os.Chown(foreign, 1, 1)); err != nil {
			t.Fatal(err)
		}
		refuses(filepath.Join(foreign, "x"), "belongs to another user")
	} else {
		refuses("/x", "belongs to another user")
	}
}

// TestUnixRace starts daemons on the same dead socket at once: one may have it.
func TestUnixRace(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no owner of a folder to check")
	}
	path := filepath.Join(t.TempDir(), "own", "s")
	for range 20 {
		const n = 8
		results := make(chan error, n)
		var servers [n]*Server
		for i := range servers {
			servers[i] = New(Options{})
			go func() {
				_, err := servers[i].Listen("unix:" + path)
				results <- err
			}()
		}
		opened := 0
		for range n {
			if <-results == nil {
				opened++
			}
		}
		if opened != 1 {
			t.Fatalf("%d daemons listen at the same path", opened)
		}
		for _, s := range servers {
			if err := s.Shutdown(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestReadToken(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no mode of a file to check")
	}
	tests := []struct {
		content string
		mode    os.FileMode
		want    string
		fails   string
	}{
		{"secret\n", 0o600, "secret", ""},
		{"  s\r\n\n", 0o400, "s", ""},
		{"secret", 0o640, "", "chmod 600"},
		{"secret", 0o604, "", "chmod 600"},
		{"secret", 0o620, "", "chmod 600"},
		{" \n", 0o600, "", "is empty"},
		{"two words", 0o600, "", "one word"},
		{"schlüssel", 0o600, "", "one word"},
		{strings.Repeat("x", 5000), 0o600, "", "more than 4096 bytes"},
	}
	for _, tt := range tests {
		path := filepath.Join(t.TempDir(), "token")
		if err := errors.Join(os.WriteFile(path, []byte(tt.content), 0o600), os.Chmod(path, tt.mode)); err != nil {
			t.Fatal(err)
		}
		got, err := ReadToken(path)
		if tt.fails == "" && (err != nil || got != tt.want) || tt.fails != "" && (err == nil || !strings.Contains(err.Error(), tt.fails)) {
			t.Errorf("ReadToken of %.20q with mode %o = %q, %v; want %q or an error with %q", tt.content, tt.mode, got, err, tt.want, tt.fails)
		}
	}
	if _, err := ReadToken(t.TempDir()); err == nil {
		t.Error("a folder was read")
	}
}
