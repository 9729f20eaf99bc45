package gateway

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// Query is the query of a listing: query-apps, Table 2. An empty parameter is an
// absent one.
type Query struct {
	ID, Name, AppKey, Creator string
	// Status counts where HasStatus.
	Status    int64
	HasStatus bool
	// Precise says that Name is the whole name, not a part of it.
	Precise bool
	Page    validate.Page
}

// Filtered reports whether q has any condition.
func (q *Query) Filtered() bool {
	return q.ID != "" || q.Name != "" || q.AppKey != "" || q.Creator != "" || q.HasStatus
}

// Listing is the answer to a query: query-apps, Table 4.
type Listing struct {
	Total, Size int
	Apps        []*App
}

// list is the operation of the page query-apps.
func (b *Behaviour) list(x *Exchange) *Reply {
	q, a := b.ParseQuery(x)
	if a != nil {
		return b.Fail(x, *a)
	}
	return &Reply{Status: http.StatusOK, Header: http.Header{}, Body: b.ShowListing(x, b.Find(x, q))}
}

func (b *Behaviour) parseQuery(x *Exchange) (*Query, *validate.Answer) {
	v := x.Query()
	page, a := b.ParsePage(x, v)
	if a != nil {
		return nil, a
	}
	q := &Query{
		ID: v.Get("id"), Name: v.Get("name"), AppKey: v.Get("app_key"), Creator: v.Get("creator"),
		Precise: v.Get("precise_search") == "name",
		Page:    page,
	}
	if text := v.Get("status"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			a := (&validate.PageError{Param: "status", Text: text}).Answer()
			return nil, &a
		}
		q.Status, q.HasStatus = n, true
	}
	return q, nil
}

func (b *Behaviour) parsePage(_ *Exchange, v url.Values) (validate.Page, *validate.Answer) {
	page, err := b.Edition.Page.Parse(v.Get("offset"), v.Get("limit"))
	if err != nil {
		a := err.Answer()
		return page, &a
	}
	return page, nil
}

func (b *Behaviour) candidates(x *Exchange, _ *Query) []*App { return b.Store.Apps(x.Space) }

// match combines the filters: an app must pass all of them.
func match(q *Query, a *App) bool {
	return (q.ID == "" || q.ID == a.ID) &&
		(q.Name == "" || q.Name == a.Name || !q.Precise && strings.Contains(a.Name, q.Name)) &&
		(q.AppKey == "" || q.AppKey == a.Key) &&
		(q.Creator == "" || q.Creator == a.Creator) &&
		(!q.HasStatus || q.Status == a.Status)
}

// selectApps looks at every candidate only where there is a condition, so that a
// plain listing costs no more than its page.
func (b *Behaviour) selectApps(x *Exchange, q *Query) []*App {
	apps := b.Candidates(x, q)
	if !q.Filtered() {
		return apps
	}
	var out []*App
	for _, a := range apps {
		if b.Match(q, a) {
			out = append(out, a)
		}
	}
	return out
}

func window(q *Query, apps []*App) []*App {
	from := min(q.Page.Offset, int64(len(apps)))
	apps = apps[from:]
	return apps[:min(q.Page.Limit, int64(len(apps)))]
}

func (b *Behaviour) find(x *Exchange, q *Query) *Listing {
	selected := b.Select(x, q)
	page := b.Window(q, selected)
	return &Listing{Total: len(selected), Size: len(page), Apps: page}
}

func (b *Behaviour) showListing(x *Exchange, l *Listing) *Object {
	items := make([]*Object, len(l.Apps))
	for i, a := range l.Apps {
		items[i] = b.ShowApp(x, a)
	}
	return (&Object{}).Set("total", l.Total).Set("size", l.Size).Set("apps", items)
}
