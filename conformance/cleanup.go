package conformance

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/result"
)

// cleanup deletes the run's apps, unless they are to be kept.
func (x *run) cleanup(ctx context.Context) result.Apps {
	end := x.world.Keep
	if !x.Keep {
		x.announce("cleanup")
		end = func() (result.Apps, error) { return x.world.CleanUp(ctx, x.concurrency) }
	}
	apps, err := end()
	if err != nil {
		x.log(ctx, slog.LevelError, "the ledger could not be closed", "error", err)
	}
	x.client.CloseIdle()
	return apps
}

// Cleanup deletes what the ledger at path lists and nobody deleted yet. Of the
// runner's options it uses the tokens and those about the connection; the gateway
// and its path are the ledger's.
func (r *Runner) Cleanup(ctx context.Context, path string) (result.Apps, error) {
	past, err := world.ReadPast(path)
	if err != nil {
		return result.Apps{}, err
	}
	c := *r
	if c.BaseURL == "" && c.Handler == nil {
		c.BaseURL = past.BaseURL
	}
	c.ProjectID, c.InstanceID = past.Home.Project, past.Home.Instance
	s, err := c.settings()
	if err != nil {
		return result.Apps{}, err
	}
	if c.Handler == nil && s.base != past.BaseURL {
		return result.Apps{}, &result.UsageError{Problem: fmt.Sprintf("the ledger belongs to the gateway at %s, not to %s", past.BaseURL, s.base)}
	}
	client := s.client(nil)
	defer client.CloseIdle()
	return past.CleanUp(ctx, client, s.concurrency)
}
