package report_test

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/validate"
)

const secret = "Sw0rdf1shSw0rdf1sh"

// TestSecrets holds that a secret is not shown, however the text around it is
// broken, and that what it hides is the secret alone where that is certain.
func TestSecrets(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // in the report
	}{
		{"beside an offence", `{"name":"1app","app_secret":"` + secret + `"}`,
			`{"name":"1app","app_secret":"` + strings.Repeat("*", len(secret)) + `"}`},
		{"the offence itself", `{"name":"app_demo","app_secret":"` + secret + `é"}`,
			strings.Repeat("*", len(secret)+1) + `"}`},
		{"a name with escapes", `{"name":"1app","app\u005fsecret":"` + secret + `"}`, `"app\u005fsecret":"***`},
		{"twice", `{"name":"app_demo","app_secret":"` + secret + `","app_secret":"` + secret + `"}`, `"app_secret":"***`},
		{"under another name", `{"name":"app_demo","appSecret":"` + secret + `"}`, `"appSecret":"***`},
		{"deeper", `{"name":"app_demo","credentials":{"key":["` + secret + `"]}}`, `{"key":["***`},
		{"as a member's name", `{"name":{"app_secret":"` + secret + `"}}`, `{"name":{"app_secret":"***`},
		{"no text", `{"name":"1app","app_secret":123456789,"remark":"` + `"}`, `"app_secret":*********,"remark"`},
		{"before an offence of syntax", `{"name":"app_demo","app_secret":"` + secret + `",}`, `**",}`},
		{"cut short by a quote", `{"name":"app_demo","app_secret":"a"` + secret + `"}`, `"app_secret****`},
		{"without quotes", `{"name":"app_demo","app_secret":` + secret + `}`, `"app_secret****`},
		{"without a colon", `{"name":"app_demo","app_secret" "` + secret + `"}`, `"app_secret" "****`},
		{"without a closing quote", `{"name":"app_demo","app_secret":"` + secret, `"app_secret****`},
		{"in no JSON at all", `app_secret = ` + secret, `app_secret****`},
		{"in the place of a name", `{"name":"app_secret":"` + secret + `"}`, `"****" is not a documented member`},
		{"in the place of an app", `[{"name":"app_demo"},"app_secret":"` + secret + `"]`, `"***`},
		{"in a neighbour", `[{"name":"1app"},{"name":"app_demo","app_secret":"` + secret + `"}]`, `{"name":"1app"}` + "\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, format := range report.Formats() {
				if got := render(t, format, apps.JSON, tt.text, nil); strings.Contains(got, secret) {
					t.Errorf("%s shows the secret:\n%s", format, got)
				}
			}
			if got := render(t, "text", apps.JSON, tt.text, nil); !strings.Contains(got, tt.want) {
				t.Errorf("text does not show %q:\n%s", tt.want, got)
			}
			shown := render(t, "text", apps.JSON, tt.text, func(o *report.Options) { o.ShowSecrets = true })
			if strings.Contains(shown, "***") {
				t.Errorf("text hides something although it should not:\n%s", shown)
			}
		})
	}
}

// FuzzSecrets holds that the value of an app_secret is never shown, whatever stands
// before and behind it: in a valid document, a broken one, an array or a stream.
func FuzzSecrets(f *testing.F) {
	for _, around := range [][2]string{
		{`{"name":"1app",`, `}`},
		{`{"name":`, `}`},
		{`[{},`, `]`},
		{"{}\n{", "}\n"},
		{`{"remark":"\`, `"}`},
		{"", ""},
		{`{"x":[{`, `}]}`},
		{`{'name':'x',`, ``},
		{`{"name":"app_demo" /* `, ` */ }`},
	} {
		f.Add(around[0], around[1])
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.Contains(before+after, "rdf1sh") {
			t.Skip("an accident")
		}
		text := before + `"app_secret":"` + secret + `"` + after
		for _, form := range []apps.Form{apps.JSON, apps.NDJSON} {
			for _, e := range validate.Editions() {
				for _, format := range report.Formats() {
					got := render(t, format, form, text, func(o *report.Options) { o.Edition = e })
					if strings.Contains(got, "rdf1sh") {
						t.Fatalf("the %s report on %q shows the secret:\n%s", format, text, got)
					}
				}
			}
		}
	})
}
