package faults

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Moment is how long after a change of the apps a gateway of the trigger "moment"
// is faulty.
const Moment = 30 * time.Millisecond

// encounter is how long a gateway of the trigger "busy" works on each request.
const encounter = time.Millisecond

// stateTriggers look at what came before the request, or goes on meanwhile.
func stateTriggers() []Trigger {
	var out []Trigger
	add := func(id, when string, attach func(b, changed *gateway.Behaviour)) {
		out = append(out, Trigger{ID: id, When: when, attach: attach})
	}
	for _, n := range []int{2, 11, 21, 41, 101, 501} {
		add(fmt.Sprintf("app-%d", n), fmt.Sprintf("from the app on that is number %d of its instance", n), fromApp(n))
	}
	add("after-delete", "in instances of which an app was deleted", onHistory(func(h *history, x *gateway.Exchange) bool { return h.deleted[x.Space] }))
	add("after-refusal", "if the request before was refused", onHistory(func(h *history, _ *gateway.Exchange) bool { return h.refused }))
	add("second-instance", "in another instance than the first one that was asked", onHistory(func(h *history, x *gateway.Exchange) bool {
		return h.home != gateway.Space{} && x.Space.Instance != h.home.Instance
	}))
	add("second-project", "in another project than the first one that was asked", onHistory(func(h *history, x *gateway.Exchange) bool {
		return h.home != gateway.Space{} && x.Space.Project != h.home.Project
	}))
	add("same-connection", "if it is not the first request of its connection", onHistory(func(h *history, x *gateway.Exchange) bool {
		return h.clients[x.Request.RemoteAddr]
	}))
	add("moment", "for "+Moment.String()+" after an app was created or deleted", onHistory(func(h *history, x *gateway.Exchange) bool {
		return time.Since(h.changed[x.Space]) < Moment
	}))
	add("busy", "while another request is under way", whileBusy)
	add("one-in-five", "of one request in five", func(b, changed *gateway.Behaviour) {
		var n [gateway.Delete + 1]atomic.Int64
		onRequest(func(_ *gateway.Behaviour, x *gateway.Exchange) bool { return n[x.Op].Add(1)%5 == 0 })(b, changed)
	})
	return out
}

// fromApp bites when the instance has n apps, or is to get its nth.
func fromApp(n int) func(b, changed *gateway.Behaviour) {
	return onRequest(func(b *gateway.Behaviour, x *gateway.Exchange) bool {
		have := len(b.Store.Apps(x.Space))
		if x.Op == create {
			have++
		}
		return have >= n
	})
}

// history is what a gateway remembers of the requests it answered.
type history struct {
	home    gateway.Space // of the first request
	refused bool          // the last request
	clients map[string]bool
	deleted map[gateway.Space]bool
	changed map[gateway.Space]time.Time
}

func (h *history) note(x *gateway.Exchange, r *gateway.Reply) {
	if h.home == (gateway.Space{}) {
		h.home = x.Space
	}
	h.refused = r.Status/100 == 4
	h.clients[x.Request.RemoteAddr] = true
	if x.Op != list && r.Status/100 == 2 {
		h.changed[x.Space] = time.Now()
		h.deleted[x.Space] = h.deleted[x.Space] || r.Status == http.StatusNoContent
	}
}

// onHistory lets the changed gateway answer the requests for which bites holds of
// what came before.
func onHistory(bites func(*history, *gateway.Exchange) bool) func(b, changed *gateway.Behaviour) {
	return func(b, changed *gateway.Behaviour) {
		var mu sync.Mutex
		h := &history{clients: map[string]bool{}, deleted: map[gateway.Space]bool{}, changed: map[gateway.Space]time.Time{}}
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			mu.Lock()
			bite := bites(h, x)
			mu.Unlock()
			handle := next
			if bite {
				handle = changed.Handle
			}
			r := handle(x)
			mu.Lock()
			defer mu.Unlock()
			h.note(x, r)
			return r
		}
	}
}

// whileBusy bites while another request is under way. Every request takes a while,
// so that requests sent together meet.
func whileBusy(b, changed *gateway.Behaviour) {
	var under atomic.Int32
	next := b.Handle
	b.Handle = func(x *gateway.Exchange) *gateway.Reply {
		defer under.Add(-1)
		under.Add(1)
		time.Sleep(encounter)
		if under.Load() > 1 {
			return changed.Handle(x)
		}
		return next(x)
	}
}
