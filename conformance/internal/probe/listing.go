package probe

import (
	"fmt"
	"net/http"
)

// Listing is one page, as far as it could be read.
type Listing struct {
	Exchange *Exchange
	Query    Params
	Body     Object
	Apps     []Object
	Total    int64
	HasTotal bool
}

// IDs are the apps' IDs, in the order of the page.
func (l *Listing) IDs() []string {
	out := make([]string, len(l.Apps))
	for i, a := range l.Apps {
		out[i] = a.Text("id")
	}
	return out
}

// ReadListing reads a page. problem says why it cannot be used; member says that
// the page came as it should but for the form of its members.
func ReadListing(ex *Exchange, q Params) (l *Listing, problem string, member bool) {
	l = &Listing{Exchange: ex, Query: q}
	if ex.Status != http.StatusOK {
		return l, fmt.Sprintf("answered %d, not 200", ex.Status), false
	}
	v, err := ex.JSON()
	ex.Shed()
	ex.forget()
	if err != nil {
		return l, "the body is no usable JSON: " + err.Error(), false
	}
	body, ok := v.(Object)
	if !ok {
		return l, "the body is " + KindOf(v) + ", not an object", false
	}
	l.Body = body
	l.Total, l.HasTotal = Integer(body.Get("total"))
	items, ok := body.Get("apps").([]any)
	if !ok {
		return l, "no array apps", true
	}
	for i, item := range items {
		app, ok := item.(Object)
		if !ok {
			return l, fmt.Sprintf("%s as $.apps[%d], not an object", KindOf(item), i), true
		}
		l.Apps = append(l.Apps, app)
	}
	return l, "", false
}
