package witness

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Probe sends requests to a gateway and notes what it sees.
type Probe struct {
	Name string
	Run  func(*Client)
}

// deterministic replaces chance and time.
func deterministic(b *gateway.Behaviour) {
	var n atomic.Int64
	hex := func(kind string) func() string {
		return func() string { return fmt.Sprintf("%s%028x%03x", kind, 0xabcdef, n.Add(1)) }
	}
	b.NewID, b.NewKey, b.NewSecret = hex("a"), hex("b"), hex("c")
	b.Signing.Now = signedAt
	b.Now = func() time.Time {
		return time.Date(2020, 8, 3, 13, 9, 13, int(n.Add(1))*1000, time.UTC)
	}
}

const home = "/v2/project-one/apigw/instances/instance-one/apps"

// Client sends requests in process and keeps a transcript.
type Client struct {
	Handler    http.Handler
	provoke    provocation
	mu         sync.Mutex
	visited    map[string]bool // paths
	newest     map[string]any  // the app that was created last
	transcript strings.Builder
}

// request is one on its way.
type request struct {
	method, path, query, body, token string
	header                           http.Header
	chunked                          bool
}

// Seen reports whether anything was noted.
func (c *Client) Seen() bool { return c.transcript.Len() > 0 }

func (c *Client) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(&c.transcript, format+"\n", args...)
}

// Do sends a request, in the way that is to be provoked, and gives the answer,
// without keeping it. A token of "-" is none.
func (c *Client) Do(method, target, body, token string) (int, string) {
	r := request{method: method, body: body, token: token}
	r.path, r.query, _ = strings.Cut(target, "?")
	c.mu.Lock()
	first, again := len(c.visited) == 0, c.visited[r.path]
	if c.visited == nil {
		c.visited = map[string]bool{}
	}
	c.visited[r.path] = true
	c.mu.Unlock()
	p := &c.provoke
	if first && p.start != nil {
		p.start(c)
	}
	if !again && p.arrive != nil {
		p.arrive(c, r.path)
	}
	if p.before != nil {
		p.before(c, r.path)
	}
	if p.change == nil {
		return c.send(r)
	}
	var status int
	var answer strings.Builder
	for _, r := range p.change(c, r) {
		code, text := c.send(r)
		status = code
		answer.WriteString(text)
	}
	return status, answer.String()
}

// send sends a request as it is.
func (c *Client) send(r request) (int, string) {
	target := r.path
	if r.query != "" {
		target += "?" + r.query
	}
	in := httptest.NewRequest(r.method, target, strings.NewReader(r.body))
	if r.token != "-" {
		in.Header.Set("X-Auth-Token", r.token)
	}
	for name, values := range r.header {
		in.Header[name] = values
	}
	if r.chunked {
		in.ContentLength = -1
	}
	w := httptest.NewRecorder()
	c.Handler.ServeHTTP(w, in)
	if w.Code == http.StatusCreated && c.provoke.remembers {
		var app map[string]any
		if json.Unmarshal(w.Body.Bytes(), &app) == nil {
			c.mu.Lock()
			c.newest = app
			c.mu.Unlock()
		}
	}
	return w.Code, w.Header().Get("Content-Type") + " " + w.Body.String()
}

// ask is Do with the answer kept.
func (c *Client) ask(method, target, body, token string) {
	status, answer := c.Do(method, target, body, token)
	c.note("%s %s %.80s %s -> %d %s", method, target, body, token, status, answer)
}

func (c *Client) create(body string) { c.ask("POST", home, body, gateway.DemoToken) }
func (c *Client) list(query string)  { c.ask("GET", home+query, "", gateway.DemoToken) }

// fill creates apps app_000, app_001, …; each third without a remark, each
// second with a key.
func (c *Client) fill(n int) {
	for i := range n {
		body := fmt.Sprintf(`{"name":"app_%03d"`, i)
		if i%3 != 0 {
			body += fmt.Sprintf(`,"remark":"remark %03d of app_%03d"`, i, i+1)
		}
		if i%2 != 0 {
			body += fmt.Sprintf(`,"app_key":"Key-%03d_key"`, i)
		}
		c.Do("POST", home, body+"}", gateway.DemoToken)
	}
}

// created is an app as a create shows it; empty where the answer is no object.
func (c *Client) created(target, body string) map[string]any {
	_, answer := c.Do("POST", target, body, gateway.DemoToken)
	_, answer, _ = strings.Cut(answer, " ")
	var o map[string]any
	json.NewDecoder(strings.NewReader(answer)).Decode(&o)
	c.note("%s -> %s", body, answer)
	return o
}

// together sends n requests at once and notes the answers, sorted, with digits
// left out: which generated value went to which request is chance.
func (c *Client) together(n int, send func(i int) (int, string)) {
	answers := make([]string, n)
	var wg sync.WaitGroup
	ready := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-ready
			status, answer := send(i)
			answers[i] = fmt.Sprint(status, " ", answer)
		})
	}
	close(ready)
	wg.Wait()
	seen := map[string]int{}
	for i, a := range answers {
		for _, hex := range hex32.FindAllString(a, -1) {
			seen[hex]++
		}
		answers[i] = fmt.Sprint(i, " ", digit.ReplaceAllString(hex32.ReplaceAllString(a, "HEX"), ""))
	}
	repeated := 0
	for _, times := range seen {
		if times > 1 {
			repeated++
		}
	}
	slices.Sort(answers)
	c.note("%s\nrepeated: %d", strings.Join(answers, "\n"), repeated)
}

var (
	hex32 = regexp.MustCompile(`[0-9a-f]{32}`)
	digit = regexp.MustCompile(`[0-9]`)
)
