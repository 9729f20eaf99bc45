package stimulus

import (
	"slices"
	"strconv"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// filter is one query parameter that filters.
type filter struct{ name, value string }

func byID(id string) filter          { return filter{"id", id} }
func byKey(key string) filter        { return filter{"app_key", key} }
func byName(text string) filter      { return filter{"name", text} }
func byExactName(name string) filter { return filter{"name", name} }
func byStatus(n int64) filter        { return filter{"status", strconv.FormatInt(n, 10)} }
func byCreator(who string) filter    { return filter{"creator", who} }

// precise makes the name match exactly.
func precise() filter { return filter{"precise_search", "name"} }

// filters are filters that must all match.
type filters []filter

func (fs filters) params() probe.Params {
	var out probe.Params
	for _, f := range fs {
		out = out.With(f.name, f.value)
	}
	return out
}

// filtered lists what the filters match, and has it judged: nothing else, and all of
// it. It returns how many apps were listed.
func (t *T) filtered(fs filters) int {
	q := fs.params()
	s := t.Scan(q, int(t.Setting().Edition.Page.MaxLimit))
	last := s.Pages[len(s.Pages)-1]
	switch {
	case s.Err != nil:
		t.Broken(last.Exchange, s.Err)
	case s.Problem != "":
		t.Doubt("the listing with %s: %s", q, s.Problem)
	}
	return len(s.Apps)
}

// lists demands that the filters list something, and what they should.
func (t *T) lists(fs filters) {
	if t.filtered(fs) > 0 || t.Verdict() != result.Pass {
		return
	}
	if slices.ContainsFunc(fs, func(f filter) bool { return f.name == "name" }) {
		t.Note(result.Pass, nil, "%s lists nothing, which the way in which names are searched here explains", fs.params())
		return
	}
	t.Doubt("nothing matches %s, so that nothing is shown", fs.params())
}

// listsNothing demands that the filters list nothing of what does not match; the
// twin must list something, or the empty listing means nothing. A gateway may
// refuse a value that no app can have, if refusable.
func (t *T) listsNothing(fs, twin filters, refusable bool) {
	t.Together(func(t *T) {
		l := t.Control(twin.params())
		if len(l.Apps) == 0 && !slices.ContainsFunc(twin, func(f filter) bool { return f.name == "name" }) {
			t.Doubt("the control twin, %s, lists nothing either", twin.params())
		}
	}, func(t *T) {
		if refusable {
			ex := t.Query(fs.params())
			if ex.Status == 400 {
				t.Note(result.Pass, ex, "answered 400%s", probe.BriefError(ex))
				return
			}
		}
		t.filtered(fs)
	})
}

// listNothing is [T.listsNothing] for many filters at the same time.
func (t *T) listNothing(none []filters, twin filters) {
	t.Each(len(none), func(t *T, i int) { t.listsNothing(none[i], twin, true) })
}

// each is one filter for each value.
func each(by func(string) filter, values ...string) []filters {
	out := make([]filters, len(values))
	for i, v := range values {
		out[i] = filters{by(v)}
	}
	return out
}
