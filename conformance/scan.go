package conformance

import (
	"context"
	"fmt"
	"strconv"
)

// snapshot is a whole listing, read page by page.
type snapshot struct {
	pages []*listing
	// apps are all listed apps, each once.
	apps []sighting
	byID map[string]int // index in apps
	// total is what the last page gave as total; hasTotal, whether it did.
	total    int64
	hasTotal bool
	// problem says why the snapshot is not complete, "" if it is.
	problem string
	// repeated are IDs that stood on more than one page, or twice on one.
	repeated []string
	err      error // where no answer came
}

// sighting is an app and where it was listed.
type sighting struct {
	app   object
	page  *listing
	index int
}

// path is where the app stands in its page.
func (s *sighting) path(member string) string {
	p := "$.apps[" + strconv.Itoa(s.index) + "]"
	if member != "" {
		p += "." + member
	}
	return p
}

// maxPages bounds how many pages of one listing are read.
const maxPages = 24

// scan reads the whole listing of the filter in pages of limit apps. It trusts
// neither total nor the page size: it goes on until a page has nothing new.
func (r *run) scan(ctx context.Context, filter params, limit int) *snapshot {
	s := scanAt(ctx, r.client, nil, filter, limit)
	for i := range s.apps {
		r.redactApp(s.apps[i].app)
	}
	return s
}

// scanAt is scan at another place than the client's own, unless at is nil.
func scanAt(ctx context.Context, c *client, at *place, filter params, limit int) *snapshot {
	s := &snapshot{byID: map[string]int{}}
	offset := 0
	for {
		if len(s.pages) == maxPages {
			s.problem = fmt.Sprintf("it has more than %d pages", maxPages)
			return s
		}
		q := filter.page(offset, limit)
		ex, err := c.do(ctx, request{op: opQuery, query: q.encode(), at: at})
		l := &listing{ex: ex, query: q}
		if err != nil {
			s.pages = append(s.pages, l)
			s.err, s.problem = err, "no answer: "+err.Error()
			return s
		}
		l, problem, _ := readListing(ex, q)
		s.pages = append(s.pages, l)
		if problem != "" {
			s.problem = problem
			return s
		}
		s.total, s.hasTotal = l.total, l.hasTot
		fresh := 0
		for i, app := range l.apps {
			id := str(app, "id")
			if _, seen := s.byID[id]; seen {
				s.repeated = append(s.repeated, id)
				continue
			}
			fresh++
			s.byID[id] = len(s.apps)
			s.apps = append(s.apps, sighting{app: app, page: l, index: i})
		}
		offset += len(l.apps)
		switch {
		case len(l.apps) == 0:
			return s
		case fresh == 0:
			s.problem = "its pages repeat each other"
			return s
		case len(l.apps) < limit && (!l.hasTot || int64(offset) >= l.total):
			return s
		}
	}
}

// find is where the app with the ID was listed, nil if it was not.
func (s *snapshot) find(id string) *sighting {
	if i, ok := s.byID[id]; ok && id != "" {
		return &s.apps[i]
	}
	return nil
}

// ids are the IDs of the listed apps, in order.
func (s *snapshot) ids() []string {
	out := make([]string, len(s.apps))
	for i := range s.apps {
		out[i] = str(s.apps[i].app, "id")
	}
	return out
}
