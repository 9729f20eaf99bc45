package hostile

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// identities give IDs that are no path segment, do not stay one on their way, or
// are those of other apps. Each kind but a few is there twice: one that lies in
// the answer to a create only, and one whose listings say the same.
func identities() []Hostile {
	var out []Hostile
	for _, k := range []struct {
		id, does string
		// value makes an ID of one in the usual form.
		value func(id string) string
	}{
		{"empty", "empty", constant("")},
		{"dot", "a full stop", constant(".")},
		{"dots", "two full stops", constant("..")},
		{"climb", "../..", constant("../..")},
		{"slash", "a/b", constant("a/b")},
		{"backslash", `..\..`, constant(`..\..`)},
		{"question-mark", "a?b", constant("a?b")},
		{"hash", "a#b", constant("a#b")},
		{"percent-dots", "%2e%2e", constant("%2e%2e")},
		{"percent-slash", "..%2f..", constant("..%2f..")},
		{"percent-nul", "%00", constant("%00")},
		{"nul", "a NUL", constant("\x00")},
		{"10-kb", "10 KB long", func(id string) string { return id + strings.Repeat("i", 10<<10) }},
		{"full-width-dots", "two full-width full stops, which some normalise", constant("\uff0e\uff0e")},
		{"line-break", "of two lines", func(id string) string { return id[:16] + "\n" + id[16:] }},
		{"bidirectional", "turned around by a control character", func(id string) string { return id[:16] + "\u202e" + id[16:] }},
		{"isolate", "within bidirectional isolates", func(id string) string { return "\u2067" + id + "\u2069" }},
		{"invisible", "with an invisible character", func(id string) string { return id[:16] + "\u200b" + id[16:] }},
		{"trailing-space", "ending in a space", func(id string) string { return id + " " }},
		{"leading-space", "beginning with a space", func(id string) string { return " " + id }},
		{"trailing-dot", "ending in a full stop", func(id string) string { return id + "." }},
	} {
		out = append(out,
			Hostile{ID: "id/created-" + k.id, Does: "The ID in the answer to a create is " + k.does + ".", alter: createdAs(func(_ *Gateway, id string) string { return k.value(id) })},
			Hostile{ID: "id/" + k.id, Does: "IDs of created apps are " + k.does + ".", lawful: k.id == "trailing-dot", alter: func(_ *Gateway, b *gateway.Behaviour) {
				next := b.NewID
				b.NewID = func() string { return k.value(next()) }
			}},
		)
	}
	return append(out,
		Hostile{ID: "id/created-is-owners", Does: "The ID in the answer to a create is that of an app which was there before.", alter: createdAs(func(g *Gateway, _ string) string { return g.Owners()[0] })},
		Hostile{ID: "id/created-is-owners-at-times", Does: "The ID in the answer to every third create is that of an app which was there before.", alter: func(g *Gateway, b *gateway.Behaviour) {
			turn := counter()
			createdAs(func(g *Gateway, id string) string {
				if turn()%3 == 2 {
					return g.Owners()[1]
				}
				return id
			})(g, b)
		}},
		Hostile{ID: "id/is-owners", Does: "Created apps have the ID of an app which was there before, in listings, too.", alter: func(g *Gateway, b *gateway.Behaviour) {
			b.NewID = func() string { return g.Owners()[0] }
		}},
		Hostile{ID: "id/created-is-previous", Does: "The ID in the answer to a create is that of the app created before.", alter: func(g *Gateway, b *gateway.Behaviour) {
			before := make(chan string, 1)
			before <- ""
			createdAs(func(g *Gateway, id string) string {
				last := <-before
				before <- id
				if last == "" {
					return id
				}
				return last
			})(g, b)
		}},
		Hostile{ID: "id/shared-by-created", Does: "All created apps have one ID.", alter: func(_ *Gateway, b *gateway.Behaviour) {
			only := b.NewID()
			b.NewID = func() string { return only }
		}},
		Hostile{ID: "id/shared-by-all", Does: "All apps are shown with one ID, those which were there before, too; a delete of it takes the oldest.", alter: func(g *Gateway, b *gateway.Behaviour) {
			next, remove := b.ShowApp, b.Delete
			b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
				return next(x, a).Set("id", g.Owners()[0])
			}
			b.Delete = func(x *gateway.Exchange) *gateway.Reply {
				if apps := b.Store.Apps(x.Space); len(apps) > 0 && x.AppID == g.Owners()[0] {
					x.AppID = apps[0].ID
				}
				return remove(x)
			}
		}},
	)
}

// constant is one ID for all.
func constant(id string) func(string) string { return func(string) string { return id } }

// createdAs lies about the ID in the answer to a create.
func createdAs(lie func(g *Gateway, id string) string) func(*Gateway, *gateway.Behaviour) {
	return func(g *Gateway, b *gateway.Behaviour) {
		next := b.ShowApp
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			o := next(x, a)
			if x.Op == gateway.Create {
				o.Set("id", lie(g, a.ID))
			}
			return o
		}
	}
}
