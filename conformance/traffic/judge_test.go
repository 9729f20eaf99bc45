package traffic_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/traffic"
)

// step is an exchange of a test, and when it begins, in seconds.
type step struct {
	at     float64
	method string
	path   string // after the collection: "", "?limit=1", "/ID"
	body   string
	status int
	answer string
	change func(*traffic.Exchange)
}

const collection = "https://apig.example.com/gw/v2/p1/apigw/instances/i1/apps"

func (s step) exchange() *traffic.Exchange {
	ex := &traffic.Exchange{}
	ex.Method, ex.URL, ex.Body = s.method, collection+s.path, s.body
	ex.Header = http.Header{"X-Auth-Token": {"a-good-token"}, "Content-Type": {"application/json"}}
	ex.Started = start.Add(time.Duration(s.at * float64(time.Second)))
	ex.Millis, ex.Status, ex.ResponseBody, ex.ResponseHeader = 10, s.status, s.answer, http.Header{}
	if s.change != nil {
		s.change(ex)
	}
	return ex
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// app is an app in an answer that was registered so many seconds after the start.
func app(id, name string, at int, more ...string) string {
	when := start.Add(time.Duration(at) * time.Second).Format(time.RFC3339)
	text := fmt.Sprintf(`{"id":%q,"name":%q,"creator":"USER","update_time":%q,"register_time":%q,"app_key":"key-%s-0000","app_secret":"a1************f0","status":1,"bind_num":0,"remark":""}`, id, name, when, when, id)
	for i := 0; i+1 < len(more); i += 2 {
		text = strings.Replace(text, more[i], more[i+1], 1)
	}
	return text
}

func page(total int, apps ...string) string {
	return fmt.Sprintf(`{"total":%d,"size":%d,"apps":[%s]}`, total, len(apps), strings.Join(apps, ","))
}

func post(at float64, body string, status int, answer string) step {
	return step{at: at, method: "POST", body: body, status: status, answer: answer}
}

func get(at float64, query string, status int, answer string) step {
	return step{at: at, method: "GET", path: query, status: status, answer: answer}
}

func failure(code, msg string) string {
	return fmt.Sprintf(`{"error_code":%q,"error_msg":%q}`, code, msg)
}

func edit(s step, change func(*traffic.Exchange)) step {
	s.change = change
	return s
}

func noToken(ex *traffic.Exchange) { ex.Header.Del("X-Auth-Token") }

const exists = `{"error_code":"APIG.2001","error_msg":"the app already exists"}`

// What is certain is a finding; what could have another explanation is none.
func TestJudge(t *testing.T) {
	invalid := failure("APIG.2011", "Invalid parameter value,parameterName:name. Please refer to the support documentation")
	system := failure("APIG.9999", "System error")
	demo := `{"name":"app_demo"}`
	for _, c := range []struct {
		name   string
		tokens traffic.Tokens
		steps  []step
		want   []string
		reason string
	}{
		{name: "an ordinary session", steps: []step{
			get(0, "?limit=20", 200, page(0)), post(1, demo, 201, app("1", "app_demo", 1)), get(8, "", 200, page(1, app("1", "app_demo", 1))),
			{at: 9, method: "DELETE", path: "/1", status: 204}, get(20, "", 200, page(0)),
		}},
		{name: "an invalid name is accepted", steps: []step{post(0, `{"name":"1st"}`, 201, app("1", "1st", 0))}, want: []string{"create/name/start"}},
		{name: "a page longer than limit", steps: []step{get(0, "?limit=1", 200, page(2, app("1", "aaa", -9), app("2", "bbb", -9)))}, want: []string{"list/limit/page-size"}},
		{name: "an app that does not match", steps: []step{get(0, "?id=1", 200, page(1, app("2", "bbb", -9)))}, want: []string{"list/filter/id"}},

		{name: "a name that an app from before has", steps: []step{post(0, demo, 409, exists), get(9, "", 200, page(1, app("1", "app_demo", -100)))}},
		{name: "the same, by the documented error", steps: []step{post(0, demo, 400, invalid), get(9, "", 200, page(1, app("1", "app_demo", -100)))}},
		{name: "a valid name is refused where names need not be unique", want: []string{"create/status/201"}, steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), get(1, "", 200, page(1, app("1", "app_demo", 0))), post(7, demo, 201, app("2", "app_demo", 7)), post(20, `{"name":"app_2"}`, 400, invalid),
		}},
		{name: "a quota", steps: []step{post(0, demo, 201, app("1", "app_demo", 0)), post(7, `{"name":"app_2"}`, 403, failure("APIG.3333", "too many apps"))}},
		{name: "a quota that a deletion makes room in", steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), post(7, `{"name":"app_2"}`, 400, failure("APIG.3333", "too many apps")),
			{at: 8, method: "DELETE", path: "/1", status: 204}, post(9, `{"name":"app_2"}`, 201, app("2", "app_2", 9)),
		}},
		{name: "refused in between", want: []string{"create/status/201"}, steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), post(7, `{"name":"app_2"}`, 400, failure("APIG.3333", "no")), post(9, `{"name":"app_3"}`, 201, app("2", "app_3", 9)),
		}},
		{name: "an app is deleted unseen", steps: []step{post(0, demo, 201, app("1", "app_demo", 0)), get(9, "?id=1", 200, page(0)), get(10, "", 200, page(0))}},
		{name: "an app is missing, and is there after all", want: []string{"list/filter/id"}, steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), get(9, "?id=1", 200, page(0)), get(10, "", 200, page(1, app("1", "app_demo", 0))),
		}},
		{name: "an app is updated by a request of another page", steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), {at: 7, method: "PUT", path: "/1", body: `{"name":"renamed"}`, status: 200},
			get(9, "", 200, page(1, app("1", "renamed", 0))), get(10, "?name=app_demo", 200, page(0)),
		}},
		{name: "an app is updated unseen", steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), get(9, "", 200, page(1, strings.Replace(app("1", "renamed", 0), "00:00:00", "00:00:08", 1))),
		}},
		{name: "an app is listed under another name", want: []string{"list/lists-created"}, steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), get(9, "", 200, page(1, app("1", "renamed", 0))),
		}},
		{name: "a refused app is listed, which was there before", steps: []step{post(0, `{"name":"app_demo","remark":1}`, 400, invalid), get(9, "", 200, page(1, app("1", "app_demo", -100)))}},
		{name: "a refused app is listed, and registered then", want: []string{"create/rejected-creates-nothing"}, steps: []step{
			post(0, `{"name":"app_demo","remark":1}`, 400, invalid), get(9, "", 200, page(1, app("1", "app_demo", 0))),
		}},
		{name: "one failure", steps: []step{get(0, "?limit=5", 500, system), get(1, "?limit=6", 200, page(0)), post(2, demo, 500, system), get(9, "", 200, page(1, app("1", "app_demo", 2)))}},
		{name: "a request that always fails", want: []string{"list/limit/page-size"}, steps: []step{
			get(0, "?limit=5", 500, system), get(1, "?limit=6", 200, page(0)), get(2, "?limit=5", 500, system), get(3, "?limit=6", 200, page(0)),
		}},
		{name: "an outage", steps: []step{get(0, "?limit=5", 200, page(0)), get(1, "?limit=5", 500, system), get(2, "?limit=5", 500, system), get(3, "?limit=5", 200, page(0))}},
		{name: "a busy proxy", steps: []step{get(0, "", 200, page(0)), get(1, "", 502, "<html>"), get(2, "", 503, ""), get(3, "", 429, ""), post(4, demo, 504, "")}},

		{name: "no token", steps: []step{edit(get(0, "", 200, page(0)), noToken)}, want: []string{"list/auth/token-required"}},
		{name: "tokens were removed", tokens: traffic.Tokens{Removed: true}, steps: []step{edit(get(0, "", 200, page(0)), noToken), edit(get(1, "", 401, "{}"), noToken)}},
		{name: "a token expires", steps: []step{get(0, "", 200, page(0)), get(1, "", 401, failure("APIG.1002", "Incorrect token or token resolution failed"))}},
		{name: "a signature", steps: []step{edit(get(0, "", 200, page(0)), func(ex *traffic.Exchange) {
			noToken(ex)
			ex.Header.Set("Authorization", "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=00")
		})}},
		{name: "an answer that was cut", steps: []step{edit(get(0, "", 200, `{"total":5,"si`), func(ex *traffic.Exchange) { ex.AnswerHidden = true })}},
		{name: "a secret that was replaced", steps: []step{
			edit(post(0, `{"name":"app_demo","app_secret":"[redacted]"}`, 201, app("1", "app_demo", 0)), func(ex *traffic.Exchange) { ex.BodyHidden = true }),
			edit(post(7, `{"name":"app_two","app_secret":"[redacted]"}`, 400, invalid), func(ex *traffic.Exchange) { ex.BodyHidden = true }),
		}},
		{name: "a secret that was too short, says the record", want: []string{"create/app_secret/min-length"}, steps: []step{
			edit(post(0, `{"name":"app_demo","app_secret":"[app secret]"}`, 201, app("1", "app_demo", 0)), func(ex *traffic.Exchange) {
				ex.BodyHidden, ex.Offends = true, []string{"create/app_secret/min-length"}
			}),
		}},
		{name: "recorded twice", steps: []step{post(0, demo, 201, app("1", "app_demo", 0)), post(0, demo, 201, app("1", "app_demo", 0))}},
		{name: "an ID twice", steps: []step{post(0, demo, 201, app("1", "app_demo", 0)), post(1, `{"name":"app_two"}`, 201, app("1", "app_two", 1))}, want: []string{"create/ids-unique"}},
		{name: "an answer from a cache", steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), edit(get(9, "?id=1", 200, page(0)), func(ex *traffic.Exchange) { ex.Cached = true }), get(10, "?id=1", 304, ""), get(11, "", 200, page(1, app("1", "app_demo", 0))),
		}},
		{name: "a slow listing began before the app showed in a quick one", steps: []step{
			post(0, demo, 201, app("1", "app_demo", 0)), edit(get(1, "", 200, page(0)), func(ex *traffic.Exchange) { ex.Millis = 3000 }),
			get(2, "", 200, page(1, app("1", "app_demo", 0))), get(6, "", 200, page(1, app("1", "app_demo", 0))),
		}},
		{name: "the same listing again and again, and then another one", want: []string{"list/limit/page-size"}, steps: []step{
			get(0, "?limit=1", 200, page(1, app("1", "aaa", -9))), get(0.1, "?limit=1", 200, page(1, app("1", "aaa", -9))), get(0.2, "?limit=1", 200, page(1, app("1", "aaa", -9))),
			get(0.3, "?limit=1", 200, page(2, app("1", "aaa", -9), app("2", "bbb", -9))),
		}},
		{name: "others come and go", steps: []step{
			get(0, "?limit=2", 200, page(3, app("1", "aaa", -9), app("2", "bbb", -9))), get(1, "?limit=2&offset=2", 200, page(4, app("2", "bbb", -9), app("3", "ccc", -9))),
			get(2, "?limit=2", 200, page(4, app("4", "new", 1), app("1", "aaa", -9))), get(3, "?limit=2&offset=2", 200, page(2)),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := traffic.New(traffic.Options{Tokens: c.tokens})
			for _, s := range c.steps {
				j.Observe(s.exchange())
			}
			j.Flush()
			rep := j.Report(nil)
			if n := rep.Gateways[0].Recording; n.Exchanges+n.PassedOver.Repeated+n.PassedOver.Undocumented != int64(len(c.steps)) {
				t.Errorf("of %d exchanges %d were judged", len(c.steps), n.Exchanges)
			}
			var got []string
			for _, k := range rep.Gateways[0].Cases {
				if k.Verdict == result.Fail {
					got = append(got, k.ID)
					t.Log(k.Message())
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("broken must clauses (-want +got):\n%s", diff)
			}
		})
	}
}
