// Ratios runs the benchmarks of package bench and prints how many times faster
// appgauge is than each peer, and how much memory the command takes for a stream.
//
//	go run ./cmd/ratios
//
// Every benchmark runs once a round, so that whatever else the machine does falls on
// all of them, and ratios are taken within a round. Printed are the medians, with
// the 95 % confidence interval of the ratio as benchstat computes it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	rounds := flag.Int("rounds", 10, "rounds; fewer than 6 are too few for an interval")
	time := flag.String("benchtime", "200ms", "time of a benchmark in a round")
	stream := flag.Int64("stream", 2_000_000_000, "bytes of the stream for the peak of memory; 0 leaves it out")
	flag.Parse()
	if err := run(*rounds, *time, *stream); err != nil {
		fmt.Fprintln(os.Stderr, "ratios:", err)
		os.Exit(1)
	}
}

func run(rounds int, time string, stream int64) error {
	dir, err := os.MkdirTemp("", "appgauge-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	results, err := measure(filepath.Join(dir, "bench.test"), rounds, time)
	if err != nil {
		return err
	}
	if err := printRatios(os.Stdout, results); err != nil {
		return err
	}
	if stream == 0 {
		return nil
	}
	p, err := measurePeak(filepath.Join(dir, "appgauge"), stream)
	if err != nil {
		return err
	}
	return p.print(os.Stdout)
}
