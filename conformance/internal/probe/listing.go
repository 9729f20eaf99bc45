package probe

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// Listing is one page, as far as it could be read.
type Listing struct {
	Exchange *Exchange
	Query    Params
	Body     jsonvalue.Object
	Apps     []jsonvalue.Object
	Total    int64
	HasTotal bool
	// Flaws are what is wrong inside an app, by its index in Apps; nil if nothing is.
	// They cost that app, not the page.
	Flaws map[int][]jsonvalue.Flaw
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
	doc := ex.Document()
	ex.Shed()
	ex.forget()
	switch {
	case ex.Cut:
		return l, "the body is not usable: " + doc.Err.Error(), false
	case doc.Err != nil:
		return l, "the body is no usable JSON: " + doc.Err.Error(), false
	}
	body, ok := doc.Value.(jsonvalue.Object)
	if !ok {
		return l, "the body is " + jsonvalue.Kind(doc.Value) + ", not an object", false
	}
	for _, f := range doc.Flaws {
		i, inside := appOf(f.Path)
		if !inside {
			return l, "the body is no usable JSON: " + flawError(f).Error(), false
		}
		if l.Flaws == nil {
			l.Flaws = map[int][]jsonvalue.Flaw{}
		}
		l.Flaws[i] = append(l.Flaws[i], f)
	}
	l.Body = body
	l.Total, l.HasTotal = jsonvalue.Integer(body.Get("total"))
	apps := body.Get("apps")
	items, ok := apps.([]any)
	if !ok && apps != nil {
		return l, "no array apps", true
	}
	for _, item := range items {
		// What is no app costs that item; null and no apps at all mean none. Both are
		// findings of the oracle.
		app, _ := item.(jsonvalue.Object)
		l.Apps = append(l.Apps, app)
	}
	return l, "", false
}

// appOf is the index of the app in a listing that the path leads into.
func appOf(path string) (int, bool) {
	rest, inside := strings.CutPrefix(path, "$.apps[")
	index, _, closed := strings.Cut(rest, "]")
	i, err := strconv.Atoi(index)
	return i, inside && closed && err == nil
}
