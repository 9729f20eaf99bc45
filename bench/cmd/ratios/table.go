package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"golang.org/x/perf/benchmath"
)

// comparison is a row of the table.
type comparison struct {
	group, peer, name string
	aim               float64 // 0 where nothing is promised
}

// comparisons are the rows, in order. Ours stands first in each group.
var comparisons = []comparison{
	{"Decoded", "jsonschema5", "jsonschema/v5, decoded map", 60},
	{"Decoded", "validator10", "go-playground/validator, struct", 8},
	{"Bytes", "jsonschema5", "encoding/json + jsonschema/v5", 20},
	{"Bytes", "gojson+jsonschema5", "goccy/go-json + jsonschema/v5", 0},
	{"Bytes", "jsonschema6", "encoding/json + jsonschema/v6", 0},
	{"Bytes", "kaptinlin", "kaptinlin/jsonschema", 0},
	{"Bytes", "validator10", "encoding/json + go-playground/validator", 0},
	{"Stream", "jsonschema5", "bufio + encoding/json + jsonschema/v5", 10},
}

var titles = map[string]string{
	"Decoded": "A valid create request, decoded, to its verdict",
	"Bytes":   "A valid create request, as text, to its verdict",
	"Stream":  "NDJSON of 16 MiB, one worker a processor",
}

// printRatios prints the medians. A row tells whether the aim was met.
func printRatios(w io.Writer, r results) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	group := ""
	for _, c := range comparisons {
		ours, peer := r[c.group+"/appgauge"], r[c.group+"/"+c.peer]
		if ours == nil || peer == nil {
			return fmt.Errorf("no result for %s/%s", c.group, c.peer)
		}
		if c.group != group {
			if group != "" {
				fmt.Fprintln(tw)
			}
			group = c.group
			fmt.Fprintf(tw, "%s\n\ttime\tallocations\tappgauge is faster\taim\n", titles[group])
			fmt.Fprintf(tw, "  appgauge\t%s\t%.0f\n", duration(median(ours.seconds)), median(ours.allocs))
		}
		ratios := make([]float64, len(ours.seconds))
		for i := range ratios {
			ratios[i] = peer.seconds[i] / ours.seconds[i]
		}
		s := summary(ratios)
		fmt.Fprintf(tw, "  %s\t%s\t%.0f\t%.1f× ± %s\t%s\n", c.name, duration(median(peer.seconds)), median(peer.allocs),
			s.Center, s.PctRangeString(), c.verdict(s.Center))
	}
	return tw.Flush()
}

func (c comparison) verdict(ratio float64) string {
	switch {
	case c.aim == 0:
		return ""
	case ratio < c.aim:
		return fmt.Sprintf("%.0f×: MISSED", c.aim)
	}
	return fmt.Sprintf("%.0f×: met", c.aim)
}

func summary(values []float64) benchmath.Summary {
	return benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), 0.95)
}

func median(values []float64) float64 { return summary(values).Center }

// duration is a time of so many seconds in three digits.
func duration(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	switch {
	case d < time.Microsecond:
		return fmt.Sprintf("%.3g ns", seconds*1e9)
	case d < time.Millisecond:
		return fmt.Sprintf("%.3g µs", seconds*1e6)
	}
	return fmt.Sprintf("%.3g ms", seconds*1e3)
}
