package stimulus

import "github.com/appgauge/appgauge/conformance/internal/probe"

// mine is a filter that most of this run's apps match, and no others; nil if names are
// searched in a way that has none.
func (t *T) mine() probe.Params {
	nonce := t.Setting().Nonce
	for _, text := range []string{nonce, namePrefix(nonce)} {
		q := probe.Params{}.With("name", text)
		if s := t.SettledScan(q, int(t.Setting().Edition.Page.MaxLimit)); s.Problem == "" && len(s.Apps) > 1 {
			return q
		}
	}
	return nil
}

// whole is the whole listing of [T.calm], which must be readable.
func (t *T) whole() *probe.Snapshot {
	s := t.Settled()
	if q := t.calm(); q != nil {
		s = t.SettledScan(q, int(t.Setting().Edition.Page.MaxLimit))
	}
	t.readable(s)
	return s
}

// calm is the filter of a listing from which something follows for another one: none, or
// if others create and delete apps meanwhile, one that this run's apps alone match.
func (t *T) calm() probe.Params {
	if t.Setting().ReadOnly || !t.scene.run.Restless() {
		return nil
	}
	q := t.mine()
	if q == nil {
		t.Doubt("others create or delete apps all the time, and no filter lists several of this run's alone")
	}
	return q
}

// stirred looks whether others create or delete apps by now, which may push an app from
// one page of a listing to another.
func (t *T) stirred() bool {
	if !t.Setting().ReadOnly {
		t.scene.run.Scan(t.ctx, nil, nil, int(t.Setting().Edition.Page.MaxLimit))
	}
	return !t.Setting().ReadOnly && t.scene.run.Restless()
}
