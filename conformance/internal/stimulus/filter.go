package stimulus

import (
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// match tells whether an app matches a filter. Where the pages leave it open,
// both are lawful.
type match uint8

const (
	differs match = iota
	matches
	open
)

// filter is one query parameter that filters.
type filter struct {
	name, value string
	match       func(app probe.Object) match
}

func equal(yes bool) match {
	if yes {
		return matches
	}
	return differs
}

func byID(id string) filter {
	return filter{"id", id, func(app probe.Object) match { return equal(app.Text("id") == id) }}
}

func byKey(key string) filter {
	return filter{"app_key", key, func(app probe.Object) match { return equal(app.Text("app_key") == key) }}
}

// byName matches every name that holds the text. Whether case matters is open.
func byName(text string) filter {
	return filter{"name", text, func(app probe.Object) match {
		name := app.Text("name")
		switch {
		case strings.Contains(name, text):
			return matches
		case strings.Contains(strings.ToLower(name), strings.ToLower(text)):
			return open
		}
		return differs
	}}
}

func byExactName(name string) filter {
	return filter{"name", name, func(app probe.Object) match { return equal(app.Text("name") == name) }}
}

func byStatus(n int64) filter {
	return filter{"status", strconv.FormatInt(n, 10), func(app probe.Object) match {
		got, ok := probe.Integer(app.Get("status"))
		if !ok {
			return open
		}
		return equal(got == n)
	}}
}

func byCreator(who string) filter {
	return filter{"creator", who, func(app probe.Object) match { return equal(app.Text("creator") == who) }}
}

// precise makes the name match exactly; it matches every app by itself.
func precise() filter {
	return filter{"precise_search", "name", func(probe.Object) match { return matches }}
}

// filters are filters that must all match.
type filters []filter

func (fs filters) params() probe.Params {
	var out probe.Params
	for _, f := range fs {
		out = out.With(f.name, f.value)
	}
	return out
}

func (fs filters) match(app probe.Object) match {
	all := matches
	for _, f := range fs {
		switch f.match(app) {
		case differs:
			return differs
		case open:
			all = open
		}
	}
	return all
}

// filtered demands that the filters list what matches and nothing else: of the
// apps of the settled listing none that matches may be missing, and of what is
// listed everything must match. It returns how many apps were listed.
func (t *T) filtered(fs filters) int {
	q := fs.params()
	s := t.Scan(q, int(t.Setting().Edition.Page.MaxLimit))
	last := s.Pages[len(s.Pages)-1]
	t.Record(last.Exchange)
	switch {
	case s.Err != nil:
		t.Broken(last.Exchange, s.Err)
	case s.Problem != "" && last.Exchange.Status != 200:
		t.Fatal(last.Exchange, "the listing with %s: %s", q, s.Problem)
	case s.Problem != "":
		t.Doubt("the listing with %s: %s", q, s.Problem)
	}
	for i := range s.Apps {
		a := &s.Apps[i]
		if fs.match(a.App) == differs {
			t.Fail(a.Page.Exchange, "with %s the app %s, called %q, is listed, which does not match", q, a.App.Text("id"), a.App.Text("name")).Path = a.Path("")
			break
		}
	}
	for _, a := range t.ListedApps() {
		id := a.App.Text("id")
		if fs.match(a.App) == matches && s.Find(id) == nil && !t.moved(last) {
			t.Fail(last.Exchange, "with %s the app %s, called %q, is not listed, though it matches", q, id, a.App.Text("name"))
			break
		}
	}
	if s.HasTotal && int(s.Total) != len(s.Apps) {
		t.Want(last.Exchange, "$.total", len(s.Apps), int(s.Total), "with %s total is not the number of apps that match", q)
	}
	return len(s.Apps)
}

// lists demands that the filters list something, and what they should.
func (t *T) lists(fs filters) {
	if t.filtered(fs) == 0 && t.Verdict() == result.Pass {
		t.Doubt("nothing matches %s, so that nothing is shown", fs.params())
	}
}

// listsNothing demands that the filters list nothing of what does not match; the
// twin must list something, or the empty listing means nothing. A gateway may
// refuse a value that no app can have, if refusable.
func (t *T) listsNothing(fs, twin filters, refusable bool) {
	if twin != nil {
		l := t.Control(twin.params())
		if len(l.Apps) == 0 {
			t.Doubt("the control twin, %s, lists nothing either", twin.params())
		}
	}
	if refusable {
		ex := t.Query(fs.params())
		if ex.Status == 400 {
			t.Note(result.Pass, ex, "answered 400%s", probe.BriefError(ex))
			return
		}
	}
	t.filtered(fs)
}
