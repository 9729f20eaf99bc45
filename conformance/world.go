package conformance

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
)

// planted is a specimen that was created, or why it was not.
type planted struct {
	spec  specimen
	draft draft
	req   probe.Request
	// ex is nil where nothing was sent; absent then says why.
	ex     *probe.Exchange
	err    error
	absent string
	// app is the body of the answer where the gateway created the app.
	app probe.Object
	id  string
}

// ok reports whether the app exists.
func (p *planted) ok() bool { return p != nil && p.app != nil && p.id != "" }

// why says why the app does not exist.
func (p *planted) why() string {
	switch {
	case p == nil:
		return "it was not planned"
	case p.absent != "":
		return p.absent
	case p.err != nil:
		return "no answer came: " + p.err.Error()
	case p.ex.Status != http.StatusCreated:
		return fmt.Sprintf("it was answered %d%s", p.ex.Status, probe.BriefError(p.ex))
	default:
		return "its answer could not be read"
	}
}

// blames reports whether the rejection of the app names, as the invalid
// parameter, another member that was sent.
func (p *planted) blames(other string) bool {
	if p.ex == nil || p.ex.Status != http.StatusBadRequest {
		return false
	}
	msg := probe.ErrorMessage(p.ex)
	if probe.NamesParameter(msg, other) {
		return false
	}
	for _, m := range p.draft {
		if probe.NamesParameter(msg, m.name) {
			return true
		}
	}
	return false
}

// gen makes up the values of one app of this run.
func (r *run) gen(id string) *gen { return r.shelf.gen(r.nonce, id) }

// plant creates the specimen.
func (r *run) plant(ctx context.Context, s specimen) *planted {
	p := &planted{spec: s}
	p.draft, p.req = s.build(r.shelf, r.nonce, r.home)
	r.create(ctx, p, r.budget.limit)
	if r.quotaReached(ctx, p) {
		p.absent = fmt.Sprintf("the gateway takes no more apps: it answered %d%s", p.ex.Status, probe.BriefError(p.ex))
	}
	return p
}

// quotaReached reports whether the refusal of a valid app means that the gateway
// takes no more apps, which is lawful: it blames no parameter, and an app with a
// name alone is refused in the same way.
func (r *run) quotaReached(ctx context.Context, p *planted) bool {
	if p.ex == nil || p.err != nil || p.req.At != nil || p.ex.Status/100 != 4 || p.ex.Status == http.StatusUnauthorized {
		return false
	}
	code, msg := probe.ErrorCode(p.ex), probe.ErrorMessage(p.ex)
	if code == "" || code == documentedCode(fmt.Sprint(p.ex.Status)) || len(probe.NamedParameters(msg)) > 0 {
		return false
	}
	kind := fmt.Sprint(p.ex.Status, " ", code)
	r.quotaMu.Lock()
	defer r.quotaMu.Unlock()
	if known, asked := r.quota[kind]; asked {
		return known
	}
	small := &planted{spec: specimen{id: fmt.Sprintf("quota-probe-%d", len(r.quota)+1)}}
	small.draft = ordinary(r.gen(small.spec.id))
	small.req = small.draft.create()
	r.create(ctx, small, r.budget.limit)
	reached := small.ex != nil && small.err == nil && small.ex.Status == p.ex.Status && probe.ErrorCode(small.ex) == code
	if r.quota == nil {
		r.quota = map[string]bool{}
	}
	r.quota[kind] = reached
	return reached
}

// create sends p's request within the first most apps of the budget.
func (r *run) create(ctx context.Context, p *planted, most int) {
	p.ex, p.err = r.post(ctx, p.req, most)
	if p.err == errBudget {
		p.ex, p.err, p.absent = nil, nil, fmt.Sprintf("the budget of %d apps is used up", r.budget.limit)
		return
	}
	if p.err != nil {
		return
	}
	if p.ex.Status/100 == 2 {
		if v, err := p.ex.JSON(); err == nil {
			if app, ok := v.(probe.Object); ok {
				p.app, p.id = app, app.Text("id")
			}
		}
	}
}

// post sends a request that may create an app: within the budget, and written
// down before and after. Where nobody may know whether an app was created it
// counts as created.
func (r *run) post(ctx context.Context, req probe.Request, most int) (*probe.Exchange, error) {
	if !r.budget.take(most) {
		return nil, errBudget
	}
	n, err := r.ledger.intend(req, r.home)
	if err != nil {
		r.budget.give(false)
		return nil, err
	}
	ex, err := r.client.Do(ctx, req)
	ex.Trim(r.tokens)
	ex.Secrets = req.Secrets
	if err != nil || ex.Status/100 == 2 {
		// The app may come back in any answer.
		for _, s := range req.Secrets {
			r.redact.Add(s, result.MaskSecret)
		}
	}
	switch {
	case err == nil && ex.Status/100 == 2:
		id := ""
		if v, perr := ex.JSON(); perr == nil {
			if app, ok := v.(probe.Object); ok {
				id = app.Text("id")
				r.redactApp(app)
			}
		}
		if id == "" {
			r.ledger.unknown(n)
		} else {
			r.ledger.created(n, id)
			r.ids.add(id)
		}
		r.budget.give(true)
	case err == nil || err == probe.ErrGone && ex.Attempts == 0 || ex.Unsent:
		// Should an app come of it all the same, the listing will show it.
		r.ledger.rejected(n)
		r.budget.give(false)
	default:
		r.ledger.unknown(n)
		r.budget.give(true)
	}
	return ex, err
}

// scan reads the whole listing of the filter in pages of limit apps.
func (r *run) scan(ctx context.Context, filter probe.Params, limit int) *probe.Snapshot {
	s := r.client.Scan(ctx, nil, filter, limit)
	for i := range s.Apps {
		r.redactApp(s.Apps[i].App)
	}
	return s
}

// redactApp makes the app's secret unprintable, unless it is masked already.
func (r *run) redactApp(app probe.Object) {
	if s := app.Text("app_secret"); s != "" && !redact.Masked(s) {
		r.redact.Add(s, result.MaskSecret)
	}
}

// ours reports whether the app was created by this run, going by the nonce that
// its name, its remark or its AppKey holds. It serves to count and to compare;
// what is deleted goes by ID alone.
func (r *run) ours(app probe.Object) bool {
	if r.ids.has(app.Text("id")) {
		return true
	}
	for _, member := range []string{"name", "remark", "app_key"} {
		if strings.Contains(strings.ToLower(app.Text(member)), r.nonce) {
			return true
		}
	}
	return false
}

// subjects are the created apps that exist, in the order of the plan.
func (r *run) subjects() []*planted {
	var out []*planted
	for _, p := range r.planted {
		if p.ok() && !p.spec.late {
			out = append(out, p)
		}
	}
	return out
}

// find is the planted specimen, nil if it was not planned.
func (r *run) find(id string) *planted {
	for _, p := range r.planted {
		if p.spec.id == id {
			return p
		}
	}
	return nil
}

// need is the specimen; where it does not exist the case ends unverified.
func (t *T) need(id string) *planted {
	p := t.find(id)
	if !p.ok() {
		t.doubt("the app %q, which this needs, does not exist: %s", id, p.why())
	}
	return p
}
