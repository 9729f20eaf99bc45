package variants

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf16"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// transport differ in how an answer travels and is spelled.
func transport() []Variant {
	const (
		outside  = "Transport is outside the pages."
		spelling = "The value of the JSON text is the same."
	)
	return []Variant{
		{ID: "transport/slow", Does: "Every answer takes 5 to 20 ms.", Why: outside, Alter: slow},
		{ID: "transport/chunked", Does: "Answers come in chunks of 100 bytes, without a Content-Length.", Why: outside, Alter: chunked},
		{ID: "transport/gzip", Does: "Answers are compressed where the request allows it.", Why: outside, Alter: zipped},
		{ID: "transport/connection-close", Does: "Every connection ends after one answer.", Why: outside, Alter: header("Connection", "close")},
		{ID: "transport/throttled", Does: "Every 30th request gets 429 with Retry-After: 0.", Why: outside, Alter: throttled(30, "0", unbounded)},
		{ID: "transport/throttled-1s", Does: "Two of the first 60 requests get 429 with Retry-After: 1.", Why: outside, Alter: throttled(30, "1", 2)},
		{ID: "transport/throttled-html", Does: "Every 40th request gets 429 with Retry-After: 0 and the page of a proxy.", Why: outside, Alter: all(
			throttled(40, "0", unbounded), replies(func(_ *gateway.Exchange, r *gateway.Reply) {
				if r.Status == 429 {
					r.Header.Set("Content-Type", "text/html")
					r.Body = []byte("<h1>Too many requests</h1>")
				}
			}))},
		{ID: "transport/headers", Does: "Answers have further headers, some of them twice.", Why: outside, Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
			r.Header["X-Request-Id"] = []string{"5b1f6d4c"}
			r.Header["Set-Cookie"] = []string{"a=1", "b=2"}
			r.Header["Warning"] = []string{`299 - "this API is old"`}
		})},
		{ID: "json/charset", Does: "The Content-Type names a charset.", Why: "The pages state no Content-Type.", Alter: header("Content-Type", "application/json;charset=UTF-8")},
		{ID: "json/charset-quoted", Does: "The Content-Type names a charset, quoted, in other case.", Why: "The pages state no Content-Type.", Alter: header("Content-Type", `Application/JSON; Charset="utf-8"`)},
		{ID: "json/vendor-type", Does: "The Content-Type is a vendor's, ending in +json.", Why: "The pages state no Content-Type.", Alter: header("Content-Type", "application/vnd.gateway.v2+json")},
		{ID: "json/indented", Does: "Answers are indented and end with a newline.", Why: spelling, Alter: bodies(func(b []byte) []byte {
			var out bytes.Buffer
			json.Indent(&out, b, " ", "\t")
			return append(out.Bytes(), '\r', '\n')
		})},
		{ID: "json/ascii", Does: "Every character outside ASCII is escaped, and so are '/' and '<'.", Why: spelling, Alter: bodies(escaped)},
	}
}

const unbounded = 1 << 62

// counter counts from 0.
func counter() func() int {
	var n atomic.Int64
	return func() int { return int(n.Add(1) - 1) }
}

func slow(b *gateway.Behaviour) {
	next := b.Handle
	b.Handle = func(x *gateway.Exchange) *gateway.Reply {
		time.Sleep(time.Duration(5+rand.IntN(16)) * time.Millisecond)
		return next(x)
	}
}

func chunked(b *gateway.Behaviour) {
	b.Send = func(w http.ResponseWriter, _ *gateway.Exchange, r *gateway.Reply) {
		body := r.Bytes()
		copyHeader(w, r)
		w.WriteHeader(r.Status)
		for len(body) > 0 {
			n := min(100, len(body))
			w.Write(body[:n])
			http.NewResponseController(w).Flush() // an error only means larger chunks
			body = body[n:]
		}
	}
}

func zipped(b *gateway.Behaviour) {
	next := b.Send
	b.Send = func(w http.ResponseWriter, x *gateway.Exchange, r *gateway.Reply) {
		if r.Body == nil || !strings.Contains(x.Request.Header.Get("Accept-Encoding"), "gzip") {
			next(w, x, r)
			return
		}
		copyHeader(w, r)
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(r.Status)
		z := gzip.NewWriter(w)
		z.Write(r.Bytes())
		z.Close()
	}
}

func copyHeader(w http.ResponseWriter, r *gateway.Reply) {
	if r.Body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	for name, values := range r.Header {
		w.Header()[name] = values
	}
}

func header(name, value string) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if r.Body != nil || name == "Connection" {
			r.Header.Set(name, value)
		}
	})
}

// throttled answers every n-th request 429, at most so many times.
func throttled(n int, after string, times int64) alter {
	return func(b *gateway.Behaviour) {
		count := counter()
		var done atomic.Int64
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if count()%n != n-1 || done.Add(1) > times {
				return next(x)
			}
			r := b.Fail(x, validate.Answer{Status: 429, Code: "APIG.0308", Message: "The throttling threshold has been reached"})
			r.Header.Set("Retry-After", after)
			return r
		}
	}
}

// bodies spells bodies otherwise.
func bodies(f func([]byte) []byte) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if r.Body != nil {
			r.Body = f(r.Bytes())
			if r.Header.Get("Content-Type") == "" {
				r.Header.Set("Content-Type", "application/json")
			}
		}
	})
}

func escaped(b []byte) []byte {
	var out []byte
	for _, r := range string(b) {
		switch {
		case r == '/':
			out = append(out, `\/`...)
		case r < 0x80 && r != '<':
			out = append(out, byte(r))
		case r <= 0xffff:
			out = fmt.Appendf(out, `\u%04X`, r)
		default:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		}
	}
	return out
}
