package stacks

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a gateway's process.
type process struct {
	name   string
	urls   chan string // the URL it says that it listens on
	done   chan struct{}
	stderr tail
	cancel context.CancelFunc
}

// run starts argv in dir, with env added to the environment.
func run(ctx context.Context, dir string, argv []string, env ...string) (*process, error) {
	ctx, cancel := context.WithCancel(ctx)
	p := &process{
		name: filepath.Base(argv[0]), cancel: cancel,
		urls: make(chan string, 1), done: make(chan struct{}),
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = &p.stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 5 * time.Second
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		cancel()
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, err
	}
	go func() {
		defer close(p.done)
		p.read(stdout)
		_ = cmd.Wait() // it ends by a signal; what else went wrong is on stderr
	}()
	return p, nil
}

// read looks for the line that gives the URL, and empties the pipe.
func (p *process) read(stdout io.Reader) {
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			p.urls <- url
			break
		}
	}
	_, _ = io.Copy(io.Discard, stdout)
}

// startTime is how long a gateway may take to listen.
const startTime = 30 * time.Second

func (p *process) listening(ctx context.Context) (string, error) {
	select {
	case url := <-p.urls:
		return url, nil
	case <-p.done:
		return "", fmt.Errorf("%s ended before it listened\n%s", p.name, p.stderr.String())
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(startTime):
		return "", fmt.Errorf("%s did not say within %v that it listens\n%s", p.name, startTime, p.stderr.String())
	}
}

func (p *process) stop() error {
	p.cancel()
	select {
	case <-p.done:
		return nil
	case <-time.After(10 * time.Second):
		return errors.New(p.name + " did not end")
	}
}

// tail keeps the end of what a process wrote, for an error message.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailBytes = 4 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if extra := len(t.buf) - tailBytes; extra > 0 {
		t.buf = bytes.Clone(t.buf[extra:])
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
