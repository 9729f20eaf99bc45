package stacks

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

var only = flag.String("stack", "", "run the suite against this stack alone, and log every cause")

// TestSuite runs the whole suite against every stack. Every must finding is in the
// golden list that was written before, nearly no case stays open, and one fault does
// not show as many.
func TestSuite(t *testing.T) {
	for _, dir := range dirs(t) {
		name := filepath.Base(dir)
		if *only != "" && *only != name {
			continue
		}
		t.Run(name, func(t *testing.T) {
			golden, err := Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			s := start(t, dir)
			r := &conformance.Runner{
				BaseURL: s.URL, Token: Token, ForbiddenToken: ForbiddenToken, AppBudget: result.HandlerAppBudget,
				Ledger: filepath.Join(t.TempDir(), "ledger"), Brief: true,
			}
			res, err := r.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %s; %d requests in %.1f s", res.Conclusion, res.Reason, res.Requests, res.Seconds)
			known := map[string]bool{}
			for _, c := range slices.Concat(golden.Causes, golden.Beyond) {
				for _, clause := range c.Clauses {
					known[clause] = true
				}
			}
			open := 0
			for _, c := range res.Cases {
				// None of the stacks knows signatures.
				signed := strings.Contains(c.Message(), "needs an access key")
				if (c.Verdict == result.Unverified || c.Verdict == result.Errored) && !signed {
					open++
					if *only != "" {
						t.Logf("%s %s: %s", c.Verdict, c.ID, c.Message())
					}
				}
				for _, f := range c.Findings {
					if f.Verdict == result.Fail && !known[f.Clause] {
						t.Errorf("%s fails %s, which the golden list does not have: %s", c.ID, f.Clause, f.Text)
					}
				}
			}
			if share := 100 * open / len(res.Cases); share > 2 {
				t.Errorf("%d of %d cases stayed open, %d %%; want 2 at most", open, len(res.Cases), share)
			}
			found := map[string]bool{}
			for _, c := range res.Causes {
				for _, clause := range c.Clauses {
					found[clause] = true
				}
				if *only != "" {
					t.Logf("%s %q: %s (%s; %d cases, %s)", c.Verdict, c.Key, c.Text, strings.Join(c.Clauses, " "), len(c.Cases), c.Telling)
				}
			}
			for _, c := range golden.Causes {
				if !slices.ContainsFunc(c.Clauses, func(clause string) bool { return found[clause] }) {
					t.Errorf("not found: %s (%s)", c.What, strings.Join(c.Clauses, " "))
				}
			}
			if n, most := len(res.Causes), (3*len(golden.Causes)+1)/2; n > most {
				t.Errorf("%d causes for %d faults; want %d at most", n, len(golden.Causes), most)
			}
			if len(res.Apps.Left) > 0 {
				t.Errorf("left behind: %+v", res.Apps.Left)
			}
		})
	}
}
