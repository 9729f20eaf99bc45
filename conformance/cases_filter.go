package conformance

import "strings"

// filterApps are the specimens that filter cases look at, if the run creates any.
var filterApps = [...]string{"minimal", "full", "key-min", "key-max", "secret-min", "secret-max", "app_secret-charset-1"}

// filterCase adds a case that tries filters on two apps of the listing.
func (c *catalog) filterCase(id, title string, judge func(t *T, a, b object), clauses ...string) {
	c.add(Case{ID: id, Title: title, Clauses: clauses, likes: filterApps[:], judge: func(t *T) {
		a, b := t.pair()
		judge(t, a, b)
	}})
}

// pair is two listed apps that differ in everything filters look at: full and
// minimal if there are, else any.
func (t *T) pair() (a, b object) {
	for _, id := range []string{"full", "minimal"} {
		if p := t.find(id); p.ok() {
			if s := t.settled.find(p.id); s != nil {
				a, b = b, s.app
			}
		}
	}
	if a != nil {
		return a, b
	}
	a, b = nil, nil
	for _, s := range t.listedApps() {
		switch {
		case str(s.app, "id") == "" || str(s.app, "name") == "" || str(s.app, "app_key") == "":
		case a == nil:
			a = s.app
		case str(s.app, "name") != str(a, "name") && str(s.app, "app_key") != str(a, "app_key"):
			return a, s.app
		}
	}
	t.doubt("fewer than two apps are listed that filters could tell apart")
	return nil, nil
}

// nowhere is a value that no app has.
func (t *T) nowhere() string { return "none" + newGen(t.edition, t.nonce, "nowhere").chars(16) }

func (c *catalog) filterCases() {
	c.idFilterCases()
	c.nameFilterCases()
	c.keyFilterCases()
	c.valueFilterCases()
	c.combinedFilterCases()
}

func (c *catalog) idFilterCases() {
	const clause = "query/filter/id"
	c.filterCase("query/filter/id/known", "an app's ID lists this app only",
		func(t *T, a, b object) { t.lists(filters{byID(str(a, "id"))}) }, clause)
	c.filterCase("query/filter/id/another-known", "another app's ID lists that app only",
		func(t *T, a, b object) { t.lists(filters{byID(str(b, "id"))}) }, clause)
	c.filterCase("query/filter/id/unknown", "an ID that no app has lists nothing", func(t *T, a, b object) {
		t.listsNothing(filters{byID(t.nowhere())}, filters{byID(str(a, "id"))}, false)
	}, clause)
	c.filterCase("query/filter/id/part", "a part of an ID lists nothing", func(t *T, a, b object) {
		id := str(a, "id")
		t.listsNothing(filters{byID(id[:(len(id)+1)/2])}, filters{byID(id)}, true)
	}, clause)
}

func (c *catalog) keyFilterCases() {
	const clause = "query/filter/app_key"
	c.filterCase("query/filter/app_key/known", "an AppKey lists its app only, not those whose AppKey holds it or differs in case",
		func(t *T, a, b object) { t.lists(filters{byKey(str(a, "app_key"))}) }, clause)
	c.filterCase("query/filter/app_key/generated", "a made-up AppKey lists its app only",
		func(t *T, a, b object) { t.lists(filters{byKey(str(b, "app_key"))}) }, clause)
	c.filterCase("query/filter/app_key/unknown", "an AppKey that no app has lists nothing", func(t *T, a, b object) {
		t.listsNothing(filters{byKey(t.nowhere())}, filters{byKey(str(a, "app_key"))}, false)
	}, clause)
	c.filterCase("query/filter/app_key/part", "a part of an AppKey lists nothing", func(t *T, a, b object) {
		key := str(a, "app_key")
		t.listsNothing(filters{byKey(key[:len(key)-2])}, filters{byKey(key)}, true)
	}, clause)
}

func (c *catalog) nameFilterCases() {
	const clause = "query/filter/name"
	part := func(s string, from, to int) string { return s[len(s)*from/4 : len(s)*to/4] }
	for _, p := range []struct {
		id, about string
		cut       func(string) string
	}{
		{"whole", "a whole name", func(s string) string { return s }},
		{"start", "the start of a name", func(s string) string { return part(s, 0, 3) }},
		{"middle", "the middle of a name", func(s string) string { return part(s, 1, 3) }},
		{"end", "the end of a name", func(s string) string { return part(s, 2, 4) }},
	} {
		c.filterCase("query/filter/name/"+p.id, p.about+" lists the apps whose name holds it",
			func(t *T, a, b object) { t.lists(filters{byName(p.cut(str(a, "name")))}) }, clause)
	}
	c.filterCase("query/filter/name/many", "what all names of this run hold lists all of them", func(t *T, a, b object) {
		if t.ReadOnly {
			t.lists(filters{byName(str(a, "name")[:1])})
			return
		}
		t.lists(filters{byName(t.nonce)})
	}, clause)
	c.filterCase("query/filter/name/unknown", "a text that no name holds lists nothing", func(t *T, a, b object) {
		t.listsNothing(filters{byName(t.nowhere())}, filters{byName(str(a, "name"))}, false)
	}, clause)
	c.filterCase("query/filter/name/underscore-is-itself", "an underscore in the filter stands for itself, not for any character", func(t *T, a, b object) {
		t.lists(filters{byName(str(b, "name"))})
	}, clause)
	for _, w := range []struct{ id, text string }{{"percent", "%"}, {"asterisk", "*"}, {"dot", "."}} {
		c.filterCase("query/filter/name/"+w.id+"-is-itself", "a "+w.id+" sign in the filter stands for itself, not for any text", func(t *T, a, b object) {
			name := str(a, "name")
			text := name[:4] + w.text + name[len(name)-4:]
			t.listsNothing(filters{byName(text)}, filters{byName(name)}, true)
		}, clause)
	}

	const exact = "query/filter/precise_search"
	c.filterCase("query/filter/precise_search/whole", "an exact search lists the app of this name, not those whose name holds it, or differs in case or in one character",
		func(t *T, a, b object) { t.lists(filters{byExactName(str(b, "name")), precise()}) }, exact, clause)
	c.filterCase("query/filter/precise_search/first-parameter", "an exact search is one whichever parameter comes first",
		func(t *T, a, b object) { t.lists(filters{precise(), byExactName(str(b, "name"))}) }, exact, clause)
	for _, p := range []struct {
		id  string
		cut func(string) string
	}{
		{"start", func(s string) string { return s[:len(s)-1] }},
		{"end", func(s string) string { return s[1:] }},
		{"middle", func(s string) string { return s[1 : len(s)-1] }},
	} {
		c.filterCase("query/filter/precise_search/"+p.id+"-matches-nothing", "an exact search for the "+p.id+" of a name lists nothing", func(t *T, a, b object) {
			name := str(a, "name")
			if len(name) < 5 {
				t.doubt("the name %q is too short to be cut", name)
			}
			t.listsNothing(filters{byExactName(p.cut(name)), precise()}, filters{byExactName(name), precise()}, true)
		}, exact)
	}
	c.filterCase("query/filter/precise_search/other-case-matches-nothing", "an exact search minds the case", func(t *T, a, b object) {
		name := str(a, "name")
		t.listsNothing(filters{byExactName(swapCase(name)), precise()}, filters{byExactName(name), precise()}, true)
	}, exact)
	c.filterCase("query/filter/precise_search/unknown", "an exact search for a name that no app has lists nothing", func(t *T, a, b object) {
		t.listsNothing(filters{byExactName(t.nowhere()), precise()}, filters{byExactName(str(a, "name")), precise()}, false)
	}, exact)
}

func (c *catalog) valueFilterCases() {
	c.filterCase("query/filter/status/1", "status 1 lists every valid app",
		func(t *T, a, b object) { t.lists(filters{byStatus(1)}) }, "query/filter/status")
	for _, n := range []struct {
		id string
		n  int64
	}{{"0", 0}, {"2", 2}, {"11", 11}} {
		c.filterCase("query/filter/status/"+n.id+"-lists-no-valid-app", "status "+n.id+" lists no app whose status is 1", func(t *T, a, b object) {
			t.listsNothing(filters{byStatus(n.n)}, filters{byStatus(1)}, true)
		}, "query/filter/status")
	}
	c.filterCase("query/filter/creator/user", "creator USER lists every app of a user",
		func(t *T, a, b object) { t.lists(filters{byCreator("USER")}) }, "query/filter/creator")
	c.filterCase("query/filter/creator/market", "creator MARKET lists no app of a user", func(t *T, a, b object) {
		t.listsNothing(filters{byCreator("MARKET")}, filters{byCreator("USER")}, true)
	}, "query/filter/creator", "query/filter/creator-market")
	c.filterCase("query/filter/creator/unknown", "a creator that there is not lists nothing", func(t *T, a, b object) {
		t.listsNothing(filters{byCreator("APPGAUGE")}, filters{byCreator("USER")}, true)
	}, "query/filter/creator")
}

// combinedFilterCases try every two filters: both match the same app, or one of
// them matches another app only.
func (c *catalog) combinedFilterCases() {
	type choice struct {
		name  string
		of    func(app object) filter
		other func(t *T, b object) filter // does not match a
	}
	choices := []choice{
		{"id", func(a object) filter { return byID(str(a, "id")) }, func(t *T, b object) filter { return byID(str(b, "id")) }},
		{"name", func(a object) filter { return byName(str(a, "name")) }, func(t *T, b object) filter { return byName(str(b, "name")) }},
		{"app_key", func(a object) filter { return byKey(str(a, "app_key")) }, func(t *T, b object) filter { return byKey(str(b, "app_key")) }},
		{"status", func(object) filter { return byStatus(1) }, func(*T, object) filter { return byStatus(2) }},
		{"creator", func(object) filter { return byCreator("USER") }, func(*T, object) filter { return byCreator("MARKET") }},
	}
	for i, p := range choices {
		for _, q := range choices[i+1:] {
			base := "query/filter/combined/" + p.name + "-and-" + q.name
			clauses := []string{"query/filter/combined", "query/filter/" + p.name, "query/filter/" + q.name}
			c.filterCase(base+"/both-match", p.name+" and "+q.name+" that match the same app list it", func(t *T, a, b object) {
				t.lists(filters{p.of(a), q.of(a)})
			}, clauses...)
			c.filterCase(base+"/"+p.name+"-differs", "a "+q.name+" that matches does not make up for another "+p.name, func(t *T, a, b object) {
				t.listsNothing(filters{p.other(t, b), q.of(a)}, filters{p.of(a), q.of(a)}, p.name == "status" || p.name == "creator")
			}, clauses...)
			c.filterCase(base+"/"+q.name+"-differs", "a "+p.name+" that matches does not make up for another "+q.name, func(t *T, a, b object) {
				t.listsNothing(filters{p.of(a), q.other(t, b)}, filters{p.of(a), q.of(a)}, q.name == "status" || q.name == "creator")
			}, clauses...)
		}
	}
	c.filterCase("query/filter/combined/all/every-one-matches", "every filter at once lists the app that matches them", func(t *T, a, b object) {
		fs := filters{byExactName(str(a, "name")), precise()}
		for _, p := range choices {
			if p.name != "name" {
				fs = append(fs, p.of(a))
			}
		}
		t.lists(fs)
	}, "query/filter/combined", "query/filter/precise_search")
	c.filterCase("query/filter/combined/exact-name-and-id/name-differs", "an ID that matches does not make up for another exact name", func(t *T, a, b object) {
		t.listsNothing(filters{byID(str(a, "id")), byExactName(str(b, "name")), precise()},
			filters{byID(str(a, "id")), byExactName(str(a, "name")), precise()}, false)
	}, "query/filter/combined", "query/filter/precise_search")
	c.filterCase("query/filter/combined/exact-name-and-id/part-of-name", "an ID that matches does not make up for a part of the exact name", func(t *T, a, b object) {
		name := str(a, "name")
		t.listsNothing(filters{byID(str(a, "id")), byExactName(strings.TrimSuffix(name, name[len(name)-1:])), precise()},
			filters{byID(str(a, "id")), byExactName(name), precise()}, true)
	}, "query/filter/combined", "query/filter/precise_search")
}
