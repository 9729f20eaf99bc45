//go:build unix

package apps_test

import (
	"context"
	"errors"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// TestCancelOpen holds that a check ends with its context also where it waits for
// somebody to write to a named pipe.
func TestCancelOpen(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	r := new(recorder)
	c := apps.Checker{Edition: validate.Default(), Sink: r}
	tally, err := c.Check(ctx, apps.Find([]string{pipe}))
	if !errors.Is(err, context.DeadlineExceeded) || tally.Problems > 0 {
		t.Errorf("error %v, %d problems; want %v and none", err, tally.Problems, context.DeadlineExceeded)
	}
}
