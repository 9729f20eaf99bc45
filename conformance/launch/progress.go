package launch

import (
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

// progress shows on a terminal how far a run has come; elsewhere it shows
// nothing.
type progress struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar
	bad int
}

func newProgress(s Streams) *progress {
	if !s.Terminal {
		return &progress{}
	}
	return &progress{bar: progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(s.Err),
		progressbar.OptionSetDescription("rejections"),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(50*time.Millisecond),
		progressbar.OptionFullWidth(),
		progressbar.OptionClearOnFinish(),
	)}
}

func (p *progress) update(e conformance.Progress) {
	if p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar.GetMax() != e.Total && e.Total > 0 {
		p.bar.ChangeMax(e.Total)
	}
	if e.Case != nil && (e.Case.Verdict == result.Fail || e.Case.Verdict == result.Errored) {
		p.bad++
	}
	if e.Stage != "" {
		p.bar.Describe(e.Stage)
	}
	if p.bad > 0 {
		p.bar.Describe(fmt.Sprintf("%d failed", p.bad))
	}
	_ = p.bar.Set(e.Done) // a terminal that cannot be written to shows no bar
}

func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
