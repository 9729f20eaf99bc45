package selfcheck

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
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
	// selects all. With a selection there are no pairs, and nothing is said of
	// cases that catch nothing.
	Only []string
	// Every keeps one of so many faults, traits, hostile gateways and pairs,
	// spread evenly; 0 and 1 keep all.
	Every int
	// Workers is how many runs of the suite go on at once; 0 is twice the
	// processors, for some gateways take their time.
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

	Faults  []FaultResult   `json:"faults"`
	Lawful  []LawfulResult  `json:"lawful"`
	Hostile []HostileResult `json:"hostile"`
	Pairs   []PairResult    `json:"pairs"`
	Orders  []OrderResult   `json:"orders"`
	// Idle are the cases that caught no fault.
	Idle []IdleCase `json:"idle"`

	// Runs is how often the suite was run, Requests what that took.
	Runs     int     `json:"runs"`
	Requests int64   `json:"requests"`
	Seconds  float64 `json:"seconds"`
}

// OK reports whether the suite detects what it should: no fault survives, alone
// or in a pair, no lawful gateway raises an alarm, no hostile one does harm, the
// order of a run changes nothing, and every case is of use.
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
	o.faults(r, j, cases)
	o.lawful(r, j)
	o.hostile(r, j)
	if len(o.Only) == 0 {
		o.pairs(r, j, cases)
		o.orders(r, j)
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

// drop leaves out what was not measured because of an interruption.
func (r *Report) drop() {
	r.Interrupted, r.Whole = true, false
	r.Faults = slices.DeleteFunc(r.Faults, func(f FaultResult) bool { return f.Outcome == nil })
	r.Lawful = slices.DeleteFunc(r.Lawful, func(l LawfulResult) bool { return l.Outcome == nil })
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
	return slices.ContainsFunc(hostile.All(), func(h hostile.Hostile) bool { return result.Match(pattern, h.ID) })
}

// selected reports whether the options keep the item of this ID, which is number
// i of its list.
func (o Options) selected(id string, i int) bool {
	if o.Every > 1 && i%o.Every != 0 {
		return false
	}
	for _, pattern := range o.Only {
		if result.Match(pattern, id) {
			return true
		}
	}
	return len(o.Only) == 0
}

// jobs are runs of the suite that wait to be made.
type jobs struct {
	ctx      context.Context
	progress func(done, total int)
	report   *Report
	list     []func(context.Context) (*Outcome, error)
}

// add plans a run of the suite; then is called with what it found.
func (j *jobs) add(suite func(context.Context) (*Outcome, error), then func(*Outcome)) {
	j.list = append(j.list, func(ctx context.Context) (*Outcome, error) {
		o, err := suite(ctx)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx) // a run that broke off says nothing
		}
		if err == nil {
			then(o)
		}
		return o, err
	})
}

// run makes the runs, several at once.
func (j *jobs) run(workers int) error {
	if workers <= 0 {
		workers = 2 * runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(j.ctx)
	defer cancel(nil)
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan func(context.Context) (*Outcome, error))
	for range min(workers, len(j.list)) {
		wg.Go(func() {
			for job := range next {
				o, err := job(ctx)
				if err != nil {
					cancel(err)
					continue
				}
				mu.Lock()
				j.report.Runs++
				j.report.Requests += o.Requests
				if j.progress != nil {
					j.progress(j.report.Runs, len(j.list))
				}
				mu.Unlock()
			}
		})
	}
	for _, job := range j.list {
		select {
		case next <- job:
		case <-ctx.Done():
		}
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}
