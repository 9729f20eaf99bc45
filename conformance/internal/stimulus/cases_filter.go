package stimulus

import (
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// filterApps are the specimens that filter cases look at, if the run creates any.
var filterApps = [...]string{"minimal", "full", "name-max", "key-min", "key-max", "secret-min", "other-case-name", "other-case-key"}

// Core are the specimens that cases of all kinds look at, the most telling first.
func Core() []string { return slices.Clone(filterApps[:]) }

// filterCase adds a case that tries filters on two apps of the listing.
func (c *catalog) filterCase(id, title string, judge func(t *T, a, b jsonvalue.Object), clauses ...string) {
	clauses = append(slices.Clip(clauses), "list/response/total")
	c.add(Case{ID: id, Title: title, Clauses: clauses, Likes: filterApps[:], Better: longListings[:], Judge: func(t *T) {
		a, b := t.pair()
		judge(t, a, b)
	}})
}

// pair is two listed apps that differ in everything filters look at: full and
// minimal if there are, else any.
func (t *T) pair() (a, b jsonvalue.Object) {
	for _, id := range []string{"full", "minimal"} {
		if p := t.Find(id); p.OK() {
			if s := t.Settled().Find(p.ID); s != nil {
				a, b = b, s.App
			}
		}
	}
	if a != nil {
		return a, b
	}
	a, b = nil, nil
	for _, s := range t.ListedApps() {
		switch {
		case s.App.Text("id") == "" || s.App.Text("name") == "" || s.App.Text("app_key") == "":
		case a == nil:
			a = s.App
		case s.App.Text("name") != a.Text("name") && s.App.Text("app_key") != a.Text("app_key"):
			return a, s.App
		}
	}
	t.Doubt("fewer than two apps are listed that filters could tell apart")
	return nil, nil
}

// nowhere is a value that no app has.
func (t *T) nowhere() string { return "none" + t.Gen("nowhere").Chars(16) }

// noID is an ID that no app has, of the form that the gateway gives its IDs: it
// may refuse others. IDs may count the apps, so a short one is made longer, within
// 64 bits, or it would be that of another app.
func (t *T) noID() string {
	if len(t.Settled().Apps) == 0 {
		return t.nowhere()
	}
	id := t.Settled().Apps[0].App.Text("id")
	if id == "" {
		return t.nowhere()
	}
	const short, longest = 16, 18
	text := id
	for len(text) < short && len(text)+len(id) <= longest {
		text += id
	}
	g := t.Gen("no id")
	for range 3 {
		other := strings.Map(func(r rune) rune {
			switch {
			case '0' <= r && r <= '9':
				return '1' + rune(g.rng.IntN(9))
			case 'a' <= r && r <= 'f':
				return 'a' + rune(g.rng.IntN(6))
			case 'A' <= r && r <= 'F':
				return 'A' + rune(g.rng.IntN(6))
			}
			return r
		}, text)
		if t.Settled().Find(other) == nil {
			return other
		}
	}
	return t.nowhere()
}

func (c *catalog) filterCases() {
	c.idFilterCases()
	c.nameFilterCases()
	c.keyFilterCases()
	c.valueFilterCases()
	c.combinedFilterCases()
}

func (c *catalog) idFilterCases() {
	const clause = "list/filter/id"
	c.filterCase("list/filter/id/known", "an app's ID lists this app only",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byID(a.Text("id"))}) }, clause)
	c.filterCase("list/filter/id/another-known", "another app's ID lists that app only",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byID(b.Text("id"))}) }, clause)
	c.filterCase("list/filter/id/wherever-listed", "an app is found by its ID wherever in the listing it stands", func(t *T, a, b jsonvalue.Object) {
		apps := t.lastListed()
		t.Each(len(apps), func(t *T, i int) {
			id := apps[i].Text("id")
			t.lists(filters{byID(id)})
			l := t.List(probe.Params{}.With("id", id).With("limit", "1"))
			t.Want(l.Exchange, "$.apps[*].id", []string{id}, l.IDs(), "with %s the app is not listed", l.Query)
		})
	}, clause)
	c.filterCase("list/filter/id/unknown", "an ID that no app has lists nothing", func(t *T, a, b jsonvalue.Object) {
		t.listsNothing(filters{byID(t.noID())}, filters{byID(a.Text("id"))}, false)
	}, clause)
	c.filterCase("list/filter/id/part", "a part of an ID lists nothing", func(t *T, a, b jsonvalue.Object) {
		id := a.Text("id")
		t.listsNothing(filters{byID(id[:(len(id)+1)/2])}, filters{byID(id)}, true)
	}, clause)
	c.filterCase("list/filter/id/other-members-match-nothing", "an app's name or AppKey is no ID", func(t *T, a, b jsonvalue.Object) {
		t.Together(func(t *T) { t.listNothing(each(byID, a.Text("name"), a.Text("app_key")), filters{byID(a.Text("id"))}) },
			func(t *T) { t.listNothing(each(byID, b.Text("name"), b.Text("app_key")), filters{byID(b.Text("id"))}) })
	}, clause)
}

// lastListed is the app that the whole listing shows last, and the one in its
// middle: filters find what no first page shows.
func (t *T) lastListed() []jsonvalue.Object {
	var out []jsonvalue.Object
	all := t.ListedApps()
	for _, i := range []int{len(all) - 1, len(all) / 2, 0} {
		if i >= 0 && i < len(all) {
			out = append(out, all[i].App)
		}
	}
	return out
}

func (c *catalog) keyFilterCases() {
	const clause = "list/filter/app_key"
	c.filterCase("list/filter/app_key/known", "an AppKey lists its app only, not those whose AppKey holds it or differs in case",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byKey(a.Text("app_key"))}) }, clause)
	c.filterCase("list/filter/app_key/generated", "a made-up AppKey lists its app only",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byKey(b.Text("app_key"))}) }, clause)
	c.filterCase("list/filter/app_key/wherever-listed", "an app is found by its AppKey wherever in the listing it stands", func(t *T, a, b jsonvalue.Object) {
		apps := t.lastListed()
		t.Each(len(apps), func(t *T, i int) {
			key, id := apps[i].Text("app_key"), apps[i].Text("id")
			t.lists(filters{byKey(key)})
			if l := t.List(probe.Params{}.With("app_key", key)); !slices.Contains(l.IDs(), id) {
				t.Missing(l.Exchange, "with %s the app %s is not listed", l.Query, id).Path = "$.apps"
			}
		})
	}, clause)
	c.filterCase("list/filter/app_key/unknown", "an AppKey that no app has lists nothing", func(t *T, a, b jsonvalue.Object) {
		t.listsNothing(filters{byKey(t.nowhere())}, filters{byKey(a.Text("app_key"))}, false)
	}, clause)
	c.filterCase("list/filter/app_key/part", "a part of an AppKey lists nothing", func(t *T, a, b jsonvalue.Object) {
		key := a.Text("app_key")
		t.listsNothing(filters{byKey(key[:len(key)-2])}, filters{byKey(key)}, true)
	}, clause)
	c.filterCase("list/filter/app_key/other-members-match-nothing", "an app's name or ID is no AppKey", func(t *T, a, b jsonvalue.Object) {
		t.Together(func(t *T) {
			t.listNothing(each(byKey, a.Text("name"), a.Text("id")), filters{byKey(a.Text("app_key"))})
		},
			func(t *T) {
				t.listNothing(each(byKey, b.Text("name"), b.Text("id")), filters{byKey(b.Text("app_key"))})
			})
	}, clause)
	c.filterCase("list/filter/app_key/every-character-counts", "an AppKey with a character changed, left out or in the other case lists nothing", func(t *T, a, b jsonvalue.Object) {
		key := a.Text("app_key")
		var none []filters
		for _, other := range []string{
			replaceAt(key, 0, 'X'), replaceAt(key, len(key)/2, 'X'), replaceAt(key, -1, 'X'), replaceAt(key, -1, '_'), replaceAt(key, len(key)/2, '_'), SwapCase(key),
			strings.ReplaceAll(key, "-", ""), strings.ReplaceAll(key, "-", "_"), key[1:], "x" + key, key + "x",
		} {
			if other != key {
				none = append(none, filters{byKey(other)})
			}
		}
		t.listNothing(none, filters{byKey(key)})
	}, clause)
	c.filterCase("list/filter/app_key/digits-are-text", "an AppKey of digits is a text: a zero or a sign before it makes another one", func(t *T, a, b jsonvalue.Object) {
		p := t.Find("key-min")
		if !p.OK() {
			t.Doubt("the app %q does not exist: %s", "key-min", p.why())
		}
		key := p.App.Text("app_key")
		t.listNothing(each(byKey, "0"+key, "00"+key, "+"+key, key+".0", key+"e0"), filters{byKey(key)})
	}, clause)
	c.filterCase("list/filter/app_key/longest", "the longest AppKey lists its app, and one that differs at its end does not", func(t *T, a, b jsonvalue.Object) {
		p := t.Find("key-max")
		if !p.OK() {
			t.Doubt("the app %q does not exist: %s", "key-max", p.why())
		}
		key := p.App.Text("app_key")
		t.lists(filters{byKey(key)})
		t.listsNothing(filters{byKey(replaceAt(key, -1, '0'))}, filters{byKey(key)}, true)
	}, clause)
}

func (c *catalog) nameFilterCases() {
	const clause = "list/filter/name"
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
		c.filterCase("list/filter/name/"+p.id, p.about+" lists the apps whose name holds it",
			func(t *T, a, b jsonvalue.Object) { t.lists(filters{byName(p.cut(a.Text("name")))}) }, clause)
	}
	c.filterCase("list/filter/name/many", "what all names of this run hold lists all of them", func(t *T, a, b jsonvalue.Object) {
		if t.Setting().ReadOnly {
			t.lists(filters{byName(a.Text("name")[:1])})
			return
		}
		t.lists(filters{byName(t.Setting().Nonce)})
	}, clause)
	c.filterCase("list/filter/name/wherever-listed", "an app is found by its name wherever in the listing it stands", func(t *T, a, b jsonvalue.Object) {
		apps := t.lastListed()
		t.Each(len(apps), func(t *T, i int) {
			app := apps[i]
			t.lists(filters{byName(app.Text("name"))})
			t.lists(filters{byExactName(app.Text("name")), precise()})
			// The filter comes first, then the page, however small it is.
			for _, q := range []probe.Params{probe.Params{}.With("name", app.Text("name")), probe.Params{}.With("name", app.Text("name")).With("precise_search", "name").Page(0, 1)} {
				l := t.List(q)
				// Of several apps that match, another may stand on the page.
				whole := l.HasTotal && l.Total == int64(len(l.Apps))
				if (len(l.Apps) == 0 || whole) && !slices.Contains(l.IDs(), app.Text("id")) {
					t.Missing(l.Exchange, "with %s the app %s is not listed", q, app.Text("id")).Path = "$.apps"
					return
				}
			}
		})
	}, clause, "list/filter/precise_search", "list/filter/paged")
	c.filterCase("list/filter/name/unknown", "a text that no name holds lists nothing", func(t *T, a, b jsonvalue.Object) {
		t.listsNothing(filters{byName(t.nowhere())}, filters{byName(a.Text("name"))}, false)
	}, clause)
	c.filterCase("list/filter/name/underscore-is-itself", "an underscore in the filter stands for itself, not for any character", func(t *T, a, b jsonvalue.Object) {
		t.lists(filters{byName(b.Text("name"))})
	}, clause)
	for _, w := range []struct{ id, text string }{{"percent", "%"}, {"asterisk", "*"}, {"dot", "."}, {"question-mark", "?"}, {"caret", "^"}, {"dollar", "$"}} {
		c.filterCase("list/filter/name/"+w.id+"-is-itself", "a "+w.id+" in the filter stands for itself, not for any text", func(t *T, a, b jsonvalue.Object) {
			name := a.Text("name")
			t.listNothing(each(byName, w.text, w.text+name[1:], name[:4]+w.text+name[len(name)-4:], name[:len(name)-1]+w.text, w.text+name, name+w.text), filters{byName(name)})
		}, clause)
	}
	c.filterCase("list/filter/name/pattern-is-itself", "a regular expression in the filter stands for itself", func(t *T, a, b jsonvalue.Object) {
		name := a.Text("name")
		t.listNothing(each(byName, ".*", "[a-z]", "^"+name, name+"$", "%"+name+"%", "a|"+name, "%25"), filters{byName(name)})
	}, clause)
	c.filterCase("list/filter/name/other-members-match-nothing", "an app's AppKey, ID or remark is no name", func(t *T, a, b jsonvalue.Object) {
		others := slices.DeleteFunc([]string{a.Text("app_key"), a.Text("id"), a.Text("remark")}, func(v string) bool { return v == "" })
		t.listNothing(each(byName, others...), filters{byName(a.Text("name"))})
	}, clause)
	c.filterCase("list/filter/name/every-character-counts", "a name with a character changed lists nothing", func(t *T, a, b jsonvalue.Object) {
		name := a.Text("name")
		t.listNothing(each(byName, replaceAt(name, 0, 'X'), replaceAt(name, len(name)/2, 'X'), replaceAt(name, -1, 'X'), name+"x", "x"+name), filters{byName(name)})
	}, clause)
	c.filterCase("list/filter/name/short", "one or two characters list every app whose name holds them", func(t *T, a, b jsonvalue.Object) {
		name := a.Text("name")
		parts := []string{name[:1], name[len(name)-1:], name[:2], name[len(name)-2:], "_"}
		t.Each(len(parts), func(t *T, i int) { t.filtered(filters{byName(parts[i])}) })
	}, clause)
	c.filterCase("list/filter/name/longest", "the longest name lists its app, and one that differs at its end does not", func(t *T, a, b jsonvalue.Object) {
		p := t.Find("name-max")
		if !p.OK() {
			t.Doubt("the app %q does not exist: %s", "name-max", p.why())
		}
		name := p.App.Text("name")
		for _, fs := range []filters{{byName(name)}, {byName(name[1:])}, {byExactName(name), precise()}} {
			t.lists(fs)
		}
		t.listsNothing(filters{byName(replaceAt(name, -1, 'X'))}, filters{byName(name)}, true)
		t.listsNothing(filters{byExactName(replaceAt(name, -1, 'X')), precise()}, filters{byExactName(name), precise()}, true)
	}, clause, "list/filter/precise_search")

	const exact = "list/filter/precise_search"
	c.filterCase("list/precise_search/whole", "an exact search lists the app of this name, not those whose name holds it, or differs in case or in one character",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byExactName(b.Text("name")), precise()}) }, exact, clause)
	c.filterCase("list/precise_search/first-parameter", "an exact search is one whichever parameter comes first",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{precise(), byExactName(b.Text("name"))}) }, exact, clause)
	for _, p := range []struct {
		id  string
		cut func(string) string
	}{
		{"start", func(s string) string { return s[:len(s)-1] }},
		{"end", func(s string) string { return s[1:] }},
		{"middle", func(s string) string { return s[1 : len(s)-1] }},
	} {
		c.filterCase("list/precise_search/"+p.id+"-matches-nothing", "an exact search for the "+p.id+" of a name lists nothing", func(t *T, a, b jsonvalue.Object) {
			name := a.Text("name")
			if len(name) < 5 {
				t.Doubt("the name %q is too short to be cut", name)
			}
			t.listsNothing(filters{byExactName(p.cut(name)), precise()}, filters{byExactName(name), precise()}, true)
		}, exact)
	}
	c.filterCase("list/precise_search/other-case-matches-nothing", "an exact search minds the case", func(t *T, a, b jsonvalue.Object) {
		name := a.Text("name")
		t.listsNothing(filters{byExactName(SwapCase(name)), precise()}, filters{byExactName(name), precise()}, true)
	}, exact)
	c.filterCase("list/precise_search/every-character-counts", "an exact search for a name with a character changed lists nothing", func(t *T, a, b jsonvalue.Object) {
		names := []string{a.Text("name"), b.Text("name")}
		if p := t.Find("name-max"); p.OK() {
			names = append(names, p.App.Text("name"))
		}
		t.Each(len(names), func(t *T, i int) {
			name := names[i]
			var none []filters
			for _, other := range []string{replaceAt(name, 0, 'X'), replaceAt(name, len(name)/2, 'X'), replaceAt(name, -1, 'X'), replaceAt(name, len(name)/2, '%'), name + "x", name + "_", "_" + name, name + " "} {
				none = append(none, filters{byExactName(other), precise()})
			}
			t.listNothing(none, filters{byExactName(name), precise()})
		})
	}, exact)
	c.filterCase("list/precise_search/unknown", "an exact search for a name that no app has lists nothing", func(t *T, a, b jsonvalue.Object) {
		t.listsNothing(filters{byExactName(t.nowhere()), precise()}, filters{byExactName(a.Text("name")), precise()}, false)
	}, exact)
}

func (c *catalog) valueFilterCases() {
	c.filterCase("list/filter/status/1", "status 1 lists every valid app",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byStatus(1)}) }, "list/filter/status")
	for _, n := range []struct {
		id string
		n  int64
	}{{"0", 0}, {"2", 2}, {"10", 10}, {"11", 11}, {"-1", -1}, {"257", 257}, {"4294967297", 4294967297}} {
		c.filterCase("list/filter/status/"+n.id+"-lists-no-valid-app", "status "+n.id+" lists no app whose status is 1", func(t *T, a, b jsonvalue.Object) {
			t.listsNothing(filters{byStatus(n.n)}, filters{byStatus(1)}, true)
		}, "list/filter/status")
	}
	c.filterCase("list/filter/creator/user", "creator USER lists every app of a user",
		func(t *T, a, b jsonvalue.Object) { t.lists(filters{byCreator("USER")}) }, "list/filter/creator")
	c.filterCase("list/filter/creator/market-noted", "what creator MARKET lists is noted", func(t *T, a, b jsonvalue.Object) {
		q := probe.Params{}.With("creator", "MARKET")
		l, problem, _ := probe.ReadListing(t.Query(q), q)
		switch {
		case l.Exchange.Status >= 500:
			t.Fail(l.Exchange, "answered %d%s", l.Exchange.Status, probe.BriefError(l.Exchange))
		case problem != "":
			t.Note(result.Pass, l.Exchange, "%s", problem)
		default:
			t.Note(result.Pass, l.Exchange, "%d apps are listed", len(l.Apps))
		}
	}, "list/filter/creator-market")
	c.filterCase("list/filter/creator/unknown", "a creator that there is not lists nothing", func(t *T, a, b jsonvalue.Object) {
		t.listsNothing(filters{byCreator("NOBODY")}, filters{byCreator("USER")}, true)
	}, "list/filter/creator")
}

// combinedFilterCases try every two filters: both match the same app, or one of
// them matches another app only.
func (c *catalog) combinedFilterCases() {
	type choice struct {
		name  string
		of    func(app jsonvalue.Object) filter
		other func(t *T, b jsonvalue.Object) filter // does not match a
	}
	choices := []choice{
		{"id", func(a jsonvalue.Object) filter { return byID(a.Text("id")) }, func(t *T, b jsonvalue.Object) filter { return byID(b.Text("id")) }},
		{"name", func(a jsonvalue.Object) filter { return byName(a.Text("name")) }, func(t *T, b jsonvalue.Object) filter { return byName(b.Text("name")) }},
		{"app_key", func(a jsonvalue.Object) filter { return byKey(a.Text("app_key")) }, func(t *T, b jsonvalue.Object) filter { return byKey(b.Text("app_key")) }},
		{"status", func(jsonvalue.Object) filter { return byStatus(1) }, func(*T, jsonvalue.Object) filter { return byStatus(2) }},
		{"creator", func(jsonvalue.Object) filter { return byCreator("USER") }, func(*T, jsonvalue.Object) filter { return byCreator("NOBODY") }},
	}
	for i, p := range choices {
		for _, q := range choices[i+1:] {
			base := "list/filter/combined/" + p.name + "-and-" + q.name
			clauses := []string{"list/filter/combined", "list/filter/" + p.name, "list/filter/" + q.name}
			c.filterCase(base+"/both-match", p.name+" and "+q.name+" that match the same app list it", func(t *T, a, b jsonvalue.Object) {
				t.lists(filters{p.of(a), q.of(a)})
			}, clauses...)
			c.filterCase(base+"/"+p.name+"-differs", "a "+q.name+" that matches does not make up for another "+p.name, func(t *T, a, b jsonvalue.Object) {
				t.listsNothing(filters{p.other(t, b), q.of(a)}, filters{p.of(a), q.of(a)}, p.name == "status" || p.name == "creator")
			}, clauses...)
			c.filterCase(base+"/"+q.name+"-differs", "a "+p.name+" that matches does not make up for another "+q.name, func(t *T, a, b jsonvalue.Object) {
				t.listsNothing(filters{p.of(a), q.other(t, b)}, filters{p.of(a), q.of(a)}, q.name == "status" || q.name == "creator")
			}, clauses...)
		}
	}
	c.filterCase("list/filter/combined/all-match", "every filter at once lists the app that matches them", func(t *T, a, b jsonvalue.Object) {
		fs := filters{byExactName(a.Text("name")), precise()}
		for _, p := range choices {
			if p.name != "name" {
				fs = append(fs, p.of(a))
			}
		}
		t.lists(fs)
	}, "list/filter/combined", "list/filter/precise_search")
	for i, odd := range choices {
		c.filterCase("list/filter/combined/all-but-"+odd.name, "every other filter that matches does not make up for another "+odd.name, func(t *T, a, b jsonvalue.Object) {
			var fs, twin filters
			for j, p := range choices {
				twin = append(twin, p.of(a))
				if i == j {
					fs = append(fs, p.other(t, b))
				} else {
					fs = append(fs, p.of(a))
				}
			}
			t.listsNothing(fs, twin, true)
		}, "list/filter/combined", "list/filter/"+odd.name)
	}
	for i, p := range choices {
		for j, q := range choices[i+1:] {
			for _, r := range choices[i+j+2:] {
				three := []choice{p, q, r}
				c.filterCase("list/filter/combined/"+p.name+"-and-"+q.name+"-and-"+r.name, "of three filters each must match", func(t *T, a, b jsonvalue.Object) {
					all := filters{p.of(a), q.of(a), r.of(a)}
					t.lists(all)
					var none []filters
					for n, odd := range three {
						fs := append(filters(nil), all...)
						fs[n] = odd.other(t, b)
						none = append(none, fs)
					}
					t.listNothing(none, all)
				}, "list/filter/combined")
			}
		}
	}
	for _, p := range choices {
		if p.name == "name" {
			continue
		}
		c.filterCase("list/filter/combined/exact-name-and-"+p.name, "with another filter beside it an exact search is still exact, and the other filter still counts", func(t *T, a, b jsonvalue.Object) {
			name := a.Text("name")
			twin := filters{byExactName(name), precise(), p.of(a)}
			t.lists(twin)
			t.listNothing([]filters{
				{byExactName(b.Text("name")), precise(), byID(a.Text("id"))},
				{byExactName(name[:len(name)-1]), precise(), p.of(a)},
				{byExactName(name), precise(), p.other(t, b)},
			}, twin)
		}, "list/filter/combined", "list/filter/precise_search")
	}
}
