package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// benchPackage is the package whose benchmarks are run.
const benchPackage = "github.com/appgauge/appgauge/bench"

// results has what was measured of each benchmark, a value a round.
type results map[string]*result

type result struct {
	seconds, allocs []float64 // of one operation
}

// measure builds the benchmarks into the file binary and runs them.
func measure(binary string, rounds int, benchtime string) (results, error) {
	build := exec.Command("go", "test", "-c", "-o", binary, benchPackage)
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("cannot build the benchmarks; run this in the folder bench: %w", err)
	}
	out := results{}
	for i := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", i+1, rounds)
		cmd := exec.Command(binary, "-test.run", "^$", "-test.bench", ".", "-test.benchtime", benchtime)
		cmd.Stderr = os.Stderr
		text, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("the benchmarks failed: %w\n%s", err, text)
		}
		if err := out.add(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add takes up the output of one round.
func (r results) add(text []byte) error {
	reader := benchfmt.NewReader(bytes.NewReader(text), "benchmarks")
	for reader.Scan() {
		b, ok := reader.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		// Decoded/appgauge-8: the number of processors is no part of the name.
		name, _, _ := strings.Cut(b.Name.String(), "-")
		one := r[name]
		if one == nil {
			one = new(result)
			r[name] = one
		}
		if v, ok := b.Value("sec/op"); ok {
			one.seconds = append(one.seconds, v)
		}
		if v, ok := b.Value("allocs/op"); ok {
			one.allocs = append(one.allocs, v)
		}
	}
	return reader.Err()
}
