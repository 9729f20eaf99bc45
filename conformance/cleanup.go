package conformance

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
)

// cleanupTime bounds how long a run deletes at its end.
const cleanupTime = 60 * time.Second

// cleanup deletes the run's apps by their IDs, even if ctx has ended, and says
// what is left. Creations of unknown outcome are looked up first.
func (x *run) cleanup(ctx context.Context) result.Apps {
	out := result.Apps{Budget: x.budget.limit, Created: x.budget.spent()}
	if x.Keep {
		out.Left = leftApps(x.ledger.pending(), func(ledgerEntry) string { return "kept as asked" })
	} else {
		x.announce("cleanup")
		if x.client.GaveUp() {
			// A gateway that stopped answering gets a chance, but a short one.
			x.client.Hurry(5 * time.Second)
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
		defer cancel()
		var never int
		out.Deleted, never, out.Left = deleteApps(ctx, x.client, x.ledger, x.home, x.concurrency)
		out.Created -= never
	}
	x.client.CloseIdle()
	if err := x.ledger.finish(x.Ledger != ""); err != nil {
		x.log(ctx, slog.LevelError, "the ledger could not be closed", "error", err)
	}
	if len(out.Left) > 0 || x.Ledger != "" {
		out.Ledger = x.ledger.path
	}
	return out
}

// Cleanup deletes what the ledger at path lists and nobody deleted yet. Of the
// runner's options it uses the tokens and those about the connection; the gateway
// and its path are the ledger's.
func (r *Runner) Cleanup(ctx context.Context, path string) (result.Apps, error) {
	head, l, err := readLedger(path)
	if err != nil {
		return result.Apps{}, err
	}
	c := *r
	if c.BaseURL == "" && c.Handler == nil {
		c.BaseURL = head.BaseURL
	}
	c.ProjectID, c.InstanceID = head.Project, head.Instance
	s, err := c.settings()
	if err != nil {
		return result.Apps{}, err
	}
	if c.Handler == nil && s.base != head.BaseURL {
		return result.Apps{}, &result.UsageError{Problem: fmt.Sprintf("the ledger belongs to the gateway at %s, not to %s", head.BaseURL, s.base)}
	}
	cl := s.client(nil)
	out := result.Apps{Ledger: path}
	pending := len(l.pending())
	var never int
	out.Deleted, never, out.Left = deleteApps(ctx, cl, l, s.home, s.concurrency)
	out.Created = pending - never
	secrets := &redact.Redactor{}
	secrets.Add(s.Token, result.MaskToken)
	redactLeft(out.Left, secrets.Finder())
	cl.CloseIdle()
	return out, l.finish(true)
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
