package apps

import (
	"context"
	"io"
)

// cancelReader ends a Read when ctx ends, even one that waits for a pipe or a
// terminal. The abandoned Read may write to its buffer later: after an error the
// part of a buffer that was to be filled must not be used again.
type cancelReader struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	go func() {
		n, err := c.r.Read(p)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return r.n, r.err
	case <-c.ctx.Done():
		return 0, c.ctx.Err()
	}
}
