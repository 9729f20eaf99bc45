package launch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/har"
	"github.com/appgauge/appgauge/conformance/internal/proxy"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/traffic"
	"github.com/appgauge/appgauge/internal/visible"
)

// ProxyOptions are what the flags of a proxy say beside those of a run.
type ProxyOptions struct {
	Options
	// To is the gateway, Listen the address to listen on.
	To, Listen string
	// HAR is a file to record the traffic in, "" is none.
	HAR string
	// Every is how often the reports are written; 0 is at the end alone.
	Every    time.Duration
	KeepHost bool
}

// Proxy passes requests on to a gateway, and judges what passes, until ctx ends.
func Proxy(ctx context.Context, o ProxyOptions, s Streams) (status int, err error) {
	to, err := url.Parse(o.To)
	if err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
		return 0, fmt.Errorf("--to %q is not an http or https URL with a host", o.To)
	}
	if to.RawQuery != "" || to.Fragment != "" || to.User != nil {
		return 0, errors.New("the URL of --to may have no user, query or fragment: the paths of requests are appended to it")
	}
	roots, err := readRoots(o.CAFile)
	if err != nil {
		return 0, err
	}
	var tokens traffic.Tokens
	if tokens.Valid, err = token(ctx, o.TokenFile, o.TokenCommand, tokenVariable, s.Env); err != nil {
		return 0, err
	}
	if tokens.Forbidden, err = token(ctx, o.ForbiddenTokenFile, "", forbiddenVariable, s.Env); err != nil {
		return 0, err
	}
	sinks, err := openSinks(o.Reports, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, sinks.close()) }()
	var record *har.Writer
	if o.HAR != "" {
		f, err := os.OpenFile(o.HAR, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return 0, fmt.Errorf("the traffic cannot be recorded: %w", err)
		}
		record = har.NewWriter(f)
		defer func() { err = errors.Join(err, record.Close(), f.Close()) }()
	}
	ln, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return 0, fmt.Errorf("%w; choose another address with --listen", err)
	}

	tell := &teller{s: s}
	judge := traffic.New(traffic.Options{
		Edition: o.Edition, Tokens: tokens, Sources: []string{o.To}, OnFinding: tell.finding,
		Again: "appgauge conformance run --base-url " + o.To,
	})
	live := traffic.NewLive(judge, func(ex *traffic.Exchange) {
		if record != nil {
			redacted, offends := judge.Redacted(ex)
			tell.once(record.Add(&redacted, offends))
		}
	})
	p := proxy.New(proxy.Options{
		To: to, Transport: proxy.NewTransport(roots), KeepHost: o.KeepHost, Live: live,
		OnError: func(_ *http.Request, err error) { tell.line("no answer from the gateway: " + err.Error()) },
	})
	fmt.Fprintf(s.Err, "listening on http://%s, passing on to %s; Ctrl-C ends it and reports\n", ln.Addr(), o.To)
	stopReports := every(ctx, o.Every, func() { tell.once(sinks.write(judge.Report(nil))) })
	err = serve(ctx, ln, proxy.NewServer(p))
	stopReports()
	live.Close()
	if err != nil {
		return 0, err
	}
	judge.PassOver(p.Elsewhere())
	rep := judge.Report(nil)
	return sinks.end(rep, o.Verbose, s, nil)
}

// serve serves until ctx ends; then requests under way have some seconds to end.
func serve(ctx context.Context, ln net.Listener, srv *http.Server) error {
	const grace = 3 * time.Second
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		_ = srv.Close() // what did not end in time is cut
	}
	<-done
	return nil
}

// every calls f at each interval until ctx ends, or stop is called, which waits for it.
func every(ctx context.Context, interval time.Duration, f func()) (stop func()) {
	if interval <= 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				f()
			}
		}
	})
	return func() {
		cancel()
		wg.Wait()
	}
}

// teller tells people what happens while it does. It is safe for concurrent use.
type teller struct {
	s    Streams
	mu   sync.Mutex
	said map[string]bool
}

// finding shows the first finding of each clause and kind.
func (t *teller) finding(f traffic.Finding) {
	if !f.New {
		return
	}
	verdict := "WARN"
	if f.Level == result.Must {
		verdict = "FAIL"
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(t.s.Err, "%s %s: %s\n", verdict, visible.Line(f.Clause), visible.Line(f.Text))
}

// line says something, if it was not said before.
func (t *teller) line(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	const most = 100
	if t.said[text] || len(t.said) >= most {
		return
	}
	if t.said == nil {
		t.said = map[string]bool{}
	}
	t.said[text] = true
	fmt.Fprintf(t.s.Err, "appgauge: %s\n", visible.Line(text))
}

// once says that something failed, the first time that it does.
func (t *teller) once(err error) {
	if err != nil {
		t.line(err.Error())
	}
}
