package stacks

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Stack is a gateway that runs.
type Stack struct {
	// Name is that of its directory: "gin".
	Name string
	// URL is its base URL: "http://127.0.0.1:40123".
	URL string

	stops []func() error
}

// Dirs lists the directories of the stacks below root, the folder of this
// package, in alphabetical order.
func Dirs(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", "causes.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no stacks: no */causes.yaml", root)
	}
	for i, file := range files {
		files[i] = filepath.Dir(file)
	}
	return files, nil
}

// Start builds the gateway in dir and starts it on a free loopback port. It
// returns as soon as the gateway listens, or with a [MissingError] if a program
// is missing, or with what the gateway's build or start said. The gateway runs
// until it is stopped or ctx is done.
func Start(ctx context.Context, dir string) (*Stack, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := &Stack{Name: filepath.Base(dir)}
	if err := s.start(ctx, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("stack %s: %w", s.Name, err), s.Stop())
	}
	return s, nil
}

func (s *Stack) start(ctx context.Context, dir string) error {
	// What is built, installed and kept goes here: the sources stay as they are,
	// and two runs do not meet.
	work, err := os.MkdirTemp("", "stack-"+s.Name+"-")
	if err != nil {
		return err
	}
	s.stops = append(s.stops, func() error { return os.RemoveAll(work) })
	if has(dir, "nginx.conf") {
		return s.startNginx(ctx, dir, work)
	}
	build, err := recipeFor(dir)
	if err != nil {
		return err
	}
	argv, err := build(ctx, dir, work)
	if err != nil {
		return err
	}
	p, err := run(ctx, work, argv, "PORT=0")
	if err != nil {
		return err
	}
	s.stops = append(s.stops, p.stop)
	s.URL, err = p.listening(ctx)
	return err
}

// Stop ends the gateway, and what it stands in front of, and removes what was
// built. Stopping twice does nothing.
func (s *Stack) Stop() error {
	var errs []error
	for i := len(s.stops) - 1; i >= 0; i-- {
		errs = append(errs, s.stops[i]())
	}
	s.stops = nil
	return errors.Join(errs...)
}

func has(dir, pattern string) bool {
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	return err == nil && len(files) > 0
}
