package engine

import (
	"context"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
)

// calibrate learns, by requests that are the same in every run, what other answers
// are judged by: the order of the usual listings, and how names are searched.
func (x *run) calibrate(ctx context.Context) {
	most := int(x.Edition.Page.MaxLimit)
	nobody := x.scene.Gen("nobody").Chars(16)
	filters := []probe.Params{
		probe.Params{}.With("status", "1"), probe.Params{}.With("creator", "USER"), probe.Params{}.With("status", "2"), probe.Params{}.With("creator", "NOBODY"),
		probe.Params{}.With("name", "none"+nobody), probe.Params{}.With("app_key", "none"+nobody),
	}
	for _, p := range x.scene.Subjects() {
		name := p.App.Text("name")
		if p.Spec.ID != "full" && p.Spec.ID != "minimal" || len(name) < 8 {
			continue
		}
		n := len(name)
		filters = append(filters, probe.Params{}.With("id", p.ID), probe.Params{}.With("app_key", p.App.Text("app_key")))
		for _, part := range []string{name, name[:n*3/4], name[n/4:], name[n/4 : n*3/4], stimulus.SwapCase(name), stimulus.SwapCase(name[n/4 : n*3/4])} {
			filters = append(filters, probe.Params{}.With("name", part))
		}
	}
	if !x.ReadOnly {
		filters = append(filters, probe.Params{}.With("name", x.nonce))
	}
	probe.Parallel(ctx, x.Concurrency, len(filters), func(i int) { x.Scan(ctx, nil, filters[i], most) })
	x.Scan(ctx, nil, nil, most) // by now others may have shown that they are at work
	x.oracle.Calibrated()
}
