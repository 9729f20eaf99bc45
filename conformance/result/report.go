package result

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Report is what the runs against one or more gateways found. It holds no
// secrets.
type Report struct {
	// Schema is [ReportSchema].
	Schema string `json:"schema"`
	// Conclusion is the worst of the gateways' conclusions; nonconformant is
	// worse than aborted, for it is certain.
	Conclusion Conclusion `json:"conclusion"`
	Reason     string     `json:"reason"`
	// Gateways are the results, one a gateway.
	Gateways []*Result `json:"gateways"`
}

// ReportSchema identifies the form of a [Report] in JSON.
const ReportSchema = "urn:appgauge:conformance-report-1"

// NewReport joins the results of different gateways.
func NewReport(results ...*Result) *Report {
	r := &Report{Schema: ReportSchema, Gateways: results}
	worst := -1
	for _, g := range results {
		if rank := g.Conclusion.rank(); rank > worst {
			worst, r.Conclusion, r.Reason = rank, g.Conclusion, g.Reason
		}
	}
	if len(results) > 1 {
		r.Reason = fleetReason(results, r.Conclusion)
	}
	return r
}

// fleetReason names the gateways of several that the conclusion is about, the
// worst first: all that fail a run, or else those that are as bad as any.
func fleetReason(results []*Result, worst Conclusion) string {
	const most = 5
	if worst == Conformant {
		return fmt.Sprintf("all %d are conformant; of %s: %s", len(results), results[0].Target.Label(), results[0].Reason)
	}
	var bad []*Result
	for _, g := range results {
		if g.Conclusion == worst || g.Conclusion.rank() >= Aborted.rank() {
			bad = append(bad, g)
		}
	}
	slices.SortStableFunc(bad, func(a, b *Result) int { return cmp.Compare(b.Conclusion.rank(), a.Conclusion.rank()) })
	var parts []string
	for _, g := range bad[:min(len(bad), most)] {
		parts = append(parts, g.Target.Label()+": "+g.Reason)
	}
	if more := len(bad) - most; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, "; ")
}

// rank orders conclusions by what matters most to whoever reads one of many.
func (c Conclusion) rank() int {
	switch c {
	case Nonconformant:
		return 3
	case Aborted:
		return 2
	case Partial:
		return 1
	}
	return 0
}

// ExitCode is the exit status of a command that made the report: 0 conformant
// or partial, 1 nonconformant, 3 aborted.
func (r *Report) ExitCode() int {
	switch r.Conclusion {
	case Nonconformant:
		return 1
	case Aborted:
		return 3
	}
	return 0
}
