package har

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
)

// Writer writes an archive entry by entry. What was written before it is closed can be
// read, too.
type Writer struct {
	out io.Writer
	n   int
	err error
}

// NewWriter begins an archive.
func NewWriter(out io.Writer) *Writer {
	w := &Writer{out: out}
	w.write(`{"log":{"version":"1.2","creator":{"name":"appgauge","version":"1"},"entries":[`)
	return w
}

func (w *Writer) write(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.out, text)
	}
}

// Close ends the archive. The error is the first that was met.
func (w *Writer) Close() error {
	w.write("\n]}}\n")
	return w.err
}

type pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type postData struct {
	MimeType string `json:"mimeType"`
	Text     string `json:"text"`
}

type request struct {
	Method      string    `json:"method"`
	URL         string    `json:"url"`
	HTTPVersion string    `json:"httpVersion"`
	Cookies     []pair    `json:"cookies"`
	Headers     []pair    `json:"headers"`
	QueryString []pair    `json:"queryString"`
	PostData    *postData `json:"postData,omitempty"`
	HeadersSize int       `json:"headersSize"`
	BodySize    int       `json:"bodySize"`
	// Offends are the clauses that the request offends, if its text is not what was sent.
	Offends []string `json:"_offends,omitzero"`
}

type content struct {
	Size     int    `json:"size"`
	MimeType string `json:"mimeType"`
	Text     string `json:"text"`
	Encoding string `json:"encoding,omitempty"`
}

type response struct {
	Status      int     `json:"status"`
	StatusText  string  `json:"statusText"`
	HTTPVersion string  `json:"httpVersion"`
	Cookies     []pair  `json:"cookies"`
	Headers     []pair  `json:"headers"`
	Content     content `json:"content"`
	RedirectURL string  `json:"redirectURL"`
	HeadersSize int     `json:"headersSize"`
	BodySize    int     `json:"bodySize"`
	Comment     string  `json:"comment,omitempty"`
}

type entry struct {
	Started  string             `json:"startedDateTime"`
	Time     float64            `json:"time"`
	Request  request            `json:"request"`
	Response response           `json:"response"`
	Cache    struct{}           `json:"cache"`
	Timings  map[string]float64 `json:"timings"`
}

// Add writes an exchange, which must hold no secrets. Offends are the clauses that the
// request offends as it was sent, nil if its body is what was sent.
func (w *Writer) Add(ex *result.Exchange, offends []string) error {
	proto := ex.Proto
	if proto == "" {
		proto = "HTTP/1.1"
	}
	e := entry{
		Started: ex.Started.UTC().Format("2006-01-02T15:04:05.000000000Z"), Time: ex.Millis, Timings: map[string]float64{"send": 0, "wait": ex.Millis, "receive": 0},
		Request: request{
			Method: ex.Method, URL: ex.URL, HTTPVersion: proto, Cookies: []pair{}, Headers: pairs(ex.Header), QueryString: []pair{},
			HeadersSize: -1, BodySize: len(ex.Body), Offends: offends,
		},
		Response: response{
			Status: ex.Status, StatusText: http.StatusText(ex.Status), HTTPVersion: proto, Cookies: []pair{}, Headers: pairs(ex.ResponseHeader),
			Content:     content{Size: max(len(ex.ResponseBody), ex.ResponseBytes), MimeType: ex.ResponseHeader.Get("Content-Type"), Text: ex.ResponseBody},
			RedirectURL: ex.ResponseHeader.Get("Location"), HeadersSize: -1, BodySize: -1, Comment: ex.Error,
		},
	}
	if u, err := url.Parse(ex.URL); err == nil {
		query := u.Query()
		e.Request.QueryString = pairs(http.Header(query))
	}
	if ex.Body != "" {
		e.Request.PostData = &postData{ex.Header.Get("Content-Type"), ex.Body}
	}
	if c := &e.Response.Content; !utf8.ValidString(c.Text) {
		c.Text, c.Encoding = base64.StdEncoding.EncodeToString([]byte(c.Text)), "base64"
	}
	text, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("an exchange cannot be recorded: %w", err)
	}
	separator := ",\n"
	if w.n == 0 {
		separator = "\n"
	}
	w.n++
	w.write(separator + string(text))
	return w.err
}

func pairs(h map[string][]string) []pair {
	out := []pair{}
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, v := range h[name] {
			out = append(out, pair{name, v})
		}
	}
	return out
}
