package result

import (
	"fmt"
	"strings"
)

// Conclude counts the verdicts and draws the conclusion. The suite has so many
// cases.
func (res *Result) Conclude(abort error, suite int) {
	res.Totals = Totals{Cases: len(res.Cases), NotSelected: suite - len(res.Cases)}
	openMust := 0
	unseen := Unseen(res.Expect, res.Traits)
	for _, c := range res.Cases {
		switch c.Verdict {
		case Pass:
			res.Totals.Passed++
		case Warn:
			res.Totals.Warned++
		case Unverified:
			res.Totals.Unverified++
			if c.Level == Must {
				openMust++
			}
		case Errored:
			res.Totals.Errored++
		case Fail:
			if c.Known != "" {
				res.Totals.Known++
			} else {
				res.Totals.Failed++
			}
		}
	}
	switch {
	case abort != nil:
		res.Conclusion, res.Reason = Aborted, abort.Error()+res.Totals.FailedByThen()
	case res.Totals.Failed > 0:
		res.Conclusion, res.Reason = Nonconformant, count(res.Totals.Failed, "case")+" failed"
	case len(res.Problems) > 0:
		res.Conclusion, res.Reason = Nonconformant, res.Problems[0]
	case res.Totals.Errored > 0:
		res.Conclusion, res.Reason = Aborted, count(res.Totals.Errored, "case")+" got no answer"
	case openMust > 0 && res.Target.Strict:
		res.Conclusion, res.Reason = Nonconformant, "strict: "+count(openMust, "must case")+" stayed unverified"
	case openMust > 0:
		res.Conclusion, res.Reason = Partial, "nothing failed, but "+count(openMust, "must case")+" stayed unverified"+res.Totals.leftOut()
	case len(res.Cases) == 0:
		res.Conclusion, res.Reason = Partial, "nothing was tested: no case is selected"
		if res.Shard != "" {
			res.Reason = "nothing was tested: part " + res.Shard + " has none of the selected cases"
		}
	case len(unseen) > 0 && res.Target.Strict:
		res.Conclusion, res.Reason = Partial, "strict: no answer showed what was expected of "+strings.Join(unseen, ", ")+res.Totals.leftOut()
	case res.Totals.NotSelected > 0:
		res.Conclusion, res.Reason = Conformant, fmt.Sprintf("none of the %d selected cases failed", len(res.Cases))+res.Totals.leftOut()
		if len(res.Cases) == 1 {
			res.Reason = "the one selected case did not fail" + res.Totals.leftOut()
		}
	default:
		res.Conclusion, res.Reason = Conformant, "every must case was run, and none failed"
	}
	if res.Totals.Known > 0 && res.Conclusion != Aborted {
		res.Reason += fmt.Sprintf(" (%s known)", count(res.Totals.Known, "failure"))
	}
}

// leftOut is what a reason says of the cases that were not selected.
func (t Totals) leftOut() string {
	switch t.NotSelected {
	case 0:
		return ""
	case 1:
		return "; 1 was not selected"
	}
	return fmt.Sprintf("; %d were not selected", t.NotSelected)
}

// FailedByThen is what the reason of a run that broke off says of the failures
// that it saw.
func (t Totals) FailedByThen() string {
	if t.Failed == 0 {
		return ""
	}
	return "; " + count(t.Failed, "case") + " had failed by then"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
