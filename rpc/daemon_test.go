package rpc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// The tests of this file's helpers run the command as a process of its own. It is
// built once, when the first test asks for it.

var buildOnce = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "appgauge-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "appgauge")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	out, err := exec.Command("go", "build", "-o", path, "../cmd/appgauge").CombinedOutput()
	if err != nil {
		return dir, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if built {
		path, _ := buildOnce()
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

var built bool

// command is the path of the command.
func command(tb testing.TB) string {
	tb.Helper()
	built = true
	path, err := buildOnce()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// A daemon is a process that serves.
type daemon struct {
	*exec.Cmd
	addresses []string
	in        io.WriteCloser // nil without stdio
	out       io.ReadCloser
	log       lockedBuffer
}

// start starts the daemon with flags, and stops it when the test ends. It must then
// end well.
func start(tb testing.TB, flags ...string) *daemon {
	tb.Helper()
	d := &daemon{Cmd: exec.Command(command(tb), append([]string{"rpc"}, flags...)...)}
	d.Env = append(os.Environ(), "GOMAXPROCS=2")
	stderr, err := d.StderrPipe()
	if err == nil {
		d.in, err = d.StdinPipe()
	}
	if err == nil {
		d.out, err = d.StdoutPipe()
	}
	if err == nil {
		err = d.Start()
	}
	if err != nil {
		tb.Fatal(err)
	}
	lines := bufio.NewReader(stderr)
	logged := make(chan struct{})
	tb.Cleanup(func() {
		d.in.Close()
		if err := d.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
			tb.Error(err)
		}
		kill := time.AfterFunc(15*time.Second, func() { d.Process.Kill() })
		defer kill.Stop()
		<-logged
		if err := d.Wait(); err != nil {
			tb.Errorf("the daemon: %v\n%s", err, d.log.String())
		}
	})
	for range strings.Count(strings.Join(flags, " "), "--listen") {
		line, err := lines.ReadString('\n')
		if err != nil {
			tb.Fatalf("%v: %s", err, line)
		}
		address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
		if !ok {
			tb.Fatalf("the daemon says %q", line)
		}
		d.addresses = append(d.addresses, address)
	}
	go func() {
		defer close(logged)
		_, _ = io.Copy(&d.log, lines)
	}()
	return d
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// connections are a daemon's stream transports, each with a function that opens one.
// The daemon that serves stdio serves nothing else.
func connections(tb testing.TB) map[string]func(testing.TB) (twoWay, *daemon) {
	return map[string]func(testing.TB) (twoWay, *daemon){
		"stdio": func(tb testing.TB) (twoWay, *daemon) {
			d := start(tb)
			return twoWay{d.out, d.in}, d
		},
		"unix": func(tb testing.TB) (twoWay, *daemon) {
			d := start(tb, "--listen", "unix:"+filepath.Join(tb.TempDir(), "own", "s"))
			return halves(dial(tb, d.addresses[0])), d
		},
		"tcp": func(tb testing.TB) (twoWay, *daemon) {
			d := start(tb, "--listen", "tcp:127.0.0.1:0")
			return halves(dial(tb, d.addresses[0])), d
		},
	}
}

// halves are the two directions of a connection; closing the output leaves the input
// open.
func halves(c io.ReadWriteCloser) twoWay { return twoWay{c, halfCloser{c}} }

// A twoWay is a stream in each direction.
type twoWay struct {
	io.Reader
	io.WriteCloser
}

// CloseWrite ends the output.
func (s twoWay) CloseWrite() error { return s.WriteCloser.Close() }

type halfCloser struct{ io.WriteCloser }

func (h halfCloser) Close() error {
	return h.WriteCloser.(interface{ CloseWrite() error }).CloseWrite()
}
