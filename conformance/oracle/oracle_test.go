package oracle_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

var home = oracle.Place{Project: "p1", Instance: "i1"}

// exchange is a request, its answer, and what is found: "clause [kind]" with the
// doubt after it, if there is one.
type exchange struct {
	request oracle.Request
	status  int
	body    string
	want    []string
}

func creation(body string, status int, answer string, want ...string) exchange {
	return exchange{oracle.Request{At: home, Body: body}, status, answer, want}
}

func listing(query string, status int, answer string, want ...string) exchange {
	return exchange{oracle.Request{Op: oracle.List, At: home, Query: query}, status, answer, want}
}

// member is a member of an app that is not the usual one; "" leaves it out.
type member struct{ name, raw string }

// app is an app in an answer.
func app(id, name string, more ...member) string {
	members := []member{
		{"id", fmt.Sprintf("%q", id)}, {"name", fmt.Sprintf("%q", name)}, {"creator", `"USER"`}, {"update_time", `"2026-01-01T00:00:00Z"`},
		{"register_time", `"2026-01-01T00:00:00Z"`}, {"app_key", `"key` + id + `00000"`}, {"app_secret", `"a1************f0"`}, {"status", "1"}, {"bind_num", "0"},
	}
	for _, m := range more {
		found := false
		for i := range members {
			if members[i].name == m.name {
				members[i].raw, found = m.raw, true
			}
		}
		if !found {
			members = append(members, m)
		}
	}
	var parts []string
	for _, m := range members {
		if m.raw != "" {
			parts = append(parts, fmt.Sprintf("%q:%s", m.name, m.raw))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func page(total int, apps ...string) string {
	return fmt.Sprintf(`{"total":%d,"size":%d,"apps":[%s]}`, total, len(apps), strings.Join(apps, ","))
}

func refusal(code, msg string) string {
	return fmt.Sprintf(`{"error_code":%q,"error_msg":%q}`, code, msg)
}

const named = "Invalid parameter value,parameterName:%s. Please refer to the support documentation"

func TestJudge(t *testing.T) {
	const one, two = "app_one_qzvj", "app_two_qzvj"
	ok := func(id, name string, more ...member) exchange {
		return creation(fmt.Sprintf(`{"name":%q}`, name), 201, app(id, name, more...))
	}
	for _, k := range []struct {
		name string
		said []exchange
	}{
		{"as documented", []exchange{ok("1", one), listing("", 200, page(1, app("1", one)))}},
		{"an item with half a surrogate pair costs its member", []exchange{
			ok("1", one), creation(`{"name":"app_two_qzvj","remark":"a\ud83db"}`, 201, app("2", two, member{"remark", `"a\ud83db"`}), "create/body/utf-8 [accepted]", "create/body/utf-8 [accepted]"),
			listing("limit=500", 200, page(2, app("1", one), app("2", two, member{"remark", `"a\ud83db"`})), "create/body/utf-8 [accepted]"),
			listing("id=3", 200, page(1, app("3", "theirs", member{"remark", "\"a\\ud83d\""})), "list/response/remark [unreadable]"),
		}},
		{"a second app of a name may be refused, with any code", []exchange{
			ok("1", one), creation(`{"name":"APP_ONE_qzvj"}`, 400, refusal("X.1", "exists")), creation(`{"name":"app_one_qzvj"}`, 409, `<html>`),
			creation(`{"name":"app_two_qzvj"}`, 409, refusal("X.1", "conflict"), "create/status/201 [refused] taken?"),
		}},
		{"a conflict proves nothing of a name that is trimmed", []exchange{
			ok("1", one), creation(`{"name":"app_one_qzvj "}`, 409, refusal("X.1", "exists"), "create/status/400 [409] taken?"),
		}},
		{"a message names the parameter, or one finding a parameter", []exchange{
			creation(`{"name":"a","app_key":"12345678"}`, 400, refusal("APIG.2011", fmt.Sprintf(named, "name"))),
			creation(`{"name":"app_one_qzvj","app_key":"1"}`, 400, refusal("APIG.2011", fmt.Sprintf(named, "appkey")), "create/app_key/error-names-it [unnamed]"),
			creation(`{"name":"1abc"}`, 400, refusal("APIG.2011", "名称无效"), "create/name/error-names-it [unnamed]"),
			creation(`{"name":1}`, 400, refusal("APIG.2011", "名称无效")),
		}},
		{"422 is not 400, and a text that is not JSON has no error members", []exchange{
			creation(`{"name":"1abc"}`, 422, refusal("X", "name"), "create/status/400 [422]"),
			creation(`{"name":"1abc"}`, 400, `<html>name</html>`, "create/error/400/error_code [present]", "create/error/400/error_msg [present]"),
		}},
		{"more than 32 bits of limit and status, and what is not an integer, are open", []exchange{
			ok("1", one), listing("limit=2147483648", 400, refusal("APIG.2011", fmt.Sprintf(named, "limit"))), listing("limit=2147483648", 200, page(1, app("1", one))),
			listing("status=abc", 200, page(0)), listing("status=abc", 200, page(1, app("1", one))), listing("status=1e1", 200, page(0)), listing("limit=0x1", 200, page(1, app("1", one))),
			listing("status=abc", 400, refusal("APIG.2011", "no"), "list/filter/status-type [unnamed]"),
			listing("status=abc", 500, refusal("APIG.9999", "System error"), "list/filter/status-type [500]"),
			listing("offset=4294967296", 400, refusal("APIG.2011", fmt.Sprintf(named, "offset")), "list/offset/long [refused]"),
		}},
		{"who is asked first is open, at most a should", []exchange{
			{oracle.Request{At: home, Body: `{"name":"1"}`, Credential: oracle.Missing}, 400, refusal("APIG.2011", "name"), []string{"create/auth/before-body [order]"}},
			{oracle.Request{At: home, Body: `{"name":"app_one_qzvj"}`, Credential: oracle.Missing}, 400, refusal("APIG.2011", "name"), []string{"create/auth/token-required [400]"}},
			{oracle.Request{At: home, Body: `{"name":"app_one_qzvj"}`, Credential: oracle.Unknown}, 201, app("1", one), []string{"create/auth/token-valid [accepted]"}},
			{oracle.Request{Op: oracle.List, At: home, Credential: oracle.Forbidden}, 200, page(0), []string{"list/status/403 [accepted]"}},
		}},
		{"an empty AppKey may be absent or refused, not kept", []exchange{
			creation(`{"name":"app_one_qzvj","app_key":""}`, 201, app("1", one)), creation(`{"name":"app_two_qzvj","app_secret":""}`, 400, refusal("APIG.2011", "app_secret")),
			creation(`{"name":"app_three_qz","app_key":""}`, 201, app("3", "app_three_qz", member{"app_key", `""`}), "create/response/app_key [not-empty]", "create/app_key/min-length [accepted]"),
		}},
		{"a secret may be masked, null, absent, or clear and then right", []exchange{
			creation(`{"name":"app_one_qzvj","app_secret":"secret-12345"}`, 201, app("1", one, member{"app_secret", `"secret-12345"`})),
			listing("", 200, page(1, app("1", one, member{"app_secret", ""}))), listing("", 200, page(1, app("1", one, member{"app_secret", "null"}))),
			listing("", 200, page(1, app("1", one, member{"app_secret", `"hidden!!!"`}))),
			listing("", 200, page(1, app("1", one, member{"app_secret", `"secret-54321"`})), "list/response/secret-echo [echo]"),
			listing("", 200, page(1, app("1", one, member{"app_secret", "7"})), "list/response/app_secret [type]"),
		}},
		{"names may be searched by prefix, but then always", []exchange{
			ok("1", one), ok("2", two), listing("name=one_qzvj", 200, page(0)), listing("name=app_", 200, page(2, app("1", one), app("2", two))),
			listing("name=APP_ONE", 200, page(0)), listing("name=two_qzvj", 200, page(1, app("2", two)), "list/filter/name [extra]"),
			listing("name=app_one_", 200, page(0), "list/filter/name [missing]"),
		}},
		{"a name that no search explains", []exchange{ok("1", one), ok("2", two), listing("name=app_two", 200, page(1, app("1", one)), "list/filter/name [extra]")}},
		{"an exact search is exact", []exchange{
			ok("1", one), listing("name=app_one_qzv&precise_search=name", 200, page(1, app("1", one)), "list/filter/precise_search [extra]"),
			listing("name=app_one_qzvj&precise_search=name", 200, page(0), "list/filter/precise_search [missing]"),
		}},
		{"filters together must all match", []exchange{ok("1", one), listing("id=1&app_key=other-key-0000", 200, page(1, app("1", one)), "list/filter/combined [extra]")}},
		{"apps of others come and go", []exchange{
			ok("1", one), listing("limit=500", 200, page(2, app("9", "other"), app("1", one))), listing("limit=500", 200, page(1, app("1", one)), "list/response/total [differs] others?"),
			listing("offset=1&limit=1", 200, page(2, app("1", one))), listing("limit=500", 200, page(1, app("9", "other")), "list/lists-created [missing]"),
		}},
		{"another spelling of a member is not the member", []exchange{
			creation(`{"name":"app_one_qzvj","NAME":"1 !"}`, 201, app("1", "1 !"), "create/body/member-names [spelling]"),
			creation(`{"NAME":"app_two_qzvj"}`, 201, app("2", two), "create/body/member-names [accepted]"),
			creation(`{"name":"app_three_qz","NAME":"1 !"}`, 201, app("3", "app_three_qz")), creation(`{"name":"app_three_q2","nAme":"1 !"}`, 400, refusal("X", "nAme")),
		}},
		{"an ID names one app, in a path", []exchange{
			listing("limit=500", 200, page(1, app("theirs", "other"))), creation(`{"name":"app_one_qzvj"}`, 201, app("theirs", one), "create/ids-unique [id]"),
			creation(`{"name":"app_two_qzvj","app_key":"key-12345"}`, 201, app("../..", two, member{"app_key", `"key-12345"`}), "create/response/id [path]"), creation(`{"name":"app_three_qz"}`, 201, app("../..", "app_three_qz"), "create/response/id [path]", "create/ids-unique [id]"),
		}},
		{"limits are lawful once they are reached", []exchange{
			ok("1", one), creation(`{"name":"app_two_qzvj"}`, 403, refusal("APIG.3103", "quota"), "create/status/201 [refused] limit?"),
			creation(`{"name":"app_two_qzvj"}`, 429, `<html>`), creation(`{"name":"app_two_qzvj"}`, 413, ``), creation(`{"name":"app_two_qzvj"}`, 503, ``),
		}},
		{"characters are not bytes; UTF-16 units are a reading", []exchange{
			creation(`{"name":"app_one_qzvj","remark":"`+strings.Repeat("é", 255)+`"}`, 400, refusal("APIG.2011", "remark"), "create/status/201 [refused] limit?"),
			creation(`{"name":"app_one_qzvj","remark":"`+strings.Repeat("😀", 255)+`"}`, 400, refusal("APIG.2011", "remark"), "create/remark/unit [refused] limit?"),
			creation(`{"name":"app_one_qzvj","remark":"`+strings.Repeat("é", 256)+`"}`, 201, app("1", one, member{"remark", `"` + strings.Repeat("é", 256) + `"`}), "create/remark/max-length [accepted]"),
		}},
		{"pages", []exchange{
			ok("1", "app_1_qzvj"), ok("2", "app_2_qzvj"), ok("3", "app_3_qzvj"),
			listing("limit=500", 200, page(3, app("3", "app_3_qzvj"), app("1", "app_1_qzvj"), app("2", "app_2_qzvj"))),
			listing("offset=-1&limit=1", 200, page(3, app("3", "app_3_qzvj"))), listing("offset=-1&limit=1", 200, page(3, app("1", "app_1_qzvj")), "list/offset/negative [order] others?"),
			listing("offset=1&limit=2", 200, page(3, app("1", "app_1_qzvj"), app("3", "app_3_qzvj")), "list/pages/disjoint [again] others?"),
			listing("limit=500", 200, page(3, app("1", "app_1_qzvj"), app("2", "app_2_qzvj"), app("3", "app_3_qzvj")), "list/pages/stable [order] others?"),
			listing("limit=2", 200, page(3, app("3", "app_3_qzvj"), app("1", "app_1_qzvj"), app("2", "app_2_qzvj")), "list/limit/page-size [long]"),
			listing("limit=0", 200, page(3, app("3", "app_3_qzvj")), "list/limit/not-positive [size] others?"),
			listing("offset=2&limit=2", 200, page(1, app("2", "app_2_qzvj")), "list/response/total [value] others?"),
			listing("offset=5", 200, page(0), "list/response/total [value] others?"),
			listing("status=1", 200, `{"total":3,"size":2,"apps":[`+app("3", "app_3_qzvj")+","+app("1", "app_1_qzvj")+","+app("2", "app_2_qzvj")+`]}`, "list/response/size [value]"),
			listing("limit=500", 200, `{"size":0,"apps":null}`, "list/response/total [present]", "list/response/apps [type]", "list/lists-created [missing] others?"),
		}},
		{"an app of a refused request", []exchange{
			creation(`{"name":"1app_qzvj"}`, 400, refusal("APIG.2011", fmt.Sprintf(named, "name"))), listing("", 200, page(1, app("5", "1app_qzvj")), "create/rejected-creates-nothing [stray]"),
		}},
		{"another project", []exchange{
			ok("1", one), {oracle.Request{Op: oracle.List, At: oracle.Place{Project: "p2", Instance: "i1"}}, 404, ``, nil},
			{oracle.Request{Op: oracle.List, At: oracle.Place{Project: "p1", Instance: "i2"}}, 200, page(0), nil},
			{oracle.Request{Op: oracle.List, At: oracle.Place{Project: "p2", Instance: "i1"}}, 200, page(1, app("1", one)), []string{"list/path/project-id [elsewhere]"}},
		}},
		{"a page without an end", []exchange{
			listing("", 200, `{"apps":[`+strings.Repeat("{},", 5000)+`{}],"size":5001,"total":5001}`, "list/limit/above-maximum [endless]"),
		}},
	} {
		t.Run(k.name, func(t *testing.T) {
			o := oracle.New(oracle.Options{})
			clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			for i, x := range k.said {
				clock = clock.Add(10 * time.Second)
				j := o.Judge(x.request, oracle.Answer{Status: x.status, Body: x.body}, oracle.Span{Sent: clock, Answered: clock.Add(time.Second)})
				var got []string
				for _, f := range j.Findings {
					line := f.Clause + " [" + f.Kind + "]" + [...]string{"", " others?", " limit?", " taken?"}[f.Unless]
					got = append(got, line)
				}
				if diff := cmp.Diff(x.want, got); diff != "" {
					t.Errorf("exchange %d, ?%s %s: (-want +got):\n%s%s", i, x.request.Query, x.request.Body, diff, texts(j))
				}
			}
		})
	}
}

func texts(j oracle.Judgement) string {
	var b strings.Builder
	for _, f := range j.Findings {
		b.WriteString("  " + f.Text + "\n")
	}
	return b.String()
}

// What is under way at the same time may show or not: an answer is lawful if some
// order explains it.
func TestOverlap(t *testing.T) {
	at := func(ms int) time.Time { return time.Date(2026, 1, 1, 0, 0, 0, ms*1e6, time.UTC) }
	for _, k := range []struct {
		name    string
		created [2]int // when the creation was sent and answered
		listed  [2]int
		answer  string
		want    int
	}{
		{"a creation under way shows", [2]int{0, 10000}, [2]int{100, 200}, page(1, app("1", "app_one_qzvj")), 0},
		{"a creation under way does not show", [2]int{0, 10000}, [2]int{100, 200}, page(0), 0},
		{"one that is over does not show yet", [2]int{0, 100}, [2]int{200, 300}, page(0), 0},
		{"one that is over for long must show", [2]int{0, 100}, [2]int{9200, 9300}, page(0), 1},
	} {
		o := oracle.New(oracle.Options{})
		create := o.Begin(oracle.Request{At: home, Body: `{"name":"app_one_qzvj"}`}, at(k.created[0]))
		answer := oracle.Answer{Status: 201, Body: app("1", "app_one_qzvj")}
		if k.created[1] < k.listed[0] {
			create.Judge(answer, at(k.created[1]))
		}
		list := o.Begin(oracle.Request{Op: oracle.List, At: home}, at(k.listed[0]))
		j := list.Judge(oracle.Answer{Status: 200, Body: k.answer}, at(k.listed[1]))
		if len(j.Findings) != k.want {
			t.Errorf("%s: %s", k.name, texts(j))
		}
	}
	// Once everything has settled nothing may be late any more.
	o := oracle.New(oracle.Options{})
	o.Judge(oracle.Request{At: home, Body: `{"name":"app_one_qzvj"}`}, oracle.Answer{Status: 201, Body: app("1", "app_one_qzvj")}, oracle.Span{Sent: at(0), Answered: at(1)})
	o.Settled()
	if j := o.Judge(oracle.Request{Op: oracle.List, At: home}, oracle.Answer{Status: 200, Body: page(0)}, oracle.Span{Sent: at(2), Answered: at(3)}); len(j.Findings) != 1 {
		t.Errorf("settled: %s", texts(j))
	}
}

// Every finding is of a clause that there is, and only what is stated is a must.
func TestClauses(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range oracle.Clauses(validate.Default()) {
		if seen[c.ID] {
			t.Errorf("the clause %s is there twice", c.ID)
		}
		seen[c.ID] = true
		if c.Level == result.Must && c.Basis != result.Stated {
			t.Errorf("%s is a must, and only %s", c.ID, c.Basis)
		}
	}
}

func TestLawful(t *testing.T) {
	o := oracle.New(oracle.Options{})
	for _, k := range []struct {
		request oracle.Request
		want    oracle.Expectation
	}{
		{oracle.Request{At: home, Body: `{"name":"app_demo"}`}, oracle.Expectation{Statuses: []int{201}}},
		{oracle.Request{At: home, Body: `{"name":"1"}`}, oracle.Expectation{Statuses: []int{400}, Breaches: []string{"create/name/min-length", "create/name/start"}, Why: []string{"name of 1 characters", "name that starts with '1'"}}},
		{oracle.Request{At: home, Body: `{"name":"app_demo","x":1}`}, oracle.Expectation{Statuses: []int{201, 400}, Open: []string{"an unknown member"}}},
		{oracle.Request{At: home, Body: `{`}, oracle.Expectation{Statuses: []int{400}, Breaches: []string{"create/body/json"}, Why: []string{"a body that is not JSON"}}},
		{oracle.Request{At: home, Body: `{"name":"app_demo"}`, Credential: oracle.Unknown}, oracle.Expectation{Statuses: []int{401}, Breaches: []string{"create/auth/token-valid"}, Why: []string{"a token that nobody issued"}}},
		{oracle.Request{Op: oracle.List, At: home, Query: "limit=abc"}, oracle.Expectation{Statuses: []int{200, 400}, Open: []string{"the query"}}},
		{oracle.Request{Op: oracle.List, At: home, Query: "limit=501"}, oracle.Expectation{Statuses: []int{200}}},
	} {
		if diff := cmp.Diff(k.want, o.Lawful(k.request)); diff != "" {
			t.Errorf("?%s %s (-want +got):\n%s", k.request.Query, k.request.Body, diff)
		}
	}
}

func TestNotSegment(t *testing.T) {
	for _, id := range []string{"7", "356de8eb7a8742168586e5daf5339965", "urn:app:1~2=3", "a.b", "...", "Ä-中", strings.Repeat("x", 256)} {
		if why := oracle.NotSegment(id); why != "" {
			t.Errorf("%q: %s", id, why)
		}
	}
	for _, id := range []string{"", ".", "..", "../..", "a/b", `a\b`, "a?b", "a#b", "%2e%2e", "%00", "a;b", "a b", " ", "a\n", "\x00", "\x7f", "a\u202eb", "a\u2028b", "\xff", "\u200b", "\uff0e\uff0e", "\u2024", "\u2025", "a\uff0fb", "\uff05\uff12\uff0e", strings.Repeat("x", 257)} {
		if oracle.NotSegment(id) == "" {
			t.Errorf("%q may be sent in a path", id)
		}
	}
}
