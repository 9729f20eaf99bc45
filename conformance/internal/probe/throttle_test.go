package probe

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"
)

// clientOf is a client of the handler, with time to be simulated.
func clientOf(h http.HandlerFunc, more ...func(*Options)) *Client {
	o := Options{Base: "http://gateway.invalid", Auth: Auth{Token: "t"}, Timeout: 10 * time.Second, Transport: NewHandlerTransport(h)}
	for _, f := range more {
		f(&o)
	}
	return NewClient(o)
}

// A gateway with a token bucket is asked as often as it allows, nearly, whatever it
// says of when to come back, and seldom more often.
func TestLimitIsLearned(t *testing.T) {
	const requests = 1500
	refusal := func(status int, after string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			switch after {
			case "":
			case "date":
				w.Header().Set("Retry-After", time.Now().Add(time.Second).UTC().Format(http.TimeFormat))
			default:
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(status)
			if status == http.StatusServiceUnavailable {
				io.WriteString(w, "<html><title>503 Service Temporarily Unavailable</title></html>")
			}
		}
	}
	for _, k := range []struct {
		name    string
		refuse  http.HandlerFunc
		allowed float64
		burst   int
		latency time.Duration
		most    float64 // of the ideal time
	}{
		{"seconds", refusal(429, "1"), 50, 10, time.Millisecond, 1.2},
		{"seconds, no burst", refusal(429, "1"), 50, 1, time.Millisecond, 1.2},
		{"seconds, burst of a second", refusal(429, "1"), 50, 50, time.Millisecond, 1.2},
		{"seconds, slow answers", refusal(429, "1"), 50, 10, 150 * time.Millisecond, 1.3},
		{"seconds, 50 ms", refusal(429, "1"), 50, 20, 50 * time.Millisecond, 1.2},
		{"nothing said, no burst, 20 ms", refusal(429, ""), 50, 1, 20 * time.Millisecond, 1.2},
		{"date", refusal(429, "date"), 50, 10, 3 * time.Millisecond, 1.2},
		{"date, no burst", refusal(429, "date"), 50, 1, 0, 1.2},
		{"nothing said", refusal(429, ""), 50, 10, time.Millisecond, 1.2},
		{"nothing said, no burst", refusal(429, ""), 50, 1, 5 * time.Millisecond, 1.2},
		{"at once", refusal(429, "0"), 50, 10, time.Millisecond, 1.2},
		{"limit_req", refusal(503, ""), 50, 5, time.Millisecond, 1.2},
		{"limit_req, slow answers", refusal(503, ""), 50, 5, 100 * time.Millisecond, 1.2},
		{"a high limit", refusal(429, ""), 400, 20, 5 * time.Millisecond, 1.6},
		{"a low limit", refusal(429, "1"), 5, 1, 5 * time.Millisecond, 1.3},
	} {
		t.Run(k.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				bucket := rate.NewLimiter(rate.Limit(k.allowed), k.burst)
				var refused, taken atomic.Int64
				c := clientOf(func(w http.ResponseWriter, r *http.Request) {
					time.Sleep(k.latency)
					if !bucket.Allow() {
						refused.Add(1)
						k.refuse(w, r)
						return
					}
					taken.Add(1)
				})
				began := time.Now()
				Parallel(t.Context(), MaxConcurrency, requests, func(i int) {
					r := Request{Op: OpCreate, Body: "{}"}
					if i%2 == 0 {
						r = Request{Op: OpQuery}
					}
					if ex, err := c.Do(t.Context(), r); err != nil || ex.Status != 200 {
						t.Errorf("request %d: status %d, %v", i, ex.Status, err)
					}
				})
				ideal := time.Duration(requests / k.allowed * float64(time.Second))
				if took := time.Since(began); took > time.Duration(k.most*float64(ideal)) {
					t.Errorf("it took %s, %.2f times the %s that the limit allows", took, took.Seconds()/ideal.Seconds(), ideal)
				}
				if taken.Load() != requests || refused.Load() > requests/10 {
					t.Errorf("%d requests were taken, %d refused", taken.Load(), refused.Load())
				}
				t.Logf("%.3f of the ideal time, %d refused", time.Since(began).Seconds()/ideal.Seconds(), refused.Load())
			})
		})
	}
}

// Refusals that have nothing to do with the pace leave it as it is.
func TestFlukesDoNotSlowDown(t *testing.T) {
	for _, k := range []struct {
		name   string
		every  int64
		status int
		after  string
		most   time.Duration
	}{
		{"a proxy's 503", 40, 503, "", 5 * time.Second},
		{"a proxy's 502", 40, 502, "", 5 * time.Second},
		{"429 at once", 17, 429, "0", 5 * time.Second},
		{"two pauses of a second", 700, 429, "1", 7 * time.Second},
	} {
		t.Run(k.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
					time.Sleep(10 * time.Millisecond)
					if n.Add(1)%k.every == 0 {
						if k.after != "" {
							w.Header().Set("Retry-After", k.after)
						}
						w.WriteHeader(k.status)
					}
				})
				began := time.Now()
				Parallel(t.Context(), MaxConcurrency, 1500, func(i int) {
					if ex, err := c.Do(t.Context(), Request{Op: OpQuery}); err != nil || ex.Status != 200 {
						t.Errorf("request %d: status %d, %v", i, ex.Status, err)
					}
				})
				if took := time.Since(began); took > k.most {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// A gateway that refuses everything is given up, soon, after a few requests.
func TestOutageIsNoLimit(t *testing.T) {
	for _, k := range []struct {
		name   string
		status int
		after  string
		why    string
	}{
		{"503", 503, "", "it answers 503 to every request, however slowly they are sent"},
		{"429 at once", 429, "0", "it answers 429 to every request, however slowly they are sent"},
		{"429 in a second", 429, "1", "it answers 429 to every request, however slowly they are sent"},
		{"429 in two hours", 429, "7200", "answered 429 to the request, with Retry-After asking to wait another 2h0m0s"},
		{"502", 502, "", "answered 502 to 4 attempts"},
	} {
		for _, workers := range []int{1, MaxConcurrency} {
			t.Run(k.name+" to "+strconv.Itoa(workers), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var sent atomic.Int64
					var mu sync.Mutex
					var why []error
					c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
						time.Sleep(time.Millisecond)
						sent.Add(1)
						if k.after != "" {
							w.Header().Set("Retry-After", k.after)
						}
						w.WriteHeader(k.status)
					}, func(o *Options) {
						o.OnGone = func(err error) {
							mu.Lock()
							defer mu.Unlock()
							why = append(why, err)
						}
					})
					began := time.Now()
					Parallel(t.Context(), workers, 500, func(int) {
						_, err := c.Do(t.Context(), Request{Op: OpQuery})
						_, is := errors.AsType[*TransientError](err)
						if !is && err != ErrGone {
							t.Errorf("%v", err)
						}
					})
					if took := time.Since(began); took > 90*time.Second || sent.Load() > 200 || !c.GaveUp() {
						t.Errorf("given up: %t, after %s and %d requests", c.GaveUp(), took, sent.Load())
					}
					if len(why) != 1 || why[0].Error() != k.why {
						t.Errorf("given up for %v, want %s", why, k.why)
					}
					t.Logf("%s, %d requests", time.Since(began), sent.Load())
				})
			})
		}
	}
}

// A creation is repeated only if it was certainly not carried out.
func TestCreationsAreNotRepeated(t *testing.T) {
	broken := func(body string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { panic(http.ErrAbortHandler) }
	}
	answer := func(status int, after, body string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for _, k := range []struct {
		name  string
		first func(http.ResponseWriter)
		sent  [3]int64 // POST, GET, DELETE
	}{
		{"429", answer(429, "", `{"error_code":"APIG.0308"}`), [3]int64{2, 2, 2}},
		{"503 of nginx", answer(503, "", "<html>"), [3]int64{2, 2, 2}},
		{"503 that asks for it", answer(503, "1", `{"error_code":"APIG.0308"}`), [3]int64{2, 2, 2}},
		{"503 of the gateway", answer(503, "", `{"error_code":"APIG.9999"}`), [3]int64{1, 2, 2}},
		{"503 of Envoy", answer(503, "", "upstream connect error or disconnect/reset before headers"), [3]int64{1, 2, 2}},
		{"502", answer(502, "1", "<html>"), [3]int64{1, 2, 2}},
		{"504", answer(504, "", ""), [3]int64{1, 2, 2}},
		{"reset", broken(""), [3]int64{1, 2, 2}},
		{"500", answer(500, "", ""), [3]int64{1, 1, 1}},
		{"302", answer(302, "", ""), [3]int64{1, 1, 1}},
	} {
		t.Run(k.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for i, op := range []Operation{OpCreate, OpQuery, OpDelete} {
					var n atomic.Int64
					c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
						if n.Add(1) == 1 {
							k.first(w)
						}
					})
					ex, err := c.Do(t.Context(), Request{Op: op, ID: "1", Body: "{}"})
					if n.Load() != k.sent[i] || int64(ex.Attempts) != k.sent[i] {
						t.Errorf("operation %d was sent %d times, said to be %d, want %d", op, n.Load(), ex.Attempts, k.sent[i])
					}
					_, transient := errors.AsType[*TransientError](err)
					if want := k.sent[0] != k.sent[1] && op == OpCreate; transient != want || transient == (err == nil) {
						t.Errorf("operation %d: error %v, want a transient one: %t", op, err, want)
					}
				}
			})
		})
	}
}

// Pauses end with the context.
func TestPausesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "20")
			w.WriteHeader(429)
		})
		began := time.Now()
		Parallel(t.Context(), 4, 4, func(int) {
			if _, err := c.Do(ctx, Request{Op: OpQuery}); err == nil {
				t.Error("there is an answer")
			}
		})
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// Retry-After is seconds, or a date by the clock that the answer shows.
func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, k := range []struct {
		text, date string
		want       time.Duration
		told       bool
	}{
		{"", "", 0, false},
		{"soon", "", 0, false},
		{"-1", "", 0, false},
		{" 7 ", "", 7 * time.Second, true},
		{"0", "", 0, true},
		{"Tue, 02 Jan 2024 03:04:08 GMT", "", 3 * time.Second, true},
		{"Tue, 02 Jan 2024 03:04:01 GMT", "", 0, true},
		{"Tue, 02 Jan 2024 09:00:02 GMT", "Tue, 02 Jan 2024 09:00:00 GMT", 2 * time.Second, true},
		{"Tuesday, 02-Jan-24 03:04:06 GMT", "no date", time.Second, true},
	} {
		h := http.Header{"Retry-After": {k.text}, "Date": {k.date}}
		if got, told := retryAfter(h, now); got != k.want || told != k.told {
			t.Errorf("%s by %s: %s, %t; want %s, %t", k.text, strings.TrimSpace(k.date), got, told, k.want, k.told)
		}
	}
}
