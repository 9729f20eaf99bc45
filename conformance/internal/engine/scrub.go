package engine

import (
	"encoding/base64"
	"net/http"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// redactResult replaces every secret in the result.
func (x *run) redactResult(res *result.Result) {
	of := make([][]*probe.Exchange, len(res.Cases))
	for i := range of {
		of[i] = x.scene.Trials[i].Exchanges
	}
	Redact(res, of, x.redact, x.Concurrency)
}

// Redact replaces every secret in the result by value, whatever the way it got there,
// and cuts long bodies. The cases have the exchanges of, which are those of the result.
func Redact(res *result.Result, of [][]*probe.Exchange, secrets *redact.Redactor, concurrency int) {
	all := &scrubber{secrets: secrets, find: secrets.Finder(), headers: map[uintptr]http.Header{}}
	seen := map[*probe.Exchange]bool{}
	todo := make([][]*probe.Exchange, len(res.Cases))
	for i := range res.Cases {
		for _, ex := range of[i] {
			if seen[ex] {
				continue
			}
			seen[ex] = true
			todo[i] = append(todo[i], ex)
			all.header(ex.Header)
			all.header(ex.ResponseHeader)
		}
	}
	workers := min(concurrency, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(res.Cases); i += workers {
				all.scrub(&res.Cases[i], of[i], todo[i])
			}
		})
	}
	wg.Wait()
	text := all.find.Replace
	for i := range res.Problems {
		res.Problems[i] = visible.Line(text(res.Problems[i]))
	}
	res.Reason = visible.Line(text(res.Reason))
	redactLeft(res.Apps.Left, all.find)
}

// redactLeft takes the secrets out of what is said of apps, and makes it visible: their
// IDs and the reasons are the gateway's words.
func redactLeft(left []result.LeftApp, find *redact.Finder) {
	for i := range left {
		l := &left[i]
		l.ID, l.Name, l.Why = visible.Line(find.Replace(l.ID)), visible.Line(find.Replace(l.Name)), visible.Line(find.Clipped(l.Why))
	}
}

// scrubber takes the secrets out of cases. It is safe for concurrent use once
// every header is known to it.
type scrubber struct {
	secrets *redact.Redactor
	find    *redact.Finder
	// headers are those without secrets, by the address of the header that many
	// exchanges have in common.
	headers map[uintptr]http.Header
}

func (s *scrubber) header(h http.Header) {
	if at := reflect.ValueOf(h).Pointer(); s.headers[at] == nil {
		s.headers[at] = s.secrets.Header(h)
	}
}

// scrub takes the secrets out of the case, which has the exchanges of, and out of
// those of them that are todo. Those of its own requests are secrets even where no
// app has them.
func (s *scrubber) scrub(c *result.CaseResult, of, todo []*probe.Exchange) {
	own := &redact.Redactor{}
	for _, ex := range of {
		for _, secret := range ex.Secrets {
			if !s.secrets.Knows(secret) {
				own.Add(secret, result.MaskSecret)
			}
		}
	}
	mine := own.Finder()
	text := func(t string) string { return mine.Clipped(s.find.Clipped(t)) }
	for j := range c.Findings {
		f := &c.Findings[j]
		// Messages are read by people, whatever shows them. The exchanges stay as they were.
		f.Text, f.Path, f.Diff = visible.Line(text(f.Text)), visible.Line(text(f.Path)), visible.Text(text(f.Diff))
	}
	for _, ex := range todo {
		ex.Keep()
		sent := text(ex.Body)
		if strings.Contains(sent, result.MaskSecret) && len(ex.Secrets) > 0 {
			ex.StandIn = standIn(ex.Secrets[0])
		}
		if !utf8.ValidString(sent) {
			ex.BodyBase64 = base64.StdEncoding.EncodeToString([]byte(sent))
		}
		ex.URL, ex.Body, ex.Error = text(ex.URL), sent, text(ex.Error)
		ex.Header = own.Header(s.headers[reflect.ValueOf(ex.Header).Pointer()])
		ex.ResponseHeader = own.Header(s.headers[reflect.ValueOf(ex.ResponseHeader).Pointer()])
		// Neither cut may go through a secret of the other kind.
		cut := ex.ResponseBytes > len(ex.ResponseBody)
		body, cut := s.find.Start(ex.ResponseBody, probe.ShowBody+mine.Reach(), cut)
		body, _ = mine.Start(body, probe.ShowBody, cut)
		ex.Truncated = ex.ResponseBytes > probe.ShowBody
		ex.ResponseBody = strings.ToValidUTF8(body, "\ufffd")
		ex.Body = strings.ToValidUTF8(ex.Body, "\ufffd")
	}
}
