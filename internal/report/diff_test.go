package report_test

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/validate"
)

// TestDiffSecrets holds that no line of a diff shows a secret, nor one of an app around
// it that is valid.
func TestDiffSecrets(t *testing.T) {
	for name, text := range map[string]string{
		"before, beside and after": `{"name":"a_1","app_secret":"` + secret + `"}` + "\n" +
			`{"name":"a_2","app_secret":"` + secret + `",}` + "\n" + `{"name":"a_3","app_secret":"` + secret + `"}` + "\n",
		"the offence itself":  `{"name":"app_demo","app_secret":'` + secret + `'}`,
		"a number":            `{"name":"app_demo","app_secret":111122223333}`,
		"under another name":  `{"name":"app_demo","appSecret":"` + secret + `"}`,
		"in an array":         "[{\"name\":\"app_demo\",\"app_secret\":\"" + secret + "\"},\n{\"name\":\"app_demo\",}]",
		"broken as well":      "{\"name\":\"app_demo\",,\"app_secret\":\"a\"" + secret + "\"}",
		"in a listing":        `{"apps":[{"name":"app_demo","app_secret":"` + secret + `"},]}`,
		"several on one line": `{"name":"app_demo","app_secret":"` + secret + `","app_secret":"` + secret + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			c := apps.Checker{Edition: validate.Default(), Stdin: strings.NewReader(text)}
			fixed, p := c.Fix(t.Context(), apps.Input{Path: apps.Stdin})
			if p != nil || fixed.Fixes == 0 {
				t.Fatalf("nothing was fixed: %v", p)
			}
			o := report.Options{Edition: validate.Default()}
			if got := report.Diff(o, apps.Stdin, fixed); got == "" || strings.Contains(got, secret) || strings.Contains(got, "111122223333") {
				t.Errorf("no diff, or one with the secret:\n%s", got)
			}
			o.ShowSecrets = true
			if got := report.Diff(o, apps.Stdin, fixed); !strings.Contains(got, secret) && !strings.Contains(got, "111122223333") {
				t.Errorf("the secret is not shown although it should be:\n%s", got)
			}
		})
	}
}
