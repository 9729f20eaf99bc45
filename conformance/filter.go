package conformance

import (
	"strconv"
	"strings"

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
	match       func(app object) match
}

func equal(yes bool) match {
	if yes {
		return matches
	}
	return differs
}

func byID(id string) filter {
	return filter{"id", id, func(app object) match { return equal(str(app, "id") == id) }}
}

func byKey(key string) filter {
	return filter{"app_key", key, func(app object) match { return equal(str(app, "app_key") == key) }}
}

// byName matches every name that holds the text. Whether case matters is open.
func byName(text string) filter {
	return filter{"name", text, func(app object) match {
		name := str(app, "name")
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
	return filter{"name", name, func(app object) match { return equal(str(app, "name") == name) }}
}

func byStatus(n int64) filter {
	return filter{"status", strconv.FormatInt(n, 10), func(app object) match {
		got, ok := integer(app.get("status"))
		if !ok {
			return open
		}
		return equal(got == n)
	}}
}

func byCreator(who string) filter {
	return filter{"creator", who, func(app object) match { return equal(str(app, "creator") == who) }}
}

// precise makes the name match exactly; it matches every app by itself.
func precise() filter {
	return filter{"precise_search", "name", func(object) match { return matches }}
}

// filters are filters that must all match.
type filters []filter

func (fs filters) params() params {
	var out params
	for _, f := range fs {
		out = out.with(f.name, f.value)
	}
	return out
}

func (fs filters) match(app object) match {
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
	s := t.scan(t.ctx, q, int(t.edition.Page.MaxLimit))
	last := s.pages[len(s.pages)-1]
	t.record(last.ex)
	switch {
	case s.err != nil:
		t.broken(last.ex, s.err)
	case s.problem != "" && last.ex.Status != 200:
		t.fail(last.ex, "the listing with %s: %s", q, s.problem)
		t.end()
	case s.problem != "":
		t.doubt("the listing with %s: %s", q, s.problem)
	}
	for i := range s.apps {
		a := &s.apps[i]
		if fs.match(a.app) == differs {
			t.fail(a.page.ex, "with %s the app %s, called %q, is listed, which does not match", q, str(a.app, "id"), str(a.app, "name")).Path = a.path("")
			break
		}
	}
	for _, a := range t.listedApps() {
		id := str(a.app, "id")
		if fs.match(a.app) == matches && s.find(id) == nil && !t.moved(last) {
			t.fail(last.ex, "with %s the app %s, called %q, is not listed, though it matches", q, id, str(a.app, "name"))
			break
		}
	}
	if s.hasTotal && int(s.total) != len(s.apps) {
		t.want(last.ex, "$.total", len(s.apps), int(s.total), "with %s total is not the number of apps that match", q)
	}
	return len(s.apps)
}

// lists demands that the filters list something, and what they should.
func (t *T) lists(fs filters) {
	if t.filtered(fs) == 0 && t.verdict() == result.Pass {
		t.doubt("nothing matches %s, so that nothing is shown", fs.params())
	}
}

// listsNothing demands that the filters list nothing of what does not match; the
// twin must list something, or the empty listing means nothing. A gateway may
// refuse a value that no app can have, if refusable.
func (t *T) listsNothing(fs, twin filters, refusable bool) {
	if twin != nil {
		l := t.control(twin.params())
		if len(l.apps) == 0 {
			t.doubt("the control twin, %s, lists nothing either", twin.params())
		}
	}
	if refusable {
		ex := t.query(fs.params())
		if ex.Status == 400 {
			t.note(result.Pass, ex, "answered 400%s", briefError(ex))
			return
		}
	}
	t.filtered(fs)
}
