package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// MaxDiagnostics is how many diagnostics a source gets: nobody reads more of them.
const MaxDiagnostics = 1000

// Beyond those that are listed, diagnostics are counted as long as that is cheap: up
// to about so many, and so many bytes into the source.
const (
	maxCounted = 10 * MaxDiagnostics
	maxRead    = 4 << 20
)

// Report is what is to be said about a source, and how much of it there is.
type Report struct {
	// Diagnostics are in the order of the requests in the source; nil where there
	// are none. Of more than [MaxDiagnostics], or than the reader lists, they are the first.
	Diagnostics []Diagnostic
	// Total is how many diagnostics there are in all; where not Exact, there are at
	// least so many. It is exact up to ten times [MaxDiagnostics], unless they are
	// spread over more than 4 MiB, or a thousand are duplicate and unknown members of one
	// request.
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
	r := s.report(func(r *Report, _ int) bool { return r.full() })
	return r.Diagnostics
}

// Report is [Source.Diagnostics] with the count of all.
func (s *Source) Report() Report {
	return s.report(func(r *Report, at int) bool {
		return r.full() && (r.Total >= maxCounted || at >= maxRead)
	})
}

// report goes through the source until done says, before a request or a line at an
// offset, that it is enough.
func (s *Source) report(done func(r *Report, at int) bool) Report {
	r := Report{Exact: true}
	var vs validate.Violations
	for start, end := range s.spans() {
		if done(&r, start) {
			r.cut()
			break
		}
		if s.clean(s.Text[start:end]) {
			continue
		}
		p := s.parse(start, end)
		for _, v := range p.Syntax() {
			r.note(p, &v)
			if !r.full() {
				r.Diagnostics = append(r.Diagnostics, s.diagnostic(p, v))
			}
		}
		r.Total += p.Offences()
		for n := range s.requests(p) {
			if done(&r, start+n.Span().Start) {
				r.cut()
				break
			}
			vs = s.violations(vs[:0], p, n)
			r.count(p, vs)
			r.Diagnostics = s.show(r.Diagnostics, p, n, vs[:min(len(vs), MaxDiagnostics-len(r.Diagnostics))])
		}
	}
	return r
}

// full reports whether no more is listed.
func (r *Report) full() bool { return len(r.Diagnostics) >= MaxDiagnostics }

// cut says that there may be more.
func (r *Report) cut() {
	r.Exact = false
	r.Total = min(r.Total, maxCounted) // "at least 10,001" would be odd
}

// count counts the violations of one request of the part p.
func (r *Report) count(p part, vs validate.Violations) {
	r.Total += len(vs)
	others := 0
	for i := range vs {
		r.note(p, &vs[i])
		if vs[i].Rule == validate.RuleDuplicate || vs[i].Rule == validate.RuleUnknown {
			others++
		}
	}
	// One may have been the editor's own, about which nothing is said.
	if others >= document.MaxOthers-1 {
		r.Exact = false
	}
}

// note keeps a copy of v if it is the first error.
func (r *Report) note(p part, v *validate.Violation) {
	if r.Invalid == nil && v.Severity == validate.Error {
		first := *v
		first.Offset += p.start
		first.End += p.start
		r.Invalid = &first
	}
}
