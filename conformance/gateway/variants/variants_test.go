package variants_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/variants"
	"github.com/appgauge/appgauge/schemas"
)

// user is somebody who calls a gateway by what the pages say.
type user struct {
	*testing.T
	base    string
	schemas map[int]*jsonschema.Schema // by status
}

func newUser(t *testing.T, h http.Handler) *user {
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	u := &user{t, srv.URL + "/v2/p1/apigw/instances/i1/apps", map[int]*jsonschema.Schema{}}
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

// call sends a request, again where it is asked to, and gives an answer that
// must have the wanted status and the documented members.
func (u *user) call(method, target, body, token string, want int) (answer map[string]any, text string) {
	u.Helper()
	for {
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
		if resp.StatusCode == http.StatusTooManyRequests {
			wait, err := time.ParseDuration(resp.Header.Get("Retry-After") + "s")
			if err != nil {
				u.Fatal(err)
			}
			time.Sleep(wait)
			continue
		}
		if resp.StatusCode != want {
			u.Fatalf("%s %s %.200s: %s, want %d\n%.1000s", method, target, body, resp.Status, want, data)
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		if err := dec.Decode(&answer); err != nil {
			u.Fatalf("%s %s: %v in %.1000s", method, target, err, data)
		}
		if err := u.schemas[want].Validate(answer); err != nil {
			u.Fatalf("%s %s: %#v", method, target, err)
		}
		return answer, string(data)
	}
}

func (u *user) list(query string) (total int64, apps []map[string]any) {
	u.Helper()
	answer, _ := u.call("GET", u.base+query, "", gateway.DemoToken, 200)
	for _, a := range answer["apps"].([]any) {
		apps = append(apps, a.(map[string]any))
	}
	if size, _ := answer["size"].(json.Number).Int64(); size != int64(len(apps)) {
		u.Errorf("%s: size %d of %d apps", query, size, len(apps))
	}
	total, _ = answer["total"].(json.Number).Int64()
	return total, apps
}

// same is what must be shown alike by a create and a listing.
func same(app map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range []string{"id", "name", "app_key", "creator", "status"} {
		out[name] = app[name]
	}
	remark, _ := app["remark"].(string)
	out["remark"] = remark // an absent one and an empty one are alike
	return out
}

// TestVariantsObey calls every variant, disputed or not, as a user of the pages
// would, and checks every answer.
func TestVariantsObey(t *testing.T) {
	for _, v := range append(variants.All(), variants.Disputed()...) {
		t.Run(v.ID, func(t *testing.T) {
			t.Parallel()
			u := newUser(t, v.Handler(gateway.Options{}))
			var made []map[string]any
			for i := range 12 {
				sent := map[string]any{"name": fmt.Sprintf("Var_%d", i)}
				if i%2 == 0 {
					sent["remark"] = "a <b>\n\"é\" \U0001F600" + strings.Repeat(" ", i)
				}
				if i%3 == 0 {
					sent["app_key"], sent["app_secret"] = fmt.Sprintf("Key-%d_key", i), "aA0_-!@#$%"
				}
				body, _ := json.Marshal(sent)
				app, _ := u.call("POST", u.base, string(body), gateway.DemoToken, 201)
				delete(sent, "app_secret") // may be masked
				for name, want := range sent {
					if diff := cmp.Diff(want, app[name]); diff != "" {
						t.Errorf("%s of the created app (-sent +shown):\n%s", name, diff)
					}
				}
				made = append(made, app)
			}
			for param, body := range map[string]string{
				"name": `{"name":"0pp"}`, "remark": `{"name":"app_demo","remark":1}`,
				"app_key": `{"name":"app_demo","app_key":"short"}`, "app_secret": `{"name":"app_demo","app_secret":"("}`,
			} {
				if _, text := u.call("POST", u.base, body, gateway.DemoToken, 400); !strings.Contains(text, param) {
					t.Errorf("%s: the answer does not name %s: %s", body, param, text)
				}
			}
			for token, want := range map[string]int{"": 401, "unknown": 401, gateway.DemoForbidden: 403} {
				u.call("POST", u.base, `{"name":"app_demo"}`, token, want)
				u.call("GET", u.base, "", token, want)
			}
			for _, app := range made {
				u.find(app)
			}
			u.page(made)
		})
	}
}

// find looks an app up by its id and by its whole name.
func (u *user) find(app map[string]any) {
	u.Helper()
	for _, query := range []string{"?id=" + app["id"].(string), "?precise_search=name&name=" + app["name"].(string), "?app_key=" + app["app_key"].(string)} {
		total, apps := u.list(query)
		for deadline := time.Now().Add(time.Second); len(apps) == 0 && time.Now().Before(deadline); total, apps = u.list(query) {
			time.Sleep(5 * time.Millisecond)
		}
		if total != 1 || len(apps) != 1 {
			u.Errorf("%s: total %d, %d apps", query, total, len(apps))
			continue
		}
		if diff := cmp.Diff(same(app), same(apps[0])); diff != "" {
			u.Errorf("%s (-created +listed):\n%s", query, diff)
		}
	}
}

// page reads the whole listing by pages.
func (u *user) page(made []map[string]any) {
	u.Helper()
	const limit = 90
	seen := map[any]int{}
	for offset := int64(0); ; offset += limit {
		total, apps := u.list(fmt.Sprintf("?offset=%d&limit=%d", offset, limit))
		for _, a := range apps {
			seen[a["id"]]++
		}
		if offset+limit >= total {
			break
		}
	}
	for _, app := range made {
		if seen[app["id"]] != 1 {
			u.Errorf("the pages show the app %s %d times", app["name"], seen[app["id"]])
		}
	}
	for query, want := range map[string]int64{"": 20, "?limit=0": 20, "?limit=-1": 20, "?limit=501": 500, "?offset=-1&limit=3": 3} {
		if total, apps := u.list(query); int64(len(apps)) != min(want, total) {
			u.Errorf("%s: %d of %d apps, want %d", query, len(apps), total, want)
		}
	}
}

// TestVariantsDiffer holds that no variant is the reference gateway by mistake.
func TestVariantsDiffer(t *testing.T) {
	asReference := map[string]string{ // reasons
		"transport/slow":                       "only time tells",
		"pages/lawful-roma-type-absent":        "the reference has none",
		"pages/lawful-duplicate-name-accepted": "the reference accepts them",
		"pages/lawful-non-integer-limit-400":   "the reference refuses them",
		"pages/lawful-beyond-int64-400":        "the reference refuses them",
	}
	start := time.Now().Truncate(time.Hour).Add(2 * time.Hour) // no app is old enough to be shown late
	want := transcript(start, nil)
	for _, v := range append(variants.All(), variants.Disputed()...) {
		if _, ok := asReference[v.ID]; ok {
			continue
		}
		if transcript(start, v.Alter) == want {
			t.Errorf("%s behaves as the reference", v.ID)
		}
	}
}

// transcript is what a gateway answers to some requests, without chance and time.
func transcript(start time.Time, alter func(*gateway.Behaviour)) string {
	o := gateway.Options{Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
		var n atomic.Int64
		hex := func() string { return fmt.Sprintf("%028x%04x", 0xabcdef, uint16(n.Add(1)*40503)) }
		b.NewID, b.NewKey, b.NewSecret = hex, hex, hex
		b.Now = func() time.Time { return start.Add(time.Duration(n.Add(1)) * time.Microsecond) }
	}}}
	if alter != nil {
		o.Alter = append(o.Alter, alter)
	}
	h := gateway.New(o)
	var out strings.Builder
	send := func(method, target, body, token string) string {
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Header.Set("X-Auth-Token", token)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Fprintln(&out, w.Code, w.Header(), w.Body)
		return w.Body.String()
	}
	const apps = "/v2/p1/apigw/instances/i1/apps"
	for i := range 30 {
		send("POST", apps, fmt.Sprintf(`{"name":"App_%d","remark":"é/"}`, 9-i%10), gateway.DemoToken)
	}
	for _, body := range []string{
		`{"name":"app_demo"}`, `{"name":"app_demo","remark":"","app_key":"same_key"}`, `{"name":"app_key","app_key":"same_key"}`,
		`{"name":"-","app_key":"-"}`, `{"name":"app_1","tags":1}`, `{"name":"app_2","remark":null}`, `{"name":"app_3","name":"app_4"}`,
	} {
		for _, token := range []string{gateway.DemoToken, gateway.DemoForbidden, "x"} {
			send("POST", apps, body, token)
		}
	}
	for range 10 {
		send("GET", apps, "", gateway.DemoToken)
	}
	for _, query := range []string{"?name=app", "?name=app&precise_search=id", "?creator=MARKET", "?status=0", "?limit=500", "?id=x", "?unknown=1", "?name=pp"} {
		send("GET", apps+query, "", gateway.DemoToken)
	}
	send("GET", strings.Replace(apps, "i1", "i2", 1), "", gateway.DemoToken)
	send("DELETE", apps+"/x", "", gateway.DemoToken)
	return out.String()
}

func TestTable(t *testing.T) {
	count, pages := 0, 0
	var ids []string
	for _, v := range append(variants.All(), variants.Disputed()...) {
		ids = append(ids, v.ID)
		if v.Does == "" || v.Why == "" {
			t.Errorf("%s does not say what it does, and why it may", v.ID)
		}
		if _, ok := variants.Lookup(v.ID); !ok {
			t.Errorf("%s is not found", v.ID)
		}
		if v.FromPages() {
			pages++
		} else {
			count++
		}
	}
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != count+pages {
		t.Errorf("%d ids for %d variants", n, count+pages)
	}
	if count < 25 || pages < 30 {
		t.Errorf("%d variants, and %d from the pages", count, pages)
	}
}
