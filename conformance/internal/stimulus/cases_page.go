package stimulus

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// listCases are the cases of listing apps.
func (c *catalog) listCases() {
	c.pageCases()
	c.pagesCases()
	c.badParameterCases()
	c.filterCases()
	c.listAuthCases()
	c.listingCases()
	c.listErrorCases()
	c.companyListCases()
}

// listCase adds a case that only lists. listed is how many apps it needs.
func (c *catalog) listCase(id, title string, listed int, judge func(*T), clauses ...string) {
	c.add(Case{ID: id, Title: title, Clauses: clauses, Needs: result.Needs{Listed: listed}, Better: longListings[:], Judge: func(t *T) {
		t.enough(listed)
		judge(t)
	}})
}

// enough ends the case where too few apps are listed for it to mean anything.
func (t *T) enough(n int) {
	have := t.Listed()
	if have >= n {
		return
	}
	if t.Setting().ReadOnly {
		t.Doubt("it needs %d listed apps, there are %d", n, have)
	}
	if t.scene.NoRoom != "" {
		t.Doubt("it needs %d listed apps, there are %d: %s", n, have, t.scene.NoRoom)
	}
	t.Doubt("it needs %d listed apps, there are %d: allow for more with --app-budget", n, have)
}

// pageCases demand the size of one page, and where it starts.
func (c *catalog) pageCases() {
	p := c.edition.Page
	def, most := int(p.DefaultLimit), int(p.MaxLimit)
	limit := func(text string) probe.Params { return probe.Params{}.With("limit", text) }

	c.listCase(fmt.Sprintf("list/limit/default-%d", def), fmt.Sprintf("without a limit a page holds %d apps", def), def+2,
		func(t *T) { t.List(nil) }, "list/limit/default", "list/status/200", "list/uri")
	c.listCase(fmt.Sprintf("list/limit/default-%d-with-filter", def), fmt.Sprintf("without a limit a page of a filter holds %d apps", def), def+1,
		func(t *T) { t.ListAll(pagedFilters(t)...) }, "list/limit/default", "list/filter/paged")
	for _, text := range []string{"0", "-1", "-2", "-20", "-500", "-501", "-1000000", "-2147483648", "-2147483649", "-9223372036854775808"} {
		c.listCase(fmt.Sprintf("list/limit/%s-becomes-%d", text, def), fmt.Sprintf("a limit of %s counts as %d", text, def), def+2,
			func(t *T) { t.List(limit(text)) }, wideClauses(text, "list/limit/not-positive")...)
	}
	c.listCase(fmt.Sprintf("list/limit/not-positive-becomes-%d-with-filter", def), fmt.Sprintf("with a filter, too, a limit of 0 or less counts as %d", def), def+2,
		func(t *T) {
			var queries []probe.Params
			for _, q := range pagedFilters(t) {
				queries = append(queries, q.With("limit", "0"), q.With("limit", "-1"), q.With("limit", "-500"))
			}
			t.ListAll(queries...)
		}, "list/limit/not-positive", "list/filter/paged")
	for _, n := range []int{1, 2, 3, def - 1, def, def + 1} {
		c.listCase(fmt.Sprintf("list/limit/%d-gives-%d", n, n), fmt.Sprintf("a limit of %d gives %d apps", n, n), min(n+1, def+1), func(t *T) {
			text := strconv.Itoa(n)
			queries := []probe.Params{limit(text), probe.Params{}.With("offset", "1").With("limit", text), limit(text).With("offset", "0")}
			for _, q := range pagedFilters(t) {
				queries = append(queries, q.With("limit", text))
			}
			t.ListAll(queries...)
		}, "list/limit/page-size", "list/filter/paged")
	}
	for _, n := range []int{50, 51, 100, 101, 200, 201, 256, most - 1, most} {
		c.listCase(fmt.Sprintf("list/limit/%d-gives-%d", n, n), fmt.Sprintf("a limit of %d gives %d apps", n, n), min(n, most)+1,
			func(t *T) { t.List(limit(strconv.Itoa(n))) }, "list/limit/page-size")
	}
	for _, text := range []string{strconv.Itoa(most + 1), strconv.Itoa(2 * most), "65536", "2147483647", "2147483648", "4294967296", "4294967297", "9223372036854775807"} {
		c.listCase(fmt.Sprintf("list/limit/%s-becomes-%d", text, most), fmt.Sprintf("a limit of %s counts as %d", text, most), most+1, func(t *T) {
			queries := []probe.Params{limit(text)}
			if text == strconv.Itoa(most+1) {
				for _, q := range pagedFilters(t) {
					queries = append(queries, q.With("limit", text))
				}
			}
			t.ListAll(queries...)
		}, wideClauses(text, "list/limit/above-maximum")...)
	}
	c.listCase("list/limit/above-maximum-status-200", "a limit above the maximum is answered 200, and lists", 1, func(t *T) {
		t.ListAll(limit(strconv.Itoa(most+1)), limit("2147483647"), limit("9223372036854775807"))
	}, "list/limit/above-maximum", "list/status/200")

	same := func(text string) func(*T) {
		return func(t *T) {
			q := t.calm()
			t.samePage(q.With("offset", text).With("limit", "5"), q.Page(0, 5))
		}
	}
	for _, text := range []string{"-1", "-2", "-20", "-500", "-2147483648", "-2147483649", "-9223372036854775808"} {
		c.listCase("list/offset/"+text+"-becomes-0", "an offset of "+text+" counts as 0", 7, same(text), "list/offset/negative")
	}
	c.listCase("list/offset/negative-becomes-0-with-filter", "with a filter, too, a negative offset counts as 0", 7, func(t *T) {
		for _, q := range pagedFilters(t) {
			t.samePage(q.With("offset", "-1").With("limit", "5"), q.With("offset", "0").With("limit", "5"))
		}
	}, "list/offset/negative", "list/filter/paged")
	c.listCase("list/offset/whatever-the-order", "offset and limit count wherever they stand among the parameters", 7, func(t *T) {
		calm := t.calm()
		t.samePage(append(limit("5").With("offset", "2"), calm...), calm.Page(2, 5))
		filters := pagedFilters(t)
		t.Each(len(filters), func(t *T, i int) {
			q := filters[i]
			want := q.With("offset", "2").With("limit", "5")
			others := []probe.Params{
				append(probe.Params{}.With("limit", "5").With("offset", "2"), q...), append(probe.Params{}.With("offset", "2").With("limit", "5"), q...),
				append(limit("5"), q.With("offset", "2")...), append(probe.Params{}.With("offset", "2"), q.With("limit", "5")...), q.With("limit", "5").With("offset", "2"),
			}
			t.Each(len(others), func(t *T, i int) { t.samePage(others[i], want) })
		})
	}, "list/offset/from", "list/limit/page-size", "list/filter/paged")
	c.listCase("list/offset/default-0", "an absent offset is 0", 7,
		func(t *T) {
			q := t.calm()
			t.samePage(q.With("limit", "5"), q.Page(0, 5))
		}, "list/offset/default")
	for _, n := range []int{1, 2, 3, 5} {
		c.listCase(fmt.Sprintf("list/offset/%d-skips-%d", n, n), fmt.Sprintf("an offset of %d leaves out %d apps", n, n), 7, func(t *T) {
			filters := append(pagedFilters(t), t.calm())
			t.Each(len(filters), func(t *T, i int) { t.shifted(filters[i], n) })
		}, "list/offset/from", "list/filter/paged")
	}
	c.listCase("list/offset/default-limit-skips-3", "an offset without a limit leaves out as many apps", 7, func(t *T) {
		q := t.calm()
		t.samePage(q.With("offset", "3"), q.Page(3, def))
	}, "list/offset/from", "list/limit/default")
	c.listCase("list/offset/last-app", "an offset of one less than total gives the last app", 2, (*T).lastPage, "list/offset/from", "list/response/total")
	c.listCase("list/offset/past-end-of-one-app", "an offset of 1 into a listing of one app gives an empty page", 2, func(t *T) {
		apps := t.ListedApps()
		if len(apps) == 0 {
			return
		}
		a := apps[0].App
		queries := []probe.Params{probe.Params{}.With("id", a.Text("id")), probe.Params{}.With("app_key", a.Text("app_key")), probe.Params{}.With("name", a.Text("name")).With("precise_search", "name")}
		t.Each(len(queries), func(t *T, i int) {
			if one := t.Control(queries[i]); len(one.Apps) == 1 {
				t.List(queries[i].Page(1, 5))
			}
		})
	}, "list/offset/from", "list/filter/paged", "list/response/total")
	for _, o := range []struct {
		id, title string
		at        func(total int64) int64
		clauses   []string
	}{
		{"end", "an offset of total gives an empty page", func(n int64) int64 { return n }, nil},
		{"1", "an offset of total and 1 gives an empty page", func(n int64) int64 { return n + 1 }, nil},
		{"1000", "an offset of total and 1000 gives an empty page", func(n int64) int64 { return n + 1000 }, nil},
		{"2147483648", "an offset of more than 32 bits gives an empty page", func(int64) int64 { return math.MaxInt32 + 1 }, []string{"list/offset/long"}},
		{"4294967296", "an offset of just more than 32 bits does not count as 0", func(int64) int64 { return math.MaxUint32 + 1 }, []string{"list/offset/long"}},
		{"9223372036854775807", "the largest offset of 64 bits gives an empty page", func(int64) int64 { return math.MaxInt64 }, []string{"list/offset/long"}},
	} {
		c.listCase("list/offset/past-end-"+o.id+"-is-empty", o.title, 1, func(t *T) { t.emptyPage(o.at) }, append(o.clauses, "list/offset/from", "list/response/total", "list/response/size", "list/response/apps")...)
	}
	c.add(Case{
		ID: "list/status-200", Title: "every valid listing is answered 200, no other 2xx",
		Clauses: []string{"list/status/200", "list/uri"}, Likes: basics[:],
		Judge: func(t *T) {
			queries := []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(0, 500), probe.Params{}.Page(-1, -1), probe.Params{}.Page(0, 501),
				probe.Params{}.With("id", t.noID()), probe.Params{}.With("name", t.nowhere()), probe.Params{}.With("app_key", t.nowhere()), probe.Params{}.With("creator", "USER"), probe.Params{}.With("status", "1")}
			t.QueryAll(queries)
		},
	})
}

// wideClauses are the clause, and that about values which are not of the type if the
// limit has more than 32 bits.
func wideClauses(limit, clause string) []string {
	if n, err := strconv.ParseInt(limit, 10, 64); err == nil && (n > math.MaxInt32 || n < math.MinInt32) {
		return []string{clause, "list/limit/type"}
	}
	return []string{clause}
}

// pagedFilters are filters that many apps of this run match.
func pagedFilters(t *T) []probe.Params {
	out := []probe.Params{probe.Params{}.With("status", "1"), probe.Params{}.With("creator", "USER")}
	if !t.Setting().ReadOnly {
		out = append(out, probe.Params{}.With("name", t.Setting().Nonce))
	}
	return out
}

// ListAll is [T.List] for many queries at the same time. How many apps there must be on
// a page the oracle knows.
func (t *T) ListAll(queries ...probe.Params) {
	t.Each(len(queries), func(t *T, i int) { t.List(queries[i]) })
}

// samePage lists in two ways that should give the same apps: first the plain one, by
// which the other is judged.
func (t *T) samePage(q, twin probe.Params) {
	t.Control(twin)
	t.List(q)
}

// shifted lists a page, and then one that starts n apps later.
func (t *T) shifted(filter probe.Params, n int) {
	const size = 7
	whole := t.Control(filter.Page(0, size))
	if len(whole.Apps) == 0 && slices.ContainsFunc(filter, func(p probe.Param) bool { return p.Name == "name" }) {
		return // names are searched in another way here
	}
	if len(whole.Apps) <= n {
		t.Doubt("the page has %d apps, too few to see an offset of %d", len(whole.Apps), n)
	}
	t.List(filter.Page(n, len(whole.Apps)-n))
}

// lastPage lists the app at total-1, which should be the last one.
func (t *T) lastPage() {
	whole := t.whole()
	t.List(t.calm().Page(len(whole.Apps)-1, 5))
}

// emptyPage lists a page that should have no apps, and still tell how many match.
func (t *T) emptyPage(at func(int64) int64) {
	calm := t.calm()
	first := t.Control(calm.Page(0, 1))
	if len(first.Apps) == 0 {
		t.Doubt("no app is listed, so that an empty page shows nothing")
	}
	n := int64(t.Listed())
	if first.HasTotal {
		n = max(n, first.Total)
	}
	t.List(calm.With("offset", strconv.FormatInt(at(n), 10)).With("limit", "5"))
}

// badParameterCases send what is no integer.
func (c *catalog) badParameterCases() {
	for _, p := range []struct{ name, id, clause string }{
		{"offset", "list/offset", "list/offset/type"}, {"limit", "list/limit", "list/limit/type"}, {"status", "list/filter/status", "list/filter/status-type"},
	} {
		for _, v := range []struct{ id, text string }{
			{"letters", "abc"}, {"fraction", "1.5"}, {"trailing-letter", "1x"}, {"hexadecimal", "0x1"}, {"exponent", "1e1"},
			{"more-than-64-bits", "9223372036854775808"},
		} {
			c.add(Case{
				ID: p.id + "/not-integer-" + v.id + "-rejected", Title: fmt.Sprintf("%s=%s is refused, or means what a lawful gateway may make of it", p.name, v.text),
				Clauses: []string{p.clause, "list/status/400"},
				Judge: func(t *T) {
					t.Query(probe.Params{}.With(p.name, v.text))
					t.Control(probe.Params{}.With(p.name, "1"))
				},
			})
		}
	}
	c.add(Case{
		ID: "list/filter/unknown-noted", Title: "what becomes of a parameter that the table does not list is noted",
		Clauses: []string{"list/filter/unknown"},
		Judge: func(t *T) {
			ex := t.Query(probe.Params{}.With("appgauge_unknown", "x"))
			if ex.Status >= 500 {
				t.Fail(ex, "answered %d%s", ex.Status, probe.BriefError(ex))
				return
			}
			t.Note(result.Pass, ex, "answered %d%s", ex.Status, probe.BriefError(ex))
		},
	})
}
