package variants

import (
	"net/http"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// refusals refuse requests that the pages do not promise to answer.
func refusals() []Variant {
	const repeats = "The pages neither promise nor forbid that names or AppKeys repeat."
	return []Variant{
		{ID: "unique/name-409", Does: "A second app of the same name gets 409.", Why: repeats, Alter: unique(409, sameName)},
		{ID: "unique/name-400", Does: "A second app of the same name gets 400 without a parameter's name.", Why: repeats, Alter: unique(400, sameName)},
		{ID: "unique/key-409", Does: "A second app of the same AppKey gets 409.", Why: repeats, Alter: unique(409, sameKey)},
		{ID: "unique/name-and-key-400", Does: "A second app of the same name or AppKey gets 400.", Why: repeats, Alter: all(unique(400, sameName), unique(400, sameKey))},
		{
			ID: "unique/name-any-case-409", Does: "A second app gets 409 whose name differs in case only.", Why: repeats,
			Alter: unique(409, func(a, b *gateway.App) bool { return strings.EqualFold(a.Name, b.Name) }),
		},
		{
			ID: "unique/key-any-case-409", Does: "A second app gets 409 whose AppKey differs in case only.", Why: repeats,
			Alter: unique(409, func(a, b *gateway.App) bool { return strings.EqualFold(a.Key, b.Key) }),
		},
		{
			ID: "delete/404", Does: "The path to delete an app does not exist.", Why: "Neither page has it.",
			Alter: deletes(func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
				return b.Fail(x, validate.Answer{Status: 404, Code: "APIG.0101", Message: "The API does not exist"})
			}),
		},
		{
			ID: "delete/405", Does: "Apps cannot be deleted.", Why: "Neither page has it.",
			Alter: deletes(func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
				return &gateway.Reply{Status: 405, Header: http.Header{"Allow": {"GET, PUT"}}}
			}),
		},
		{
			ID: "delete/403", Does: "The token may not delete apps.", Why: "Neither page has it.",
			Alter: deletes(func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply { return b.Fail(x, validate.Forbidden) }),
		},
		{
			ID: "quota/25-apps", Partial: true, Does: "An instance holds 25 apps; a further create gets 403.",
			Why: "The pages promise no number of apps.", Alter: quota(25, 403),
		},
		{
			ID: "instance/unknown-404", Partial: true, Does: "An instance or project other than the first one asked for gets 404.",
			Why: "The pages say nothing of paths that name nothing.", Alter: knownSpace(404),
		},
	}
}

func sameName(a, b *gateway.App) bool { return a.Name == b.Name }
func sameKey(a, b *gateway.App) bool  { return a.Key == b.Key }

// unique refuses an app that is the same as a stored one.
func unique(status int, same func(a, b *gateway.App) bool) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		next := b.Insert
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
			mu.Lock()
			defer mu.Unlock()
			for _, old := range b.Store.Apps(x.Space) {
				if same(old, a) {
					return &validate.Answer{Status: status, Code: "APIG.3308", Message: "The app already exists"}
				}
			}
			return next(x, a)
		}
	}
}

func deletes(f func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply) alter {
	return func(b *gateway.Behaviour) {
		b.Delete = func(x *gateway.Exchange) *gateway.Reply { return f(b, x) }
	}
}

// quota refuses a create beyond n apps of an instance.
func quota(n, status int) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		next := b.Insert
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
			mu.Lock()
			defer mu.Unlock()
			if len(b.Store.Apps(x.Space)) >= n {
				return &validate.Answer{Status: status, Code: "APIG.3103", Message: "The number of apps exceeds the maximum allowed limit"}
			}
			return next(x, a)
		}
	}
}

// knownSpace refuses every space but the one of the first authorized request.
func knownSpace(status int) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		var known gateway.Space
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if a := b.Authorize(x); a == nil {
				mu.Lock()
				if known == (gateway.Space{}) {
					known = x.Space
				}
				unknown := known != x.Space
				mu.Unlock()
				if unknown {
					return b.Fail(x, validate.Answer{Status: status, Code: "APIG.3030", Message: "The instance does not exist"})
				}
			}
			return next(x)
		}
	}
}
