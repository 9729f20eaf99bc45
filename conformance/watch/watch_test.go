package watch_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/watch"
)

// recorder is a test that only notes what would fail it.
type recorder struct {
	testing.TB
	cleanup []func()
	errors  []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Cleanup(f func())    { r.cleanup = append(r.cleanup, f) }
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Errorf(format string, args ...any) {
	text, _, _ := strings.Cut(fmt.Sprintf(format, args...), " (")
	r.errors = append(r.errors, text)
}

// What a client does wrong fails its test, as does what the gateway does wrong.
func TestTest(t *testing.T) {
	create := func(body string) func(*http.Client, string) {
		return func(c *http.Client, url string) { send(t, c, "POST", url, body) }
	}
	list := func(queries ...string) func(*http.Client, string) {
		return func(c *http.Client, url string) {
			for _, q := range queries {
				send(t, c, "GET", url+q, "")
			}
		}
	}
	for _, c := range []struct {
		name  string
		fault string
		do    func(*http.Client, string)
		allow []string
		want  []string
	}{
		{name: "all is well", do: create(`{"name":"app_demo","app_secret":"s3cret_!@#$%"}`)},
		{name: "a secret with other characters", do: create(`{"name":"app_demo","app_secret":"s3cret**"}`),
			want: []string{`the client breaks create/app_secret/charset, 1 times: app_secret that holds '*' was sent`}},
		{name: "a member that is not in the table", do: create(`{"name":"app_demo","app_code":"x"}`),
			want: []string{`the client breaks create/body/json, 1 times: an unknown member was sent, of which the page says nothing`}},
		{name: "the first page alone", do: list("?limit=2"),
			want: []string{"the client breaks list/pages/complete, 1 times: only the first 2 of 3 apps were read, and no further page was asked for"}},
		{name: "all pages", do: list("?limit=2", "?limit=2&offset=2")},
		{name: "a limit above the maximum", do: list("?limit=1000", "?limit=1000"),
			want: []string{"the client breaks list/limit/above-maximum, 2 times: limit=1000 is above 500, and counts as 500"}},
		{name: "which is allowed", do: list("?limit=1000"), allow: []string{"list/limit/above-maximum"}},
		{name: "a parameter that is not in the table", do: list("?marker=1"), want: []string{"the client breaks list/filter/unknown, 1 times: the parameter marker is not in the table"}},
		{name: "a gateway that accepts too long a name", fault: "name/max-65", do: create(`{"name":"` + strings.Repeat("a", 65) + `"}`),
			want: []string{
				`the gateway breaks create/name/max-length: name of 65 characters was accepted with 201`,
				`the client breaks create/name/max-length, 1 times: name of 65 characters was sent`,
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := http.Handler(gateway.New(gateway.Options{}))
			if c.fault != "" {
				var err error
				if h, err = faults.Handler(gateway.Options{}, c.fault); err != nil {
					t.Fatal(err)
				}
			}
			srv := httptest.NewServer(h)
			defer srv.Close()
			url := srv.URL + "/v2/p/apigw/instances/i/apps"
			for i := range 3 {
				send(t, http.DefaultClient, "POST", url, fmt.Sprintf(`{"name":"before_%d"}`, i))
			}
			r := &recorder{TB: t}
			c.do(&http.Client{Transport: watch.Test(r, watch.Options{Allow: c.allow})}, url)
			for _, f := range r.cleanup {
				f()
			}
			if diff := cmp.Diff(c.want, r.errors); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

func send(t *testing.T, c *http.Client, method, url, body string) {
	t.Helper()
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatal(err)
	}
}
