package hostile

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Gateway is a hostile gateway at work. The instance that it is first asked for
// with a good token holds some apps of its owner, if the kind is one that lies
// about apps. It is safe for concurrent use.
type Gateway struct {
	handler   http.Handler
	behaviour *gateway.Behaviour

	mu      sync.Mutex
	space   gateway.Space // of the owner's apps
	owners  []*gateway.App
	made    map[string]bool // IDs of apps that clients created, as they are and as they were shown
	deleted []string
}

// Open is the gateway of this kind.
func (h Hostile) Open(o gateway.Options) *Gateway {
	g := &Gateway{made: map[string]bool{}}
	o.Alter = append(slices.Clip(o.Alter), func(b *gateway.Behaviour) {
		g.behaviour = b
		if h.alter != nil {
			g.settle(b)
			h.alter(g, b)
		}
		next := b.ShowApp
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			shown := next(x, a)
			if x.Op == gateway.Create {
				id, _ := shown.Get("id").(string)
				g.mu.Lock()
				g.made[a.ID], g.made[id] = true, true
				g.mu.Unlock()
			}
			return shown
		}
	})
	g.handler = gateway.New(o)
	if h.wrap != nil {
		g.handler = h.wrap(g.handler)
	}
	return g
}

// settle puts apps of the owner into the first instance that is asked for.
func (g *Gateway) settle(b *gateway.Behaviour) {
	next, id := b.Handle, b.NewID
	b.Handle = func(x *gateway.Exchange) *gateway.Reply {
		if b.Authorize(x) == nil {
			g.mu.Lock()
			if g.owners == nil {
				g.space = x.Space
				for i := range 3 {
					a := &gateway.App{
						ID: id(), Name: fmt.Sprintf("production_%d", i+1), Key: b.NewKey(), Secret: b.NewSecret(),
						Created: b.Now().AddDate(-1, 0, i), Creator: "USER", Status: 1, BindNum: 3,
					}
					b.Store.Add(x.Space, a)
					g.owners = append(g.owners, a)
				}
			}
			g.mu.Unlock()
		}
		return next(x)
	}
}

// ServeHTTP implements [http.Handler].
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodDelete {
		g.mu.Lock()
		g.deleted = append(g.deleted, r.URL.RequestURI())
		g.mu.Unlock()
	}
	g.handler.ServeHTTP(w, r)
}

// Owners are the IDs of the owner's apps, oldest first: none before the first
// request, and in a kind that does not lie about apps.
func (g *Gateway) Owners() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	ids := make([]string, len(g.owners))
	for i, a := range g.owners {
		ids[i] = a.ID
	}
	return ids
}

// Lost are the IDs of the owner's apps that are gone.
func (g *Gateway) Lost() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var lost []string
	apps := g.behaviour.Store.Apps(g.space)
	for _, a := range g.owners {
		if !slices.ContainsFunc(apps, func(b *gateway.App) bool { return b.Created.Equal(a.Created) && b.Key == a.Key }) {
			lost = append(lost, a.ID)
		}
	}
	return lost
}

// Deleted are the path and query of every DELETE, in the order in which they came.
func (g *Gateway) Deleted() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.deleted)
}

// Foreign are those of [Gateway.Deleted] that no run may send: whose path does not
// end in one segment that is an ID of an app which a client created, or ends in
// the ID of an app of the owner.
func (g *Gateway) Foreign() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []string
	for _, target := range g.deleted {
		id, ok := segment(target)
		if !ok || !g.made[id] || slices.ContainsFunc(g.owners, func(a *gateway.App) bool { return a.ID == id }) {
			out = append(out, target)
		}
	}
	return out
}

// segment is the ID that a path names, if it is one segment of 1 to 256 printable
// characters, and stays one when something on the way decodes or normalises it.
func segment(target string) (id string, ok bool) {
	_, rest, ok := strings.Cut(target, "/apps/")
	if !ok {
		return "", false
	}
	id, err := url.PathUnescape(rest)
	plain := strings.Map(narrow, id)
	switch {
	case err != nil, id == "", len(id) > 256, plain == ".", plain == "..",
		strings.ContainsAny(rest, "/?#"), strings.ContainsAny(plain, `/\?#%`),
		strings.ContainsFunc(id, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", false
	}
	return id, true
}

// narrow is the ASCII character that a full-width one is normalised to.
func narrow(r rune) rune {
	if 0xff01 <= r && r <= 0xff5e {
		return r - 0xfee0
	}
	return r
}
