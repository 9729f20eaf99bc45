package report

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/har"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// HAR writes the HTTP traffic of every case as an HTTP Archive 1.2, which
// browsers and proxies open. Secrets are replaced in it, as everywhere.
func HAR(w io.Writer, r *result.Report) error {
	log := &har.Log{
		Version: "1.2",
		Creator: &har.Creator{Name: "appgauge", Version: "1"},
		Entries: []*har.Entry{},
		Comment: r.Conclusion.String() + ": " + visible.Line(r.Reason),
	}
	for _, g := range r.Gateways {
		for i := range g.Cases {
			for _, ex := range g.Cases[i].Exchanges {
				log.Entries = append(log.Entries, entry(ex, g.Cases[i].ID))
			}
		}
	}
	slices.SortStableFunc(log.Entries, func(a, b *har.Entry) int { return strings.Compare(a.StartedDateTime, b.StartedDateTime) })
	return writeJSON(w, har.HAR{Log: log})
}

// entry is one exchange; the comment names the case.
func entry(ex *result.Exchange, id string) *har.Entry {
	request := &har.Request{
		Method: ex.Method, URL: ex.URL, HTTPVersion: ex.Proto,
		Cookies: []*har.Cookie{}, Headers: headers(ex.Header), QueryString: query(ex.URL),
		HeadersSize: -1, BodySize: int64(len(ex.Body)),
	}
	if ex.Body != "" {
		request.PostData = &har.PostData{MimeType: ex.Header.Get("Content-Type"), Params: []*har.Param{}, Text: ex.Body}
	}
	response := &har.Response{
		Status: int64(ex.Status), StatusText: http.StatusText(ex.Status), HTTPVersion: ex.Proto,
		Cookies: []*har.Cookie{}, Headers: headers(ex.ResponseHeader), RedirectURL: ex.ResponseHeader.Get("Location"),
		HeadersSize: -1, BodySize: -1, Comment: ex.Error,
		Content: &har.Content{
			Size: int64(max(ex.ResponseBytes, len(ex.ResponseBody))), MimeType: ex.ResponseHeader.Get("Content-Type"),
			Text: []byte(ex.ResponseBody), Encoding: "base64",
		},
	}
	return &har.Entry{
		// A fixed number of digits, so that the texts sort as the times do.
		StartedDateTime: ex.Started.UTC().Format("2006-01-02T15:04:05.000000Z"),
		Time:            ex.Millis, Request: request, Response: response, Cache: &har.Cache{},
		Timings: &har.Timings{Send: 0, Wait: ex.Millis, Receive: 0}, Comment: id,
	}
}

func headers(h http.Header) []*har.NameValuePair {
	out := []*har.NameValuePair{}
	for name, values := range h {
		for _, v := range values {
			out = append(out, &har.NameValuePair{Name: name, Value: v})
		}
	}
	slices.SortFunc(out, func(a, b *har.NameValuePair) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return out
}

func query(address string) []*har.NameValuePair {
	out := []*har.NameValuePair{}
	u, err := url.Parse(address)
	if err != nil {
		return out
	}
	values := u.Query()
	for name, vs := range values {
		for _, v := range vs {
			out = append(out, &har.NameValuePair{Name: name, Value: v})
		}
	}
	slices.SortFunc(out, func(a, b *har.NameValuePair) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return out
}
