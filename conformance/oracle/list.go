package oracle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// judgeList judges the answer to a listing.
func (o *Oracle) judgeList(r Request, a Answer, s Span, j *Judgement) {
	if a.Status == 0 {
		return
	}
	q := o.readQuery(r.Query)
	switch {
	case r.Credential != Valid && j.Accepted:
		clause, status := credentialClause("list", r.Credential)
		j.add(Finding{Clause: clause, Kind: "accepted", Text: fmt.Sprintf("%s was accepted with %d", credentialName(r.Credential), a.Status),
			Allowed: fmt.Sprint(status), Came: fmt.Sprint(a.Status)})
		return
	case r.Credential != Valid:
		o.judgeCredential("list", r, a, q.refusable, readError(j.Doc), j)
		return
	case !j.Accepted:
		o.judgeListRefused(r, q, a, j)
		return
	case a.Status != 200:
		j.add(Finding{Clause: "list/status/200", Kind: "status", Text: fmt.Sprintf("a listing was answered %d, not 200", a.Status),
			Allowed: "200", Came: fmt.Sprint(a.Status)})
	}
	j.Page = o.readPage(j)
	if j.Page == nil {
		return
	}
	l := &look{oracle: o, space: o.space(r.At), query: q, page: j.Page, span: s}
	l.steady = o.steady(l.space, q.shape, s)
	l.ids = make(map[string]bool, len(l.page.Items))
	for i := range l.page.Items {
		l.ids[l.page.Items[i].ID] = true
	}
	o.judgeItems(r, l, j)
	found := l.bestExplanation()
	if o.observed {
		found = l.doubt(found)
	}
	j.Findings = append(j.Findings, found...)
	l.learn(j)
}

// judgeListRefused judges a listing that was refused.
func (o *Oracle) judgeListRefused(r Request, q query, a Answer, j *Judgement) {
	body := readError(j.Doc)
	elsewhere := !o.lived(r.At)
	switch {
	case limits(a.Status):
		o.traits.limit(a.Status, 0)
	case a.Status == 401 && r.Refutes != "": // not for the query, which may be refused
		j.add(Finding{Clause: r.Refutes, Kind: "refused", Text: fmt.Sprintf("with ?%s the listing was answered %d%s, not 200", r.Query, a.Status, body.brief()),
			Allowed: "200", Came: fmt.Sprint(a.Status)})
	case elsewhere && (a.Status == 400 || a.Status == 403 || a.Status == 404):
		o.traits.learn(traitPlace, fmt.Sprint(a.Status))
	case q.refusable && a.Status == 400:
		j.Proves = true
		if q.clause != "" {
			o.traits.learn(traitInteger, "refused")
		} else {
			o.traits.learn(traitParameter, "refused")
		}
		o.judgeErrorBody("list", 400, body, j)
		if q.field != "" && body.readable() {
			o.judgeNaming(q.clause, q.field, body, j)
		}
	case q.refusable:
		clause := q.clause
		if clause == "" {
			clause = "list/status/400"
		}
		if a.Status >= 500 && q.number != "" {
			clause = q.number
		}
		j.add(Finding{Clause: clause, Kind: fmt.Sprint(a.Status), Text: fmt.Sprintf("with ?%s the listing was answered %d%s: neither listed nor refused with 400", r.Query, a.Status, body.brief()),
			Allowed: "200 or 400", Came: fmt.Sprint(a.Status)})
	default:
		j.add(Finding{Clause: q.refutes(body.msg), Kind: "refused", Text: fmt.Sprintf("with ?%s the listing was answered %d%s, not 200", r.Query, a.Status, body.brief()),
			Allowed: "200", Came: fmt.Sprint(a.Status)})
	}
}

// lived reports whether anything is known to be at the place.
func (o *Oracle) lived(at Place) bool {
	for _, a := range o.made {
		if a.at == at {
			return true
		}
	}
	return o.space(at).listed
}

// readPage reads the page, and judges what stands around the apps: query-apps,
// Table 4.
func (o *Oracle) readPage(j *Judgement) *Page {
	add := func(member, kind, text string) {
		j.add(Finding{Clause: "list/response/" + member, Kind: kind, Field: member, Path: "$." + member, Text: text})
	}
	if j.Doc.Cut {
		j.add(Finding{Clause: "list/limit/above-maximum", Kind: "endless", Field: "limit", Path: "$.apps",
			Text: fmt.Sprintf("the page has more than %d apps, or no end, although a page holds %d apps at most", jsonvalue.MaxItems, o.edition.Page.MaxLimit)})
		return nil
	}
	body, ok := j.Doc.Value.(jsonvalue.Object)
	if !ok {
		what := "is not JSON: " + fmt.Sprint(j.Doc.Err)
		if j.Doc.Err == nil {
			what = "is " + jsonvalue.Kind(j.Doc.Value) + ", not an object"
		}
		j.add(Finding{Clause: "list/response/apps", Kind: "body", Field: "apps", Path: "$", Text: "the body of the listing " + what})
		return nil
	}
	p := &Page{}
	for _, f := range j.Doc.Flaws {
		if !strings.HasPrefix(f.Path, "$.apps[") {
			add("apps", "unreadable", f.Path+" "+f.What)
		}
	}
	for _, m := range []struct {
		name string
		n    *int64
		has  *bool
	}{{"total", &p.Total, &p.HasTotal}, {"size", &p.Size, &p.HasSize}} {
		v, present := body.Look(m.name)
		*m.n, *m.has = jsonvalue.Integer(v)
		switch {
		case !present || v == nil:
			add(m.name, "present", m.name+" is missing")
		case !*m.has:
			add(m.name, "type", m.name+" is "+jsonvalue.Compact(v)+", not an integer")
		case *m.n < 0:
			add(m.name, "value", fmt.Sprintf("%s is %d", m.name, *m.n))
		}
	}
	apps, present := body.Look("apps")
	items, ok := apps.([]any)
	if !ok {
		what := jsonvalue.Kind(apps)
		if !present {
			what = "missing"
		}
		add("apps", "type", "apps is "+what+", not an array")
		if apps != nil {
			return nil
		}
		// What is meant is plain: no apps.
	}
	for i, v := range items {
		app, ok := v.(jsonvalue.Object)
		if !ok {
			j.add(Finding{Clause: "list/response/apps", Kind: "item", Field: "apps", Path: fmt.Sprintf("$.apps[%d]", i),
				Text: fmt.Sprintf("an item of apps is %s, not an object", jsonvalue.Kind(v))})
		}
		p.Items = append(p.Items, Item{ID: app.Text("id"), App: app, Index: i})
	}
	if p.HasSize && p.Size != int64(len(p.Items)) {
		j.add(Finding{Clause: "list/response/size", Kind: "value", Field: "size", Path: "$.size", Want: int64(len(p.Items)), Got: p.Size,
			Text: fmt.Sprintf("size is %d, and the page has %d apps", p.Size, len(p.Items))})
	}
	return p
}

// judgeItems judges each app on the page by itself.
func (o *Oracle) judgeItems(r Request, l *look, j *Judgement) {
	twice := map[string]bool{}
	repeats := len(l.ids) < len(j.Page.Items)
	for i := range j.Page.Items {
		it := &j.Page.Items[i]
		if it.App == nil {
			continue
		}
		known := o.apps[it.ID]
		// Most apps are listed again and again in the same words.
		clean := len(it.App) > 0 && o.clean[&it.App[0]] == cleanAs(known) && (known == nil || known.at == r.At)
		if clean && !repeats {
			if known != nil {
				it.view = &known.view
			}
			continue
		}
		path := fmt.Sprintf("$.apps[%d]", i)
		if it.ID != "" && twice[it.ID] {
			j.add(Finding{Clause: "list/pages/disjoint", Kind: "twice", Field: "id", Path: path, Text: fmt.Sprintf("the app %s is on the page twice", clip(it.ID))})
		}
		twice[it.ID] = true
		if known != nil && known.at != r.At {
			clause := "list/path/project-id"
			if known.at.Project == r.At.Project {
				clause = "list/path/instance-id"
			}
			j.add(Finding{Clause: clause, Kind: "elsewhere", Field: "id", Path: path,
				Text: fmt.Sprintf("the app %s of project %s, instance %s is listed in project %s, instance %s", clip(it.ID), known.at.Project, known.at.Instance, r.At.Project, r.At.Instance)})
			continue
		}
		if clean {
			continue
		}
		before := len(j.Findings)
		m := member{oracle: o, op: "list", body: it.App, path: path, j: j, foreign: known == nil, garbled: known != nil && known.draft.garbled()}
		for _, f := range j.Doc.Flaws {
			if strings.HasPrefix(f.Path, path+".") || f.Path == path {
				m.flaws = append(m.flaws, f)
				it.Flawed = f.What
			}
		}
		m.shape()
		if known != nil {
			m.asCreated(known)
		} else if it.ID != "" {
			o.judgeStranger(l.space, it, path, l.span.Answered, j)
		}
		if known != nil && known.at == r.At && len(j.Findings) == before {
			it.view = &known.view
		}
		if len(j.Findings) == before && len(it.App) > 0 {
			if o.clean == nil || len(o.clean) > 4000 {
				o.clean = map[*jsonvalue.Member]string{}
			}
			o.clean[&it.App[0]] = cleanAs(known)
		}
	}
}

// cleanAs is what an item was clean as: an app of this run, or of others.
func cleanAs(known *app) string {
	if known == nil {
		return "others'"
	}
	return known.id
}

// judgeStranger judges an app that no judged creation announced: that of a refused
// creation should not be there.
func (o *Oracle) judgeStranger(sp *space, it *Item, path string, seen time.Time, j *Judgement) {
	if known := sp.foreign[it.ID]; known != nil {
		known.app, known.view = it.App, viewOfItem(it)
		return
	}
	sp.foreign[it.ID] = &stranger{app: it.App, view: viewOfItem(it), seen: seen, intruder: o.observed && sp.since(it.App, sp.first)}
	flying := slices.ContainsFunc(o.flying, func(p *Pending) bool {
		return p.draft != nil && p.request.At == sp.at && (&refusedDraft{name: p.draft.texts[validate.Name], key: p.draft.texts[validate.AppKey]}).explains(it.App)
	})
	if flying {
		return // its answer is still to come
	}
	for _, d := range sp.doubted {
		refused := refusedDraft{name: d.texts[validate.Name], key: d.texts[validate.AppKey]}
		if refused.explains(it.App) {
			return
		}
	}
	for _, d := range sp.refused {
		if d.explains(it.App) {
			if o.observed && !sp.since(it.App, d.sent) {
				break // it was there before
			}
			unless := None
			if o.observed {
				unless = OthersChanged
			}
			j.add(Finding{Clause: "create/rejected-creates-nothing", Kind: "stray", Field: "id", Path: path, Unless: unless,
				Text: fmt.Sprintf("the app %s, called %s, is listed although the request for it was refused", clip(it.ID), clip(it.App.Text("name")))})
			return
		}
	}
	sp.ours = false
	o.traits.learn(traitOthers, "yes")
}

// asCreated judges whether an app is listed with the values it was created with.
func (m *member) asCreated(a *app) {
	if a.draft.invalid() || len(a.draft.misspelt) > 0 || m.oracle.observed && a.changed(m.body) {
		return // what it should be nobody knows
	}
	m.listed(a)
	m.secret(a.draft)
	for _, f := range []string{"creator", "status", "app_type", "roma_app_type"} {
		want, got := a.answer.Get(f), m.body.Get(f)
		if want == nil || got == nil || jsonvalue.Compact(want) == jsonvalue.Compact(got) {
			continue
		}
		m.changed(f, want, got)
	}
	for _, f := range []string{"register_time", "update_time"} {
		if want, got := a.answer.Text(f), m.body.Text(f); !sameInstant(want, got) {
			m.changed(f, want, got)
		}
	}
}

func (m *member) changed(field string, want, got any) {
	m.j.add(Finding{Clause: "list/lists-created", Kind: field + "/echo", Field: field, Path: m.path + "." + field, Want: want, Got: got,
		Text: fmt.Sprintf("the app is listed with another %s than it was created with", field)})
}

func (m *member) listed(a *app) {
	for _, id := range []validate.FieldID{validate.Name, validate.Remark, validate.AppKey} {
		field := fieldNames[id]
		want, known := a.text(id)
		got := m.body.Get(field)
		s, isText := got.(string)
		switch {
		case got != nil && !isText || !known && id != validate.Remark:
		case want == "" && id == validate.Remark && s != "" && a.draft.states[id] != otherType:
			m.j.add(Finding{Clause: "list/lists-created", Kind: "remark/absent", Field: field, Path: m.path + "." + field, Want: "", Got: s,
				Text: "the app is listed with a remark, although none was sent"})
		case want != "" && s != want:
			f := Finding{Clause: "list/lists-created", Kind: field + "/echo", Field: field, Path: m.path + "." + field, Want: want, Got: got,
				Text: fmt.Sprintf("the app is listed with another %s than it was created with%s", field, difference(want, s, isText))}
			m.j.add(f)
		}
	}
}
