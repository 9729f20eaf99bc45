package probe

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// items is a list of n items.
func items(n int, item string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]"
}

// The counter stops where a list has too many items, in whichever pieces it comes,
// and nowhere else.
func TestItemCounter(t *testing.T) {
	const most = jsonvalue.MaxItems
	for _, k := range []struct {
		name, text string
		at         int // where it stops, 0 if it does not
	}{
		{"as many as may be", `{"apps":` + items(most, "{}") + "}", 0},
		{"one too many", `{"apps":` + items(most+1, "{}") + "}", len(`{"apps":[`) + most*len("{},")},
		{"a list alone", items(most+1, "1"), 1 + most*2},
		{"many members", "{" + strings.Repeat(`"a":1,`, 2*most) + `"b":1}`, 0},
		{"commas in texts", items(most, `{"a":",,\",\\"}`), 0},
		{"brackets in texts", items(most, `"]["`) + items(most, `"{}"`), 0},
		{"lists in a list", "[" + items(most-1, "1") + "," + items(most+1, "1") + "]", 1 + 2*(most-1) + 1 + 1 + 1 + 2*most},
		{"short lists", items(most, items(3, "[]")), 0},
		{"no JSON", strings.Repeat("]},", 2*most), 0},
		{"deep", strings.Repeat("[", 5000) + strings.Repeat("1,", 2*most), 0},
	} {
		for _, size := range []int{1, 7, 1 << 20} {
			var c itemCounter
			at, full := 0, false
			for at < len(k.text) && !full {
				var n int
				n, full = count(&c, k.text[at:min(at+size, len(k.text))])
				at += n
			}
			if full != (k.at > 0) || full && at != k.at {
				t.Errorf("%s, in pieces of %d: stopped %t at %d, want %d", k.name, size, full, at, k.at)
			}
		}
	}
}

// A whole run of listings that are far too long costs little: the connection is
// closed after as much of each as matters, and as little is kept.
func TestTooMuchIsNotRead(t *testing.T) {
	small := `{"total":100000,"apps":` + items(100_000, `{"id":"12345"}`) + "}"
	for _, k := range []struct {
		name, body, why  string
		cut              bool
		mostRead, asMany int
	}{
		{"small items", small, "a list in it has more than 1000 items, and was not read further", true, 64 << 10, 20},
		{"no list", strings.Repeat(" ", 9<<20), "it is longer than 4 MiB, and was not read further", true, 4 << 20, 3},
		{"as long as may be", `{"apps":` + items(500, `{"remark":"`+strings.Repeat("x", 4000)+`"}`) + "}", "", false, 2 << 20, 3},
	} {
		h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, k.body)
		})
		srv := httptest.NewServer(h)
		defer srv.Close()
		for _, c := range []*Client{
			clientOf(h),
			clientOf(h, func(o *Options) { o.Base, o.Transport = srv.URL, NewTransport(8, nil) }),
		} {
			for range k.asMany {
				ex, err := c.Do(t.Context(), Request{Op: OpQuery})
				if err != nil || ex.Status != 200 || ex.Cut != k.cut {
					t.Fatalf("%s: status %d, cut %t, error %v", k.name, ex.Status, ex.Cut, err)
				}
				_, err = ex.JSON()
				if got := fmt.Sprint(err); k.cut && got != k.why || !k.cut && err != nil {
					t.Errorf("%s: %v, want %s", k.name, err, k.why)
				}
				if n := len(ex.raw) + len(ex.ResponseBody); k.cut && n > recordBody+1000 {
					t.Errorf("%s: %d bytes are kept", k.name, n)
				}
				if ex.ResponseBytes > k.mostRead {
					t.Errorf("%s: %d bytes are read", k.name, ex.ResponseBytes)
				}
				if _, problem, member := ReadListing(ex, nil); (problem != "") != k.cut || member {
					t.Errorf("%s: problem %q", k.name, problem)
				}
			}
			c.CloseIdle()
		}
	}
}

// A gateway whose every answer is as long as may be is given up.
func TestEndlessAnswersAreGivenUp(t *testing.T) {
	var why error
	c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
		for block := make([]byte, 1<<20); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}, func(o *Options) { o.OnGone = func(err error) { why = err }; o.Timeout = time.Minute })
	for range 2 * deadInAll {
		c.Do(t.Context(), Request{Op: OpQuery})
	}
	if c.Requests() != deadInAll || why == nil {
		t.Errorf("given up after %d requests: %v", c.Requests(), why)
	}
}

// BenchmarkTooMuch is a listing of 100,000 items, in 1.4 MB, over HTTP on loopback.
func BenchmarkTooMuch(b *testing.B) {
	body := []byte(`{"total":100000,"apps":` + items(100_000, `{"id":"1234"}`) + "}")
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) }))
	defer srv.Close()
	c := clientOf(nil, func(o *Options) { o.Base, o.Transport = srv.URL, NewTransport(8, nil) })
	b.ReportAllocs()
	Parallel(b.Context(), 8, b.N, func(int) {
		if ex, err := c.Do(b.Context(), Request{Op: OpQuery}); err != nil || !ex.Cut {
			b.Error(err)
		}
	})
}
