package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// What is kept of observed traffic, however long it goes on. What is forgotten makes
// the oracle less certain, never wrong.
const (
	maxMade     = 1000 // apps, and the same of others' at a place
	maxRefused  = 1000 // refused creations at a place
	maxDoubted  = 1000 // creations without an answer
	maxOrders   = 100  // listings by their filters
	maxGone     = 50   // apps that a finding names as missing
	promptShows = 20   // apps that must have shown at once for the next ones to be expected to
)

// observed is what is known of a place besides if the traffic is only watched.
type observed struct {
	// first is when the traffic at the place began, by the gateway's clock if an answer
	// told the time.
	first time.Time
	// vague reports that something was forgotten, or that others may have done anything.
	vague bool
	// twinNames and twinKeys report that an app was created with the name, or the AppKey,
	// of one that was certainly there.
	twinNames, twinKeys bool
}

// begin notes when the traffic began.
func (s *space) begin(a Answer, t Span) {
	if !s.first.IsZero() {
		return
	}
	s.first = t.Sent
	if !a.Date.IsZero() {
		s.first = a.Date
	}
}

// since reports whether the app was registered after the time, as far as clocks agree;
// an app that does not say so was not.
func (s *space) since(app jsonvalue.Object, t time.Time) bool {
	const skew = 2 * time.Second
	at, err := parseTime(app.Text("register_time"))
	return err == nil && !s.first.IsZero() && at.After(t.Add(-skew)) && at.After(s.first.Add(-skew))
}

// Undisturbed reports whether nothing at the place was seen to happen that the observed
// traffic does not announce: no other client, and no request that is missing.
func (o *Oracle) Undisturbed(at Place) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.space(at)
	if s.vague {
		return false
	}
	for _, x := range s.foreign {
		if x.intruder && !s.explained(x.app) && !s.asked(x.app.Text("name")) {
			return false
		}
	}
	return true
}

// asked reports whether an app of the name was asked for, and refused: whatever else became
// of it, it is no other client's.
func (s *space) asked(name string) bool {
	return name != "" && slices.ContainsFunc(s.refused, func(d *refusedDraft) bool { return d.name == name })
}

// Twins reports whether the place takes a second app of a name, and of an AppKey.
func (o *Oracle) Twins(at Place) (names, keys bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.space(at)
	return s.twinNames, s.twinKeys
}

// Lived reports whether anything is known to be, or to have been, at the place.
func (o *Oracle) Lived(at Place) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.lived(at)
}

// noteTwins notes an accepted creation whose name or AppKey another app has.
func (o *Oracle) noteTwins(at Place, d *draft, s Span) {
	if !o.observed {
		return
	}
	sp := o.space(at)
	for _, a := range o.made {
		name := a.view.name != "" && a.view.name == d.texts[validate.Name]
		key := a.view.key != "" && a.view.key == d.texts[validate.AppKey]
		if (name || key) && a.at == at && !a.altered && o.there(a, "", s) == certainly {
			sp.twinNames, sp.twinKeys = sp.twinNames || name, sp.twinKeys || key
		}
	}
}

// noteOther notes a request that may have changed an app, or all of them.
func (o *Oracle) noteOther(r Request, s Span) {
	sp := o.space(r.At)
	sp.changed(s)
	for _, a := range o.made {
		if a.at == r.At && (r.ID == "" || a.id == r.ID) {
			a.alter()
			a.perhapsGone = true
		}
	}
	if r.ID == "" {
		sp.vague, sp.ours = true, false
	}
}

func (a *app) alter() {
	a.altered = true
	a.view = viewOf(a)
}

// changed reports whether the app may have been changed since it was created: a listing
// shows a later update. What is listed then need not be what was sent.
func (a *app) changed(listed jsonvalue.Object) bool {
	if a.altered {
		return true
	}
	was, err1 := parseTime(a.answer.Text("update_time"))
	is, err2 := parseTime(listed.Text("update_time"))
	if err1 == nil && err2 == nil && is.After(was) && !sameInstant(a.answer.Text("update_time"), listed.Text("update_time")) {
		a.alter()
	}
	return a.altered
}

// hide makes the draft one whose secret is not known, and which offends the clauses.
func (d *draft) hide(offends []string) {
	about := "create/" + fieldNames[validate.AppSecret] + "/"
	if offends == nil {
		d.breaches = slices.DeleteFunc(d.breaches, func(b breach) bool {
			id := slices.Index(fieldNames[:], b.field)
			return strings.HasPrefix(b.clause, about) || id >= 0 && strings.Contains(d.texts[id], result.MaskSecret)
		})
		d.open = append(d.open, "a part of the body that the recording hides")
	} else {
		d.breaches = nil
		for _, clause := range offends {
			field := strings.Split(clause, "/")[1]
			if field == "body" {
				field = ""
			}
			d.breaches = append(d.breaches, breach{clause: clause, field: field, what: "a request that breaks " + clause, loose: true, level: should})
		}
	}
	for id := range d.states {
		secret := validate.FieldID(id) == validate.AppSecret
		if d.states[id] != absent && secret || strings.Contains(d.texts[id], result.MaskSecret) {
			d.states[id], d.texts[id] = otherType, ""
		}
	}
}

// promptness is what was seen of how soon apps show in listings of a class.
type promptness struct {
	// quickest are the smallest ages at which apps showed that were looked for the first
	// time, in order.
	quickest []time.Duration
	late     bool // an app was missed that showed later
}

// show notes that an app of the age showed at the first look.
func (p *promptness) show(age time.Duration) {
	at, _ := slices.BinarySearch(p.quickest, age)
	if at < promptShows {
		p.quickest = slices.Insert(p.quickest, at, age)
		p.quickest = p.quickest[:min(len(p.quickest), promptShows)]
	}
}

// class is 0 for plain listings and 1 for filtered ones, which may be behind.
func class(kind string) int {
	if kind == "" {
		return 0
	}
	return 1
}

// waits is how long after its creation an app may be missing in listings of the kind. If
// apps showed at the first look, again and again, and never late, then at the age that
// they had.
func (o *Oracle) waits(kind string) time.Duration {
	if p := &o.prompt[class(kind)]; o.observed && len(p.quickest) == promptShows && !p.late {
		return p.quickest[promptShows-1]
	}
	return o.patience
}

// Prompt reports whether apps were never seen to show late in listings like that of the
// query.
func (o *Oracle) Prompt(query string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return !o.prompt[class(o.readQuery(query).shape)].late
}

// noteShown notes that the app is in a listing of the kind.
func (o *Oracle) noteShown(a *app, kind string, s Span) {
	p := &o.prompt[class(kind)]
	switch {
	case a.missed[kind]:
		p.late = true
		delete(a.missed, kind)
	case a.shown[kind].IsZero() && s.Sent.Sub(a.created.Answered) < o.patience && !a.created.Answered.After(s.Sent):
		p.show(s.Answered.Sub(a.created.Sent)) // at most
	}
	if a.gone == nil {
		a.perhapsGone = false
	}
}

// gone are the apps of the list that are not on the page, by ID.
func (l *look) gone(list []*app) []string {
	if !l.oracle.observed {
		return nil
	}
	var out []string
	for _, a := range list {
		if !l.ids[a.id] && len(out) < maxGone {
			out = append(out, a.id)
		}
	}
	return out
}

// doubt is the findings in a page of observed traffic: each that rests on nobody else
// having done anything says so. From here on the oracle expects what the page shows.
func (l *look) doubt(found []Finding) []Finding {
	for i := range found {
		f := &found[i]
		if f.Kind == "missing" {
			f.Unless = OthersChanged
		}
		if f.Unless != OthersChanged {
			continue
		}
		clear(l.space.orders)
		l.space.ours = false
		for _, id := range f.Gone {
			a := l.oracle.apps[id]
			a.perhapsGone = true
			if a.missed == nil {
				a.missed = map[string]bool{}
			}
			if l.span.Sent.Sub(a.created.Answered) < l.oracle.patience {
				a.missed[l.query.shape] = true
			}
		}
	}
	return found
}

// forget lets go of the oldest of what is known, and of apps that are gone.
func (o *Oracle) forget() {
	if len(o.made) > maxMade {
		n := len(o.made) / 2
		for _, a := range o.made[:n] {
			if a.gone == nil {
				o.space(a.at).vague = true
			}
			delete(o.apps, a.id)
		}
		o.made = slices.Delete(o.made, 0, n)
	}
	for _, s := range o.spaces {
		if len(s.foreign) > maxMade {
			clear(s.foreign)
			s.vague, s.ours = true, false
		}
		if len(s.refused) > maxRefused {
			s.refused = slices.Delete(s.refused, 0, maxRefused/2)
		}
		if len(s.doubted) > maxDoubted {
			s.doubted = slices.Delete(s.doubted, 0, maxDoubted/2)
			s.vague, s.ours = true, false
		}
	}
}
