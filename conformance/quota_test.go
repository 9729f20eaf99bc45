package conformance_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
)

// A gateway that takes fewer apps than a run would create, in whatever words it says so,
// is judged by some apps at a time. What needs a longer listing stays open, and says why.
func TestQuota(t *testing.T) {
	for _, k := range []struct{ trait, fault, caught string }{
		{"quota/25-apps", "", ""},
		{"quota/25-apps", "storage/remark-trimmed", "create/response/remark/echo"},
		{"quota/25-apps-413", "", ""},
		{"quota/25-apps-429", "", ""},
		{"quota/25-apps-503", "", ""},
	} {
		t.Run(strings.TrimSpace(k.trait+" "+k.fault), func(t *testing.T) {
			t.Parallel()
			quota, ok := traits.Lookup(k.trait)
			if !ok {
				t.Fatal("no such trait")
			}
			o := gateway.Options{Alter: []func(*gateway.Behaviour){quota.Alter}}
			h := http.Handler(gateway.New(o))
			if k.fault != "" {
				var err error
				if h, err = faults.Handler(o, k.fault); err != nil {
					t.Fatal(err)
				}
			}
			res, err := (&conformance.Runner{Handler: h, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, AppBudget: result.HandlerAppBudget, Brief: true}).Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			open := 0
			for _, c := range res.Cases {
				switch c.Verdict {
				case result.Fail, result.Errored:
					if k.fault == "" {
						t.Errorf("%s: %v: %s", c.ID, c.Verdict, c.Message())
					}
				case result.Unverified:
					if strings.Contains(c.ID, "/auth/signature-") {
						continue // it needs an access key, whatever the quota
					}
					if open++; !strings.Contains(c.Message(), "takes no more apps") {
						t.Errorf("%s: %s", c.ID, c.Message())
					}
				}
			}
			if open > 20 || len(res.Apps.Left) > 0 {
				t.Errorf("%d cases are open, and %d apps left", open, len(res.Apps.Left))
			}
			if k.fault != "" && !slices.ContainsFunc(res.Cases, func(c result.CaseResult) bool { return c.ID == k.caught && c.Verdict == result.Fail }) {
				t.Errorf("%s does not catch %s", k.caught, k.fault)
			}
		})
	}
}
