package stimulus

import (
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus/cover"
	"github.com/appgauge/appgauge/conformance/result"
)

// companyListCases list again, by parameters in any company, what other cases list by
// one or two: with many apps here and few in another place, some of them deleted.
func (c *catalog) companyListCases() {
	c.add(Case{
		ID: "list/company/filters-and-pages", Title: "any filters, offset and limit together list what they should, here and in another place",
		Clauses: []string{"list/filter/combined", "list/filter/paged", "list/offset/from", "list/response/total", "list/lists-created"},
		Hears:   []string{"list/", "create/rejected-creates-nothing"}, Specimens: basics[:], Turn: companyTurn + 2,
		Churn: func(t *T) { t.listsInCompany(false) },
	})
	c.add(Case{
		ID: "list/company/filters-that-exclude", Title: "beside any filters, one that excludes an app, or is not valid, is heeded, here and in another place",
		Clauses: []string{"list/filter/combined", "list/filter/id", "list/filter/status", "list/filter/app_key"},
		Hears:   []string{"list/", "create/rejected-creates-nothing"}, Specimens: basics[:], Turn: companyTurn + 2,
		Churn: func(t *T) { t.listsInCompany(true) },
	})
	c.add(Case{
		ID: "list/company/just-after-a-creation", Title: "listings read just after a creation are in order",
		Clauses: []string{"list/response/total", "list/response/apps"},
		Hears:   []string{"list/", "create/rejected-creates-nothing"}, Specimens: basics[:], Turn: companyTurn,
		Churn: func(t *T) { t.judgeLists(t.inCompany().moments) },
	})
	c.add(Case{
		ID: "list/company/after-deletions", Title: "listings are in order when apps were deleted, also those that would have found one of them",
		Clauses: []string{"list/response/total", "list/response/apps"},
		Hears:   []string{"list/"}, Specimens: basics[:], Turn: companyTurn,
		Churn: (*T).afterDeletions,
	})
	for _, b := range badCredentials() {
		c.add(Case{
			ID: "list/company/" + b.id + "-refused", Title: "listing: " + b.about + " is refused whatever the parameters, here and in another place",
			Clauses: b.clauses("list"), Hears: []string{"list/"}, Needs: result.Needs{Forbidden: b.forbidden},
			Specimens: basics[:], Turn: companyTurn + 2, Churn: func(t *T) { t.listsForNobody(b) },
		})
	}
}

// companyQuery is a listing here or in the other place.
type companyQuery struct {
	q    probe.Params
	away bool
}

var (
	// companyOffsets and companyLimits are the levels of these parameters; "" is none.
	companyOffsets = [...]string{"", "0", "1", "5", "19", "2147483648", "9223372036854775807"}
	companyLimits  = [...]string{"", "1", "3", "20", "500", "501", "0"}
)

// filterCount is how many parameters choose apps: each is there or not.
const filterCount = 6

// matching are filters that the app passes, as far as they are chosen.
func matching(p *Planted, chosen []int) probe.Params {
	var out probe.Params
	for i, f := range []filter{
		byID(p.ID), byName(p.App.Text("name")), byStatus(1), byKey(p.App.Text("app_key")), byCreator("USER"), precise(),
	} {
		if chosen[i] == 1 && f.value != "" {
			out = out.With(f.name, f.value)
		}
	}
	return out
}

// subjects are the kinds of apps that listings in company are about.
var subjects = [...]func(p *Planted) bool{
	func(p *Planted) bool { return p.Spec.ID == "minimal" }, // another has its name, and one's name holds it
	func(p *Planted) bool { return p.Spec.ID == "full" },    // another's AppKey holds its own
	func(p *Planted) bool { return digits(p.App.Text("app_key")) && p.Draft.Raw("app_secret") != "" },
	func(p *Planted) bool { return digits(p.App.Text("app_key")) && p.Draft.Raw("app_secret") == "" },
	func(p *Planted) bool { return p.Draft.Raw("remark") == "" && p.Draft.Raw("app_key") != "" },
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// companyQueries are the listings in company: the filters of one app each, all of
// which it passes, or filters that most apps pass, in any page; or, if excluding, one
// defect beside them.
func (t *T) companyQueries(c *company, excluding bool) []companyQuery {
	here := []*Planted{}
	if p := t.Find("minimal"); p.OK() {
		here = append(here, p) // another one may have its name
	}
	for _, p := range append(t.Subjects(), c.at(nil)...) {
		if len(p.App.Text("name")) > 1 && len(p.App.Text("app_key")) > 1 && p.ID != "" && !slices.Contains(c.gone, p) {
			here = append(here, p)
		}
	}
	if len(here) == 0 {
		return nil
	}
	var out []companyQuery
	restless := t.scene.run.Restless() && !t.Setting().ReadOnly
	page := func(q probe.Params, offset, limit int, away bool) {
		if restless && !away && !slices.ContainsFunc(q, func(p probe.Param) bool { return p.Name == "id" || p.Name == "name" || p.Name == "app_key" }) {
			// Nothing follows from what others' apps match, too.
			mine := t.mine()
			if mine == nil {
				return
			}
			q = append(slices.Clip(mine), q...)
		}
		if v := companyOffsets[offset]; v != "" {
			q = q.With("offset", v)
		}
		if v := companyLimits[limit]; v != "" {
			q = q.With("limit", v)
		}
		out = append(out, companyQuery{q, away})
	}
	levels := []int{2, 2, 2, 2, 2, 2, 2, len(subjects)} // of the filters, the place, and whose
	if excluding {
		for n, row := range cover.Array(2, append(levels, len(defects))...) {
			d, away := defects[row[filterCount+2]], row[filterCount] == 1
			p := t.subject(c, here, away, row[filterCount+1], n)
			q := matching(p, row).Without(d.name)
			if d.precise {
				q = q.Without("precise_search").With("precise_search", "name")
			}
			if value := d.of(p); value != "" {
				out = append(out, companyQuery{q.With(d.name, value), away})
			}
		}
		return out
	}
	for n, row := range cover.Array(2, append(levels, len(companyOffsets), len(companyLimits))...) {
		away := row[filterCount] == 1
		page(matching(t.subject(c, here, away, row[filterCount+1], n), row), row[filterCount+2], row[filterCount+3], away)
	}
	names := [...]filters{nil, {byName(t.Setting().Nonce)}, {byName(here[0].App.Text("name"))}, {byName(here[0].App.Text("name")), precise()}}
	for _, row := range cover.Array(2, 4*len(names), 2, len(companyOffsets), len(companyLimits)) {
		fs := names[row[0]/4]
		if row[0]&1 == 1 {
			fs = append(slices.Clip(fs), byStatus(1))
		}
		if row[0]&2 == 2 {
			fs = append(slices.Clip(fs), byCreator("USER"))
		}
		page(fs.params(), row[2], row[3], row[1] == 1)
	}
	return out
}

// subject is the app that query number n is about: of the kind, if there is one, and
// of the place that is asked.
func (t *T) subject(c *company, here []*Planted, away bool, kind, n int) *Planted {
	if there := c.at(c.away); away && c.away != nil && len(there) > 0 {
		here = there
	}
	for i := range here {
		if p := here[(n+i)%len(here)]; subjects[kind](p) {
			return p
		}
	}
	return here[n%len(here)]
}

// defects are values that show something by themselves beside filters that an app
// passes: they exclude it, or are to be converted. Each is made from the app's.
var defects = [...]struct {
	name    string
	precise bool // with an exact search
	of      func(p *Planted) string
}{
	{"id", false, func(p *Planted) string { return p.ID + "0" }},
	{"id", false, func(p *Planted) string { return cutEnd(p.ID) }},
	{"id", false, func(p *Planted) string { return p.ID[:len(p.ID)/2] }},
	{"id", false, func(p *Planted) string { return p.App.Text("app_key") }},
	{"id", false, func(p *Planted) string { return p.App.Text("name") }},
	{"id", false, func(*Planted) string { return "appgaugenone" }},
	{"name", false, func(p *Planted) string { return p.App.Text("name") + "x" }},
	{"name", false, func(p *Planted) string { return p.App.Text("app_key") }},
	{"name", false, func(p *Planted) string { return p.App.Text("remark") }},
	{"name", false, func(*Planted) string { return "%" }},
	{"name", false, func(*Planted) string { return "*" }},
	{"name", false, func(p *Planted) string { return p.App.Text("name")[:1] }},
	{"name", false, func(*Planted) string { return "appgaugenone" }},
	{"name", false, underscored},
	{"name", true, func(p *Planted) string { return p.App.Text("name") + "_" }},
	{"name", true, func(p *Planted) string { return cutEnd(p.App.Text("name")) }},
	{"name", true, func(p *Planted) string { return p.App.Text("name")[1:] }},
	{"name", true, func(p *Planted) string { return SwapCase(p.App.Text("name")) }},
	{"name", true, underscored},
	{"status", false, func(*Planted) string { return "0" }},
	{"status", false, func(*Planted) string { return "2" }},
	{"status", false, func(*Planted) string { return "-1" }},
	{"status", false, func(*Planted) string { return "x" }},
	{"app_key", false, func(p *Planted) string { return p.App.Text("app_key") + "0" }},
	{"app_key", false, func(p *Planted) string { return "0" + p.App.Text("app_key") }},
	{"app_key", false, func(p *Planted) string { return cutEnd(p.App.Text("app_key")) }},
	{"app_key", false, func(p *Planted) string { return SwapCase(p.App.Text("app_key")) }},
	{"app_key", false, func(p *Planted) string { return p.ID }},
	{"app_key", false, func(*Planted) string { return "appgaugenone" }},
	{"creator", false, func(*Planted) string { return "MARKET" }},
	{"precise_search", false, func(*Planted) string { return "app_key" }},
	{"limit", false, func(*Planted) string { return "x" }},
	{"offset", false, func(*Planted) string { return "x" }},
	{"limit", false, func(*Planted) string { return "501" }},
	{"limit", false, func(*Planted) string { return "0" }},
	{"offset", false, func(*Planted) string { return "-1" }},
	{"offset", false, func(*Planted) string { return "2147483648" }},
	{"offset", false, func(*Planted) string { return "1" }},
}

// underscored is the app's name with an underscore for a letter, which some searches
// take for any character.
func underscored(p *Planted) string {
	name := []byte(p.App.Text("name"))
	name[len(name)-1] = '_'
	return string(name)
}

func cutEnd(s string) string { return s[:max(0, len(s)-1)] }

func (t *T) listsInCompany(excluding bool) {
	c := t.inCompany()
	var here, away []stormList
	for _, q := range t.companyQueries(c, excluding) {
		if q.away && c.away != nil {
			away = append(away, stormList{q: q.q})
		} else {
			here = append(here, stormList{q: q.q})
		}
	}
	if len(here)+len(away) == 0 {
		t.Doubt("no app was created that could be listed")
	}
	t.readAll(nil, here)
	t.readAll(c.away, away)
	t.judgeLists(append(here, away...))
}

func (t *T) judgeLists(lists []stormList) {
	var answers []Attempt
	for _, l := range lists {
		answers = append(answers, Attempt{Exchange: l.ex, Err: l.err})
	}
	t.judgeAll(answers)
}

// afterDeletions lists all, and what would find an app that was deleted. Whether that
// still shows is left open: the pages do not speak of deleting.
func (t *T) afterDeletions() {
	c := t.inCompany()
	if len(c.gone) == 0 {
		t.Note(result.Pass, nil, "no app was deleted: the gateway does not let the run, or it was told to keep them")
		return
	}
	lists := []stormList{{q: probe.Params{}.Page(0, 500)}, {}, {q: probe.Params{}.With("status", "1")}, {q: probe.Params{}.With("name", t.Setting().Nonce)}}
	for _, p := range c.gone {
		lists = append(lists, stormList{q: probe.Params{}.With("id", p.ID)})
	}
	p := c.gone[0]
	for _, f := range []filters{{byName(p.App.Text("name"))}, {byName(p.App.Text("name")), precise()}, {byKey(p.App.Text("app_key"))}, {byID(p.ID), byStatus(1)}} {
		lists = append(lists, stormList{q: f.params()})
	}
	t.readAll(nil, lists)
	t.judgeLists(lists)
}

// listsForNobody lists without a right to.
func (t *T) listsForNobody(b badCredential) {
	c := t.inCompany()
	creds := b.creds(t)
	apps := t.Subjects()
	if len(apps) == 0 {
		t.Doubt("no app was created that could be listed")
	}
	var answers []Attempt
	for _, l := range c.forbidden {
		if badCredentials()[l.bad].id == b.id {
			answers = append(answers, Attempt{Exchange: l.ex, Err: l.err})
		}
	}
	for n, row := range cover.Array(2, 2, 2, 2, 2, 2, 2, 2, 2, len(creds)) {
		q := matching(apps[n%len(apps)], row)
		if row[filterCount+1] == 1 {
			q = q.With("offset", strconv.Itoa(n+1)).With("limit", "3")
		}
		r := probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: creds[row[filterCount+2]]}
		if row[filterCount] == 1 {
			r.At = c.place(n)
		}
		ex, err := t.Do(r)
		answers = append(answers, Attempt{r, ex, err})
	}
	t.judgeAll(answers)
}
