package launch

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// What a more complete run costs, as measured on the reference gateway: the apps of one
// that needs no long listing, those that it creates beside the listed ones that a case
// wants, and the requests for each further app, for each case that needs a second token,
// and for each case that creates.
const (
	appsAtLeast       = 123
	appsBeside        = 72
	requestsPerApp    = 3.6
	requestsPerCase   = 1.8
	requestsForbidden = 3
)

// advice is a line on how a run on one gateway could verify more, and what it would
// cost; "" if nothing is left to verify that a flag could change.
func advice(r *result.Result, e *validate.Edition) string {
	if r.Conclusion == result.Aborted {
		return ""
	}
	if e == nil {
		e = validate.Default()
	}
	needs := map[string]result.Needs{}
	for _, c := range conformance.Cases(e) {
		needs[c.ID] = c.Needs
	}
	forbidden, readOnly, budget, listed := 0, 0, 0, 0
	for i := range r.Cases {
		c := &r.Cases[i]
		why := c.Message()
		switch n := needs[c.ID]; {
		case c.Verdict != result.Unverified || strings.HasPrefix(why, "not run: it needs an access key"): // nothing that binds
		case n.Forbidden && strings.HasPrefix(why, "not run: it needs a second token"):
			forbidden++
		case r.Target.ReadOnly:
			readOnly++
		case strings.Contains(why, "budget"):
			budget++
			listed = max(listed, n.Listed)
		}
	}
	var parts []string
	if readOnly > 0 {
		parts = append(parts, fmt.Sprintf("without --read-only the run verifies %s, for up to %s and about %s", plural(readOnly, "more case"),
			plural(r.Apps.Budget, "app"), plural(about(requestsPerCase*float64(readOnly)), "request")))
	}
	if budget > 0 {
		apps := max(appsAtLeast, listed+appsBeside)
		if apps <= r.Apps.Created { // others' apps, or refusals, took some of the budget
			apps = 2 * r.Apps.Budget
		}
		apps -= r.Apps.Created
		parts = append(parts, fmt.Sprintf("--app-budget %d verifies %s, for about %s and %s", (r.Apps.Created+apps+49)/10*10, plural(budget, "more case"),
			plural(about(float64(apps)), "more app"), plural(about(requestsPerApp*float64(apps)), "more request")))
	}
	if forbidden > 0 {
		parts = append(parts, fmt.Sprintf("--forbidden-token-file FILE verifies %s, for about %s and no apps", plural(forbidden, "more case"),
			plural(about(requestsForbidden*float64(forbidden)), "more request")))
	}
	if len(parts) == 0 {
		return ""
	}
	return "more      " + strings.Join(parts, "; ") + "\n"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return humanize.Comma(int64(n)) + " " + what + "s"
}

// about is x rounded to two digits.
func about(x float64) int {
	n, unit := int(x+0.5), 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
