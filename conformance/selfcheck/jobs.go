package selfcheck

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

// SlowRun is a run of the suite that took long, because the gateway did.
type SlowRun struct {
	Gateway  string  `json:"gateway"`
	Seconds  float64 `json:"seconds"`
	Requests int64   `json:"requests"`
}

// slowest is how many of the slowest runs a report names.
const slowest = 10

// waiters is how many runs against gateways that make their clients wait go on for
// each other one. They need next to no processor time.
const waiters = 8

// job is a run of the suite that waits to be made.
type job struct {
	gateway string
	// waits says that most of the run is waiting for the gateway.
	waits bool
	suite func(context.Context) (*Outcome, error)
	then  func(*Outcome)
}

// jobs are all runs of a measurement.
type jobs struct {
	ctx      context.Context
	progress func(done, total int)
	report   *Report
	list     []job
	mu       sync.Mutex // guards done and the report's totals
	done     int
}

// add plans a run of the suite; then is called with what it found, nil if there was
// no reason to make it.
func (j *jobs) add(gateway string, suite func(context.Context) (*Outcome, error), then func(*Outcome)) {
	j.list = append(j.list, job{gateway: gateway, suite: suite, then: then})
}

// addWaiting plans a run that spends its time waiting for the gateway.
func (j *jobs) addWaiting(gateway string, suite func(context.Context) (*Outcome, error), then func(*Outcome)) {
	j.list = append(j.list, job{gateway, true, suite, then})
}

// run makes the runs, several at once, until all are made or one cannot be.
func (j *jobs) run(workers int) error {
	if workers <= 0 {
		workers = 2 * runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(j.ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	pool := func(workers int, waits bool) {
		next := make(chan job)
		wg.Go(func() {
			defer close(next)
			for _, job := range j.list {
				if job.waits != waits {
					continue
				}
				select {
				case next <- job:
				case <-ctx.Done():
					return
				}
			}
		})
		for range workers {
			wg.Go(func() {
				for job := range next {
					if err := j.do(ctx, job); err != nil {
						cancel(err)
					}
				}
			})
		}
	}
	pool(workers, false)
	pool(waiters*workers, true)
	wg.Wait()
	return context.Cause(ctx)
}

func (j *jobs) do(ctx context.Context, job job) error {
	o, err := job.suite(ctx)
	if ctx.Err() != nil {
		return context.Cause(ctx) // a run that broke off says nothing
	}
	if err != nil {
		return err
	}
	job.then(o)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done++
	r := j.report
	if j.progress != nil {
		defer func() { j.progress(j.done, len(j.list)) }()
	}
	if o == nil {
		return nil
	}
	r.Runs++
	r.Requests += o.Requests
	r.Slowest = append(r.Slowest, SlowRun{job.gateway, o.Seconds, o.Requests})
	slices.SortStableFunc(r.Slowest, func(a, b SlowRun) int { return cmp.Compare(b.Seconds, a.Seconds) })
	r.Slowest = r.Slowest[:min(slowest, len(r.Slowest))]
	return nil
}
