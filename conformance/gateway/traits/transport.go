package traits

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/appgauge/appgauge/conformance/gateway"
)

const contentType = "Content-Type"

// transport differ in how an answer travels and is spelled.
func transport() []Trait {
	const (
		outside  = "Transport is outside the pages."
		silent   = "The pages state no Content-Type."
		spelling = "The value of the JSON text is the same."
		pace     = "pace"
		coding   = "coding of a body"
		text     = "spelling of JSON"
	)
	return []Trait{
		{ID: "json/charset", Dimension: contentType, Why: silent, Does: "The Content-Type names a charset.", Alter: header("Content-Type", "application/json;charset=UTF-8")},
		{ID: "json/charset-quoted", Dimension: contentType, Why: silent, Does: "The Content-Type names a charset, quoted, in other case.", Alter: header("Content-Type", `Application/JSON; Charset="utf-8"`)},
		{ID: "json/vendor-type", Dimension: contentType, Why: silent, Does: "The Content-Type is a vendor's, ending in +json.", Alter: header("Content-Type", "application/vnd.gateway.v2+json")},
		{ID: "json/text-plain", Dimension: contentType, Why: silent, Does: "The Content-Type is text/plain.", Alter: header("Content-Type", "text/plain; charset=utf-8")},
		{ID: "transport/headers", Dimension: "further headers", Why: outside, Does: "Answers have further headers, some of them twice.", Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
			r.Header["X-Request-Id"] = []string{"5b1f6d4c"}
			r.Header["Set-Cookie"] = []string{"a=1", "b=2"}
			r.Header["Warning"] = []string{`299 - "this API is old"`}
		})},
		{ID: "transport/connection-close", Dimension: "connections", Why: outside, Does: "Every connection ends after one answer.", Alter: header("Connection", "close")},
		{ID: "transport/slow", Dimension: pace, Why: outside, Does: "Every answer takes 5 to 20 ms.", Alter: takes(func() time.Duration { return time.Duration(5+rand.IntN(16)) * time.Millisecond })},
		{ID: "transport/150ms", Dimension: pace, Why: outside, Does: "Every answer takes 150 ms.", Alter: takes(func() time.Duration { return 150 * time.Millisecond })},
		{ID: "json/indented", Dimension: text, Why: spelling, Does: "Answers are indented and end with a newline.", Alter: bodies(func(b []byte) []byte {
			var out bytes.Buffer
			json.Indent(&out, b, " ", "\t")
			return append(out.Bytes(), '\r', '\n')
		})},
		{ID: "json/ascii", Dimension: text, Why: spelling, Does: "Every character outside ASCII is escaped, and so are '/' and '<'.", Alter: bodies(escaped)},
		{ID: "transport/chunked", Dimension: coding, Why: outside, Does: "Answers come in chunks of 100 bytes, without a Content-Length.", Alter: chunked},
		{ID: "transport/gzip", Dimension: coding, Why: outside, Does: "Answers are compressed where the request allows it.", Alter: zipped},
	}
}

func takes(pause func() time.Duration) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			time.Sleep(pause())
			return next(x)
		}
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

// header sets a header of every answer; one that is about JSON, of those with
// JSON.
func header(name, value string) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if name == "Connection" || isJSON(r) {
			r.Header.Set(name, value)
		}
	})
}

// isJSON reports whether a reply has a body, which is no page for people.
func isJSON(r *gateway.Reply) bool {
	return r.Body != nil && !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html")
}

// bodies spells bodies otherwise.
func bodies(f func([]byte) []byte) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if isJSON(r) {
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
