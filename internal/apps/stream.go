package apps

import (
	"bytes"
	"context"
	"runtime"
	"sync"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// stream checks the records of s, which sep ends.
//
// One goroutine cuts the stream into chunks. Workers take them in order, check
// their records and put what they find into the form of the output; each then waits
// until the chunk before its own is written. No worker waits for a later chunk, so
// one can always go on; and as there is a fixed number of buffers the reader never
// runs far ahead.
func (c *Checker) stream(ctx context.Context, s *source, sep byte) {
	workers := limit(c.Workers, runtime.GOMAXPROCS(0))
	chunks := make(chan *chunk, workers)
	// A buffer for every worker, one for every chunk that waits, and two for the
	// splitter: the one it sends and the one it goes on with.
	buffers := make(chan []byte, 2*workers+2)
	for range cap(buffers) {
		buffers <- nil
	}
	go func() {
		defer close(chunks)
		sp := splitter{source: s, sep: sep, maxLine: c.maxLine(), buffers: buffers, chunks: chunks}
		sp.split(ctx)
	}()

	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			w := worker{c: c, file: s.name, sep: sep}
			for ch := range chunks {
				w.check(ch)
				if cap(ch.text) > chunkSize {
					ch.text = nil // it grew for a long line; do not keep it so
				}
				buffers <- ch.text[:0]
			}
		})
	}
	group.Wait()
}

// worker checks chunks of one stream. It uses again what it allocates.
type worker struct {
	c     *Checker
	file  string
	sep   byte
	batch Batch
	vs    validate.Violations
}

func (w *worker) check(ch *chunk) {
	defer close(ch.done)
	w.batch.flush = func() {
		<-ch.turn
		w.c.write(&w.batch)
	}
	text, at, offset := ch.text, ch.spot, ch.offset
	for len(text) > 0 {
		n := bytes.IndexByte(text, w.sep) + 1
		if n == 0 {
			n = len(text)
		}
		w.record(text[:n], at, offset)
		if w.sep == '\n' {
			at = spot{at.line + 1, 1}
		} else {
			at.pass(text[:n])
		}
		text, offset = text[n:], offset+int64(n)
	}
	w.batch.Bytes += int64(len(ch.text))
	if ch.problem != nil {
		w.batch.Bytes += ch.problem.Size
		w.c.addProblem(&w.batch, ch.problem)
	}
	w.batch.flush()
}

// record checks one record, which is at the given place.
func (w *worker) record(text []byte, at spot, offset int64) {
	if n := len(text) - 1; text[n] == w.sep {
		text = text[:n]
	}
	if len(text) > w.c.maxLine() {
		w.c.addProblem(&w.batch, &Problem{
			File: w.file, Line: at.line, Offset: offset, Kind: LongLine,
			Size: int64(len(text)), Limit: int64(w.c.maxLine()),
		})
		return
	}
	// As for a document: what is missing is missed right behind the text.
	if n := len(text); n == 0 || text[n-1] <= ' ' {
		if text = bytes.TrimRight(text, space); len(text) == 0 {
			return
		}
	}
	w.vs = document.Append(w.vs[:0], w.c.Edition, text)
	if len(w.vs) == 0 {
		w.batch.Apps++
		return
	}
	r := Result{
		File: w.file, Text: text, Offset: offset, Cursor: NewCursor(text, at.line, at.column),
		App: -1, End: len(text), Violations: w.vs,
	}
	if mayHoldApps(text) && w.c.apps(&w.batch, &r) {
		return
	}
	w.batch.count(w.vs)
	w.c.Sink.Result(&w.batch, &r)
}

// space is JSON's white space.
const space = " \t\r\n"
