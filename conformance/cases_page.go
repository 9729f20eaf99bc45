package conformance

import (
	"fmt"
	"math"
	"strconv"
)

// queryCases are the cases of listing apps.
func (c *catalog) queryCases() {
	c.pageCases()
	c.pagesCases()
	c.badParameterCases()
	c.filterCases()
	c.queryAuthCases()
	c.listingCases()
	c.queryErrorCases()
}

// queryCase adds a case that only lists. listed is how many apps it needs.
func (c *catalog) queryCase(id, title string, listed int, judge func(*T), clauses ...string) {
	c.add(Case{ID: id, Title: title, Clauses: clauses, Needs: Needs{Listed: listed}, judge: func(t *T) {
		t.enough(listed)
		judge(t)
	}})
}

// enough ends the case where too few apps are listed for it to mean anything.
func (t *T) enough(n int) {
	have := max(t.listed, len(t.settled.apps))
	if have >= n {
		return
	}
	if t.ReadOnly {
		t.doubt("it needs %d listed apps, there are %d", n, have)
	}
	t.doubt("it needs %d listed apps, there are %d: allow for more with --app-budget", n, have)
}

// pageCases demand the size of one page, and where it starts.
func (c *catalog) pageCases() {
	p := c.edition.Page
	def, most := int(p.DefaultLimit), int(p.MaxLimit)
	limit := func(text string) params { return params{}.with("limit", text) }

	c.queryCase(fmt.Sprintf("query/limit/default/absent-is-%d", def), fmt.Sprintf("without a limit a page holds %d apps", def), def+1,
		func(t *T) { t.pageSize(nil, def) }, "query/limit/default", "query/status/200", "query/uri")
	for _, text := range []string{"0", "-1", "-500", strconv.Itoa(math.MinInt32)} {
		c.queryCase(fmt.Sprintf("query/limit/not-positive/%s-is-%d", text, def), fmt.Sprintf("a limit of %s counts as %d", text, def), def+1,
			func(t *T) { t.pageSize(limit(text), def) }, "query/limit/not-positive")
	}
	for _, n := range []int{1, 2, def - 1, def} {
		c.queryCase(fmt.Sprintf("query/limit/page-size/%d", n), fmt.Sprintf("a limit of %d gives %d apps", n, n), n+1,
			func(t *T) { t.pageSize(limit(strconv.Itoa(n)), n) }, "query/limit/page-size")
	}
	c.queryCase(fmt.Sprintf("query/limit/page-size/%d", def+1), fmt.Sprintf("a limit of %d gives %d apps", def+1, def+1), def+1,
		func(t *T) { t.pageSize(limit(strconv.Itoa(def+1)), def+1) }, "query/limit/page-size")
	for _, n := range []int{most - 1, most} {
		c.queryCase(fmt.Sprintf("query/limit/page-size/%d", n), fmt.Sprintf("a limit of %d gives %d apps", n, n), most+1,
			func(t *T) { t.pageSize(limit(strconv.Itoa(n)), n) }, "query/limit/page-size")
	}
	for _, n := range []int{most + 1, 2 * most, math.MaxInt32} {
		c.queryCase(fmt.Sprintf("query/limit/above-maximum/%d-is-%d", n, most), fmt.Sprintf("a limit of %d counts as %d", n, most), most+1,
			func(t *T) { t.pageSize(limit(strconv.Itoa(n)), most) }, "query/limit/above-maximum")
	}
	c.queryCase("query/limit/above-maximum/is-no-error", "a limit above the maximum is answered 200", 1,
		func(t *T) { t.pageSize(limit(strconv.Itoa(most+1)), most) }, "query/limit/above-maximum", "query/status/200")

	zero := params{}.with("offset", "0").with("limit", "5")
	same := func(text string) func(*T) {
		return func(t *T) { t.samePage(params{}.with("offset", text).with("limit", "5"), zero) }
	}
	for _, text := range []string{"-1", "-20", strconv.Itoa(math.MinInt32), strconv.Itoa(math.MinInt64)} {
		c.queryCase("query/offset/negative/"+text+"-is-0", "an offset of "+text+" counts as 0", 7, same(text), "query/offset/negative")
	}
	c.queryCase("query/offset/default/absent-is-0", "an absent offset is 0", 7,
		func(t *T) { t.samePage(limit("5"), zero) }, "query/offset/default")
	for _, n := range []int{1, 3} {
		c.queryCase(fmt.Sprintf("query/offset/from/%d", n), fmt.Sprintf("an offset of %d leaves out %d apps", n, n), 7,
			func(t *T) { t.shifted(n) }, "query/offset/from")
	}
	c.queryCase("query/offset/from/last", "an offset of one less than total gives the last app", 2, (*T).lastPage, "query/offset/from", "query/response/total")
	for _, o := range []struct {
		id, title string
		at        func(total int64) int64
		clauses   []string
	}{
		{"query/offset/from/end-is-empty", "an offset of total gives an empty page", func(n int64) int64 { return n }, nil},
		{"query/offset/from/beyond-end-is-empty", "an offset beyond total gives an empty page", func(n int64) int64 { return n + 1000 }, nil},
		{"query/offset/long/2147483648-is-empty", "an offset of more than 32 bits gives an empty page", func(int64) int64 { return math.MaxInt32 + 1 }, []string{"query/offset/long"}},
		{"query/offset/long/4294967296-is-empty", "an offset of just more than 32 bits does not count as 0", func(int64) int64 { return math.MaxUint32 + 1 }, []string{"query/offset/long"}},
		{"query/offset/long/9223372036854775807-is-empty", "the largest offset of 64 bits gives an empty page", func(int64) int64 { return math.MaxInt64 }, []string{"query/offset/long"}},
	} {
		c.queryCase(o.id, o.title, 1, func(t *T) { t.emptyPage(o.at) }, append(o.clauses, "query/offset/from", "query/response/total", "query/response/size", "query/response/apps")...)
	}
}

// pageSize demands a page of n apps, or of all if there are fewer.
func (t *T) pageSize(q params, n int) {
	l := t.list(q)
	have := max(t.listed, len(t.settled.apps))
	want := min(n, have)
	if len(l.apps) != want && !t.moved(l) {
		t.want(l.ex, "$.apps", fmt.Sprintf("%d apps", want), fmt.Sprintf("%d apps", len(l.apps)),
			"with %s the page has %d apps, not %d, of %d listed", q, len(l.apps), want, have)
	}
}

// moved reports whether others created or deleted apps since the listing was
// read whole, so that numbers of apps mean nothing; the case is then unverified.
func (t *T) moved(l *listing) bool {
	if !t.settled.hasTotal || t.settled.problem != "" || int(t.settled.total) != len(t.settled.apps) {
		return false
	}
	now := t.scan(t.ctx, nil, 500)
	foreign := func(s *snapshot) (out []string) {
		for i := range s.apps {
			if !t.ours(s.apps[i].app) {
				out = append(out, str(s.apps[i].app, "id"))
			}
		}
		return out
	}
	if was, is := foreign(t.settled), foreign(now); now.problem == "" && fmt.Sprint(was) != fmt.Sprint(is) {
		t.doubt("others changed the listing meanwhile: it had %d apps that are not of this run, and now has %d", len(was), len(is))
	}
	return false
}

// samePage demands that two queries give the same apps.
func (t *T) samePage(q, twin params) {
	b := t.control(twin)
	a := t.list(q)
	if want, got := b.ids(), a.ids(); fmt.Sprint(want) != fmt.Sprint(got) && !t.moved(a) {
		t.want(a.ex, "$.apps[*].id", want, got, "the page with %s is not the one with %s", q, twin)
	}
}

// shifted demands that a page that starts n apps later has the same apps, but
// the first n.
func (t *T) shifted(n int) {
	const size = 5
	whole := t.control(params{}.page(0, size+1))
	if len(whole.apps) <= n {
		t.doubt("the page has %d apps, too few to see an offset of %d", len(whole.apps), n)
	}
	part := t.list(params{}.page(n, len(whole.apps)-n))
	if want, got := whole.ids()[n:], part.ids(); fmt.Sprint(want) != fmt.Sprint(got) && !t.moved(part) {
		t.want(part.ex, "$.apps[*].id", want, got, "an offset of %d does not leave out the first %d apps", n, n)
	}
}

// lastPage demands that the app at total-1 is the last one.
func (t *T) lastPage() {
	t.readable(t.settled)
	n := len(t.settled.apps)
	l := t.list(params{}.page(n-1, 5))
	if want, got := t.settled.ids()[n-1:], l.ids(); fmt.Sprint(want) != fmt.Sprint(got) && !t.moved(l) {
		t.want(l.ex, "$.apps[*].id", want, got, "the page from offset %d on is not the last of %d apps", n-1, n)
	}
}

// emptyPage demands a page without apps that still tells how many match.
func (t *T) emptyPage(at func(int64) int64) {
	first := t.control(params{}.page(0, 1))
	if len(first.apps) == 0 {
		t.doubt("no app is listed, so that an empty page shows nothing")
	}
	n := max(int64(t.listed), int64(len(t.settled.apps)))
	offset := at(n)
	q := params{}.with("offset", strconv.FormatInt(offset, 10)).with("limit", "5")
	l := t.list(q)
	if len(l.apps) > 0 && !t.moved(l) {
		t.fail(l.ex, "the page from offset %d on has %d apps, though only %d are listed", offset, len(l.apps), n).Path = "$.apps"
	}
	if size, ok := integer(l.body["size"]); ok && size != int64(len(l.apps)) {
		t.want(l.ex, "$.size", int64(len(l.apps)), size, "size is not the number of apps on the page")
	}
	if l.hasTot && first.hasTot && l.total != first.total && !t.moved(l) {
		t.want(l.ex, "$.total", first.total, l.total, "total depends on the page")
	}
}

// badParameterCases send what is no integer.
func (c *catalog) badParameterCases() {
	for _, p := range []struct{ name, clause string }{
		{"offset", "query/offset/type"}, {"limit", "query/limit/type"}, {"status", "query/filter/status-type"},
	} {
		for _, v := range []struct {
			id, text string
			level    Level
		}{
			{"letters", "abc", Must}, {"fraction", "1.5", Must}, {"trailing-letter", "1x", Must},
			{"hexadecimal", "0x1", Must}, {"exponent", "1e1", Must},
			{"more-than-64-bits", "9223372036854775808", Should},
		} {
			c.add(Case{
				ID: p.clause + "/" + v.id + "-rejected", Title: fmt.Sprintf("%s=%s is refused", p.name, v.text),
				Clauses: []string{p.clause, "query/status/400", "query/error/400/code"},
				judge: func(t *T) {
					want := badParameter(p.name)
					want.kin, want.level, want.softParam = []string{"APIG.2000", "APIG.2001"}, v.level, false
					t.judgeRefusal(t.query(params{}.with(p.name, v.text)), want)
					t.control(params{}.with(p.name, "1"))
				},
			})
		}
	}
	c.add(Case{
		ID: "query/filter/unknown/noted", Title: "what becomes of a parameter that the table does not list is noted",
		Clauses: []string{"query/filter/unknown"},
		judge: func(t *T) {
			ex := t.query(params{}.with("appgauge_unknown", "x"))
			if ex.Status >= 500 {
				t.fail(ex, "answered %d%s", ex.Status, briefError(ex))
				return
			}
			t.note(Pass, ex, "answered %d%s", ex.Status, briefError(ex))
		},
	})
}
