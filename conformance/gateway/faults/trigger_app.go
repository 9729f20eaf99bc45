package faults

import (
	"hash/fnv"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// appTriggers look at the app that is matched or shown.
func appTriggers() []Trigger {
	var out []Trigger
	add := func(id, when string, is func(*gateway.App) bool) {
		out = append(out, Trigger{ID: id, When: when, app: true, attach: onApp(is)})
	}
	add("app-with-remark", "of apps with a remark", func(a *gateway.App) bool { return a.HasRemark })
	add("app-without-remark", "of apps without a remark", func(a *gateway.App) bool { return !a.HasRemark })
	add("app-with-key", "of apps whose AppKey the client chose", func(a *gateway.App) bool { return a.GivenKey })
	add("app-with-secret", "of apps whose secret the client chose", func(a *gateway.App) bool { return a.GivenSecret })
	add("app-one-in-five", "of one app in five", func(a *gateway.App) bool {
		h := fnv.New32a()
		h.Write([]byte(a.Name))
		return h.Sum32()>>8%5 == 0
	})
	return out
}

// onApp lets the changed gateway match and show the apps for which is holds.
func onApp(is func(*gateway.App) bool) func(b, changed *gateway.Behaviour) {
	return func(b, changed *gateway.Behaviour) {
		match, show := b.Match, b.ShowApp
		b.Match = func(q *gateway.Query, a *gateway.App) bool {
			if is(a) {
				return changed.Match(q, a)
			}
			return match(q, a)
		}
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			if is(a) {
				return changed.ShowApp(x, a)
			}
			return show(x, a)
		}
	}
}
