package selfcheck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Score is how many of so many.
type Score struct {
	Got int `json:"got"`
	Of  int `json:"of"`
}

// String is "12 of 13", or "all 13".
func (s Score) String() string {
	if s.Got == s.Of {
		return fmt.Sprintf("all %d", s.Of)
	}
	return fmt.Sprintf("%d of %d", s.Got, s.Of)
}

// Percent is the score in percent; of nothing, 100.
func (s Score) Percent() float64 {
	if s.Of == 0 {
		return 100
	}
	return 100 * float64(s.Got) / float64(s.Of)
}

// withPercent is "12 of 13, 92.3 %".
func (s Score) withPercent() string {
	return fmt.Sprintf("%d of %d, %.1f %%", s.Got, s.Of, s.Percent())
}

func score[T any](list []T, good func(*T) bool) Score {
	s := Score{Of: len(list)}
	for i := range list {
		if good(&list[i]) {
			s.Got++
		}
	}
	return s
}

// Caught is the score on the faults of an origin, "design" or "pages".
func (r *Report) Caught(origin string) Score {
	of := slices.DeleteFunc(slices.Clone(r.Faults), func(f FaultResult) bool { return f.Origin != origin })
	return score(of, func(f *FaultResult) bool { return f.Caught })
}

// Quiet is how many gateways of one trait raised no alarm.
func (r *Report) Quiet() Score { return quiet(r.Lawful) }

// QuietPairs is how many pairs of traits raised no alarm.
func (r *Report) QuietPairs() Score { return quiet(r.LawfulPairs) }

// QuietSets is how many random sets of traits raised no alarm.
func (r *Report) QuietSets() Score { return quiet(r.LawfulSets) }

func quiet(list []LawfulResult) Score {
	return score(list, func(l *LawfulResult) bool { return !l.Alarm })
}

// Stood is how many hostile gateways did no harm to a run.
func (r *Report) Stood() Score {
	return score(r.Hostile, func(h *HostileResult) bool { return h.Stood })
}

// Spared is on how many hostile gateways a run deleted nothing but its own apps.
func (r *Report) Spared() Score { return score(r.Hostile, (*HostileResult).spared) }

// PairsCaught is how many pairs of faults were caught; PairsBoth, in how many of
// them neither fault hid the other.
func (r *Report) PairsCaught() Score {
	return score(r.Pairs, func(p *PairResult) bool { return p.Caught })
}

// PairsBoth is described at [Report.PairsCaught].
func (r *Report) PairsBoth() Score { return score(r.Pairs, func(p *PairResult) bool { return p.Both }) }

// OverHTTP is how many of the faults that were tried over HTTP as well were
// caught there.
func (r *Report) OverHTTP() Score {
	of := slices.DeleteFunc(slices.Clone(r.Faults), func(f FaultResult) bool { return f.OverHTTP == nil })
	return score(of, func(f *FaultResult) bool { return *f.OverHTTP })
}

// Problems says, a line each, what the suite failed to detect and where it was
// wrong.
func (r *Report) Problems() []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for i := range r.Faults {
		f := &r.Faults[i]
		if !f.Caught {
			add("survived: %s (expected to be caught by %s; %s)", f.ID, f.Expect, f.said())
		}
		if f.OverHTTP != nil && !*f.OverHTTP {
			add("survived over HTTP: %s (expected to be caught by %s)", f.ID, f.Expect)
		}
	}
	if t := r.Triggered; t != nil && t.Seen.behind() {
		add("faults that nobody looked at are caught less often than the others, by %.1f points: unseen %s, seen %s", t.Seen.Gap(), t.Seen.Unseen.withPercent(), t.Seen.Seen.withPercent())
	}
	if r.Reference != nil && r.Reference.Alarm {
		add("false alarm: %s", r.Reference.said())
	}
	for _, list := range [][]LawfulResult{r.Lawful, r.LawfulPairs, r.LawfulSets} {
		for i := range list {
			if l := &list[i]; l.Alarm {
				add("false alarm: %s", l.said())
			}
		}
	}
	for i := range r.Hostile {
		h := &r.Hostile[i]
		if !h.Stood {
			late := ""
			if h.Outcome.Late {
				late = fmt.Sprintf("; its run was ended after %v", limit)
			}
			add("not withstood: %s (%s) is said to be %s, with a verdict for %d of %d cases%s", h.ID, h.Does, h.Outcome.Conclusion, h.Outcome.Cases, r.Cases, late)
		}
		if len(h.Foreign) > 0 {
			add("deleted what is not the run's: on %s (%s) %d times: %s", h.ID, h.Does, len(h.Foreign), some(quoted(h.Foreign)))
		}
		if len(h.Lost) > 0 {
			add("the owner lost apps: on %s (%s) %s", h.ID, h.Does, some(h.Lost))
		}
	}
	for _, p := range r.Pairs {
		if !p.Caught {
			add("survived as a pair: %s in %s", p.Inner, p.Outer)
		}
	}
	for _, o := range r.Orders {
		if o.Same != o.Runs {
			add("the order matters: of %d runs on %s, %d gave the verdicts of the first; %s differ", o.Runs, o.Gateway, o.Same, some(o.Differ))
		}
	}
	for _, k := range r.Idle {
		if k.Why == "" {
			add("catches nothing: %s", k.ID)
		}
	}
	return out
}

// quoted are paths that a hostile gateway had a hand in, safe to print.
func quoted(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		const most = 80
		if len(p) > most {
			p = p[:most] + "..."
		}
		out[i] = strconv.Quote(p)
	}
	return out
}

// first tells of the first case that was not decided as it should.
func (o *Outcome) first() string {
	for _, ids := range [][]string{o.Failed, o.Errored, o.Unverified, o.Warned} {
		if len(ids) > 0 {
			return fmt.Sprintf(": %s (%s)", some(ids), o.messages[ids[0]])
		}
	}
	return ""
}

// some is a list of IDs, cut after a few.
func some(ids []string) string {
	const few = 3
	if len(ids) <= few {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:few], ", "), len(ids)-few)
}
