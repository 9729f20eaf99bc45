package selfcheck

import (
	"cmp"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// Outcome is what one run of the suite found.
type Outcome struct {
	Conclusion result.Conclusion `json:"conclusion"`
	Reason     string            `json:"reason"`
	// Failed, Warned, Unverified and Errored are cases by verdict; all others
	// passed.
	Failed     []string `json:"failed,omitempty"`
	Warned     []string `json:"warned,omitempty"`
	Unverified []string `json:"unverified,omitempty"`
	Errored    []string `json:"errored,omitempty"`
	// Cases is how many cases have a verdict; Open, how many must cases are
	// unverified.
	Cases int `json:"cases"`
	Open  int `json:"open,omitempty"`
	// Requests and Seconds are what the run took. Late says that it had to be
	// ended, for it took longer than any run may.
	Requests int64   `json:"requests"`
	Seconds  float64 `json:"seconds"`
	Late     bool    `json:"late,omitempty"`
	// Left is how many apps the run could not delete.
	Left int `json:"left,omitempty"`
	// messages are what is said of the cases that did not pass.
	messages map[string]string
}

// failed reports whether the case failed.
func (o *Outcome) failed(id string) bool {
	_, found := slices.BinarySearch(o.Failed, id)
	return found
}

// warned reports whether the case warned.
func (o *Outcome) warned(id string) bool {
	_, found := slices.BinarySearch(o.Warned, id)
	return found
}

// limit bounds a run of the suite. The slowest gateways answer 50 requests a second, or
// each in 150 ms, which makes the suite take over a minute when nothing else goes on.
const limit = 3 * time.Minute

// same reports whether every case has the same verdict in both.
func (o *Outcome) same(other *Outcome) bool {
	return o.Conclusion == other.Conclusion && o.Cases == other.Cases &&
		slices.Equal(o.Failed, other.Failed) && slices.Equal(o.Warned, other.Warned) &&
		slices.Equal(o.Unverified, other.Unverified) && slices.Equal(o.Errored, other.Errored)
}

// suite runs the whole suite against a gateway without a port.
func suite(ctx context.Context, h http.Handler) (*Outcome, error) {
	return run(ctx, &conformance.Runner{Handler: h})
}

// suiteHTTP runs the whole suite against a gateway over HTTP on loopback.
func suiteHTTP(ctx context.Context, h http.Handler, timeout time.Duration) (*Outcome, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	// Connections that break are what the hostile ones are about: no log of them.
	srv := &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: timeout}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(ln) }()
	o, err := run(ctx, &conformance.Runner{BaseURL: "http://" + ln.Addr().String(), Timeout: timeout})
	srv.Close()
	<-served
	return o, err
}

func run(ctx context.Context, r *conformance.Runner) (*Outcome, error) {
	// Where apps stay behind so does the ledger, but these gateways end here.
	dir, err := os.MkdirTemp("", "appgauge-selfcheck-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	r.Ledger, r.Brief = filepath.Join(dir, "ledger"), true
	r.Keys = conformance.Keys(gateway.DemoKeys())
	r.Token, r.ForbiddenToken, r.AppBudget = gateway.DemoToken, gateway.DemoForbidden, cmp.Or(r.AppBudget, result.HandlerAppBudget)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	started := time.Now()
	res, err := r.Run(ctx)
	if err != nil {
		return nil, err
	}
	o := &Outcome{
		Conclusion: res.Conclusion, Reason: res.Reason, Cases: len(res.Cases), Left: len(res.Apps.Left),
		Requests: res.Requests, Seconds: time.Since(started).Seconds(), Late: ctx.Err() != nil,
		messages: map[string]string{},
	}
	for i := range res.Cases {
		switch c := &res.Cases[i]; c.Verdict {
		case result.Fail:
			o.Failed = append(o.Failed, c.ID)
			o.messages[c.ID] = c.Message()
		case result.Warn:
			o.Warned = append(o.Warned, c.ID)
			o.messages[c.ID] = c.Message()
		case result.Unverified:
			o.Unverified = append(o.Unverified, c.ID)
			if c.Level == result.Must {
				o.Open++
			}
			o.messages[c.ID] = c.Message()
		case result.Errored:
			o.Errored = append(o.Errored, c.ID)
			o.messages[c.ID] = c.Message()
		}
	}
	return o, nil
}
