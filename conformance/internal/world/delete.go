package world

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
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
	e := &eraser{client: w.client, ledger: w.ledger, home: w.home, nonce: w.nonce}
	out.Deleted, never, out.Left = e.run(ctx, concurrency)
	out.Created -= never
	return w.end(out)
}

// Drop deletes apps of this run at once, if they may be deleted, several at a time, and
// returns those that are gone. At the end they are looked for, and deleted, once more.
func (w *World) Drop(ctx context.Context, concurrency int, ids ...string) (gone []string) {
	e := &eraser{client: w.client, ledger: w.ledger, home: w.home, nonce: w.nonce}
	entries := slices.DeleteFunc(w.ledger.pending(), func(entry ledgerEntry) bool {
		return !slices.Contains(ids, entry.ID) || w.dropped.has(entry.ID)
	})
	var mu sync.Mutex
	probe.Parallel(ctx, concurrency, len(entries), func(i int) {
		proof := e.evidence(ctx, entries[i], &sight{})
		if why, _ := e.delete(ctx, entries[i], proof); why == "" {
			w.budget.drop()
			w.dropped.add(entries[i].ID)
			mu.Lock()
			defer mu.Unlock()
			gone = append(gone, entries[i].ID)
		}
	})
	return gone
}

// Dropped reports whether the app was deleted before the end.
func (w *World) Dropped(id string) bool { return w.dropped.has(id) }

// LastDropped are the n apps that were last deleted before the end, or fewer.
func (w *World) LastDropped(n int) []string { return w.dropped.last(n) }

// Delete deletes one app of this run by its ID, if it may be deleted. It returns the
// exchange of the DELETE, nil if none was sent; why says why none was, or that the app
// may still be there.
func (w *World) Delete(ctx context.Context, id string) (ex *probe.Exchange, why string) {
	e := &eraser{client: w.client, ledger: w.ledger, home: w.home, nonce: w.nonce}
	for _, entry := range w.ledger.pending() {
		if entry.ID != id {
			continue
		}
		proof := e.evidence(ctx, entry, &sight{})
		why, ex = e.delete(ctx, entry, proof)
		if why == "" {
			w.budget.drop()
			w.ledger.deleted(entry.N, proof.listed == nil)
			w.cleared.Add(1)
		}
		return ex, why
	}
	return nil, "this run has no such app"
}

// Clear deletes every app of this run that may be deleted, strays too, and makes room
// in the budget for as many. The run goes on; it returns how many apps it could not
// delete, which are left to the next time.
func (w *World) Clear(ctx context.Context, concurrency int) (left int) {
	e := &eraser{client: w.client, ledger: w.ledger, home: w.home, nonce: w.nonce}
	w.visitMu.Lock()
	places := slices.Collect(maps.Keys(w.visits))
	w.visitMu.Unlock()
	sights := e.look(ctx, places)
	for _, s := range sights {
		for _, apps := range s.apps {
			for _, app := range apps {
				w.Discover(app)
			}
		}
	}
	if len(w.ledger.pending()) == 0 {
		return 0
	}
	deleted, never, rest := e.erase(ctx, sights, concurrency)
	w.cleared.Add(int64(deleted))
	for range deleted + never {
		w.budget.drop()
	}
	return len(rest)
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
	out.Deleted += int(w.cleared.Load())
	err := w.ledger.finish(w.named)
	if len(out.Left) > 0 || w.named {
		out.Ledger = w.ledger.path
	}
	return out, err
}

// refusals is how many deletions are answered 401 at first before no more are
// tried.
const refusals = 3

// eraser deletes what a ledger lists. It is the only code that sends a DELETE.
type eraser struct {
	client *probe.Client
	ledger *ledger
	home   probe.Place
	nonce  string
	// hearsay reports that anybody may have written the ledger.
	hearsay bool
}

// run deletes everything pending that may be deleted. It also counts the entries of
// which it turned out that they were never created.
func (e *eraser) run(ctx context.Context, concurrency int) (deleted, never int, left []result.LeftApp) {
	var places []probe.Place
	for _, entry := range e.ledger.pending() {
		places = append(places, e.at(entry))
	}
	return e.erase(ctx, e.look(ctx, places), concurrency)
}

// erase is run with what the listings of the places showed.
func (e *eraser) erase(ctx context.Context, sights map[probe.Place]*sight, concurrency int) (deleted, never int, left []result.LeftApp) {
	never = e.resolve(sights)
	// A gateway that was given up may be asked to delete nevertheless: the
	// first few answers decide anew.
	e.client.Revive()
	pending := e.ledger.pending()
	reasons := map[int]string{}
	var gone []ledgerEntry
	var mu sync.Mutex
	refused := 0
	hopeless := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return refused >= refusals && len(gone) == 0
	}
	unlisted := map[int]bool{}
	probe.Parallel(ctx, concurrency, len(pending), func(i int) {
		entry := pending[i]
		why, status := "not tried: the gateway refuses the token (401); check it, and whether it expired", 0
		var proof evidence
		if s := sights[e.at(entry)]; !s.refused && !hopeless() {
			proof = e.evidence(ctx, entry, s)
			var ex *probe.Exchange
			if why, ex = e.delete(ctx, entry, proof); ex != nil {
				status = ex.Status
			}
		}
		mu.Lock()
		defer mu.Unlock()
		if status == http.StatusUnauthorized {
			refused++
		}
		if why == "" {
			gone = append(gone, entry)
			unlisted[entry.N] = proof.listed == nil
			return
		}
		reasons[entry.N] = why
	})
	listed := stillListed(ctx, e.client, e.home, gone)
	for _, entry := range gone {
		if listed[entry.N] {
			reasons[entry.N] = "the deletion was confirmed, but the app is still listed"
			continue
		}
		e.ledger.deleted(entry.N, unlisted[entry.N])
		deleted++
	}
	return deleted, never, leftApps(e.ledger.pending(), func(entry ledgerEntry) string {
		if why := reasons[entry.N]; why != "" {
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

// delete deletes one app if it may be deleted. It returns why it is not certain that
// the app is gone, and the exchange of the DELETE, nil if none was sent.
func (e *eraser) delete(ctx context.Context, entry ledgerEntry, proof evidence) (why string, ex *probe.Exchange) {
	if entry.ID == "" {
		return "nobody knows whether it was created: its creation went unanswered, or was answered without an ID, and the listing does not show it", nil
	}
	if why := proof.forbids(); why != "" {
		return "not deleted: " + why, nil
	}
	ex, err := e.client.Do(ctx, probe.Request{Op: probe.OpDelete, ID: entry.ID, At: entry.place()})
	switch {
	case err != nil:
		return "the deletion went unanswered: " + err.Error(), ex
	case ex.Status/100 == 2 || ex.Status == http.StatusNotFound:
		return "", ex
	}
	return fmt.Sprintf("the deletion was answered %d%s", ex.Status, probe.BriefError(ex)), ex
}

// at is where the entry's app is.
func (e *eraser) at(entry ledgerEntry) probe.Place {
	if own := entry.place(); own != nil {
		return *own
	}
	return e.home
}

// place is where the entry's app is, nil for the run's own place.
func (e ledgerEntry) place() *probe.Place {
	if e.Project == "" {
		return nil
	}
	return &probe.Place{Project: e.Project, Instance: e.Instance}
}

// sight is what the listing of a place shows.
type sight struct {
	read bool // whole
	// refused reports that the token is not let in.
	refused bool
	apps    map[string][]jsonvalue.Object
}

// look lists the places, each once.
func (e *eraser) look(ctx context.Context, places []probe.Place) map[probe.Place]*sight {
	out := map[probe.Place]*sight{}
	for _, at := range places {
		out[at] = &sight{}
	}
	places = slices.Collect(maps.Keys(out))
	e.client.Revive()
	probe.Parallel(ctx, len(places), len(places), func(i int) {
		s := e.client.Scan(ctx, &places[i], nil, 500)
		*out[places[i]] = sight{read: s.Problem == "", refused: s.Pages[0].Exchange.Status == http.StatusUnauthorized, apps: byID(s)}
	})
	return out
}

// byID is every app of the listing: of one ID there may be several.
func byID(s *probe.Snapshot) map[string][]jsonvalue.Object {
	out := map[string][]jsonvalue.Object{}
	for _, page := range s.Pages {
		for _, app := range page.Apps {
			out[app.Text("id")] = append(out[app.Text("id")], app)
		}
	}
	return out
}

// evidence is what is known of the entry's app. If the whole listing cannot be read,
// one of the ID alone may show it.
func (e *eraser) evidence(ctx context.Context, entry ledgerEntry, s *sight) evidence {
	before, given := e.ledger.known(entry.ID)
	proof := evidence{
		id: entry.ID, nonce: e.nonce, name: entry.Name, key: entry.Key, announced: entry.announced,
		before: before, shared: given > 1, hearsay: e.hearsay, read: s.read,
	}
	apps := s.apps[entry.ID]
	if len(apps) == 0 && !s.read && entry.ID != "" {
		at := e.at(entry)
		apps = byID(e.client.Scan(ctx, &at, probe.Params{}.With("id", entry.ID), 500))[entry.ID]
	}
	for _, app := range apps {
		// An app that is not of this run decides, whoever else has its ID.
		if proof.listed = app; !proof.ours() {
			break
		}
	}
	return proof
}

// resolve finds the apps of creations of unknown outcome: an app whose whole name and
// AppKey are those of the request is the one. An entry that a complete listing does
// not show was never created; it counts those.
func (e *eraser) resolve(sights map[probe.Place]*sight) (never int) {
	for at, s := range sights {
		for _, id := range slices.Sorted(maps.Keys(s.apps)) {
			if before, _ := e.ledger.known(id); !before {
				for _, app := range s.apps[id] {
					e.ledger.resolve(app)
				}
			}
		}
		if !s.read {
			continue
		}
		for _, entry := range e.ledger.pending() {
			if entry.ID == "" && e.at(entry) == at {
				e.ledger.rejected(entry.N)
				never++
			}
		}
	}
	return never
}
