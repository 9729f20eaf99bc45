package probe

import (
	"context"
	"fmt"
	"strconv"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// Snapshot is a whole listing, read page by page.
type Snapshot struct {
	Pages []*Listing
	// Apps are all listed apps, each once.
	Apps []Sighting
	byID map[string]int // index in apps
	// Total is what the last page gave as total; hasTotal, whether it did.
	Total    int64
	HasTotal bool
	// Problem says why the snapshot is not complete, "" if it is.
	Problem string
	// repeated are IDs that stood on more than one page, or twice on one.
	repeated []string
	Err      error // where no answer came
}

// Sighting is an app and where it was listed.
type Sighting struct {
	App   jsonvalue.Object
	Page  *Listing
	index int
}

// Flaws are what is wrong inside the app as it was listed.
func (s *Sighting) Flaws() []jsonvalue.Flaw { return s.Page.Flaws[s.index] }

// Path is where the app stands in its page.
func (s *Sighting) Path(member string) string {
	p := "$.apps[" + strconv.Itoa(s.index) + "]"
	if member != "" {
		p += "." + member
	}
	return p
}

// MaxPages bounds how many pages of one listing are read.
const MaxPages = 24

// Scan reads the whole listing of the filter in pages of limit apps. It trusts
// neither total nor the page size: it goes on until a page has nothing new. If answers
// take long, the pages that total promises are asked for at the same time. A nil at is
// the client's own place.
func (c *Client) Scan(ctx context.Context, at *Place, filter Params, limit int) *Snapshot {
	s := &Snapshot{byID: map[string]int{}}
	ahead := map[int]*scanned{} // by offset
	offset := 0
	for {
		if len(s.Pages) == MaxPages {
			s.Problem = fmt.Sprintf("it has more than %d pages", MaxPages)
			return s
		}
		p := ahead[offset]
		if p == nil {
			p = c.page(ctx, at, filter.Page(offset, limit))
		}
		l := p.listing
		s.Pages = append(s.Pages, l)
		if p.problem != "" {
			s.Err, s.Problem = p.err, p.problem
			return s
		}
		if len(s.Pages) == 1 {
			ahead = c.pagesAhead(ctx, at, filter, limit, l)
		}
		s.Total, s.HasTotal = l.Total, l.HasTotal
		fresh := 0
		for i, app := range l.Apps {
			id := app.Text("id")
			if _, seen := s.byID[id]; seen {
				s.repeated = append(s.repeated, id)
				continue
			}
			fresh++
			s.byID[id] = len(s.Apps)
			s.Apps = append(s.Apps, Sighting{App: app, Page: l, index: i})
		}
		offset += len(l.Apps)
		switch {
		case len(l.Apps) == 0:
			return s
		case fresh == 0:
			s.Problem = "its pages repeat each other"
			return s
		case len(l.Apps) < limit && (!l.HasTotal || int64(offset) >= l.Total):
			return s
		}
	}
}

// scanned is one page of a listing that is read whole.
type scanned struct {
	listing *Listing
	problem string
	err     error // if no answer came
}

func (c *Client) page(ctx context.Context, at *Place, q Params) *scanned {
	ex, err := c.Do(ctx, Request{Op: OpQuery, Query: q.Encode(), At: at})
	if err != nil {
		return &scanned{&Listing{Exchange: ex, Query: q}, "no answer: " + err.Error(), err}
	}
	l, problem, _ := ReadListing(ex, q)
	return &scanned{l, problem, nil}
}

// pagesAhead reads the pages that follow the first one, as far as its total tells of
// them, by their offsets. It reads none if answers come quickly.
func (c *Client) pagesAhead(ctx context.Context, at *Place, filter Params, limit int, first *Listing) map[int]*scanned {
	if !c.Slow() || !first.HasTotal || len(first.Apps) != limit {
		return nil
	}
	more := int(min((first.Total-1)/int64(limit), MaxPages-1))
	pages := make([]*scanned, max(more, 0))
	Parallel(ctx, cap(c.buffers), len(pages), func(i int) { pages[i] = c.page(ctx, at, filter.Page((i+1)*limit, limit)) })
	ahead := map[int]*scanned{}
	for i, p := range pages {
		if p != nil {
			ahead[(i+1)*limit] = p
		}
	}
	return ahead
}

// Find is where the app with the ID was listed, nil if it was not.
func (s *Snapshot) Find(id string) *Sighting {
	if i, ok := s.byID[id]; ok && id != "" {
		return &s.Apps[i]
	}
	return nil
}

// IDs are the IDs of the listed apps, in order.
func (s *Snapshot) IDs() []string {
	out := make([]string, len(s.Apps))
	for i := range s.Apps {
		out[i] = s.Apps[i].App.Text("id")
	}
	return out
}
