package result

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/visible"
)

func TestCurl(t *testing.T) {
	const address = "http://gw.example/apps"
	post := func(body string) Exchange {
		return Exchange{Method: "POST", URL: address, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}
	}
	const start = "curl -sS -i -X POST 'http://gw.example/apps' -H 'Content-Type: application/json' --data-raw "
	for _, tt := range []struct {
		name string
		ex   Exchange
		want string
	}{
		{"a query", Exchange{Method: "GET", URL: address + "?name=a%20b"}, "curl -sS -i 'http://gw.example/apps?name=a%20b'"},
		{"what curl would take for more", Exchange{Method: "GET", URL: address + "/../x?name=[a-z]{1}"}, "curl -sS -i -g --path-as-is 'http://gw.example/apps/../x?name=[a-z]{1}'"},
		{"tokens", Exchange{Method: "GET", URL: address, Header: http.Header{"X-Auth-Token": {MaskToken}, "A": {MaskExtended}, "B": {""}}},
			`curl -sS -i 'http://gw.example/apps' -H "A: ${APPGAUGE_TOKEN}0appgauge" -H 'B;' -H "X-Auth-Token: $APPGAUGE_TOKEN"`},
		{"a token in the query", Exchange{Method: "GET", URL: address + "?token=" + MaskForbidden + "&x=1"},
			`curl -sS -i -g 'http://gw.example/apps?token='"$APPGAUGE_FORBIDDEN_TOKEN"'&x=1'`},
		{"no content type", Exchange{Method: "POST", URL: address, Body: "{}"}, "curl -sS -i -X POST 'http://gw.example/apps' -H 'Content-Type:' --data-raw '{}'"},
		{"no body", post(""), start + "''"},
		{"quotes", post(`{"name":"it's"}`), start + `'{"name":"it'\''s"}'`},
		{"odd characters", post("{\"name\":\"\u202eé\n\t'\\\x7f\"}"), start + `$'{"name":"\xe2\x80\xae\xc3\xa9\n\t\'\\\x7f"}'`},
		{"a command of a CI", post("::error::##[x"), start + `$':\x3aerror:\x3a#\x23[x'`},
		{"bytes", Exchange{Method: "POST", URL: address, Header: http.Header{"Content-Type": {"application/json"}}, Body: "a\ufffd", BodyBase64: "Yf8="}, start + `$'a\xff'`},
		{"NUL", post("a\x00%'\\"), `printf 'a\000%%\047\\' | curl -sS -i -X POST 'http://gw.example/apps' -H 'Content-Type: application/json' --data-binary @-`},
		{"long", post(`{"a":1` + strings.Repeat(" ", 65000) + "}"), start + `'{"a":1'"$(printf '%*s' 65000 '')"'}'`},
		{"long, of another character", post(strings.Repeat("x", 300) + "y"), start + `"$(printf 'x''%.0s' {1..300})"'y'`},
		{"a secret", Exchange{Method: "POST", URL: address, Header: http.Header{"Content-Type": {"application/json"}}, Body: `{"app_secret":"` + MaskSecret + `"}`, StandIn: `a"b`},
			start + `'{"app_secret":"a\"b"}'`},
		{"a secret of an old report", post(`{"app_secret":"` + MaskSecret + `"}`), start + `'{"app_secret":"sHarmlessSecret1"}'`},
	} {
		got := tt.ex.Curl()
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if shown := visible.Line(got); shown != got {
			t.Errorf("%s: shown as %s", tt.name, shown)
		}
	}
}
