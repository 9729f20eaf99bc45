package witness

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// provocation sends a probe's requests in the way that a trigger is about. Each of
// its functions may be nil.
type provocation struct {
	// start comes before the first request, arrive before the first one to each path,
	// before before every one.
	start          func(*Client)
	arrive, before func(c *Client, path string)
	// change says what is sent instead of a request.
	change func(*Client, request) []request
	// meanwhile starts something that goes on until it is told to end.
	meanwhile func(*Client) (end func())
	// remembers says that the newest app is of use.
	remembers bool
}

// provocations are there for every trigger but those that any probe provokes.
var provocations = map[string]provocation{
	"with-remark":        member("remark", `"company"`),
	"with-app_key":       member("app_key", `"company-1"`),
	"with-app_secret":    member("app_secret", `"company-1"`),
	"without-remark":     member("remark", ""),
	"without-app_key":    member("app_key", ""),
	"without-app_secret": member("app_secret", ""),
	"app-with-remark":    member("remark", `"company"`),
	"app-without-remark": member("remark", ""),
	"app-with-key":       member("app_key", `"company-1"`),
	"app-with-secret":    member("app_secret", `"company-1"`),
	"app-one-in-five":    {change: renamed},
	"chunked":            each(func(_ *Client, r *request) { r.chunked = true }),
	"expect":             header("Expect", "100-continue"),
	"charset":            header("Content-Type", "application/json; charset=utf-8"),
	"over-4-kib": each(func(_ *Client, r *request) {
		if r.method == "POST" {
			r.body += strings.Repeat(" ", 4<<10)
		}
	}),
	"by-id":             param("id"),
	"by-name":           param("name"),
	"by-status":         param("status"),
	"by-app_key":        param("app_key"),
	"by-creator":        param("creator"),
	"by-precise_search": param("name", "precise_search"),
	"by-two":            param("status", "creator"),
	"later-page": each(func(_ *Client, r *request) {
		if r.method == "GET" && !strings.Contains(r.query, "offset=") {
			r.query = strings.TrimPrefix(r.query+"&offset=1", "&")
		}
	}),
	"app-2": filled(2), "app-11": filled(11), "app-21": filled(21), "app-41": filled(41), "app-101": filled(101), "app-501": filled(501),
	"after-delete": {arrive: func(c *Client, path string) {
		c.send(request{method: "DELETE", path: path + "/" + c.add(path, "deleted"), token: gateway.DemoToken})
	}},
	"after-refusal": {before: func(c *Client, path string) {
		c.send(request{method: "POST", path: path, body: `{"name":"-"}`, token: gateway.DemoToken})
	}},
	"second-instance": {start: first("/v2/project-one/apigw/instances/instance-zero/apps")},
	"second-project":  {start: first("/v2/project-zero/apigw/instances/instance-one/apps")},
	"same-connection": {start: first(home)},
	"moment":          {before: func(c *Client, path string) { c.add(path, "momentary") }},
	"busy":            {meanwhile: busy},
	"one-in-five": {change: func(_ *Client, r request) []request {
		return []request{r, r, r, r, r}
	}},
}

func each(change func(*Client, *request)) provocation {
	return provocation{change: func(c *Client, r request) []request {
		change(c, &r)
		return []request{r}
	}}
}

// member sees to it that creations have, or lack, a member.
func member(name, raw string) provocation {
	return each(func(_ *Client, r *request) {
		var have map[string]json.RawMessage
		if r.method != "POST" || json.Unmarshal([]byte(r.body), &have) != nil || have == nil {
			return
		}
		switch _, there := have[name]; {
		case there == (raw != ""):
		case there:
			delete(have, name)
			text, err := json.Marshal(have)
			if err == nil {
				r.body = string(text)
			}
		case len(have) == 0:
			r.body = fmt.Sprintf(`{%q:%s}`, name, raw)
		default:
			r.body = strings.TrimRight(strings.TrimSpace(r.body), "}") + fmt.Sprintf(`,%q:%s}`, name, raw)
		}
	})
}

// renamed creates eight apps in the place of one, by names that begin alike.
func renamed(_ *Client, r request) []request {
	const name = `"name":"app_demo"`
	out := []request{r}
	if r.method == "POST" && strings.Contains(r.body, name) {
		for i := range 8 {
			r.body = strings.Replace(out[0].body, name, fmt.Sprintf(`"name":"app_demo_%d"`, i), 1)
			out = append(out, r)
		}
	}
	return out
}

func header(name, value string) provocation {
	return each(func(_ *Client, r *request) { r.header = http.Header{name: {value}} })
}

// param adds conditions that the newest app fulfils to listings.
func param(names ...string) provocation {
	p := each(func(c *Client, r *request) {
		if r.method != "GET" {
			return
		}
		q, _ := url.ParseQuery(r.query)
		for _, name := range names {
			if q.Has(name) {
				continue
			}
			value := "name"
			if name != "precise_search" {
				c.mu.Lock()
				value = fmt.Sprint(c.newest[name])
				c.mu.Unlock()
			}
			r.query = strings.TrimPrefix(r.query+"&"+name+"="+url.QueryEscape(value), "&")
		}
	})
	p.remembers = true
	p.arrive = func(c *Client, path string) { c.add(path, "company") }
	return p
}

// filled sees to it that there are n apps.
func filled(n int) provocation {
	return provocation{arrive: func(c *Client, path string) {
		for i := range n {
			c.add(path, fmt.Sprintf("earlier_%d", i))
		}
	}}
}

// add creates an app and gives its ID.
func (c *Client) add(path, name string) (id string) {
	_, answer := c.send(request{method: "POST", path: path, body: fmt.Sprintf(`{"name":%q}`, name), token: gateway.DemoToken})
	_, answer, _ = strings.Cut(answer, " ")
	var app struct{ ID string }
	json.Unmarshal([]byte(answer), &app)
	return app.ID
}

// first asks there before anywhere else.
func first(path string) func(*Client) {
	return func(c *Client) { c.send(request{method: "GET", path: path, token: gateway.DemoToken}) }
}

// busy keeps other requests under way.
func busy(c *Client) (end func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					c.send(request{method: "GET", path: home, query: "limit=1", token: gateway.DemoToken})
				}
			}
		})
	}
	return func() { close(done); wg.Wait() }
}
