package selfcheck

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Options choose what is measured. The zero value measures everything.
type Options struct {
	// Only are globs on the IDs of faults, traits and hostile gateways; none
	// selects all. A glob with a " + " in it selects pairs of traits, and random
	// sets of them, by their names, "order/newest-first + secret/clear". With a
	// selection there are no pairs of faults and no shuffled runs, and nothing is
	// said of cases that catch nothing.
	Only []string
	// Every keeps one of so many faults, traits, hostile gateways, pairs and
	// sets, spread evenly; 0 and 1 keep all. A part has no gateway that makes a
	// run take a minute.
	Every int
	// Pairs is how many pairs of traits are tried, of all that there are or, if
	// that is more, [AllPairs]; 0 is [DefaultPairs]. They are the same every
	// time. A selection by Only is of all pairs.
	Pairs int
	// Sample is how many of the changes with triggers are tried, drawn by Seed; with
	// it nothing else is measured but the reference gateway. 0 is none of them.
	Sample int
	// Seed draws the sample; 0 is [DefaultSeed].
	Seed uint64
	// AppBudget is how many apps a run of the sample may create; 0 is
	// [result.HandlerAppBudget].
	AppBudget int
	// Workers is how many runs of the suite go on at once; 0 is twice the
	// processors. Against gateways that make their clients wait eight times as
	// many go on besides.
	Workers int
	// Progress is told of every run that ended, by one goroutine at a time.
	Progress func(done, total int)
}

// Report is what was measured.
type Report struct {
	Edition string `json:"edition"`
	// Cases and Clauses are how many the suite has; Musts counts the cases whose
	// failure makes a gateway nonconformant.
	Cases   int `json:"cases"`
	Musts   int `json:"mustCases"`
	Clauses int `json:"clauses"`
	// Whole says that nothing was left out; Interrupted, that the measurement was
	// ended before: the report then tells of what was measured until then.
	Whole       bool `json:"whole"`
	Interrupted bool `json:"interrupted,omitempty"`

	Faults []FaultResult `json:"faults"`
	// Triggered is of a sample of the faults with triggers, if one was asked for.
	Triggered *TriggeredReport `json:"triggered,omitempty"`
	// Pairs are of faults.
	Pairs     []PairResult  `json:"pairs"`
	Reference *LawfulResult `json:"reference,omitempty"`
	// Lawful are the traits alone, LawfulPairs some of the PairsOf pairs that are
	// compatible, LawfulSets random sets of five.
	Lawful      []LawfulResult  `json:"lawful"`
	LawfulPairs []LawfulResult  `json:"lawfulPairs"`
	PairsOf     int             `json:"lawfulPairsOf"`
	LawfulSets  []LawfulResult  `json:"lawfulSets"`
	Hostile     []HostileResult `json:"hostile"`
	Orders      []OrderResult   `json:"orders"`
	// Idle are the cases that caught no fault.
	Idle []IdleCase `json:"idle"`

	// Runs is how often the suite was run, Requests and Seconds what that took;
	// Slowest are the runs that took longest, while others went on.
	Runs     int       `json:"runs"`
	Requests int64     `json:"requests"`
	Seconds  float64   `json:"seconds"`
	Slowest  []SlowRun `json:"slowest"`
}

// OK reports whether the suite detects what it should: no fault survives, alone
// or in a pair, no lawful gateway raises an alarm, whatever its traits, no hostile
// one does harm or makes a run do some, the order of a run changes nothing, and
// every case is of use.
func (r *Report) OK() bool { return len(r.Problems()) == 0 }

// Run measures. When ctx ends it returns the error together with a report of
// what was measured until then; with any other error there is no report.
func Run(ctx context.Context, o Options) (*Report, error) {
	started := time.Now()
	e := validate.Default()
	cases := conformance.Cases(e)
	r := &Report{Edition: e.ID, Cases: len(cases), Clauses: len(conformance.Clauses(e)), Whole: len(o.Only) == 0 && o.Every < 2}
	for _, c := range cases {
		if c.Level == result.Must {
			r.Musts++
		}
	}
	for _, pattern := range o.Only {
		if !names(pattern) {
			return nil, &result.UsageError{Problem: fmt.Sprintf("no fault and no gateway matches %q", pattern)}
		}
	}
	j := &jobs{ctx: ctx, progress: o.Progress, report: r}
	o.reference(r, j)
	if o.Sample > 0 {
		r.Whole = false
		o.triggered(r, j)
	} else {
		o.rest(r, j, cases)
	}
	err := j.run(o.Workers)
	if err != nil {
		if ctx.Err() == nil {
			return nil, err
		}
		r.drop()
	}
	if r.Whole {
		r.Idle = idle(cases, r.Faults)
	}
	r.Seconds = time.Since(started).Seconds()
	return r, err
}

// rest plans everything but the sample of faults with triggers.
func (o Options) rest(r *Report, j *jobs, cases []result.Case) {
	o.faults(r, j, cases)
	o.lawful(r, j)
	o.hostile(r, j)
	if len(o.Only) == 0 {
		o.pairs(r, j, cases)
		o.orders(r, j)
	}
}

// drop leaves out what was not measured because of an interruption.
func (r *Report) drop() {
	r.Interrupted, r.Whole = true, false
	r.Faults = slices.DeleteFunc(r.Faults, func(f FaultResult) bool { return f.Outcome == nil })
	if r.Reference != nil && !r.Reference.measured {
		r.Reference = nil
	}
	for _, list := range []*[]LawfulResult{&r.Lawful, &r.LawfulPairs, &r.LawfulSets} {
		*list = slices.DeleteFunc(*list, func(l LawfulResult) bool { return !l.measured })
	}
	r.Hostile = slices.DeleteFunc(r.Hostile, func(h HostileResult) bool { return h.Outcome == nil })
	r.Pairs = slices.DeleteFunc(r.Pairs, func(p PairResult) bool { return p.Outcome == nil })
}

// names reports whether the pattern matches a fault or a gateway.
func names(pattern string) bool {
	for _, f := range faults.All() {
		if result.Match(pattern, f.ID) {
			return true
		}
	}
	for _, v := range traits.All() {
		if result.Match(pattern, v.ID) {
			return true
		}
	}
	if slices.ContainsFunc(hostile.All(), func(h hostile.Hostile) bool { return result.Match(pattern, h.ID) }) {
		return true
	}
	set := func(s traits.Set) bool { return selects(pattern, s.String()) }
	return slices.ContainsFunc(traits.Pairs(), set) || slices.ContainsFunc(randomSets(), set)
}

// selects reports whether the pattern matches the ID. One that is not about sets
// selects none, however wide it is.
func selects(pattern, id string) bool {
	return strings.Contains(pattern, " + ") == strings.Contains(id, " + ") && result.Match(pattern, id)
}

// selected reports whether the options keep the item of this ID, which is number
// i of its list.
func (o Options) selected(id string, i int) bool {
	if o.Every > 1 && i%o.Every != 0 {
		return false
	}
	for _, pattern := range o.Only {
		if selects(pattern, id) {
			return true
		}
	}
	return len(o.Only) == 0
}
