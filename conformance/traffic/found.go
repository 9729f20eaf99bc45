package traffic

import (
	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// enough is how many findings of a clause and kind are kept with their exchanges.
const enough = 3

// maxDiff is how many bytes of a diff are kept.
const maxDiff = 2 << 10

// found are the findings of one clause and kind.
type found struct {
	clause string
	n      int64
	first  []result.Finding
	shown  []*result.Exchange
}

// add counts a finding that is certain, and tells of it.
func (s *seen) add(level result.Level, f oracle.Finding) {
	k := key(&f)
	have := s.gateway.found[k]
	if have == nil {
		have = &found{clause: f.Clause}
		s.gateway.found[k] = have
	}
	have.n++
	if have.n > enough && s.o.OnFinding == nil {
		return
	}
	shown := s.shown(level, f)
	if have.n <= enough {
		have.first = append(have.first, shown)
		have.shown = append(have.shown, s.secrets.redacted(s.ex, s.request.Credential))
	}
	if s.o.OnFinding != nil {
		s.o.OnFinding(Finding{Level: level, Clause: f.Clause, Text: shown.Text, New: have.n == 1})
	}
}

// shown is a finding of the oracle as reports have it: without secrets, and with its place.
func (s *seen) shown(level result.Level, f oracle.Finding) result.Finding {
	find := s.secrets.finder(s.ex)
	r := result.Finding{
		Verdict: result.Warn, Text: visible.Line(find.Clipped(f.Text) + " (" + s.where() + ")"), Clause: f.Clause, Cause: f.Cause,
		Path: visible.Line(find.Clipped(f.Path)), Exchange: -1,
	}
	if level == result.Must {
		r.Verdict = result.Fail
	}
	if f.Want != nil || f.Got != nil {
		diff := cmp.Diff(f.Want, f.Got)
		if len(diff) > maxDiff {
			diff = diff[:maxDiff] + "…"
		}
		r.Diff = visible.Text(find.Clipped(diff))
	}
	return r
}
