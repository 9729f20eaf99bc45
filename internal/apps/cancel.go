package apps

import (
	"context"
	"io"
	"os"
)

// within returns what do returns, or ctx's error when ctx ends before. Then do goes
// on by itself.
func within[T any](ctx context.Context, do func() (T, error)) (v T, err error) {
	if err := ctx.Err(); err != nil {
		return v, err
	}
	type result struct {
		v   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		v, err := do()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.v, r.err
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// open opens a file, which for a named pipe takes until somebody writes to it.
func open(ctx context.Context, path string) (*os.File, error) {
	return within(ctx, func() (*os.File, error) { return os.Open(path) })
}

// cancelReader ends a Read when ctx ends, even one that waits for a pipe or a
// terminal. The abandoned Read may write to its buffer later: after an error the
// part of a buffer that was to be filled must not be used again.
type cancelReader struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelReader) Read(p []byte) (int, error) {
	return within(c.ctx, func() (int, error) { return c.r.Read(p) })
}
