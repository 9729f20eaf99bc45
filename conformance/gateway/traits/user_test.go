package traits_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/schemas"
)

// user is somebody who calls a gateway by what the pages say, and knows which
// traits it has.
type user struct {
	*testing.T
	set     traits.Set
	base    string
	schemas map[int]*jsonschema.Schema // by status
}

func newUser(t *testing.T, s traits.Set) *user {
	srv := httptest.NewServer(s.Handler(gateway.Options{}))
	t.Cleanup(srv.Close)
	u := &user{t, s, srv.URL + "/v2/p1/apigw/instances/i1/apps", map[int]*jsonschema.Schema{}}
	for status, name := range map[int]string{
		201: schemas.CreateResponse, 200: schemas.ListResponse,
		400: schemas.ErrorResponse, 401: schemas.ErrorResponse, 403: schemas.ErrorResponse,
	} {
		s, err := schemas.Compile(name)
		if err != nil {
			t.Fatal(err)
		}
		u.schemas[status] = s
	}
	return u
}

// has reports whether the gateway has the trait, or one of a dimension.
func (u *user) has(what string) bool {
	return slices.ContainsFunc(u.set, func(t traits.Trait) bool { return t.ID == what || t.Dimension == what })
}

// reply is an answer, and what its body says if it is a JSON object.
type reply struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// call sends a request, again where the gateway throttles it.
func (u *user) call(method, target, body, token string) reply {
	u.Helper()
	for attempt := 0; ; attempt++ {
		req, err := http.NewRequest(method, target, strings.NewReader(body))
		if err != nil {
			u.Fatal(err)
		}
		if token != "" {
			req.Header.Set("X-Auth-Token", token)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			u.Fatal(err)
		}
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			u.Fatal(err)
		}
		r := reply{status: resp.StatusCode, header: resp.Header, text: string(data)}
		if u.has("throttling") && (r.status == 429 || r.status == 503) && attempt < 20 {
			time.Sleep(u.pause(r))
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if dec.Decode(&r.body) != nil {
			r.body = nil
		}
		return r
	}
}

// pause is how long a throttled user waits.
func (u *user) pause(r reply) time.Duration {
	after := r.header.Get("Retry-After")
	if at, err := http.ParseTime(after); err == nil {
		return max(time.Until(at), 50*time.Millisecond)
	}
	if after == "" {
		return 100 * time.Millisecond
	}
	wait, err := time.ParseDuration(after + "s")
	if err != nil {
		u.Fatal(err)
	}
	return wait
}

// want is call for an answer that must have one of some statuses, and the
// documented members.
func (u *user) want(method, target, body, token string, statuses ...int) reply {
	u.Helper()
	r := u.call(method, target, body, token)
	if !slices.Contains(statuses, r.status) {
		u.Fatalf("%s %s %.200s: status %d, want %d\n%.1000s", method, target, body, r.status, statuses, r.text)
	}
	schema := u.schemas[r.status]
	if schema == nil {
		return r // a status that the pages do not document has no documented body
	}
	if r.body == nil {
		u.Fatalf("%s %s: no JSON object: %.1000s", method, target, r.text)
	}
	if err := schema.Validate(u.permitted(r.body)); err != nil {
		u.Fatalf("%s %s: %#v\n%.1000s", method, target, err, r.text)
	}
	return r
}

// permitted is an answer in which what the gateway's traits leave out, or show as
// null, is as the schema has it.
func (u *user) permitted(body map[string]any) map[string]any {
	out := map[string]any{}
	for name, value := range body {
		out[name] = value
	}
	if apps, ok := out["apps"].([]any); ok {
		out["apps"] = nil
		items := make([]any, len(apps))
		for i, a := range apps {
			items[i] = u.permitted(a.(map[string]any))
		}
		out["apps"] = items
	}
	_, isApp := out["app_key"]
	if isApp && u.has("app_secret in answers") && (out["app_secret"] == nil || out["app_secret"] == "") {
		out["app_secret"] = "******"
	}
	if remark, there := out["remark"]; there && remark == nil && u.has("members/remark-null") {
		delete(out, "remark")
	}
	return out
}

func (u *user) create(body string, statuses ...int) reply {
	u.Helper()
	return u.want("POST", u.base, body, gateway.DemoToken, statuses...)
}

// get is a listing that may be refused.
func (u *user) get(query string, statuses ...int) (total int64, apps []map[string]any, status int) {
	u.Helper()
	r := u.want("GET", u.base+query, "", gateway.DemoToken, statuses...)
	if r.status != 200 {
		return 0, nil, r.status
	}
	for _, a := range r.body["apps"].([]any) {
		apps = append(apps, a.(map[string]any))
	}
	if size := number(r.body["size"]); size != int64(len(apps)) {
		u.Errorf("%s: size %d of %d apps", query, size, len(apps))
	}
	return number(r.body["total"]), apps, r.status
}

func (u *user) list(query string) (total int64, apps []map[string]any) {
	u.Helper()
	total, apps, _ = u.get(query, 200)
	return total, apps
}

// until lists again for a second, as long as the listing is not as it should be.
func (u *user) until(query string, good func(total int64, apps []map[string]any) bool) (int64, []map[string]any, bool) {
	u.Helper()
	total, apps := u.list(query)
	for deadline := time.Now().Add(time.Second); ; total, apps = u.list(query) {
		if ok := good(total, apps); ok || time.Now().After(deadline) || !u.has("visibility") {
			return total, apps, ok
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func number(v any) int64 {
	n, _ := v.(json.Number)
	i, _ := n.Int64()
	return i
}

// same is what must be shown alike by a create and a listing.
func same(app map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range []string{"id", "name", "app_key", "creator", "status"} {
		out[name] = app[name]
	}
	remark, _ := app["remark"].(string)
	out["remark"] = remark // none, null and an empty one are alike
	return out
}

func text(v any) string { return fmt.Sprint(v) }
