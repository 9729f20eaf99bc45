package engine

import (
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
)

func (x *run) announce(stage string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.Progress != nil {
		x.Progress(Progress{Done: x.done, Total: len(x.scene.Trials), Stage: stage})
	}
}

// judged reports a case that has its verdict.
func (x *run) judged(t *stimulus.Trial) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done++
	t.Finished = true
	if x.Brief && t.Verdict() == result.Pass {
		t.Exchanges = nil
		for i := range t.Findings {
			t.Findings[i].Exchange = -1
		}
	}
	for _, ex := range t.Exchanges {
		ex.Shed()
	}
	if x.Progress != nil {
		r := result.CaseResult{ID: t.Case.ID, Title: t.Case.Title, Level: t.Case.Level, Verdict: t.Verdict()}
		for _, f := range t.Findings {
			if f.Verdict == r.Verdict && f.Verdict != result.Pass {
				own := &redact.Redactor{}
				for _, a := range t.Tried {
					for _, s := range a.Request.Secrets {
						own.Add(s, result.MaskSecret)
					}
				}
				r.Findings = []result.Finding{{Verdict: f.Verdict, Text: own.Text(x.redact.Text(f.Text)), Exchange: -1}}
				break
			}
		}
		x.Progress(Progress{Done: x.done, Total: len(x.scene.Trials), Case: &r})
	}
}
