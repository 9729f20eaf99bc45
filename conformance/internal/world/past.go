package world

import (
	"context"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// Past is what an earlier run made, going by its ledger.
type Past struct {
	// BaseURL is the gateway's address, Home the run's own place.
	BaseURL string
	Home    probe.Place
	ledger  *ledger
}

// ReadPast opens the ledger at path. It is a [*result.UsageError] if there is
// none. The file stays open until cleanup ends.
func ReadPast(path string) (*Past, error) {
	head, l, err := readLedger(path)
	if err != nil {
		return nil, err
	}
	return &Past{BaseURL: head.BaseURL, Home: probe.Place{Project: head.Project, Instance: head.Instance}, ledger: l}, nil
}

// CleanUp deletes what the ledger lists and nobody deleted yet, and goes on writing
// it.
func (p *Past) CleanUp(ctx context.Context, c *probe.Client, concurrency int) (result.Apps, error) {
	out := result.Apps{Ledger: p.ledger.path}
	pending := len(p.ledger.pending())
	var never int
	out.Deleted, never, out.Left = deleteApps(ctx, c, p.ledger, p.Home, concurrency)
	out.Created = pending - never
	return out, p.ledger.finish(true)
}
