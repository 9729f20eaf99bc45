package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"sync"
	"sync/atomic"

	v5 "github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/validate"
)

// CheckStream checks NDJSON as the command does, report and all, and counts the
// apps and the invalid ones.
func CheckStream(r io.Reader, workers int) (n, invalid int64, err error) {
	w, err := report.New(io.Discard, "text", report.Options{Edition: validate.Default()})
	if err != nil {
		return 0, 0, err
	}
	c := apps.Checker{Edition: validate.Default(), Sink: w, Form: apps.NDJSON, Workers: workers, Stdin: r}
	tally, err := c.Check(context.Background(), []apps.Input{{Path: apps.Stdin}})
	return tally.Apps, tally.Invalid, err
}

// CheckStreamV5 does it with bufio, encoding/json and jsonschema/v5: one goroutine
// reads lines, workers decode and check them. Lines travel in batches, which makes
// it faster than one by one. It keeps no order and reports nothing.
func CheckStreamV5(r io.Reader, schema *v5.Schema, workers int) (n, invalid int64, err error) {
	const batchSize = 256
	type batch struct {
		text []byte
		ends []int
	}
	pool := sync.Pool{New: func() any { return new(batch) }}
	batches := make(chan *batch, workers)
	var apps, bad atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for b := range batches {
				start := 0
				for _, end := range b.ends {
					var v any
					apps.Add(1)
					if json.Unmarshal(b.text[start:end], &v) != nil || schema.Validate(v) != nil {
						bad.Add(1)
					}
					start = end
				}
				b.text, b.ends = b.text[:0], b.ends[:0]
				pool.Put(b)
			}
		})
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), 1<<20)
	b := pool.Get().(*batch)
	for lines.Scan() {
		b.text = append(b.text, lines.Bytes()...)
		b.ends = append(b.ends, len(b.text))
		if len(b.ends) == batchSize {
			batches <- b
			b = pool.Get().(*batch)
		}
	}
	batches <- b
	close(batches)
	group.Wait()
	return apps.Load(), bad.Load(), lines.Err()
}
