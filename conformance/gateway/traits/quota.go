package traits

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// quotas bound how many apps a client may have in an instance.
func quotas() []Trait {
	var out []Trait
	for _, status := range []int{400, 403, 413, 429, 503} {
		id := fmt.Sprintf("quota/25-apps-%d", status)
		if status == 403 {
			id = "quota/25-apps"
		}
		out = append(out, Trait{
			ID: id, Dimension: "quota of apps", Partial: true,
			Does:  fmt.Sprintf("A client may have 25 apps in an instance; a further create gets %d.", status),
			Why:   "The pages promise no number of apps.",
			Alter: quota(25, status),
		})
	}
	return append(out, Trait{
		ID: "quota/25-apps-html", Dimension: "quota of apps", Partial: true,
		Does:  "A client may have 25 apps in an instance; a further create gets 403 and a page for people.",
		Why:   "The pages promise no number of apps.",
		Alter: all(quota(25, 403), quotaPage),
	})
}

const quotaCode = "APIG.3103"

// quota refuses a create beyond n apps of an instance. Apps that others put into
// the store do not count.
func quota(n, status int) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		ours := map[*gateway.App]bool{}
		next := b.Insert
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
			mu.Lock()
			defer mu.Unlock()
			have := 0
			for _, old := range b.Store.Apps(x.Space) {
				if ours[old] {
					have++
				}
			}
			if have >= n {
				return &validate.Answer{Status: status, Code: quotaCode, Message: "The number of apps exceeds the maximum allowed limit"}
			}
			refusal := next(x, a)
			if refusal == nil {
				ours[a] = true
			}
			return refusal
		}
	}
}

// quotaPage answers by a page where the quota is reached.
func quotaPage(b *gateway.Behaviour) {
	next := b.Create
	b.Create = func(x *gateway.Exchange) *gateway.Reply {
		r := next(x)
		if o, ok := r.Body.(*gateway.Object); ok && o.Get("error_code") == quotaCode {
			return page(http.StatusForbidden)
		}
		return r
	}
}
