package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/appgauge/appgauge/internal/apps"
)

// progress shows on a terminal how far a check is. On anything else it shows
// nothing. The zero progress does that, too.
type progress struct {
	bar   *progressbar.ProgressBar
	begin time.Time // when it may be shown

	mu      sync.Mutex
	pending int64 // bytes that the bar does not know of yet
	shown   bool
}

// progressDelay keeps short checks from showing a bar at all.
const progressDelay = 500 * time.Millisecond

// newProgress is the progress on stderr, where that is a terminal, of a check that
// takes longer than delay.
func newProgress(stderr io.Writer, delay time.Duration) *progress {
	if !isTerminal(stderr) {
		return new(progress)
	}
	return &progress{
		begin: time.Now().Add(delay),
		bar: progressbar.NewOptions64(-1,
			progressbar.OptionSetWriter(stderr),
			progressbar.OptionShowBytes(true),
			progressbar.OptionUseIECUnits(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionFullWidth(),
			progressbar.OptionClearOnFinish(),
		),
	}
}

// expect tells what there is to check. Where the size of an input is not known,
// the bar shows what was done, but not how much is left.
func (p *progress) expect(inputs []apps.Input) {
	if p.bar == nil {
		return
	}
	var total int64
	for _, in := range inputs {
		if in.Problem != nil {
			continue
		}
		info, err := os.Stat(in.Path)
		if in.Path == apps.Stdin || err != nil || !info.Mode().IsRegular() {
			return
		}
		total += info.Size()
	}
	p.bar.ChangeMax64(max(total, 1))
}

// add goes on by what was checked.
func (p *progress) add(t apps.Tally) {
	if p.bar == nil || t.Bytes == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pending += t.Bytes
	if time.Now().Before(p.begin) {
		return
	}
	_ = p.bar.Add64(p.pending) // a terminal that cannot be written to shows no bar
	p.pending, p.shown = 0, true
}

// clear takes the bar off the terminal.
func (p *progress) clear() {
	if p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		p.shown = false
		_ = p.bar.Clear()
	}
}

// over is a writer to w that keeps the bar out of the way of what it writes.
func (p *progress) over(w io.Writer) io.Writer {
	if p.bar == nil || !isTerminal(w) {
		return w
	}
	return &overBar{p, w}
}

type overBar struct {
	*progress
	w io.Writer
}

func (o *overBar) Write(b []byte) (int, error) {
	o.clear()
	return o.w.Write(b)
}
