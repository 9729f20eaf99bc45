package world

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// cleanupTime bounds how long a run deletes at its end.
const cleanupTime = 60 * time.Second

// CleanUp deletes the run's apps by their IDs, even if ctx has ended, and says
// what is left. Creations of unknown outcome are looked up first. The error is that
// of the ledger.
func (w *World) CleanUp(ctx context.Context, concurrency int) (result.Apps, error) {
	if w.client.GaveUp() {
		// A gateway that stopped answering gets a chance, but a short one.
		w.client.Hurry(5 * time.Second)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	out := result.Apps{Budget: w.budget.limit, Created: w.budget.spent()}
	var never int
	out.Deleted, never, out.Left = deleteApps(ctx, w.client, w.ledger, w.home, concurrency)
	out.Created -= never
	return w.end(out)
}

// Keep leaves the run's apps where they are. The error is that of the ledger.
func (w *World) Keep() (result.Apps, error) {
	return w.end(result.Apps{
		Budget: w.budget.limit, Created: w.budget.spent(),
		Left: leftApps(w.ledger.pending(), func(ledgerEntry) string { return "kept as asked" }),
	})
}

// end closes the ledger, and names its file if it is still there.
func (w *World) end(out result.Apps) (result.Apps, error) {
	err := w.ledger.finish(w.named)
	if len(out.Left) > 0 || w.named {
		out.Ledger = w.ledger.path
	}
	return out, err
}

// refusals is how many deletions are answered 401 at first before no more are
// tried.
const refusals = 3

// deleteApps deletes everything pending in the ledger. It also counts the entries
// of which it turned out that they were never created.
func deleteApps(ctx context.Context, c *probe.Client, l *ledger, home probe.Place, concurrency int) (deleted, never int, left []result.LeftApp) {
	never = lookUp(ctx, c, l, home)
	// A gateway that was given up may be asked to delete nevertheless: the
	// first few answers decide anew.
	c.Revive()
	pending := l.pending()
	reasons := map[int]string{}
	var gone []ledgerEntry
	var mu sync.Mutex
	refused := 0
	hopeless := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return refused >= refusals && len(gone) == 0
	}
	probe.Parallel(ctx, concurrency, len(pending), func(i int) {
		why, status := "not tried: the gateway refuses the token (401); check it, and whether it expired", 0
		if !hopeless() {
			why, status = deleteOne(ctx, c, pending[i])
		}
		mu.Lock()
		defer mu.Unlock()
		if status == http.StatusUnauthorized {
			refused++
		}
		if why == "" {
			gone = append(gone, pending[i])
			return
		}
		reasons[pending[i].N] = why
	})
	listed := stillListed(ctx, c, home, gone)
	for _, e := range gone {
		if listed[e.N] {
			reasons[e.N] = "the deletion was confirmed, but the app is still listed"
			continue
		}
		l.deleted(e.N)
		deleted++
	}
	return deleted, never, leftApps(l.pending(), func(e ledgerEntry) string {
		if why := reasons[e.N]; why != "" {
			return why
		}
		return "not reached before the time was up"
	})
}

func leftApps(pending []ledgerEntry, why func(ledgerEntry) string) []result.LeftApp {
	var out []result.LeftApp
	for _, e := range pending {
		out = append(out, result.LeftApp{ID: e.ID, Name: e.Name, Why: why(e)})
	}
	return out
}

// deleteOne deletes one app, and returns why it is not certain that it is gone,
// and the status of the answer, 0 if there is none.
func deleteOne(ctx context.Context, c *probe.Client, e ledgerEntry) (why string, status int) {
	if e.ID == "" {
		return "nobody knows whether it was created: its creation went unanswered, and the listing could not be read", 0
	}
	r := probe.Request{Op: probe.OpDelete, ID: e.ID, At: e.place()}
	ex, err := c.Do(ctx, r)
	switch {
	case err != nil:
		return "the deletion went unanswered: " + err.Error(), 0
	case ex.Status/100 == 2 || ex.Status == http.StatusNotFound:
		return "", ex.Status
	}
	return fmt.Sprintf("the deletion was answered %d%s", ex.Status, probe.BriefError(ex)), ex.Status
}

// place is where the entry's app is, nil for the run's own place.
func (e ledgerEntry) place() *probe.Place {
	if e.Project == "" {
		return nil
	}
	return &probe.Place{Project: e.Project, Instance: e.Instance}
}

// lookUp resolves creations of unknown outcome: an app whose whole name and
// AppKey are those of the request is the one. An entry that a complete listing
// does not show was never created; it counts those.
func lookUp(ctx context.Context, c *probe.Client, l *ledger, home probe.Place) (never int) {
	places := map[probe.Place]bool{}
	for _, e := range l.pending() {
		switch at := e.place(); {
		case e.ID != "":
		case at != nil:
			places[*at] = true
		default:
			places[home] = true
		}
	}
	for at := range places {
		c.Revive()
		s := c.Scan(ctx, &at, nil, 500)
		for i := range s.Apps {
			l.resolve(s.Apps[i].App)
		}
		if s.Problem != "" {
			continue
		}
		for _, e := range l.pending() {
			own := e.place()
			if e.ID == "" && (own == nil && at == home || own != nil && *own == at) {
				l.rejected(e.N)
				never++
			}
		}
	}
	return never
}
