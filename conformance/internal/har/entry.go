package har

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/result"
)

const (
	// maxHeaders is how many header fields of a message are kept, maxField how many bytes
	// of each.
	maxHeaders, maxField = 500, 16 << 10
	// unknownTime is how long an exchange took of which nobody knows: so long that others
	// are taken to overlap it.
	unknownTime = 5000
)

// raw is an entry as it stands in the archive.
type raw struct {
	started            string
	took               float64
	method, url, proto string
	header             http.Header
	body, mime         string
	hasBody, params    bool
	bodySize           float64
	cached             string
	status             float64
	answerProto        string
	answerHeader       http.Header
	answer, encoding   string
	hasAnswer          bool
	answerSize         float64
	comment            string
	offends            []string
}

// entry reads an entry and passes it on.
func (r *reader) entry() error {
	if r.PeekKind() != '{' {
		r.number++
		r.passed++
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	line := r.text.lineAt(r.InputOffset())
	r.number++
	w := raw{took: -1, bodySize: -1, answerSize: -1, header: http.Header{}, answerHeader: http.Header{}}
	err := r.members(func(name string) error {
		switch name {
		case "startedDateTime":
			return r.str(&w.started)
		case "time":
			return r.float(&w.took)
		case "_fromCache":
			return r.str(&w.cached)
		case "request":
			return r.request(&w)
		case "response":
			return r.response(&w)
		}
		return r.SkipValue()
	})
	if err != nil {
		r.number-- // it was not read
		return err
	}
	if !r.keep(w.method, w.url) {
		r.passed++
		return nil
	}
	e := w.entry()
	e.Number, e.Line = r.number, line
	if err := r.use(e); err != nil {
		return &stopError{err}
	}
	return nil
}

func (r *reader) request(w *raw) error {
	return r.object(func(name string) error {
		switch name {
		case "method":
			return r.str(&w.method)
		case "url":
			return r.str(&w.url)
		case "httpVersion":
			return r.str(&w.proto)
		case "headers":
			return r.headers(w.header)
		case "bodySize":
			return r.float(&w.bodySize)
		case "_offends":
			w.offends = []string{}
			return r.array(func() error {
				var clause string
				err := r.str(&clause)
				if len(w.offends) < maxHeaders {
					w.offends = append(w.offends, clause)
				}
				return err
			})
		case "postData":
			return r.object(func(name string) error {
				switch name {
				case "text":
					w.hasBody = r.PeekKind() == '"'
					return r.str(&w.body)
				case "mimeType":
					return r.str(&w.mime)
				case "params":
					return r.array(func() error {
						w.params = true
						return r.SkipValue()
					})
				}
				return r.SkipValue()
			})
		}
		return r.SkipValue()
	})
}

func (r *reader) response(w *raw) error {
	return r.object(func(name string) error {
		switch name {
		case "status":
			return r.float(&w.status)
		case "httpVersion":
			return r.str(&w.answerProto)
		case "headers":
			return r.headers(w.answerHeader)
		case "comment", "_error":
			return r.str(&w.comment)
		case "content":
			return r.object(func(name string) error {
				switch name {
				case "text":
					w.hasAnswer = r.PeekKind() == '"'
					return r.str(&w.answer)
				case "encoding":
					return r.str(&w.encoding)
				case "size":
					return r.float(&w.answerSize)
				}
				return r.SkipValue()
			})
		}
		return r.SkipValue()
	})
}

func (r *reader) headers(into http.Header) error {
	n := 0
	return r.array(func() error {
		var name, value string
		err := r.object(func(member string) error {
			switch member {
			case "name":
				return r.str(&name)
			case "value":
				return r.str(&value)
			}
			return r.SkipValue()
		})
		if n++; n <= maxHeaders && name != "" && name[0] != ':' && len(name) < maxField {
			into.Add(name, strings.Clone(value[:min(len(value), maxField)]))
		}
		return err
	})
}

// entry is the raw one as an exchange.
func (w *raw) entry() *Entry {
	e := &Entry{}
	e.Method, e.URL, e.Header = w.method, w.url, w.header
	e.Proto, e.ResponseHeader, e.Error = w.answerProto, w.answerHeader, w.comment
	if e.Proto == "" {
		e.Proto = w.proto
	}
	if e.Header.Get("Content-Type") == "" && w.mime != "" {
		e.Header.Set("Content-Type", w.mime)
	}
	if w.status == float64(int(w.status)) && w.status >= 100 && w.status < 1000 {
		e.Status = int(w.status)
	}
	e.Millis = w.took
	if !(w.took >= 0 && w.took < 1e9) {
		e.Millis = unknownTime
	}
	var err error
	if e.Started, err = readTime(w.started); err != nil {
		e.Problem = fmt.Sprintf("startedDateTime is %.40q, which is not a time", w.started)
	}
	e.Cached = w.cached != ""
	w.request(e)
	w.response(e)
	return e
}

// request sets the request's body, and whether it is what was sent.
func (w *raw) request(e *Entry) {
	e.Body, e.Offends = w.body, w.offends
	length := e.Header.Get("Content-Length")
	switch {
	case w.offends != nil:
		e.BodyHidden = true
	case w.hasBody:
		e.BodyHidden = strings.HasSuffix(w.body, clipped) || strings.ContainsRune(w.body, utf8.RuneError) ||
			strings.Contains(w.body, result.MaskSecret) || maskedSecret(w.body)
	case w.method == http.MethodPost:
		e.BodyHidden = w.params || w.bodySize != 0 && length != "0"
	}
}

// response sets the answer's body, and whether it is what came.
func (w *raw) response(e *Entry) {
	e.ResponseBody = w.answer
	bad := false
	if w.encoding == "base64" {
		text, err := base64.StdEncoding.DecodeString(w.answer)
		e.ResponseBody, bad = string(text), err != nil
	} else if w.encoding != "" {
		bad = true
	}
	if w.answerSize > 0 && w.answerSize < 1<<40 {
		e.ResponseBytes = int(w.answerSize)
	}
	switch {
	case bad, strings.HasSuffix(w.answer, clipped):
		e.AnswerHidden = true
	case !w.hasAnswer:
		e.AnswerHidden = w.answerSize != 0
	case e.ResponseBytes > len(e.ResponseBody):
		// Some recorders count what was sent, or in other units; a text that is whole JSON
		// was not cut.
		e.AnswerHidden = !jsontext.Value(e.ResponseBody).IsValid()
	}
}

// maskedSecret reports whether a secret in the body was replaced before it was recorded.
func maskedSecret(body string) bool {
	if !strings.Contains(body, "app_secret") {
		return false
	}
	object, _ := jsonvalue.Read(body).Value.(jsonvalue.Object)
	s := object.Text("app_secret")
	if len(s) < 3 {
		return false
	}
	switch strings.ToLower(s) {
	case "redacted", "removed", "masked", "filtered", "hidden", "xxx", "secret":
		return true
	}
	bracketed := strings.ContainsAny(s[:1], "[<{(") && strings.ContainsAny(s[len(s)-1:], "]>})")
	return s == result.MaskSecret || bracketed || strings.Contains(s, "***") || strings.Contains(s, "•••") || strings.Contains(strings.ToLower(s), "redacted")
}

// readTime reads a time as recorders write it.
func readTime(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1970 && t.Year() < 9000 {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time", s)
}
