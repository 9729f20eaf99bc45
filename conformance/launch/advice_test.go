package launch

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// TestAdvice follows the advice that a run gives, and holds it to what it said: that so
// many more cases are verified, for about so many apps and requests.
func TestAdvice(t *testing.T) {
	run := func(change func(*conformance.Runner)) *result.Result {
		t.Helper()
		r := &conformance.Runner{Handler: gateway.New(gateway.Options{}), Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Keys: conformance.Keys(gateway.DemoKeys()), AppBudget: 600, Brief: true}
		change(r)
		res, err := r.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	number := func(text, pattern string) int {
		t.Helper()
		m := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("%q does not match %q", text, pattern)
		}
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	near := func(what string, said, is int) {
		t.Helper()
		if said < is*2/3 || said > is*3/2 {
			t.Errorf("%s: said %d, is %d", what, said, is)
		}
	}
	whole := run(func(*conformance.Runner) {})
	if got := advice(whole, nil); got != "" {
		t.Errorf("a complete run has an advice: %s", got)
	}
	for _, tt := range []struct {
		name    string
		few     func(*conformance.Runner)
		pattern string // %s is a number
	}{
		{"budget", func(r *conformance.Runner) { r.AppBudget = 40 }, `--app-budget \d+ verifies %s more cases?, for about %s more apps and %s more requests\n$`},
		{"small budget", func(r *conformance.Runner) { r.AppBudget = 5 }, `--app-budget \d+ verifies %s more cases?, for about %s more apps and %s more requests\n$`},
		{"second token", func(r *conformance.Runner) { r.ForbiddenToken = "" }, `--forbidden-token-file FILE verifies %s more cases?, for about %s more requests and no apps\n$`},
		{"read-only", func(r *conformance.Runner) { r.ReadOnly = true; r.AppBudget = 600 }, `without --read-only the run verifies %s more cases?, for up to 600 apps and about %s requests\n$`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := run(tt.few)
			said := advice(res, nil)
			const digits = `[\d,]+`
			n := strings.Count(tt.pattern, "%s")
			at := func(i int) string {
				parts := make([]any, n)
				for j := range parts {
					parts[j] = digits
				}
				parts[i] = "(" + digits + ")"
				return fmt.Sprintf(tt.pattern, parts...)
			}
			if got, want := number(said, at(0)), res.Totals.Unverified-whole.Totals.Unverified; got != want {
				t.Errorf("%d more cases, want %d", got, want)
			}
			if n == 3 {
				near("apps", number(said, at(1)), whole.Apps.Created-res.Apps.Created)
			}
			if tt.name != "read-only" { // whose requests are those of a budget of 40
				near("requests", number(said, at(n-1)), int(whole.Requests-res.Requests))
			}
			if tt.name == "budget" {
				budget := number(said, `--app-budget (\d+)`)
				if more := run(func(r *conformance.Runner) { r.AppBudget = budget }); more.Totals.Unverified > 0 {
					t.Errorf("with --app-budget %d, %d cases stay unverified", budget, more.Totals.Unverified)
				}
			}
		})
	}
}
