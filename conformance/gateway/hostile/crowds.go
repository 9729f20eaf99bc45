package hostile

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// crowds list more apps than were asked for, or make those of others look like
// the run's.
func crowds() []Hostile {
	return []Hostile{
		{ID: "list/100000-items", Does: "A listing has 100,000 small items, in 1.4 MB, whatever was asked for.", wrap: crowd(100_000, func(i int) string { return fmt.Sprintf(`{"id":"%x"}`, i) })},
		{ID: "list/1001-items", Does: "A listing has 1,001 whole items, whatever was asked for.", wrap: crowd(1001, func(i int) string {
			return strings.Replace(app, "356de8eb", fmt.Sprintf("%08x", i), 1)
		})},
		{ID: "list/others-with-nonce", Does: "The apps of the owner get names made of that of the app created last.", lawful: true, alter: copyName},
	}
}

// crowd answers listings by n items.
func crowd(n int, item func(i int) string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		items := make([]string, n)
		for i := range items {
			items[i] = item(i)
		}
		body := fmt.Sprintf(`{"total":%d,"size":%d,"apps":[%s]}`, n, n, strings.Join(items, ","))
		return on(http.MethodGet, answer(jsonType, body))(next)
	}
}

// copyName renames the owner's apps at every create. The names differ from that of
// the created app in the last character only, and so hold what it holds.
func copyName(g *Gateway, b *gateway.Behaviour) {
	insert, remove := b.Insert, b.Delete
	b.Delete = func(x *gateway.Exchange) *gateway.Reply {
		g.mu.Lock() // so that no delete is lost when the apps are replaced
		defer g.mu.Unlock()
		return remove(x)
	}
	b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
		g.mu.Lock()
		defer g.mu.Unlock()
		if refusal := insert(x, a); refusal != nil {
			return refusal
		}
		if x.Space != g.space {
			return nil
		}
		apps := slices.Clone(b.Store.Apps(x.Space))
		for n, owner := range g.owners {
			for i := range apps {
				if apps[i].ID == owner.ID {
					renamed := *apps[i]
					renamed.Name = a.Name[:len(a.Name)-1] + string(rune('0'+n))
					apps[i] = &renamed
				}
			}
		}
		b.Store.Replace(x.Space, apps)
		return nil
	}
}
