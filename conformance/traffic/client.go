package traffic

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/internal/visible"
)

// ClientFinding is something that a client did which the pages do not provide for.
type ClientFinding struct {
	// Clause is the statement that it breaks, or relies on more than it should, by its ID.
	Clause string
	// Text says what it did, Where in which exchange.
	Text, Where string
	// N is how often.
	N int
}

// maxClient is how many different findings on clients are kept.
const maxClient = 200

// client is what is known of those who send the requests.
type client struct {
	found []*ClientFinding
	// unread are listings of which the rest was not asked for, by place and filters.
	unread map[string]*ClientFinding
}

// Client lists what the clients did that the pages do not provide for.
func (j *Judge) Client() []ClientFinding {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []ClientFinding
	for _, g := range j.order {
		for _, f := range g.client.found {
			out = append(out, *f)
		}
		var keys []string
		for k := range g.client.unread {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			out = append(out, *g.client.unread[k])
		}
	}
	return out
}

// sentBy looks at what the client did.
func (s *seen) sentBy() {
	if token, signed := tokenOf(s.ex.Header); token == "" && !signed && !s.o.Tokens.Removed && (s.request.Op == oracle.Create || s.request.Op == oracle.List) {
		op := "create"
		if s.request.Op == oracle.List {
			op = "list"
		}
		s.client(op+"/auth/token-required", "the request has neither X-Auth-Token nor a signature")
	}
	switch s.request.Op {
	case oracle.Create:
		r := s.request
		r.Credential = oracle.Valid
		e := s.gateway.oracle.Lawful(r)
		for i, clause := range e.Breaches {
			s.client(clause, s.finder().Replace(e.Why[i])+" was sent")
		}
		for _, what := range e.Open {
			s.client("create/body/json", what+" was sent, of which the page says nothing")
		}
	case oracle.List:
		s.query()
	}
}

func (s *seen) finder() finder { return s.secrets.finder(s.ex) }

// query looks at the parameters of a listing.
func (s *seen) query() {
	const unknown = "list/filter/unknown"
	values, err := url.ParseQuery(s.request.Query)
	if err != nil {
		s.client(unknown, "the query ?"+s.request.Query+" cannot be read")
		return
	}
	page := s.o.Edition.Page
	for name, all := range values {
		if len(all) > 1 {
			s.client(unknown, "the parameter "+name+" was sent more than once")
		}
		v := all[0]
		n, err := strconv.ParseInt(v, 10, 64)
		switch name {
		case "offset":
			if err != nil {
				s.client("list/offset/type", fmt.Sprintf("offset=%s is not an integer", v))
			} else if n < 0 {
				s.client("list/offset/negative", fmt.Sprintf("offset=%d is below 0, and counts as 0", n))
			}
		case "limit":
			switch {
			case err != nil:
				s.client("list/limit/type", fmt.Sprintf("limit=%s is not an integer", v))
			case n <= 0:
				s.client("list/limit/not-positive", fmt.Sprintf("limit=%d is below 1, and counts as %d", n, page.DefaultLimit))
			case n > page.MaxLimit:
				s.client("list/limit/above-maximum", fmt.Sprintf("limit=%d is above %d, and counts as %d", n, page.MaxLimit, page.MaxLimit))
			}
		case "status":
			if err != nil {
				s.client("list/filter/status-type", fmt.Sprintf("status=%s is not an integer", v))
			}
		case "precise_search":
			if v != "name" {
				s.client("list/filter/precise_search", fmt.Sprintf("precise_search=%s; the only value is name", v))
			}
		case "id", "name", "app_key", "creator":
			if v == "" {
				s.client(unknown, "the parameter "+name+" was sent empty")
			}
		default:
			s.client(unknown, "the parameter "+name+" is not in the table")
		}
	}
	s.read(values)
}

// read keeps whether a listing is read to its end.
func (s *seen) read(values url.Values) {
	if s.out.Page == nil || !s.out.Page.HasTotal || s.answer.Status != http.StatusOK {
		return
	}
	offset, _ := strconv.ParseInt(values.Get("offset"), 10, 64)
	values.Del("offset")
	values.Del("limit")
	key := fmt.Sprint(s.request.At, "?", values.Encode())
	until := max(offset, 0) + int64(len(s.out.Page.Items))
	if s.gateway.client.unread == nil {
		s.gateway.client.unread = map[string]*ClientFinding{}
	}
	switch known := s.gateway.client.unread[key]; {
	case until >= s.out.Page.Total:
		delete(s.gateway.client.unread, key)
	case known != nil:
		known.Text, known.Where, known.N = unread(until, s.out.Page.Total), s.where(), known.N+1
	case len(s.gateway.client.unread) < maxClient:
		s.gateway.client.unread[key] = &ClientFinding{Clause: "list/pages/complete", Text: unread(until, s.out.Page.Total), Where: s.where(), N: 1}
	}
}

func unread(n, total int64) string {
	return fmt.Sprintf("only the first %d of %d apps were read, and no further page was asked for", n, total)
}

// client counts something that the client did.
func (s *seen) client(clause, text string) {
	c := &s.gateway.client
	text = visible.Line(s.finder().Replace(strings.TrimSpace(text)))
	i := slices.IndexFunc(c.found, func(f *ClientFinding) bool { return f.Clause == clause && f.Text == text })
	switch {
	case i >= 0:
		c.found[i].N++
	case len(c.found) < maxClient:
		c.found = append(c.found, &ClientFinding{clause, text, s.where(), 1})
	}
}
