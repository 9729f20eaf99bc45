package traits_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
)

// TestTraitsObey calls gateways with each trait, with two, and with five of them,
// as a user of the pages would, and checks every answer: it must be one of those
// that the table "How we judge" lists.
func TestTraitsObey(t *testing.T) {
	sets := []traits.Set{nil} // the reference gateway
	for _, trait := range traits.All() {
		sets = append(sets, traits.Set{trait})
	}
	pairs := traits.Pairs()
	for i := 0; i < len(pairs); i += 149 {
		sets = append(sets, pairs[i])
	}
	sets = append(sets, traits.Random(1, 100, 5)...)
	// More at once than there are processors, for most of the time they wait.
	var wg sync.WaitGroup
	next := make(chan traits.Set)
	for range 24 {
		wg.Go(func() {
			for s := range next {
				t.Run(s.String(), func(t *testing.T) { newUser(t, s).obeyed() })
			}
		})
	}
	for _, s := range sets {
		next <- s
	}
	close(next)
	wg.Wait()
}

func (u *user) obeyed() {
	made := u.creates()
	u.refusals()
	u.tokens()
	for _, app := range made {
		u.finds(app)
	}
	u.searches()
	u.pages(made)
	u.oddBodies()
	u.oddQueries()
	u.repeats()
	u.longBody()
	u.elsewhere()
	u.deletes(made[0])
}

// creates makes apps and compares them with what was sent.
func (u *user) creates() (made []map[string]any) {
	for i := range 8 {
		sent := map[string]any{"name": fmt.Sprintf("Var_%d", i)}
		if i%2 == 0 {
			sent["remark"] = "a <b>\n\"é\" \U0001F600" + strings.Repeat(" ", i)
		}
		if i%3 == 0 {
			sent["app_key"], sent["app_secret"] = fmt.Sprintf("Key-%d_key", i), "aA0_-!@#$%"
		}
		body, _ := json.Marshal(sent)
		app := u.create(string(body), 201).body
		delete(sent, "app_secret") // may be masked
		for name, want := range sent {
			if diff := cmp.Diff(want, app[name]); diff != "" {
				u.Errorf("%s of the created app (-sent +shown):\n%s", name, diff)
			}
		}
		made = append(made, app)
	}
	return made
}

func (u *user) refusals() {
	for param, body := range map[string]string{
		"name": `{"name":"0pp"}`, "remark": `{"name":"app_demo","remark":1}`,
		"app_key": `{"name":"app_demo","app_key":"short"}`, "app_secret": `{"name":"app_demo","app_secret":"("}`,
	} {
		r := u.create(body, 400)
		if msg := text(r.body["error_msg"]); !strings.Contains(msg, param) && !u.has("words of error_msg") {
			u.Errorf("%s: the answer does not name %s: %s", body, param, msg)
		}
	}
}

func (u *user) tokens() {
	for token, want := range map[string]int{"": 401, "unknown": 401, gateway.DemoForbidden: 403} {
		u.want("POST", u.base, `{"name":"app_demo"}`, token, want)
		u.want("GET", u.base, "", token, want)
		// With bad content, too, either may be asked first.
		first := []int{want}
		if u.has("token or body first") {
			first = append(first, 400)
		}
		u.want("POST", u.base, `{"name":"-"}`, token, first...)
		first = []int{want}
		if u.has("token or query first") {
			first = append(first, 400)
		}
		u.want("GET", u.base+"?limit=x", "", token, first...)
	}
}

// finds looks an app up by its id, its whole name and its AppKey.
func (u *user) finds(app map[string]any) {
	u.Helper()
	for _, q := range []url.Values{
		{"id": {text(app["id"])}}, {"name": {text(app["name"])}, "precise_search": {"name"}}, {"app_key": {text(app["app_key"])}},
	} {
		query := "?" + q.Encode()
		total, apps, ok := u.until(query, func(total int64, apps []map[string]any) bool { return total == 1 && len(apps) == 1 })
		if !ok {
			u.Errorf("%s: total %d, %d apps", query, total, len(apps))
			continue
		}
		if diff := cmp.Diff(same(app), same(apps[0])); diff != "" {
			u.Errorf("%s (-created +listed):\n%s", query, diff)
		}
	}
}

// searches looks for parts of the name Var_0.
func (u *user) searches() {
	part, prefix, fold := !u.has("name search"), !u.has("name search"), false
	for _, trait := range u.set {
		if trait.Dimension == "name search" {
			part = strings.Contains(trait.ID, "substring")
			prefix = part || strings.Contains(trait.ID, "prefix")
			fold = strings.HasSuffix(trait.ID, "any-case")
		}
	}
	for name, want := range map[string]bool{
		"Var_0": true, "Var_": prefix, "ar_0": part, "VAR_0": fold, "vAR_": fold && prefix, "AR_0": fold && part,
	} {
		query := "?limit=500&name=" + name
		_, apps := u.list(query)
		if got := slices.ContainsFunc(apps, func(a map[string]any) bool { return a["name"] == "Var_0" }); got != want {
			u.Errorf("%s finds Var_0: %t, want %t", query, got, want)
		}
	}
}

// pages reads the whole listing by pages, unless others write to it meanwhile.
func (u *user) pages(made []map[string]any) {
	if !u.has("other clients") {
		u.until("?limit=500", func(total int64, apps []map[string]any) bool {
			return total == int64(len(made)) && len(apps) == len(made)
		})
		const limit = 3
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
	}
	for query, want := range map[string]int64{
		"": 20, "?limit=0": 20, "?limit=-1": 20, "?limit=501": 500, "?limit=2147483647": 500, "?limit=-2147483648": 20, "?offset=-1&limit=3": 3, "?offset=-9223372036854775808": 20,
	} {
		if total, apps := u.list(query); int64(len(apps)) != min(want, total) {
			u.Errorf("%s: %d of %d apps, want %d", query, len(apps), total, want)
		}
	}
	if _, apps := u.list("?offset=9223372036854775807"); len(apps) != 0 {
		u.Errorf("the last offset there is shows %d apps", len(apps))
	}
}

// oddBodies sends what the pages are silent on.
func (u *user) oddBodies() {
	either := func(dimension string, usual, other int) int {
		if u.has(dimension) {
			return other
		}
		return usual
	}
	remark := u.create(`{"name":"odd_remark","remark":""}`, either("remark/empty-refused", 201, 400))
	if shown := remark.body["remark"]; remark.status == 201 && shown != nil && shown != "" {
		u.Errorf("an empty remark is shown as %v", shown)
	}
	key := u.create(`{"name":"odd_key","app_key":""}`, either("empty app_key", 400, 201))
	if shown := text(key.body["app_key"]); key.status == 201 && len(shown) < 8 {
		u.Errorf("for an empty app_key there is %q", shown)
	}
	secret := u.create(`{"name":"odd_secret","app_secret":""}`, either("empty app_secret", 400, 201))
	if shown := secret.body["app_secret"]; secret.status == 201 && shown == "" {
		u.Error("an empty app_secret is kept")
	}
	u.create(`{"name":"odd_null","remark":null,"app_key":null,"app_secret":null}`, either("optional member null", 201, 400))
	u.create(`{"name":"odd_unknown","tags":[1]}`, either("unknown member", 201, 400))
	twice := u.create(`{"name":"odd_first","name":"odd_last"}`, either("repeated member", 400, 201))
	if name := text(twice.body["name"]); twice.status == 201 && name != "odd_first" && name != "odd_last" {
		u.Errorf("of a name sent twice there is %q", name)
	}
}

// oddQueries asks for integers that are none, or are written in an odd way. The
// sizes are those of a listing that reads, ignores or empties.
func (u *user) oddQueries() {
	for _, tt := range []struct {
		value string
		limit []int64
	}{
		{"abc", nil}, {"1.5", nil}, {"%201", nil}, {"1,0", nil}, {"--1", nil}, {"", []int64{20}},
		{"1e0", []int64{1}}, {"0x1", []int64{1}}, {"%2B5", []int64{5}}, {"003", []int64{3}}, {"010", []int64{8, 10}},
		{"2147483648", []int64{500}}, {"-2147483649", []int64{20}}, {"4294967301", []int64{500}}, {"9223372036854775808", []int64{500}}, {"-9223372036854775809", []int64{20}},
	} {
		query := "?limit=" + tt.value
		total, apps, status := u.get(query, 200, 400)
		if status == 200 && !slices.ContainsFunc(append(tt.limit, 20, 0), func(n int64) bool { return int64(len(apps)) == min(n, total) }) {
			u.Errorf("%s: %d of %d apps", query, len(apps), total)
		}
		total, apps, status = u.get("?status="+tt.value, 200, 400)
		if status == 200 && int64(len(apps)) != min(20, total) {
			u.Errorf("?status=%s: %d of %d apps", tt.value, len(apps), total)
		}
		u.get("?offset="+tt.value, 200, 400)
	}
	u.get("?unknown=1", 200, 400)
	u.get("?precise_search=id&name=Var", 200, 400)
	u.get("?creator=MARKET", 200, 400)
	u.get("?creator=nobody", 200, 400)
	u.get("?status=0", 200, 400)
	u.get("?id=x", 200, 400)
	u.get("?name=%25", 200, 400)
	u.get("?app_key=x", 200, 400)
	if total, apps, status := u.get("?limit=1&limit=2", 200, 400); status == 200 && int64(len(apps)) != min(1, total) && int64(len(apps)) != min(2, total) {
		u.Errorf("with two limits there are %d apps", len(apps))
	}
}

// repeats sends names and AppKeys that are in use.
func (u *user) repeats() {
	for _, tt := range []struct{ dimension, body string }{
		{"names unique", `{"name":"Var_0"}`}, {"names unique", `{"name":"VAR_0"}`},
		{"AppKeys unique", `{"name":"twin_1","app_key":"Key-0_key"}`}, {"AppKeys unique", `{"name":"twin_2","app_key":"KEY-0_key"}`},
	} {
		statuses := []int{201}
		if u.has(tt.dimension) {
			statuses = []int{201, 400, 403, 409}
		}
		u.create(tt.body, statuses...)
	}
}

// longBody sends a valid app in more bytes than some gateways take.
func (u *user) longBody() {
	statuses := []int{201}
	if u.has("limit of a body") {
		statuses = []int{400, 413, 403}
	}
	r := u.call("POST", u.base, `{"name":"long_body"`+strings.Repeat(" ", 20<<10)+"}", gateway.DemoToken)
	if !slices.Contains(statuses, r.status) {
		u.Errorf("a long body: %d, want %d", r.status, statuses)
	}
}

// elsewhere asks for an instance that nobody made.
func (u *user) elsewhere() {
	statuses := []int{200}
	if u.has("unknown project or instance") {
		statuses = []int{200, 400, 403, 404}
	}
	r := u.want("GET", strings.Replace(u.base, "/i1/", "/i2/", 1), "", gateway.DemoToken, statuses...)
	if total := number(r.body["total"]); r.status == 200 && total != 0 && !u.has("other clients") {
		u.Errorf("another instance holds %d apps", total)
	}
}

// deletes removes an app, if the gateway does that.
func (u *user) deletes(app map[string]any) {
	query := "?" + url.Values{"id": {text(app["id"])}}.Encode()
	r := u.call("DELETE", u.base+"/"+url.PathEscape(text(app["id"])), "", gateway.DemoToken)
	switch {
	case r.status/100 == 2:
		if total, _, ok := u.until(query, func(total int64, _ []map[string]any) bool { return total == 0 }); !ok {
			u.Errorf("the deleted app is still there: total %d", total)
		}
	case !u.has("deleting"):
		u.Errorf("a delete gets %d", r.status)
	}
}
