package report

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// HAR writes the HTTP traffic of every case as an HTTP Archive 1.2, which
// browsers and proxies open. Secrets are replaced in it, as everywhere.
func HAR(w io.Writer, r *result.Report) error {
	log := harLog{
		Version: "1.2",
		Creator: harCreator{Name: "appgauge", Version: "1"},
		Entries: []harEntry{},
		Comment: r.Conclusion.String() + ": " + visible.Line(r.Reason),
	}
	for _, g := range r.Gateways {
		for i := range g.Cases {
			for _, ex := range g.Cases[i].Exchanges {
				log.Entries = append(log.Entries, entry(ex, g.Cases[i].ID))
			}
		}
	}
	slices.SortStableFunc(log.Entries, func(a, b harEntry) int { return strings.Compare(a.StartedDateTime, b.StartedDateTime) })
	return writeJSON(w, map[string]harLog{"log": log})
}

// What follows is the part of HTTP Archive 1.2 that exchanges have, by
// https://w3c.github.io/web-performance/specs/HAR/Overview.html.
type (
	harLog struct {
		Version string     `json:"version"`
		Creator harCreator `json:"creator"`
		Entries []harEntry `json:"entries"`
		Comment string     `json:"comment,omitempty"`
	}
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harEntry struct {
		// StartedDateTime has a fixed number of digits, so that the texts sort as the times do.
		StartedDateTime string      `json:"startedDateTime"`
		Time            float64     `json:"time"` // in milliseconds
		Request         harRequest  `json:"request"`
		Response        harResponse `json:"response"`
		Cache           struct{}    `json:"cache"`
		Timings         harTimings  `json:"timings"`
		Comment         string      `json:"comment,omitempty"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
	harRequest struct {
		harMessage
		Method      string       `json:"method"`
		URL         string       `json:"url"`
		QueryString []harPair    `json:"queryString"`
		PostData    *harPostData `json:"postData,omitempty"`
	}
	harPostData struct {
		MimeType string    `json:"mimeType"`
		Params   []harPair `json:"params"`
		Text     string    `json:"text"`
	}
	harResponse struct {
		harMessage
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		Comment     string     `json:"comment,omitempty"`
	}
	harContent struct {
		Size     int    `json:"size"`
		MimeType string `json:"mimeType"`
		Text     []byte `json:"text,omitempty"` // in base64
		Encoding string `json:"encoding,omitempty"`
	}
	// harMessage is what requests and answers have in common. A size of -1 is unknown.
	harMessage struct {
		HTTPVersion string    `json:"httpVersion"`
		Cookies     []harPair `json:"cookies"`
		Headers     []harPair `json:"headers"`
		HeadersSize int       `json:"headersSize"`
		BodySize    int       `json:"bodySize"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// entry is one exchange; the comment names the case.
func entry(ex *result.Exchange, id string) harEntry {
	message := func(header http.Header, size int) harMessage {
		return harMessage{HTTPVersion: ex.Proto, Cookies: []harPair{}, Headers: pairs(header), HeadersSize: -1, BodySize: size}
	}
	request := harRequest{
		harMessage: message(ex.Header, len(ex.Body)),
		Method:     ex.Method, URL: ex.URL, QueryString: query(ex.URL),
	}
	if ex.Body != "" {
		request.PostData = &harPostData{MimeType: ex.Header.Get("Content-Type"), Params: []harPair{}, Text: ex.Body}
	}
	return harEntry{
		StartedDateTime: ex.Started.UTC().Format("2006-01-02T15:04:05.000000Z"),
		Time:            ex.Millis, Timings: harTimings{Wait: ex.Millis}, Comment: id,
		Request: request,
		Response: harResponse{
			harMessage: message(ex.ResponseHeader, -1),
			Status:     ex.Status, StatusText: http.StatusText(ex.Status),
			RedirectURL: ex.ResponseHeader.Get("Location"), Comment: ex.Error,
			Content: harContent{
				Size: max(ex.ResponseBytes, len(ex.ResponseBody)), MimeType: ex.ResponseHeader.Get("Content-Type"),
				Text: []byte(ex.ResponseBody), Encoding: "base64",
			},
		},
	}
}

// pairs are names with values, sorted.
func pairs(of map[string][]string) []harPair {
	out := []harPair{}
	for name, values := range of {
		for _, v := range values {
			out = append(out, harPair{name, v})
		}
	}
	slices.SortFunc(out, func(a, b harPair) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return out
}

func query(address string) []harPair {
	u, err := url.Parse(address)
	if err != nil {
		return []harPair{}
	}
	return pairs(u.Query())
}
