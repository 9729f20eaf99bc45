package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// app is an app that is known to have been created by judged traffic.
type app struct {
	id    string
	at    Place
	draft *draft
	// answer is the body of the answer to its creation.
	answer  jsonvalue.Object
	view    view // what filters see in it
	created Span
	// gone is when it was deleted, nil if it was not.
	gone        *Span
	perhapsGone bool
	// wentSettled reports that it shows by now that the app is gone.
	wentSettled bool
	// settled reports that it must show in every listing.
	settled bool
	// altered reports that the app may have been changed since, missed when it was not
	// in a listing of a kind that should have it. Both are of observed traffic.
	altered bool
	missed  map[string]bool
	// shown are the kinds of listing, by the names of their parameters, in which it
	// was seen, and when the first such was answered.
	shown map[string]time.Time
}

// text is what a member of the app must be, and whether that is known: what was
// sent, or else what was answered.
func (a *app) text(f validate.FieldID) (string, bool) {
	if s, sent := a.draft.sent(f); sent {
		return s, true
	}
	if a.draft.states[f] != absent && a.draft.states[f] != null {
		return "", false // sent in a form that leaves open what it means
	}
	s, ok := a.answer.Get(fieldNames[f]).(string)
	return s, ok
}

// there tells how far an app shows in a listing of the kind and time.
func (o *Oracle) there(a *app, kind string, s Span) presence {
	switch {
	case a.gone != nil && a.gone.Sent.Before(s.Answered):
		return perhaps // the pages say nothing of deleting
	case a.perhapsGone, o.leaving(a):
		return perhaps
	case a.created.Answered.After(s.Sent):
		return perhaps
	case a.settled, a.shows(kind, s), s.Sent.Sub(a.created.Answered) > o.waits(kind):
		return certainly
	}
	return perhaps
}

// leaving reports whether a request is under way that may delete the app.
func (o *Oracle) leaving(a *app) bool {
	return slices.ContainsFunc(o.flying, func(p *Pending) bool {
		r := &p.request
		return (r.Op == Delete || r.Op == Other) && r.At == a.at && (r.ID == a.id || r.ID == "")
	})
}

// shows reports whether the app was seen in a listing of the kind that was answered
// before this one was asked for.
func (a *app) shows(kind string, s Span) bool {
	at, seen := a.shown[kind]
	return seen && !s.Sent.Before(at)
}

// late reports whether the app, or that it is gone, may still have to show in listings
// of the kind, for which one waits so long.
func (a *app) late(kind string, s Span, wait time.Duration) bool {
	if a.gone != nil {
		return !a.wentSettled && s.Sent.Sub(a.gone.Answered) <= wait
	}
	return !a.settled && !a.shows(kind, s) && s.Sent.Sub(a.created.Answered) <= wait
}

// presence is how certain it is that an app is there.
type presence uint8

const (
	perhaps presence = iota
	certainly
)

// space is what is known of one place beside the apps that judged traffic created.
type space struct {
	at Place
	// foreign are apps of others that were listed, as they were listed last.
	foreign map[string]*stranger
	// ours reports that a whole listing showed no apps of others.
	ours bool
	// restless reports that others create or delete apps meanwhile: nothing follows
	// from one listing for another unless none but judged traffic's apps can match.
	restless bool
	// listed reports that the place was listed with success.
	listed bool
	// orders are the orders of listings, by their filters, since the last change.
	orders map[string]*order
	// last is the last change by judged traffic.
	last time.Time
	// refused are creations that were refused: should their apps show, they were not.
	refused []*refusedDraft
	// doubted are creations without an answer.
	doubted []*draft

	observed // what is known besides of a place that is only watched
}

// stranger is a listed app that no judged creation announced so far.
type stranger struct {
	app  jsonvalue.Object // as it was listed last
	view *view            // what filters see in it
	seen time.Time        // when it was first listed
	// checked is how many creations were compared with it, and ours whether one of them
	// explains it: there may be thousands of both.
	checked int
	ours    bool
	// intruder reports that it was registered while the traffic went on, unannounced.
	intruder bool
}

// explains is [space.explained] for an app that was listed before.
func (s *space) explains(x *stranger) bool {
	if n := len(s.refused) + len(s.doubted); !x.ours && x.checked != n {
		x.checked, x.ours = n, s.explained(x.app)
	}
	return x.ours
}

// explained reports whether an app is that of a creation that was refused, or went
// unanswered.
func (s *space) explained(app jsonvalue.Object) bool {
	return slices.ContainsFunc(s.refused, func(d *refusedDraft) bool { return d.explains(app) }) ||
		slices.ContainsFunc(s.doubted, func(d *draft) bool {
			refused := refusedDraft{name: d.texts[validate.Name], key: d.texts[validate.AppKey]}
			return refused.explains(app)
		})
}

type refusedDraft struct {
	name, key string
	clause    string
	sent      time.Time
}

// changed notes a change by judged traffic: what is known of orders is void.
func (s *space) changed(by Span) {
	clear(s.orders)
	if by.Answered.After(s.last) {
		s.last = by.Answered
	}
}

// others reports whether an app could be that of a refused creation.
func (r *refusedDraft) explains(a jsonvalue.Object) bool {
	sameKey := r.key != "" && r.key == a.Text("app_key")
	sameName := r.name != "" && r.name == a.Text("name")
	return sameKey && sameName || sameName && r.key == "" || sameKey && r.name == ""
}

// taken reports whether a name or an AppKey of the draft could be one that the
// gateway has already, in any place, whatever the case and white space.
func (o *Oracle) taken(d *draft) (name, key bool) {
	like := func(a, b string) bool {
		return a != "" && strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
	}
	n, k := d.texts[validate.Name], d.texts[validate.AppKey]
	check := func(otherName, otherKey string) {
		name = name || like(n, otherName)
		key = key || like(k, otherKey)
	}
	for _, a := range o.made {
		an, _ := a.text(validate.Name)
		ak, _ := a.text(validate.AppKey)
		check(an, ak)
	}
	for _, s := range o.spaces {
		for _, x := range s.foreign {
			check(x.app.Text("name"), x.app.Text("app_key"))
		}
		for _, other := range s.doubted {
			check(other.texts[validate.Name], other.texts[validate.AppKey])
		}
	}
	for _, p := range o.flying {
		if p.draft != nil && p.draft != d {
			check(p.draft.texts[validate.Name], p.draft.texts[validate.AppKey])
		}
	}
	return name, key
}
