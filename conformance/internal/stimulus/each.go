package stimulus

import "github.com/appgauge/appgauge/conformance/internal/probe"

// Each calls f with 0 to n-1, each with a T of its own, and then takes over what they
// found, in order. If any ends its part, the case ends. They run at the same time if
// answers take long; if not, other cases keep the gateway busy enough.
func (t *T) Each(n int, f func(t *T, i int)) {
	parts := make([]Trial, n)
	ended := make([]bool, n)
	workers := 1
	if t.scene.run.Slow() {
		workers = max(t.Setting().Concurrency, 1)
	}
	probe.Parallel(t.ctx, workers, n, func(i int) {
		parts[i].Case = t.trial.Case
		ended[i] = parts[i].part(t, func(part *T) { f(part, i) })
	})
	over := t.ctx.Err() != nil
	for i := range parts {
		t.trial.adopt(&parts[i])
		over = over || ended[i]
	}
	if over {
		panic(endCase{})
	}
}

// Together is [T.Each] for functions.
func (t *T) Together(fs ...func(t *T)) {
	t.Each(len(fs), func(t *T, i int) { fs[i](t) })
}

// QueryAll is [T.Query] for many queries at the same time.
func (t *T) QueryAll(queries []probe.Params) {
	t.Each(len(queries), func(t *T, i int) { t.Query(queries[i]) })
}

// part runs a part of the case whose T is whole, and reports whether it ended the case.
func (k *Trial) part(whole *T, f func(*T)) (ended bool) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case endCase:
			ended = true
		default:
			k.broke(p)
			ended = true
		}
	}()
	f(&T{ctx: whole.ctx, scene: whole.scene, trial: k})
	return false
}

// adopt adds what a part of the case found, but for what is known.
func (k *Trial) adopt(part *Trial) {
	for _, ex := range part.Exchanges {
		k.record(ex)
	}
	for _, f := range part.Findings {
		if k.knows(f.Clause, f.Cause) {
			continue
		}
		if f.Exchange >= 0 {
			f.Exchange = k.record(part.Exchanges[f.Exchange])
		}
		k.Findings = append(k.Findings, f)
	}
	if len(part.Tried) > 0 { // or nothing is written that other cases read
		k.Tried = append(k.Tried, part.Tried...)
	}
}
