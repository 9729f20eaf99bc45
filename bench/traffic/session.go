package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// session is a client at work, and what a recorder writes down of it.
type session struct {
	gateway http.Handler
	entries []any
	clock   time.Time
	n       int
	ids     []string
}

const collection = "/v2/my-project/apigw/instances/my-instance/apps"

type pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// record is the HTTP Archive of a session with the gateway.
func record(h http.Handler) ([]byte, error) {
	s := &session{gateway: h, clock: time.Now().Add(-time.Hour).UTC()}
	s.work()
	return json.Marshal(map[string]any{"log": map[string]any{
		"version": "1.2", "creator": pair{"bench", "1"}, "entries": s.entries,
	}})
}

// send sends a request and records what came. Time passes: the client is a person.
func (s *session) send(method, path, body, token string) map[string]any {
	req := httptest.NewRequest(method, "http://gateway.example"+path, strings.NewReader(body))
	headers := []pair{{"Accept", "application/json"}}
	if body != "" {
		headers = append(headers, pair{"Content-Type", "application/json"})
	}
	if token != "" {
		headers = append(headers, pair{"X-Auth-Token", token})
	}
	for _, h := range headers {
		req.Header.Set(h.Name, h.Value)
	}
	rec := httptest.NewRecorder()
	s.gateway.ServeHTTP(rec, req)
	s.clock = s.clock.Add(7 * time.Second)
	var query, answer []pair
	for name, values := range req.URL.Query() {
		query = append(query, pair{name, values[0]})
	}
	for name, values := range rec.Header() {
		answer = append(answer, pair{name, values[0]})
	}
	request := map[string]any{
		"method": method, "url": req.URL.String(), "httpVersion": "HTTP/1.1", "cookies": []pair{}, "headers": headers, "queryString": query, "headersSize": -1, "bodySize": len(body),
	}
	if body != "" {
		request["postData"] = map[string]any{"mimeType": "application/json", "text": body}
	}
	s.entries = append(s.entries, map[string]any{
		"startedDateTime": s.clock.Format(time.RFC3339Nano), "time": 12, "request": request, "cache": map[string]any{}, "timings": map[string]any{"send": 0, "wait": 12, "receive": 0},
		"response": map[string]any{
			"status": rec.Code, "statusText": http.StatusText(rec.Code), "httpVersion": "HTTP/1.1", "cookies": []pair{}, "headers": answer, "redirectURL": "", "headersSize": -1, "bodySize": rec.Body.Len(),
			"content": map[string]any{"size": rec.Body.Len(), "mimeType": rec.Header().Get("Content-Type"), "text": rec.Body.String()},
		},
	})
	var out map[string]any
	_ = json.Unmarshal(rec.Body.Bytes(), &out) // a faulty gateway may answer anything
	return out
}

func (s *session) create(format string, args ...any) {
	s.n++
	body := strings.ReplaceAll(fmt.Sprintf(format, args...), "NAME", fmt.Sprintf("shop_frontend_%d", s.n))
	if id, ok := s.send("POST", collection, body, gateway.DemoToken)["id"].(string); ok {
		s.ids = append(s.ids, id)
	}
}

func (s *session) list(query string) {
	s.send("GET", collection+"?"+query, "", gateway.DemoToken)
}

// work is what clients do: create, make mistakes, search, page, delete.
func (s *session) work() {
	s.list("limit=20")
	for range 24 {
		s.create(`{"name":"NAME"}`)
	}
	s.create(`{"name":"NAME","remark":"for the shop, é 😀"}`)
	s.create(`{"name":"NAME","app_key":"key-of-the-shop_1","app_secret":"s3cret_!@#$%%"}`)
	s.create(`{"name":"NAME","app_key":"8letters"}`)
	s.create(`{"name":"abc"}`)
	s.create(`{"name":"NAME%s","app_key":"%s"}`, strings.Repeat("x", 64-len("shop_frontend_29")), strings.Repeat("k", 200))
	s.create(`{"name":"NAME","remark":"%s"}`, strings.Repeat("中", 255))
	for _, wrong := range []string{
		`{}`, `{"name":"ab"}`, `{"name":"1st_app"}`, `{"name":"my-app"}`, `{"name":"` + strings.Repeat("a", 65) + `"}`, `{"name":7}`, `[]`, `{"name":"NAME"`,
		`{"name":"NAME","remark":"` + strings.Repeat("x", 256) + `"}`, `{"name":"NAME","remark":1}`, `{"name":"NAME","app_key":"1234567"}`, `{"name":"NAME","app_key":"_2345678"}`,
		`{"name":"NAME","app_key":"12345678!"}`, `{"name":"NAME","app_key":"` + strings.Repeat("a", 201) + `"}`, `{"name":"NAME","app_secret":"1234567"}`,
		`{"name":"NAME","app_secret":"!2345678"}`, `{"name":"NAME","app_secret":"12345678*"}`, `{"name":"NAME","app_secret":"` + strings.Repeat("a", 129) + `"}`,
	} {
		s.n++
		s.send("POST", collection, strings.ReplaceAll(wrong, "NAME", fmt.Sprintf("shop_frontend_%d", s.n)), gateway.DemoToken)
	}
	for _, token := range []string{"", "MIIEAgYJKoZIhvcNAQcCoIID8zCCA"} {
		s.send("POST", collection, `{"name":"nobody"}`, token)
		s.send("GET", collection+"?limit=5", "", token)
	}
	for range 2 {
		for _, q := range []string{
			"", "limit=5", "limit=20&offset=20", "limit=0", "limit=-1", "limit=501", "limit=500", "offset=-1", "limit=10&offset=0", "limit=10&offset=10", "limit=10&offset=20", "limit=10&offset=30",
			"name=frontend", "name=shop_frontend_3&precise_search=name", "name=frontend&limit=3&offset=3", "status=1", "creator=USER", "app_key=key-of-the-shop_1", "app_key=nothing-like-it", "status=1&creator=USER&limit=7",
		} {
			s.list(q)
		}
		if len(s.ids) > 2 {
			s.list("id=" + url.QueryEscape(s.ids[2]))
			s.list("id=" + url.QueryEscape(s.ids[2]) + "&status=1")
		}
	}
	for i, id := range s.ids {
		if i%5 == 0 {
			s.send("DELETE", collection+"/"+url.PathEscape(id), "", gateway.DemoToken)
		}
	}
	s.list("limit=500")
}
