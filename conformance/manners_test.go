package conformance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
)

// Before a request that may create an app is sent, the ledger says so.
func TestLedgerIsWrittenAhead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.ledger")
	inner := gateway.New(gateway.Options{})
	var posts atomic.Int64
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodPost {
			body, _ := io.ReadAll(req.Body)
			req.Body = io.NopCloser(bytes.NewReader(body))
			var sent map[string]any
			if json.Unmarshal(body, &sent) == nil && sent["name"] != nil && sent["name"] != "" {
				posts.Add(1)
				if _, isText := sent["name"].(string); !isText {
					sent["name"] = "" // its app would have no name to be known by
				}
				name, _ := json.Marshal(sent["name"])
				name = bytes.Trim(name, `"`)
				if ledger, err := os.ReadFile(path); err != nil || !bytes.Contains(ledger, name) {
					t.Errorf("the ledger does not know of %s yet (%v)", name, err)
				}
			}
		}
		inner.ServeHTTP(w, req)
	}))
	r.Ledger = path
	r.Only = []string{"create/name/*"}
	run(t, r)
	if posts.Load() == 0 {
		t.Error("nothing was sent")
	}
}

// What a run left behind, cleanup deletes: by ID, and nothing else.
func TestCleanupDeletesWhatTheLedgerLists(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	var mu sync.Mutex
	var deleted []string
	handler := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodDelete {
			mu.Lock()
			deleted = append(deleted, req.URL.Path)
			mu.Unlock()
		}
		inner.ServeHTTP(w, req)
	})
	before := runner(handler)
	before.Only = []string{"create/remark/*"}
	before.Keep, before.Ledger = true, filepath.Join(t.TempDir(), "before.ledger")
	run(t, before)
	foreign := listed(t, inner) // another run's apps, which must stay

	r := runner(handler)
	r.Ledger = filepath.Join(t.TempDir(), "run.ledger")
	r.Keep = true
	res := run(t, r)
	if len(deleted) > 0 || len(res.Apps.Left) != res.Apps.Created || res.Apps.Created == 0 {
		t.Fatalf("kept apps: %d deleted, %d left of %d", len(deleted), len(res.Apps.Left), res.Apps.Created)
	}
	apps, err := r.Cleanup(t.Context(), r.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	if apps.Deleted != res.Apps.Created || len(apps.Left) > 0 || len(deleted) != res.Apps.Created {
		t.Errorf("%d of %d apps deleted by %d requests, %d left", apps.Deleted, res.Apps.Created, len(deleted), len(apps.Left))
	}
	again, err := r.Cleanup(t.Context(), r.Ledger)
	if err != nil || again.Created != 0 {
		t.Errorf("the ledger still lists %d apps (%v)", again.Created, err)
	}
	if n := listed(t, inner); n != foreign || n == 0 {
		t.Errorf("%d apps are listed, want the %d of the other run", n, foreign)
	}
}

// What was only about to be created when the run was killed does not count as
// created.
func TestCleanupCountsNoIntents(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	r := runner(inner)
	r.Ledger = filepath.Join(t.TempDir(), "run.ledger")
	r.Keep, r.Only = true, []string{"create/remark/*"}
	res := run(t, r)
	f, err := os.OpenFile(r.Ledger, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(`{"event":"intend","n":1001,"name":"ag_never"}` + "\n" + `{"event":"intend","n":1002,"name":"ag_neither"}` + "\n"); err != nil {
		t.Fatal(err)
	}
	apps, err := r.Cleanup(t.Context(), r.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	if n := res.Apps.Created; n == 0 || apps.Created != n || apps.Deleted != n || len(apps.Left) > 0 {
		t.Errorf("%d apps were created: %+v", n, apps)
	}
}

// A token that is refused is not tried on every app.
func TestCleanupStopsWhereTheTokenIsRefused(t *testing.T) {
	var deletions atomic.Int64
	inner := gateway.New(gateway.Options{})
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodDelete {
			deletions.Add(1)
		}
		inner.ServeHTTP(w, req)
	}))
	r.Ledger, r.Keep, r.Concurrency = filepath.Join(t.TempDir(), "run.ledger"), true, 1
	created := run(t, r).Apps.Created
	r.Token = "expired"
	apps, err := r.Cleanup(t.Context(), r.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	untried := 0
	for _, l := range apps.Left {
		if strings.HasPrefix(l.Why, "not tried: the gateway refuses the token (401)") {
			untried++
		}
	}
	if n := int(deletions.Load()); n != 0 || untried != created || len(apps.Left) != created || created < 10 {
		t.Errorf("of %d apps %d are left, %d of them untried, after %d deletions", created, len(apps.Left), untried, n)
	}
	r.Token = gateway.DemoToken
	if apps, err := r.Cleanup(t.Context(), r.Ledger); err != nil || apps.Deleted != created {
		t.Errorf("with a good token %d of %d are deleted (%v)", apps.Deleted, created, err)
	}
}

// A creation that went unanswered is looked up, and deleted if it happened.
func TestUnansweredCreationsAreLookedUp(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	var n atomic.Int64
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodPost && n.Add(1)%7 == 0 {
			inner.ServeHTTP(httptest.NewRecorder(), req)
			panic(http.ErrAbortHandler)
		}
		inner.ServeHTTP(w, req)
	}))
	res := run(t, r)
	if len(res.Apps.Left) > 0 {
		t.Errorf("left: %+v", res.Apps.Left)
	}
	if n := listed(t, inner); n != 0 {
		t.Errorf("%d apps are still listed", n)
	}
	if res.Conclusion == result.Conformant {
		t.Error("a gateway that drops answers is said to be conformant")
	}
}

// What cannot be deleted is listed, and the ledger stays; also where a deletion
// is confirmed and does nothing, or is forgotten for a while.
func TestWhatCannotBeDeletedIsListed(t *testing.T) {
	for _, k := range []struct {
		status int
		why    string
	}{
		{http.StatusMethodNotAllowed, "the deletion was answered 405"},
		{http.StatusNoContent, "the deletion was confirmed, but the app is still listed"},
		{http.StatusNotFound, "the deletion was confirmed, but the app is still listed"},
	} {
		inner := gateway.New(gateway.Options{})
		r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.Method == http.MethodDelete {
				w.WriteHeader(k.status)
				return
			}
			inner.ServeHTTP(w, req)
		}))
		r.Only = []string{"create/remark/*"}
		res := run(t, r)
		if len(res.Apps.Left) != res.Apps.Created || res.Apps.Created == 0 || res.Apps.Deleted != 0 {
			t.Errorf("%d: %d of %d apps are listed as left", k.status, len(res.Apps.Left), res.Apps.Created)
		}
		for _, l := range res.Apps.Left {
			if l.Why != k.why {
				t.Errorf("%d: app %s is left because %s, want %s", k.status, l.ID, l.Why, k.why)
			}
		}
		if _, err := os.Stat(res.Apps.Ledger); err != nil {
			t.Errorf("%d: the ledger is gone: %v", k.status, err)
		}
		os.Remove(res.Apps.Ledger)
	}
}

// A gateway that deletes a moment after it said so has nothing left.
func TestLateDeletionIsAwaited(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodDelete {
			again := req.Clone(context.Background())
			time.AfterFunc(300*time.Millisecond, func() { inner.ServeHTTP(httptest.NewRecorder(), again) })
			w.WriteHeader(http.StatusNoContent)
			return
		}
		inner.ServeHTTP(w, req)
	}))
	r.Only = []string{"create/remark/*"}
	if res := run(t, r); len(res.Apps.Left) > 0 || res.Apps.Deleted != res.Apps.Created || res.Apps.Created == 0 {
		t.Errorf("%+v", res.Apps)
	}
}

// Interrupted in any stage, a run still deletes its apps and has a verdict for
// every case.
func TestInterruptedRunCleansUp(t *testing.T) {
	for _, after := range []int64{1, 50, 450, 500, 700} {
		inner := gateway.New(gateway.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		var n atomic.Int64
		r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if n.Add(1) == after {
				cancel()
			}
			inner.ServeHTTP(w, req)
		}))
		res, err := r.Run(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if res.Conclusion != result.Aborted || !strings.Contains(res.Reason, "interrupted") {
			t.Errorf("after %d requests: %s: %s", after, res.Conclusion, res.Reason)
		}
		if len(res.Apps.Left) > 0 || listed(t, inner) != 0 {
			t.Errorf("after %d requests: %d apps are left, %d listed", after, len(res.Apps.Left), listed(t, inner))
		}
		if res.Apps.Created != res.Apps.Deleted {
			t.Errorf("after %d requests: %d apps are said to be created, and %d deleted", after, res.Apps.Created, res.Apps.Deleted)
		}
		for _, k := range res.Cases {
			if k.Verdict == result.Fail {
				t.Errorf("after %d requests: %s fails: %s", after, k.ID, k.Message())
			}
		}
		cancel()
	}
}

// A gateway that accepts everything, and deletes nothing, does not make a run create more
// than it may.
func TestBudgetHolds(t *testing.T) {
	for _, budget := range []int{1, 2, 5, 30} {
		var created atomic.Int64
		r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			switch req.Method {
			case http.MethodPost:
				created.Add(1)
				w.WriteHeader(http.StatusCreated)
			case http.MethodDelete:
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
			io.WriteString(w, `{"id":"x","apps":[],"total":0,"size":0}`)
		}))
		r.AppBudget = budget
		res := run(t, r)
		if n := int(created.Load()); n > budget || res.Apps.Created != n {
			t.Errorf("budget %d: %d created, %d counted", budget, n, res.Apps.Created)
		}
	}
}

// What a gateway wrongly accepts is deleted at once: never are there more apps than the
// budget allows, and every request that should be refused is sent.
func TestWronglyAcceptedApps(t *testing.T) {
	inner, err := faults.Handler(gateway.Options{}, "name/max-65")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	there, most := 0, 0
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		rec := httptest.NewRecorder()
		mu.Lock()
		defer mu.Unlock()
		inner.ServeHTTP(rec, req)
		switch rec.Code {
		case http.StatusCreated:
			there++
			most = max(most, there)
		case http.StatusNoContent:
			there--
		}
		maps.Copy(w.Header(), rec.Header())
		w.WriteHeader(rec.Code)
		w.Write(rec.Body.Bytes())
	}))
	r.AppBudget, r.Only = 3, []string{"create/name/*"}
	res := run(t, r)
	if most > r.AppBudget {
		t.Errorf("%d apps at once, want at most %d", most, r.AppBudget)
	}
	failed := 0
	for _, k := range res.Cases {
		if k.Verdict == result.Fail {
			failed++
		}
		if strings.Contains(k.Message(), "not sent") {
			t.Errorf("%s: %s", k.ID, k.Message())
		}
	}
	if failed < 2 {
		t.Errorf("%d cases failed, want those of names that are too long", failed)
	}
}

// Invalid creations are sent beside valid ones also where most of a small budget
// is used up: they cost nothing unless the gateway accepts them.
func TestSmallBudgetReachesTheStorm(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	var invalid atomic.Int64
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		if bytes.Contains(body, []byte(" refused\"")) {
			invalid.Add(1)
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		inner.ServeHTTP(w, req)
	}))
	r.AppBudget = 0 // the default
	res := run(t, r)
	if res.Apps.Created < res.Apps.Budget*2/3 {
		t.Fatalf("only %d of %d apps were created", res.Apps.Created, res.Apps.Budget)
	}
	if n := invalid.Load(); n != 8 {
		t.Errorf("%d invalid creations were sent, want 8", n)
	}
}

func TestReadOnlySendsNothingThatCreates(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	fill := runner(inner)
	fill.Keep, fill.Ledger = true, filepath.Join(t.TempDir(), "ledger")
	run(t, fill)
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodGet {
			t.Errorf("%s was sent", req.Method)
		}
		inner.ServeHTTP(w, req)
	}))
	r.ReadOnly = true
	res := run(t, r)
	if res.Conclusion != result.Partial || res.Totals.Failed > 0 || res.Totals.Passed < 100 {
		t.Errorf("%s: %s: %+v", res.Conclusion, res.Reason, res.Totals)
	}
	for _, k := range res.Cases {
		if k.Verdict == result.Fail {
			t.Errorf("%s: %s", k.ID, k.Message())
		}
	}
}

// Being asked to slow down is lawful, and nothing happens twice for it.
func TestTooManyRequestsIsHonoured(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	var n, refused atomic.Int64
	r := runner(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if n.Add(1)%17 == 0 {
			refused.Add(1)
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		inner.ServeHTTP(w, req)
	}))
	res := run(t, r)
	if res.Totals.Failed+res.Totals.Errored > 0 {
		t.Errorf("%s: %+v", res.Reason, res.Totals)
	}
	if refused.Load() == 0 || listed(t, inner) != 0 {
		t.Errorf("%d refused, %d listed", refused.Load(), listed(t, inner))
	}
}

// A rate bounds the requests from above; how fast it is besides is no matter.
func TestRateIsKept(t *testing.T) {
	r := runner(gateway.New(gateway.Options{}))
	r.Only = []string{"list/limit/not-integer*"}
	r.Rate = 200
	started := time.Now()
	res := run(t, r)
	if least := time.Duration(float64(res.Requests-2) / r.Rate * float64(time.Second)); time.Since(started) < least {
		t.Errorf("%d requests took %s, at %g/s they take at least %s", res.Requests, time.Since(started), r.Rate, least)
	}
}

// Every order and every concurrency gives the same verdicts, on a gateway that
// conforms and on one that does not.
func TestEveryOrderGivesTheSameVerdicts(t *testing.T) {
	faulty := func() http.Handler {
		inner := gateway.New(gateway.Options{})
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if q := req.URL.Query(); req.Method == http.MethodGet && q.Has("creator") {
				q.Del("creator")
				req.URL.RawQuery = q.Encode()
			}
			inner.ServeHTTP(w, req)
		})
	}
	for name, fresh := range map[string]func() http.Handler{
		"conformant": func() http.Handler { return gateway.New(gateway.Options{}) },
		"faulty":     faulty,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first map[string]string
			for i := range 20 {
				r := runner(fresh())
				r.Concurrency = 1 + i%9
				r.AppBudget = 60
				got := verdicts(run(t, r))
				if first == nil {
					first = got
					continue
				}
				if diff := cmp.Diff(first, got); diff != "" {
					t.Fatalf("run %d differs (-first +this):\n%s", i+1, diff)
				}
			}
			if name == "faulty" && !slices.Contains(values(first), "fail") {
				t.Error("nothing fails on the faulty gateway")
			}
		})
	}
}

// The shards of a run together are the run.
func TestShardsAreTheWholeRun(t *testing.T) {
	all := runner(gateway.New(gateway.Options{}))
	all.AppBudget = 600
	whole := run(t, all)
	var parts []*result.Report
	for i := range 5 {
		r := runner(gateway.New(gateway.Options{}))
		r.Name, r.AppBudget = "one", 600
		r.Shard = result.Shard{Index: i + 1, Count: 5}
		parts = append(parts, result.NewReport(run(t, r)))
	}
	merged, err := conformance.Merge(parts...)
	if err != nil {
		t.Fatal(err)
	}
	if len(merged.Gateways) != 1 {
		t.Fatalf("%d gateways", len(merged.Gateways))
	}
	if diff := cmp.Diff(verdicts(whole), verdicts(merged.Gateways[0])); diff != "" {
		t.Errorf("the shards differ from the whole run (-whole +shards):\n%s", diff)
	}
	if merged.Conclusion != whole.Conclusion {
		t.Errorf("the shards are %s, the whole is %s", merged.Conclusion, whole.Conclusion)
	}
	if _, err := conformance.Merge(parts[1:]...); err == nil {
		t.Error("shards are merged although one is missing")
	}
}

func runner(h http.Handler) *conformance.Runner {
	return &conformance.Runner{Handler: h, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden}
}

func run(t *testing.T, r *conformance.Runner) *result.Result {
	t.Helper()
	res, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func verdicts(res *result.Result) map[string]string {
	out := map[string]string{}
	for _, k := range res.Cases {
		out[k.ID] = k.Verdict.String()
	}
	return out
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// listed is how many apps the gateway lists at the place a run uses by default.
func listed(t *testing.T, h http.Handler) int {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, "/v2/"+result.DefaultProjectID+"/apigw/instances/"+result.DefaultInstanceID+"/apps", nil)
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	var page struct{ Total *int }
	if err := json.Unmarshal(rec.Body.Bytes(), &page); err != nil || page.Total == nil {
		t.Fatalf("no total in %s (%v)", rec.Body, err)
	}
	return *page.Total
}

// A brief result has the same verdicts, and the exchanges of what did not pass.
func TestBrief(t *testing.T) {
	h, err := faults.Handler(gateway.Options{}, "limit/501-is-20")
	if err != nil {
		t.Fatal(err)
	}
	whole := runner(h)
	whole.Only, whole.Seed = []string{"list/*"}, 1
	brief := runner(h)
	brief.Only, brief.Seed, brief.Brief = whole.Only, 1, true
	all, some := run(t, whole), run(t, brief)
	shown := 0
	for i := range all.Cases {
		a, b := &all.Cases[i], &some.Cases[i]
		if a.ID != b.ID || a.Verdict != b.Verdict {
			t.Errorf("%s: %s, briefly %s: %s", a.ID, a.Verdict, b.ID, b.Verdict)
		}
		if b.Verdict == result.Pass && len(b.Exchanges) > 0 {
			t.Errorf("%s passed, and shows %d exchanges", b.ID, len(b.Exchanges))
		}
		for _, f := range b.Findings {
			if f.Exchange >= len(b.Exchanges) {
				t.Errorf("%s: a finding speaks of exchange %d of %d", b.ID, f.Exchange, len(b.Exchanges))
			}
		}
		if b.Verdict != result.Pass && len(b.Exchanges) > 0 {
			shown++
		}
	}
	if shown == 0 {
		t.Error("no exchange of a failure is shown")
	}
}
