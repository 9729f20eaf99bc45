package conformance

import (
	"context"
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/result"
)

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
	if c.Handler == nil && s.BaseURL != past.BaseURL {
		return result.Apps{}, &result.UsageError{Problem: fmt.Sprintf("the ledger belongs to the gateway at %s, not to %s", past.BaseURL, s.BaseURL)}
	}
	return engine.CleanUp(ctx, s, past)
}
