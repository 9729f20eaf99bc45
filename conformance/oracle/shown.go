package oracle

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// Shown lists the clauses that the exchange could have refuted, by ID: what it was
// judged by. It is to be asked right after the judgement. A limit is shown by a value
// at or beyond it, a page length by a listing that has more.
func (o *Oracle) Shown(r Request, a Answer, j *Judgement) []string {
	if a.Status == 0 {
		return nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	var s shown
	switch r.Op {
	case Create:
		s.create(o, r, a, j)
	case List:
		s.list(o, r, a, j)
	}
	return s
}

type shown []string

func (s *shown) add(clauses ...string) { *s = append(*s, clauses...) }

// refusal adds the clauses on the answer to a request that was rightly refused.
func (s *shown) refusal(op string, status int) {
	s.add(fmt.Sprintf("%s/status/%d", op, status))
	for _, m := range []string{"error_code", "error_msg", "code", "code-documented"} {
		s.add(fmt.Sprintf("%s/error/%d/%s", op, status, m))
	}
}

func (s *shown) credential(op string, c Credential, a Answer) {
	clause, status := credentialClause(op, c)
	s.add(clause)
	if a.Status == status {
		s.refusal(op, status)
	}
}

func (s *shown) create(o *Oracle, r Request, a Answer, j *Judgement) {
	d := o.read(r)
	if r.Credential != Valid {
		s.credential("create", r.Credential, a)
		return
	}
	if limits(a.Status) || a.Status >= 500 {
		return
	}
	s.add("create/uri")
	if d.invalid() {
		for _, b := range d.breaches {
			s.add(b.clause)
		}
		s.add("create/status/400")
		if b := d.breaches[0]; a.Status == 400 {
			s.refusal("create", 400)
			if len(d.breaches) == 1 && b.field != "" && !b.loose {
				s.add("create/" + b.field + "/error-names-it")
			}
		}
		return
	}
	if len(d.open) == 0 {
		s.add("create/status/201", "create/function")
	}
	if !j.Accepted {
		return
	}
	for id := range o.edition.Fields {
		s.member(&o.edition.Fields[id], d.states[id], d.texts[id])
	}
	s.app("create", j.App)
	if j.ID != "" {
		s.add("create/ids-unique", "create/response/echo")
	}
	for _, id := range []validate.FieldID{validate.AppKey, validate.AppSecret} {
		f := &o.edition.Fields[id]
		got := j.App.Text(f.Name)
		_, sent := d.sent(id)
		clear := got != "" && (id == validate.AppKey || !Masked(f, got))
		switch {
		case sent && clear && id == validate.AppSecret:
			s.add("create/response/secret-echo")
		case !sent && clear:
			s.add("create/response/"+f.Name+"-valid", map[validate.FieldID]string{validate.AppKey: "create/keys-unique", validate.AppSecret: "create/secrets-unique"}[id])
		}
	}
}

// member adds what an accepted member shows.
func (s *shown) member(f *validate.Field, is state, value string) {
	base := "create/" + f.Name + "/"
	switch is {
	case absent:
		s.add(base + "optional")
	case null:
		s.add(base + "null")
	case text:
		s.add(base + "type")
		if f.Chars == nil {
			s.add(base + "text")
		} else {
			s.add(base+"start", base+"charset")
		}
		switch utf8.RuneCountInString(value) {
		case f.Min:
			s.add(base + "min-length")
		case f.Max:
			s.add(base + "max-length")
		}
	}
}

// app adds the clauses on the members of an app that are there.
func (s *shown) app(op string, body jsonvalue.Object) {
	base := op + "/response/"
	for _, name := range documentedMembers(op) {
		if _, there := body.Look(name); there {
			s.add(base + name)
			if name == "update_time" || name == "register_time" {
				s.add(base + name + "-form")
			}
			if name == "update_time" {
				s.add(base + name + "-order")
			}
		}
	}
}

func (s *shown) list(o *Oracle, r Request, a Answer, j *Judgement) {
	if r.Credential != Valid {
		s.credential("list", r.Credential, a)
		return
	}
	if limits(a.Status) || a.Status >= 500 {
		return
	}
	q := o.readQuery(r.Query)
	if !j.Accepted {
		if q.refusable && a.Status == 400 {
			s.refusal("list", 400)
			if q.clause != "" {
				s.add(q.clause)
			}
		}
		return
	}
	s.add("list/uri", "list/status/200")
	if j.Page == nil {
		return
	}
	s.add("list/response/apps", "list/response/size", "list/response/total")
	seen := map[string]bool{}
	for i := range j.Page.Items {
		it := &j.Page.Items[i]
		var members shown
		members.app("list", it.App)
		if o.apps[it.ID] != nil {
			members.add("list/lists-created")
		}
		for _, clause := range members {
			if !seen[clause] {
				seen[clause] = true
				s.add(clause)
			}
		}
	}
	reading := q.readings[0]
	if q.clause != "" {
		s.add(q.clause)
	} else if n := int64(len(j.Page.Items)); n >= reading.page.Limit || j.Page.Total > reading.page.Limit {
		s.add(reading.limit)
	}
	if n := len(j.Page.Items); n > 0 || reading.page.Offset > 0 {
		s.add(reading.offset)
	}
	if reading.page.Offset > 0 && len(j.Page.Items) > 0 {
		s.add("list/pages/disjoint", "list/pages/complete")
	}
	if len(reading.filters) > 0 {
		s.add(reading.clause())
		if reading.page.Offset > 0 || reading.limit != "list/limit/default" {
			s.add("list/filter/paged")
		}
	}
	if len(o.spaces) > 1 && o.livesAt(r.At) && slices.ContainsFunc(o.made, func(a *app) bool { return a.at != r.At }) {
		s.add("list/path/project-id", "list/path/instance-id")
	}
}

// livesAt reports whether an app of the place is known.
func (o *Oracle) livesAt(at Place) bool {
	return slices.ContainsFunc(o.made, func(a *app) bool { return a.at == at })
}
