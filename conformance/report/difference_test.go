package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

func TestChanges(t *testing.T) {
	created := func(sent, answered string) *result.Exchange {
		return &result.Exchange{Method: "POST", Status: 201, Body: sent, ResponseBody: answered}
	}
	for _, tt := range []struct {
		name string
		f    result.Finding
		ex   *result.Exchange
		want []string
	}{
		{"trimmed", result.Finding{}, created(`{"name":"app_demo ","remark":"x"}`, `{"name":"app_demo","remark":"x"}`), []string{`name: sent "app_demo ", stored "app_demo": trimmed`}},
		{"two members", result.Finding{}, created(`{"name":"App","remark":"<a>"}`, `{"name":"app","remark":"&lt;a&gt;"}`),
			[]string{`name: sent "App", stored "app": in lower case`, `remark: sent "<a>", stored "&lt;a&gt;": escaped for HTML`}},
		{"cut", result.Finding{}, created(`{"remark":"`+strings.Repeat("a", 200)+`b"}`, `{"remark":"`+strings.Repeat("a", 200)+`"}`),
			[]string{`remark: sent …"` + strings.Repeat("a", 16) + `b", stored …"` + strings.Repeat("a", 16) + `": cut after 200 characters`}},
		{"nothing changed", result.Finding{}, created(`{"name":"app"}`, `{"name":"app"}`), nil},
		{"a secret", result.Finding{}, created(`{"name":"[app secret]"}`, `{"name":"x"}`), nil},
		{"what cannot be seen", result.Finding{}, created(`{"name":"a\u202eb"}`, `{"name":"a"}`), []string{`name: sent "a\u202eb", stored "a": cut after 1 character`}},
		{"refused", result.Finding{}, &result.Exchange{Method: "POST", Status: 400, Body: `{"name":"a "}`, ResponseBody: `{"name":"a"}`}, nil},
		{"no JSON", result.Finding{}, created(`{`, `{}`), nil},
		{"a listing", result.Finding{Path: "$.apps[3].name", Diff: cmp.Diff("Ag_x", "ag_x")}, &result.Exchange{Method: "GET", Status: 200}, []string{`name: sent "Ag_x", listed "ag_x": in lower case`}},
		{"a long one", result.Finding{Path: "$.apps[3].remark", Diff: cmp.Diff(strings.Repeat("word ", 60), strings.Repeat("word ", 20))}, &result.Exchange{Method: "GET", Status: 200},
			[]string{`remark: sent …" word word word word word word word word word wo"…, listed …" word word word ": cut after 100 characters`}},
		{"quotes", result.Finding{Path: "$.apps[0].remark", Diff: cmp.Diff(`  é é "q" 'a' \ / <b>&amp; and so on, and on`, `  é é &quot;q&quot; 'a' \ / &lt;b&gt;&amp;amp; and so on, and on`)}, &result.Exchange{Method: "GET", Status: 200},
			[]string{`remark: sent "  é é "q" 'a' \ / <b>&amp; and so on, and on", listed "  é é &quot;q&quot; 'a' \ / &lt;b&gt;&amp;amp; a"…: escaped for HTML`}},
		{"numbers", result.Finding{Path: "$.total", Diff: cmp.Diff(1, 2)}, &result.Exchange{Method: "GET", Status: 200}, nil},
	} {
		var got []string
		for _, d := range changes(&tt.f, tt.ex) {
			got = append(got, d.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
