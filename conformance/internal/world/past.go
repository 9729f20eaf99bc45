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
	nonce   string
	ledger  *ledger
}

// ReadPast opens the ledger at path. It is a [*result.UsageError] if there is
// none. The file stays open until cleanup ends.
func ReadPast(path string) (*Past, error) {
	head, l, err := readLedger(path)
	if err != nil {
		return nil, err
	}
	return &Past{BaseURL: head.BaseURL, Home: probe.Place{Project: head.Project, Instance: head.Instance}, nonce: head.Nonce, ledger: l}, nil
}

// CleanUp deletes what the ledger lists and nobody deleted yet, and goes on writing
// it. Anybody may have written the ledger: only what the listing shows to be the
// run's is deleted, and what no listing shows at all.
func (p *Past) CleanUp(ctx context.Context, c *probe.Client, concurrency int) (result.Apps, error) {
	out := result.Apps{Ledger: p.ledger.path}
	pending := len(p.ledger.pending())
	var never int
	e := &eraser{client: c, ledger: p.ledger, home: p.Home, nonce: p.nonce, hearsay: true}
	out.Deleted, never, out.Left = e.run(ctx, concurrency)
	out.Created = pending - never
	return out, p.ledger.finish(true)
}
