package traits_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
)

// TestTraitsDiffer holds that every trait changes some answer.
func TestTraitsDiffer(t *testing.T) {
	asReference := map[string]string{ // reasons
		"transport/slow":  "only time tells",
		"transport/150ms": "only time tells",
	}
	start := time.Now().Truncate(time.Microsecond) // so that trailing zeros show
	want := transcript(start, nil)
	if diff := cmp.Diff(want, transcript(start, nil)); diff != "" {
		t.Fatalf("the reference gateway differs from itself:\n%s", diff)
	}
	for _, trait := range traits.All() {
		if asReference[trait.ID] == "" && transcript(start, trait.Alter) == want {
			t.Errorf("%s behaves as the reference", trait.ID)
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
	send := func(method, target, body, token string) {
		r := httptest.NewRequest(method, target, strings.NewReader(body))
		r.Header.Set("X-Auth-Token", token)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		fmt.Fprintln(&out, w.Code, w.Header(), w.Body)
	}
	const apps = "/v2/p1/apigw/instances/i1/apps"
	tokens := []string{gateway.DemoToken, gateway.DemoForbidden, "x"}
	for i := range 30 {
		send("POST", apps, fmt.Sprintf(`{"name":"App_%d","remark":"é/"}`, 9-i%10), gateway.DemoToken)
	}
	for _, body := range []string{
		`{"name":"app_demo"}`, `{"name":"app_demo","remark":"","app_key":"same_key"}`, `{"name":"app_key","app_key":"same_key"}`, `{"name":"app_up","app_key":"SAME_KEY"}`,
		`{"name":"-","app_key":"-"}`, `{"name":"app_1","tags":1}`, `{"name":"app_2","remark":null}`, `{"name":"app_3","name":"app_4"}`,
		`{"name":"app_5","app_key":""}`, `{"name":"app_6","app_secret":""}`, `{"name":"app_7","app_key":"a"}`,
		`{"name":"app_8"` + strings.Repeat(" ", 20<<10) + "}",
	} {
		for _, token := range tokens {
			send("POST", apps, body, token)
		}
	}
	for range 10 {
		send("GET", apps, "", gateway.DemoToken)
	}
	for _, query := range []string{
		"?name=App_1", "?name=APP", "?name=pp", "?name=app", "?name=%25", "?name=app&precise_search=id", "?creator=MARKET", "?creator=x", "?app_key=x",
		"?status=0", "?limit=500", "?id=x", "?unknown=1", "?limit=1&limit=2", "?limit=x", "?status=x", "?limit=", "?limit=1e1", "?limit=010",
		"?limit=2147483648", "?limit=-2147483649", "?status=4294967297", "?limit=9223372036854775808",
	} {
		for _, token := range tokens {
			send("GET", apps+query, "", token)
		}
	}
	other := strings.Replace(apps, "i1", "i2", 1)
	send("GET", other, "", gateway.DemoToken)
	send("POST", other, `{"name":"app_demo","app_key":"same_key"}`, gateway.DemoToken)
	send("DELETE", apps+"/x", "", gateway.DemoToken)
	send("DELETE", apps+fmt.Sprintf("/%028x%04x", 0xabcdef, 40503), "", gateway.DemoToken)
	send("GET", apps+"?limit=500", "", gateway.DemoToken)
	return out.String()
}

// TestTable holds what the table must be in itself.
func TestTable(t *testing.T) {
	seen, dimensions := map[string]bool{}, map[string]bool{}
	for _, trait := range traits.All() {
		dimensions[trait.Dimension] = true
	}
	for _, trait := range traits.All() {
		if seen[trait.ID] {
			t.Errorf("%s: two traits of this ID", trait.ID)
		}
		seen[trait.ID] = true
		if trait.Does == "" || trait.Why == "" || trait.Dimension == "" {
			t.Errorf("%s does not say what it does, why it may, or which question it answers", trait.ID)
		}
		for _, d := range trait.Excludes {
			if !dimensions[d] {
				t.Errorf("%s excludes the dimension %q, which has no trait", trait.ID, d)
			}
		}
		if found, ok := traits.Lookup(trait.ID); !ok || found.Does != trait.Does {
			t.Errorf("%s is not found", trait.ID)
		}
	}
	if len(seen) < 100 || len(dimensions) < 30 {
		t.Errorf("%d traits of %d dimensions", len(seen), len(dimensions))
	}
	t.Logf("%d traits of %d dimensions, %d pairs", len(seen), len(dimensions), len(traits.Pairs()))
}

func TestCombine(t *testing.T) {
	for _, tt := range []struct {
		name string
		ids  []string
		want string // the set, or the error
	}{
		{"in the order of the table", []string{"secret/clear", "order/newest-first", "unique/name-409"}, "unique/name-409 + order/newest-first + secret/clear"},
		{"none", nil, ""},
		{"unknown", []string{"order/random"}, `no trait "order/random"`},
		{"of one dimension", []string{"order/by-id", "order/by-name"}, `traits "order/by-id" and "order/by-name" exclude each other`},
		{"the same twice", []string{"order/by-id", "order/by-id"}, `traits "order/by-id" and "order/by-id" exclude each other`},
		{"that exclude a dimension", []string{"filter/id-malformed-refused", "generated/uuid"}, `traits "filter/id-malformed-refused" and "generated/uuid" exclude each other`},
	} {
		s, err := traits.Combine(tt.ids...)
		got := s.String()
		if err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestHandlerOrder holds that traits are applied in one order, whichever they are
// given in.
func TestHandlerOrder(t *testing.T) {
	find := func(id string) traits.Trait { trait, _ := traits.Lookup(id); return trait }
	list := []traits.Trait{find("auth/after-body"), find("error/message-chinese-without-parameter"), find("json/indented")}
	answer := func(list []traits.Trait) string {
		w := httptest.NewRecorder()
		traits.Handler(gateway.Options{}, list...).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v2/p1/apigw/instances/i1/apps", strings.NewReader("{}")))
		return w.Body.String()
	}
	want := answer(list)
	if !strings.Contains(want, "请求参数不合法") || !strings.Contains(want, "\n") {
		t.Errorf("not all traits show: %s", want)
	}
	slices.Reverse(list)
	if diff := cmp.Diff(want, answer(list)); diff != "" {
		t.Errorf("the order matters:\n%s", diff)
	}
}

func TestRandom(t *testing.T) {
	sets := traits.Random(7, 300, 5)
	distinct := map[string]bool{}
	for _, s := range sets {
		distinct[s.String()] = true
		if len(s) != 5 {
			t.Errorf("%d traits: %s", len(s), s)
		}
		for i, a := range s {
			for _, b := range s[i+1:] {
				if !traits.Compatible(a, b) {
					t.Errorf("%s and %s are together", a.ID, b.ID)
				}
			}
		}
	}
	if len(distinct) < 295 {
		t.Errorf("%d distinct sets of 300", len(distinct))
	}
	again := traits.Random(7, 300, 5)
	if !slices.EqualFunc(sets, again, func(a, b traits.Set) bool { return a.String() == b.String() }) {
		t.Error("the same seed gives other sets")
	}
}
