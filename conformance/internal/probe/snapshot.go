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
// neither total nor the page size: it goes on until a page has nothing new. A nil
// at is the client's own place.
func (c *Client) Scan(ctx context.Context, at *Place, filter Params, limit int) *Snapshot {
	s := &Snapshot{byID: map[string]int{}}
	offset := 0
	for {
		if len(s.Pages) == MaxPages {
			s.Problem = fmt.Sprintf("it has more than %d pages", MaxPages)
			return s
		}
		q := filter.Page(offset, limit)
		ex, err := c.Do(ctx, Request{Op: OpQuery, Query: q.Encode(), At: at})
		l := &Listing{Exchange: ex, Query: q}
		if err != nil {
			s.Pages = append(s.Pages, l)
			s.Err, s.Problem = err, "no answer: "+err.Error()
			return s
		}
		l, problem, _ := ReadListing(ex, q)
		s.Pages = append(s.Pages, l)
		if problem != "" {
			s.Problem = problem
			return s
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
