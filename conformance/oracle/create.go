package oracle

import (
	"fmt"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// judgeCreate judges the answer to a creation.
func (o *Oracle) judgeCreate(p *Pending, a Answer, s Span, j *Judgement) {
	r, d := p.request, p.draft
	at := o.space(r.At)
	switch {
	case a.Status == 0, o.observed && a.Status >= 500:
		// Nobody knows what became of it.
		at.changed(s)
		at.doubted = append(at.doubted, d)
		return
	case !j.Accepted:
		o.judgeRefusal(p, a, j)
		at.refused = append(at.refused, &refusedDraft{d.texts[validate.Name], d.texts[validate.AppKey], "", s.Sent})
		return
	}
	at.changed(s)
	o.judgeAcceptance(r, d, a, j)
	o.judgeCreated(r, d, a, s, j)
}

// judgeAcceptance finds what should have been refused.
func (o *Oracle) judgeAcceptance(r Request, d *draft, a Answer, j *Judgement) {
	if r.Credential != Valid {
		clause, status := credentialClause("create", r.Credential)
		j.add(Finding{Clause: clause, Kind: "accepted", Text: fmt.Sprintf("%s was accepted with %d", credentialName(r.Credential), a.Status),
			Allowed: fmt.Sprint(status), Came: fmt.Sprint(a.Status)})
		return
	}
	for _, b := range d.breaches {
		j.add(Finding{Clause: b.clause, Kind: "accepted", Field: b.field, Text: fmt.Sprintf("%s was accepted with %d", b.what, a.Status),
			Allowed: "400", Came: fmt.Sprint(a.Status)})
	}
	if a.Status != 201 && !d.invalid() {
		j.add(Finding{Clause: "create/status/201", Kind: "status", Text: fmt.Sprintf("a valid request was answered %d, not 201", a.Status),
			Allowed: "201", Came: fmt.Sprint(a.Status)})
	}
}

// judgeCreated judges the app in the answer to a creation, and remembers it.
func (o *Oracle) judgeCreated(r Request, d *draft, a Answer, s Span, j *Judgement) {
	body, ok := j.Doc.Value.(jsonvalue.Object)
	if !ok {
		what := "is not JSON: " + fmt.Sprint(j.Doc.Err)
		if j.Doc.Err == nil {
			what = "is " + jsonvalue.Kind(j.Doc.Value) + ", not an object"
		}
		j.add(Finding{Clause: "create/response/id", Kind: "body", Text: fmt.Sprintf("the body of the %d %s", a.Status, what), Path: "$"})
		o.space(r.At).doubted = append(o.space(r.At).doubted, d)
		return
	}
	j.App, j.ID = body, body.Text("id")
	it := member{oracle: o, op: "create", body: body, path: "$", flaws: j.Doc.Flaws, j: j, garbled: d.garbled()}
	it.shape()
	if d.invalid() {
		explainAcceptance(d, j)
	} else {
		it.echoes(d)
	}
	if j.ID == "" {
		o.space(r.At).doubted = append(o.space(r.At).doubted, d)
		return
	}
	it.now(a, s)
	o.judgeID(s, j)
	if o.apps[j.ID] != nil {
		return
	}
	if !d.invalid() && r.Credential == Valid {
		o.judgeMadeUp(d, j)
	}
	o.learnCreated(d, body)
	o.noteTwins(r.At, d, s)
	made := &app{id: j.ID, at: r.At, draft: d, answer: body, created: s, shown: map[string]time.Time{}}
	made.view = viewOf(made)
	o.apps[j.ID] = made
	o.made = append(o.made, made)
}

// judgeID judges whether the ID can be one of a new app.
func (o *Oracle) judgeID(s Span, j *Judgement) {
	if why := NotSegment(j.ID); why != "" {
		j.add(Finding{Clause: "create/response/id", Kind: "path", Field: "id", Path: "$.id",
			Text: fmt.Sprintf("the ID %s cannot name an app in a path: %s", clip(j.ID), why)})
	}
	if known := o.apps[j.ID]; known != nil {
		j.add(Finding{Clause: "create/ids-unique", Kind: "id", Field: "id", Path: "$.id",
			Text: fmt.Sprintf("the creation was answered with the ID %s, which another app of this run has", clip(j.ID))})
		return
	}
	for _, sp := range o.spaces {
		known := sp.foreign[j.ID]
		if known != nil && !known.seen.Before(s.Sent) {
			delete(sp.foreign, j.ID) // it is this app, which a listing showed before the answer came
		} else if known != nil {
			j.add(Finding{Clause: "create/ids-unique", Kind: "id", Field: "id", Path: "$.id",
				Text: fmt.Sprintf("the creation was answered with the ID %s of an app that was there before", clip(j.ID))})
			return
		}
	}
}

// judgeMadeUp judges the AppKey and the secret that the gateway made up.
func (o *Oracle) judgeMadeUp(d *draft, j *Judgement) {
	for _, id := range []validate.FieldID{validate.AppKey, validate.AppSecret} {
		f := &o.edition.Fields[id]
		s, ok := j.App.Get(f.Name).(string)
		if d.states[id] == text && d.texts[id] != "" || d.states[id] == otherType || !ok || s == "" {
			continue
		}
		secret := id == validate.AppSecret
		if secret && Masked(f, s) {
			continue
		}
		for _, b := range broken(f, s) {
			j.add(Finding{Clause: "create/response/" + f.Name + "-valid", Kind: "rule", Field: f.Name, Path: "$." + f.Name,
				Text: fmt.Sprintf("the gateway made up an %s that breaks the rules for one: %s", f.Name, madeUp(b, secret))})
			break
		}
		if !secret && (s == j.App.Text("name") || s == j.App.Text("app_secret")) {
			j.add(Finding{Clause: "create/keys-unique", Kind: "derived", Field: f.Name, Path: "$." + f.Name,
				Text: "the AppKey that the gateway made up is the app's name or its secret"})
		}
		for _, other := range o.made {
			if _, sent := other.draft.sent(id); sent || other.id == j.ID {
				continue
			}
			if other.answer.Text(f.Name) != s || secret && o.traits.constantSecret(s) {
				continue
			}
			clause, what := "create/keys-unique", "AppKey"
			if secret {
				clause, what = "create/secrets-unique", "secret"
			}
			j.add(Finding{Clause: clause, Kind: "repeated", Field: f.Name, Path: "$." + f.Name,
				Text: fmt.Sprintf("the %s that the gateway made up is that of another app, %s", what, clip(other.id))})
			break
		}
	}
}

// madeUp says which rule is broken, of a secret without showing it.
func madeUp(b brokenRule, secret bool) string {
	if secret {
		return b.rule
	}
	return b.what
}

// clip is a value for a sentence: quoted, and cut if it is long.
func clip(s string) string {
	const most = 80
	if len(s) > most {
		s = s[:most] + "…"
	}
	return fmt.Sprintf("%+q", s)
}
