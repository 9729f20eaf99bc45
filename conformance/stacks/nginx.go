package stacks

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// startNginx starts the gateway that nginx stands in front of, then nginx.
func (s *Stack) startNginx(ctx context.Context, dir, work string) error {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		// Only root has this folder in PATH.
		if nginx, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			return &MissingError{"nginx"}
		}
	}
	golden, err := Load(dir)
	if err != nil {
		return err
	}
	if golden.Behind == "" {
		return errors.New("causes.yaml does not say what nginx is in front of: behind is missing")
	}
	upstream, err := Start(ctx, filepath.Join(dir, "..", golden.Behind))
	if err != nil {
		return err
	}
	s.stops = append(s.stops, upstream.Stop)
	port, err := freePort()
	if err != nil {
		return err
	}
	if err := configure(dir, work, port, upstream.URL); err != nil {
		return err
	}
	p, err := run(ctx, work, []string{nginx, "-p", work + "/", "-c", "nginx.conf", "-e", "stderr"})
	if err != nil {
		return err
	}
	s.stops = append(s.stops, p.stop)
	s.URL = "http://127.0.0.1:" + port
	return p.accepting(ctx, "127.0.0.1:"+port)
}

func configure(dir, work, port, upstream string) error {
	u, err := url.Parse(upstream)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(dir, "nginx.conf"))
	if err != nil {
		return err
	}
	conf := strings.NewReplacer("${PORT}", port, "${UPSTREAM}", u.Host).Replace(string(text))
	// Started by root, nginx answers as another user, who must reach its folders.
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, "nginx.conf"), []byte(conf), 0o644)
}

// freePort finds a port for a server that cannot choose one and say which.
func freePort() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	return strconv.Itoa(ln.Addr().(*net.TCPAddr).Port), nil
}

// accepting waits until the process accepts connections at addr.
func (p *process) accepting(ctx context.Context, addr string) error {
	deadline := time.Now().Add(startTime)
	for time.Now().Before(deadline) {
		conn, err := net.DialTimeout("tcp", addr, time.Second)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-p.done:
			return fmt.Errorf("%s ended before it listened\n%s", p.name, p.stderr.String())
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s did not listen within %v\n%s", p.name, startTime, p.stderr.String())
}
