// Rpc compares the throughput of the daemon with that of well-known JSON-RPC
// libraries, side by side: one connection, over loopback TCP and over pipes, with
// many requests under way and with one at a time.
//
//	go run .
//
// Each server is a process of its own and checks the same create request by the
// same code. All of them are measured once a round, so that whatever else the
// machine does falls on all; ratios are taken within a round. Printed are medians.
//
// It is a module of its own: the libraries bring many others along.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 9, "rounds")
	each := flag.Duration("time", 300*time.Millisecond, "time of one measurement")
	only := flag.String("only", "", "measure this server only, with appgauge and stock")
	serve := flag.String("serve", "", "be the server of this name")
	on := flag.String("on", "", "be it on tcp or stdio")
	flag.Parse()
	var err error
	if *serve != "" {
		err = serveAs(*serve, *on)
	} else {
		err = run(*rounds, *each, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "rpc:", err)
		os.Exit(1)
	}
}

// A scenario is one way to load a server.
type scenario struct {
	transport string // tcp or stdio
	window    int    // requests under way
}

func (s scenario) String() string {
	if s.window == 1 {
		return s.transport + ", one request at a time"
	}
	return fmt.Sprintf("%s, %d requests under way", s.transport, s.window)
}

func run(rounds int, each time.Duration, only string) error {
	tw := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, s := range []scenario{{"tcp", 1024}, {"stdio", 1024}, {"tcp", 1}, {"stdio", 1}} {
		rates := map[string][]float64{}
		for range rounds {
			for _, p := range peers() {
				if only != "" && only != p.name && p.name != "appgauge" && p.name != "stock" {
					continue
				}
				rate, err := measure(p, s, each)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", p, s, err)
				}
				rates[p.String()] = append(rates[p.String()], rate)
			}
		}
		fmt.Fprintf(tw, "%s\n\trequests/s\tthe daemon's rate over its\tits over stock's\n", s)
		for _, p := range peers() {
			if its := rates[p.String()]; its != nil {
				fmt.Fprintf(tw, "  %s\t%.0f\t%.2f×\t%.2f×\n", p, median(its),
					ratio(rates[peer{name: "appgauge", header: p.header}.String()], its),
					ratio(its, rates[peer{name: "stock", header: p.header}.String()]))
			}
		}
		fmt.Fprintln(tw)
		if err := tw.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// ratio is the median of the ratios of each round.
func ratio(a, b []float64) float64 {
	var out []float64
	for i := range a {
		out = append(out, a[i]/b[i])
	}
	return median(out)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
