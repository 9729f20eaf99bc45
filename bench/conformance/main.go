// Conformance tells how much longer a run of the conformance suite takes than its
// requests do, and how much memory it needs.
//
// It records the requests of a whole run against the reference gateway, over HTTP
// on loopback. Then, in turns, it runs the suite again and sends the recorded
// requests by a bare net/http client, as many at once as the suite does, each
// time to a new gateway. The client reads every answer to its end and looks at
// none.
//
//	go run ./conformance            # from bench/
//	go run ./conformance -rounds 21
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
)

func main() {
	rounds := flag.Int("rounds", 11, "how often each is measured")
	concurrency := flag.Int("concurrency", 8, "requests under way at once")
	budget := flag.Int("app-budget", 600, "apps that the suite may create")
	flag.Parse()
	if err := compare(*rounds, *concurrency, *budget); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func compare(rounds, concurrency, budget int) error {
	if rounds < 1 || concurrency < 1 || budget < 1 {
		return fmt.Errorf("rounds, concurrency and budget must be at least 1")
	}
	rec := &recorder{next: newTransport(concurrency)}
	if _, err := suite(concurrency, budget, rec); err != nil {
		return err
	}
	fmt.Printf("%d requests, %d at once, %d rounds\n", len(rec.sent), concurrency, rounds)
	var suites, bare, ratios, work []float64
	for range rounds {
		s, err := suite(concurrency, budget, nil)
		if err != nil {
			return err
		}
		b, err := serve(func(base string) error { return replay(base, rec.sent, concurrency, newTransport(concurrency)) })
		if err != nil {
			return err
		}
		suites, bare = append(suites, s.wall.Seconds()), append(bare, b.wall.Seconds())
		ratios, work = append(ratios, s.wall.Seconds()/b.wall.Seconds()), append(work, s.cpu.Seconds()/b.cpu.Seconds())
	}
	fmt.Printf("suite        %s\nbare client  %s\nratio        %s\nof CPU time  %s\n",
		spread(suites, "%.3f s"), spread(bare, "%.3f s"), spread(ratios, "%.2f"), spread(work, "%.2f"))
	peak, err := peakMemory()
	if err != nil {
		return err
	}
	fmt.Printf("peak memory  %d MB, of `appgauge conformance run` with its gateway\n", peak>>20)
	return nil
}

// suite runs the whole suite, by the transport if there is one.
func suite(concurrency, budget int, by http.RoundTripper) (cost, error) {
	return serve(func(base string) error {
		r := &conformance.Runner{
			BaseURL: base, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden,
			AppBudget: budget, Concurrency: concurrency, Seed: 1, Transport: by,
		}
		res, err := r.Run(context.Background())
		if err != nil {
			return err
		}
		if res.Totals.Failed+res.Totals.Errored > 0 {
			return fmt.Errorf("the reference gateway is said to be %s: %s", res.Conclusion, res.Reason)
		}
		return nil
	})
}

// serve measures a use of a new gateway on loopback. Its IDs count up, so that
// what one run deletes by ID another one can delete as well.
func serve(use func(base string) error) (cost, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return cost{}, err
	}
	var n atomic.Int64
	h := gateway.New(gateway.Options{Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
		b.NewID = func() string { return fmt.Sprintf("%032x", n.Add(1)) }
	}}})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- gateway.Serve(ctx, ln, h, gateway.ServeOptions{}) }()
	runtime.GC() // what came before is not to be paid for
	start, worked := time.Now(), cpuTime()
	err = use("http://" + ln.Addr().String())
	took := cost{wall: time.Since(start), cpu: cpuTime() - worked}
	stop()
	if e := <-served; err == nil {
		err = e
	}
	return took, err
}

// cost is what a use of a gateway takes, the gateway's own work with it.
type cost struct{ wall, cpu time.Duration }

// cpuTime is what this process has used of all processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it knows itself
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// spread is the median of the values, and the range of the middle half.
func spread(values []float64, form string) string {
	sorted := slices.Sorted(slices.Values(values))
	at := func(part float64) float64 { return sorted[int(part*float64(len(sorted)-1)+0.5)] }
	return fmt.Sprintf(form+" ("+form+" to "+form+")", at(0.5), at(0.25), at(0.75))
}
