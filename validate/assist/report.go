package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// MaxDiagnostics is how many diagnostics a source gets: nobody reads more of them.
const MaxDiagnostics = 1000

// countTo is how far into a source, in bytes, diagnostics are counted beyond
// those that are listed.
const countTo = 4 << 20

// Report is what is to be said about a source, and how much of it there is.
type Report struct {
	// Diagnostics are in the order of the requests in the source; nil where there
	// is nothing to say. Of more than [MaxDiagnostics], they are the first.
	Diagnostics []Diagnostic
	// Total is how many diagnostics there are in all; where not Exact, there are at
	// least so many. It is not exact past 4 MiB of a source that has more of
	// them than are listed, nor for an app with more than [document.MaxOthers]
	// duplicate and unknown members.
	Total int
	Exact bool
	// Invalid is the first violation that is an error; nil where there is none.
	// Offsets are the source's.
	Invalid *validate.Violation
}

// Diagnostics returns what is to be said about the source, in the order of the
// requests in it, at most [MaxDiagnostics]; nil where there is nothing. It reads
// no further than it must.
func (s *Source) Diagnostics() []Diagnostic {
	r := Report{Exact: true}
	s.report(&r, 0)
	return r.Diagnostics
}

// Report is [Source.Diagnostics] with the count of all.
func (s *Source) Report() Report {
	r := Report{Exact: true}
	s.report(&r, countTo)
	return r
}

// report fills r. Once it lists all that it may, it counts up to the offset limit.
func (s *Source) report(r *Report, limit int) {
	var vs validate.Violations
	for start, end := range s.spans() {
		if r.full() && start > limit {
			r.Exact = false
			return
		}
		if s.clean(s.Text[start:end]) {
			continue
		}
		p := s.parse(start, end)
		for _, v := range p.Syntax() {
			r.note(p, v)
			if !r.full() {
				r.Diagnostics = append(r.Diagnostics, s.diagnostic(p, v))
			}
		}
		r.Total += p.Offences()
		for n := range s.requests(p) {
			if r.full() && start+n.Span().Start > limit {
				r.Exact = false
				return
			}
			vs = s.violations(vs[:0], p, n)
			r.count(p, vs)
			r.Diagnostics = s.show(r.Diagnostics, p, n, vs[:min(len(vs), MaxDiagnostics-len(r.Diagnostics))])
		}
	}
}

// full reports whether no more is listed.
func (r *Report) full() bool { return len(r.Diagnostics) >= MaxDiagnostics }

// count counts the violations of one request of the part p.
func (r *Report) count(p part, vs validate.Violations) {
	r.Total += len(vs)
	others := 0
	for i := range vs {
		r.note(p, vs[i])
		if vs[i].Rule == validate.RuleDuplicate || vs[i].Rule == validate.RuleUnknown {
			others++
		}
	}
	// One may have been the editor's own, about which nothing is said.
	if others >= document.MaxOthers-1 {
		r.Exact = false
	}
}

// note keeps v if it is the first error.
func (r *Report) note(p part, v validate.Violation) {
	if r.Invalid == nil && v.Severity == validate.Error {
		v.Offset += p.start
		v.End += p.start
		r.Invalid = &v
	}
}
