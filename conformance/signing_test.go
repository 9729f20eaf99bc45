package conformance_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// The keys of a gateway that has nothing else that lets in.
var (
	accessKey = conformance.Keys{Access: "AK+/=x", Secret: `s3cret "key"\ü`}
	nobodyKey = conformance.Keys{Access: "AK-nobody", Secret: "nobody's secret"}
)

func signingGateway() http.Handler {
	return gateway.New(gateway.Options{Keys: gateway.Keys(accessKey), ForbiddenKeys: gateway.Keys(nobodyKey)})
}

// TestSignedRun runs the suite against a gateway that takes no token at all.
func TestSignedRun(t *testing.T) {
	r := conformance.Runner{Handler: signingGateway(), Keys: accessKey, ForbiddenKeys: nobodyKey, Brief: true}
	res, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if res.Conclusion != result.Conformant || res.Totals.Warned+res.Totals.Unverified > 0 {
		for _, c := range res.Cases {
			if c.Verdict != result.Pass {
				t.Log(c.ID, c.Verdict, c.Message())
			}
		}
		t.Errorf("%s: %s", res.Conclusion, res.Reason)
	}
}

// TestSignatureCases runs the cases about signatures with a token beside the keys, which
// the other requests carry.
func TestSignatureCases(t *testing.T) {
	const of = "*/auth/signature-*"
	verdicts := func(r conformance.Runner) map[result.Verdict]int {
		r.Only = []string{of}
		res, err := r.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := map[result.Verdict]int{}
		for _, c := range res.Cases {
			out[c.Verdict]++
		}
		return out
	}
	all, err := conformance.Select(conformance.Cases(validate.Default()), []string{of}, nil)
	if err != nil || len(all) != 8 {
		t.Fatal(len(all), err)
	}
	knows := gateway.New(gateway.Options{})
	tokensOnly := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Authorization")
		knows.ServeHTTP(w, r)
	})
	keys := conformance.Keys(gateway.DemoKeys())
	for _, tt := range []struct {
		name string
		r    conformance.Runner
		want map[result.Verdict]int
	}{
		{"token and keys", conformance.Runner{Handler: knows, Token: gateway.DemoToken, Keys: keys}, map[result.Verdict]int{result.Pass: len(all)}},
		{"token", conformance.Runner{Handler: knows, Token: gateway.DemoToken}, map[result.Verdict]int{result.Unverified: len(all)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, verdicts(tt.r)); diff != "" {
				t.Errorf("verdicts (-want +got):\n%s", diff)
			}
		})
	}
	// That a gateway knows no signatures is worth a warning, if the run has keys for it.
	got := verdicts(conformance.Runner{Handler: tokensOnly, Token: gateway.DemoToken, Keys: keys})
	if got[result.Fail] > 0 || got[result.Errored] > 0 || got[result.Warn] != 2 {
		t.Errorf("against a gateway that takes tokens only: %v; want two warnings and no failure", got)
	}
}

// TestSignedReportHoldsNoKey looks for the secret keys, and for signatures, in every form
// of report on a gateway that echoes what it was sent.
func TestSignedReportHoldsNoKey(t *testing.T) {
	var signatures []string
	g := signingGateway()
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if sig, ok := gateway.ParseSignature(r.Header.Get("Authorization")); ok && r.Method == http.MethodGet && strings.Contains(r.URL.RawQuery, "status=1") {
			signatures = append(signatures, sig.Digits)
			http.Error(w, `{"error_code":"x","error_msg":"`+sig.Digits+" "+nobodyKey.Secret+`"}`, http.StatusTeapot)
			return
		}
		g.ServeHTTP(w, r)
	})
	r := conformance.Runner{Handler: echo, Keys: accessKey, ForbiddenKeys: nobodyKey, Concurrency: 1, Only: []string{"list/filter/status*", "*/auth/signature-*"}}
	res, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(signatures) == 0 {
		t.Fatal("nothing was echoed")
	}
	for _, form := range report.Formats() {
		var out bytes.Buffer
		write, err := report.For(form)
		if err == nil {
			err = write(&out, result.NewReport(res))
		}
		if err != nil {
			t.Fatal(form, err)
		}
		for _, secret := range append(signatures, nobodyKey.Secret, `s3cret`) {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%s holds %q", form, secret)
			}
		}
	}
}

// TestSignatureVerifies signs requests by the suite's code, and verifies them by the
// gateway's.
func TestSignatureVerifies(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	now := at
	g := gateway.New(gateway.Options{Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
		b.Signing.Now = func() time.Time { return now }
	}}})
	ask := func(r *http.Request) int {
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		return w.Code
	}
	keys := sign.Keys(gateway.DemoKeys())
	for _, query := range []string{
		"", "limit=1", "name=b&name=a", "name=a%20b+c", "name=%7e~*'()", "name=%e4%b8%ad", "b=1&a=2&a=1", "name", "name=&id=", "=x", "a==b", "&&a=1&", "name=%zz%4", "a;b=1", "name=%25%2B",
	} {
		for _, path := range []string{"/v2/p/apigw/instances/i/apps", "/v2/p/apigw/instances/i%20%2f%E4%B8%AD~!$&'()*+,;=:@/apps"} {
			r := httptest.NewRequest("GET", path, nil)
			r.URL.RawQuery = query
			r.Header.Set("Accept", "  application/json ")
			sign.Authorize(r, "", keys, sign.Genuine, at)
			if status := ask(r); status != 200 {
				t.Errorf("GET %s?%s: %d", path, query, status)
			}
		}
	}
	for _, tt := range []struct {
		after time.Duration
		want  int
	}{{0, 200}, {15 * time.Minute, 200}, {15*time.Minute + time.Second, 401}, {-15 * time.Minute, 200}, {-15*time.Minute - time.Second, 401}} {
		now = at.Add(tt.after)
		r := httptest.NewRequest("GET", "/v2/p/apigw/instances/i/apps", nil)
		sign.Authorize(r, "", keys, sign.Genuine, at)
		if got := ask(r); got != tt.want {
			t.Errorf("%s after its date: %d, want %d", tt.after, got, tt.want)
		}
	}
	now = at
	for _, method := range []string{"GET", "POST"} {
		body := ""
		if method == "POST" {
			body = `{"name":"app_demo"}`
		}
		for _, f := range append(sign.Forgeries(method), sign.Genuine) {
			r := httptest.NewRequest(method, "/v2/p/apigw/instances/i/apps", strings.NewReader(body))
			r.Header.Set("Accept", "application/json")
			sign.Authorize(r, body, keys, f, at)
			if got, genuine := ask(r), f == sign.Genuine; (got/100 == 2) != genuine || !genuine && got != 401 {
				t.Errorf("%s %q: %d", method, f, got)
			}
		}
	}
}

// TestKeysChecked lists what is no pair of keys.
func TestKeysChecked(t *testing.T) {
	for _, tt := range []struct {
		keys conformance.Keys
		want string
	}{
		{conformance.Keys{Access: "a"}, `the access key "a" without its secret key`},
		{conformance.Keys{Secret: "s"}, "a secret key without its access key"},
		{conformance.Keys{Access: "a b", Secret: "s"}, `the access key "a b" holds a character that no signature can carry`},
	} {
		_, err := (&conformance.Runner{Handler: signingGateway(), Keys: tt.keys}).Run(context.Background())
		if got := fmt.Sprint(err); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.keys, got, tt.want)
		}
	}
}
