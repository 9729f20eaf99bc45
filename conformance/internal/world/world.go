package world

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
)

// Options say whose world it is: the client and the place at which it
// creates, the nonce that the names of its apps hold, how many it may create, the
// ledger's file, a temporary one if empty, and who is told of secrets.
type Options struct {
	Client  *probe.Client
	BaseURL string
	Home    probe.Place
	Nonce   string
	Budget  int
	Ledger  string
	Redact  *redact.Redactor
	// Tokens finds the tokens alone; nil finds none.
	Tokens *redact.Finder
}

// World is what one run made at a gateway. It is safe for concurrent use.
type World struct {
	client *probe.Client
	home   probe.Place
	nonce  string
	redact *redact.Redactor
	tokens *redact.Finder
	budget *budget
	ledger *ledger
	named  bool // the ledger was asked for by name
	ids    idSet
	// dropped are the apps that were deleted before the end.
	dropped idSet
	// cleared counts the apps that were deleted for good before the end.
	cleared atomic.Int64

	visitMu sync.Mutex
	visits  map[probe.Place]*probe.Once
}

// New begins a ledger. It is a [*result.UsageError] if that cannot be written.
func New(o Options) (*World, error) {
	l, err := newLedger(o.Ledger, o.Nonce)
	if err != nil {
		return nil, err
	}
	if err := l.start(o.BaseURL, o.Nonce, o.Home); err != nil {
		return nil, &result.UsageError{Problem: err.Error()}
	}
	return &World{
		client: o.Client, home: o.Home, nonce: o.Nonce, redact: o.Redact, tokens: o.Tokens,
		budget: newBudget(o.Budget), ledger: l, named: o.Ledger != "",
	}, nil
}

// Limit is how many apps may be created in all.
func (w *World) Limit() int { return w.budget.limit }

// Present is how many of them were not deleted meanwhile.
func (w *World) Present() int { return w.budget.present() }

// Ledger is the ledger's file.
func (w *World) Ledger() string { return w.ledger.path }

// WasThere notes what was listed at a place before the run created anything there:
// none of it is ever deleted.
func (w *World) WasThere(at probe.Place, s *probe.Snapshot) {
	w.visitOf(at).Do(func() { w.wasThere(at, s) })
}

func (w *World) wasThere(at probe.Place, s *probe.Snapshot) {
	// A gateway that keeps no places apart shows apps of this run there, too.
	w.ledger.wasThere(at, slices.DeleteFunc(s.IDs(), w.ids.has))
}

// Visit looks at a place, once, before anything is created there: none of what it lists
// is ever deleted.
func (w *World) Visit(ctx context.Context, at probe.Place) {
	w.visitOf(at).Do(func() { w.wasThere(at, w.client.Scan(ctx, &at, nil, 500)) })
}

// visitOf is the one look at a place before anything is created there.
func (w *World) visitOf(at probe.Place) *probe.Once {
	w.visitMu.Lock()
	defer w.visitMu.Unlock()
	if w.visits == nil {
		w.visits = map[probe.Place]*probe.Once{}
	}
	if w.visits[at] == nil {
		w.visits[at] = new(probe.Once)
	}
	return w.visits[at]
}

// Post sends a request that may create an app: within the first most apps of the
// budget, [ErrBudget] beyond them, and written down before and after. If nobody may
// know whether an app was created it counts as created.
func (w *World) Post(ctx context.Context, req probe.Request, most int) (*probe.Exchange, error) {
	if !w.budget.take(most) {
		return nil, ErrBudget
	}
	ex, spent, err := w.post(ctx, req)
	w.budget.give(spent)
	return ex, err
}

// PostInVain is [World.Post] for a request that should create nothing: an app that
// comes of it is deleted at once, if it may be, and takes up the budget only until then.
func (w *World) PostInVain(ctx context.Context, req probe.Request, most int) (*probe.Exchange, error) {
	if !w.budget.take(most) {
		return nil, ErrBudget
	}
	ex, spent, err := w.post(ctx, req)
	if spent && err == nil {
		w.Drop(ctx, 1, ex.Object().Text("id"))
	}
	w.budget.give(spent)
	return ex, err
}

// post sends a request that has its place in the budget. spent says that an app was, or
// may have been, created.
func (w *World) post(ctx context.Context, req probe.Request) (ex *probe.Exchange, spent bool, err error) {
	if req.At != nil && *req.At != w.home {
		w.Visit(ctx, *req.At)
	}
	n, err := w.ledger.intend(req, w.home)
	if err != nil {
		return nil, false, err
	}
	ex, err = w.client.Do(ctx, req)
	ex.Trim(w.tokens)
	ex.Secrets = append(ex.Secrets, req.Secrets...)
	if err != nil || ex.Status/100 == 2 {
		// The app may come back in any answer.
		for _, s := range req.Secrets {
			w.redact.Add(s, result.MaskSecret)
		}
	}
	switch {
	case err == nil && ex.Status/100 == 2:
		id := ""
		if app := ex.Object(); app != nil { // also if a text of it is flawed
			id = app.Text("id")
			w.Hide(app)
		}
		if id == "" {
			w.ledger.unknown(n)
		} else {
			w.ledger.created(n, id)
			w.ids.add(id)
		}
		return ex, true, err
	case err == nil || err == probe.ErrGone && ex.Attempts == 0 || ex.Unsent || refused(err):
		// Should an app come of it all the same, the listing will show it.
		w.ledger.rejected(n)
		return ex, false, err
	}
	w.ledger.unknown(n)
	return ex, true, err
}

// refused reports whether the error says that no app was created: that the request came
// too fast, or that there is no room.
func refused(err error) bool {
	t, ok := errors.AsType[*probe.TransientError](err)
	return ok && (t.Full || t.Status == http.StatusTooManyRequests)
}

// Discover writes down a listed app of this run of which no answer told. It
// reports whether the app is a stray: every request that could have created it was
// refused. It is not if the app was known already, or if a creation of unknown
// outcome asked for it.
func (w *World) Discover(app jsonvalue.Object) bool {
	id := app.Text("id")
	if w.ids.has(id) || !w.Ours(app) {
		return false
	}
	w.ids.add(id)
	if w.ledger.resolve(app) {
		return false // its creation went unanswered: nobody refused it
	}
	w.ledger.found(id)
	w.budget.find()
	return true
}

// Hide makes the app's secret unprintable, unless it is masked already.
func (w *World) Hide(app jsonvalue.Object) {
	if s := app.Text("app_secret"); s != "" && !redact.Masked(s) {
		w.redact.Add(s, result.MaskSecret)
	}
}

// Ours reports whether the app was created by this run, going by the nonce that
// its name, its remark or its AppKey holds. It serves to count and to compare;
// what is deleted goes by ID alone.
func (w *World) Ours(app jsonvalue.Object) bool {
	if w.ids.has(app.Text("id")) {
		return true
	}
	for _, member := range []string{"name", "remark", "app_key"} {
		if strings.Contains(strings.ToLower(app.Text(member)), w.nonce) {
			return true
		}
	}
	return false
}

// idSet is a set of app IDs; it is safe for concurrent use.
type idSet struct {
	mu    sync.Mutex
	ids   map[string]bool
	order []string
}

func (s *idSet) add(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids == nil {
		s.ids = map[string]bool{}
	}
	s.ids[id] = true
	s.order = append(s.order, id)
}

// last are the n IDs that were added last, or fewer.
func (s *idSet) last(n int) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.order[max(0, len(s.order)-n):])
}

func (s *idSet) has(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids[id]
}
