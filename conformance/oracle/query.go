package oracle

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// reading is one way to understand a query: what is listed, and which part.
type reading struct {
	// filters are the parameters that filter.
	filters []filter
	// page is the part of the listing, limit the clause that says how long it is,
	// offset the one that says where it starts.
	page          validate.Page
	limit, offset string
	// nothing reports that the listing is empty: a value that no app can have.
	nothing bool
	// foldKeys reports that AppKeys are the same whatever the case.
	foldKeys bool
	// why names the trait of a reading that is not the plain one; value is its value.
	trait, value string
}

// refutes is the clause that is broken if the query is refused by the message: that of
// the page's parameter which it names alone, or else of the query's least usual part.
func (q *query) refutes(message string) string {
	r := q.readings[0]
	offset, limit := NamesParameter(message, "offset"), NamesParameter(message, "limit")
	switch {
	case offset && !limit && r.offset != "":
		return r.offset
	case limit && !offset && r.limit != "":
		return r.limit
	case r.limit == "list/limit/not-positive" || r.limit == "list/limit/above-maximum":
		return r.limit
	case r.offset == "list/offset/negative" || r.offset == "list/offset/long":
		return r.offset
	case len(r.filters) > 0 && r.clause() != "list/lists-created":
		return r.clause()
	case r.offset == "list/offset/from" && r.page.Offset > 0:
		return r.offset
	case r.limit == "list/limit/page-size":
		return r.limit
	}
	return "list/status/200"
}

// filter is a parameter that filters.
type filter struct{ name, value string }

// query is a query as the pages read it.
type query struct {
	readings []reading
	// refusable says that a 400 is lawful, too; invalid, the clause that asks for
	// one, if there is such a clause.
	refusable bool
	clause    string
	field     string
	// number is the clause that says what becomes of a value which is an integer, only
	// too wide for its type: whatever else is lawful, the gateway must not fail at it.
	number string
	// plain reports that offset and limit are both given, or left out, in the
	// ordinary way: what such a page shows is where others are measured.
	plain bool
	shape string // the names of the filters
	key   string // the filters
}

// documentedParams are the parameters of query-apps, Table 2.
var documentedParams = []string{"offset", "limit", "id", "name", "status", "app_key", "creator", "precise_search"}

// readQuery reads the query of a listing.
func (o *Oracle) readQuery(raw string) query {
	rules := o.edition.Page
	q := query{plain: true}
	values := map[string][]string{}
	var order []string
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		n, err1 := url.QueryUnescape(name)
		v, err2 := url.QueryUnescape(value)
		if err1 != nil || err2 != nil || !slices.Contains(documentedParams, n) {
			q.refusable = true // the pages do not speak of it
			continue
		}
		if values[n] == nil {
			order = append(order, n)
		}
		values[n] = append(values[n], v)
	}
	base := reading{page: validate.Page{Limit: rules.DefaultLimit}, limit: "list/limit/default", offset: "list/offset/default", foldKeys: o.foldKeys}
	all := []reading{base}
	// each replaces every reading by what the parameter makes of it.
	each := func(f func(reading) []reading) {
		var out []reading
		for _, r := range all {
			out = append(out, f(r)...)
		}
		all = out
	}
	for _, name := range order {
		candidates := values[name]
		if len(candidates) > 1 {
			q.refusable, q.plain = true, false
			candidates = slices.Compact([]string{candidates[0], candidates[len(candidates)-1]})
		}
		each(func(r reading) []reading {
			var out []reading
			for _, v := range candidates {
				out = append(out, o.readParam(&q, r, name, v)...)
			}
			return out
		})
	}
	q.readings = all
	var names, parts []string
	for _, f := range all[0].filters {
		names = append(names, f.name)
		parts = append(parts, f.name+"="+f.value)
	}
	slices.Sort(names)
	slices.Sort(parts)
	q.shape, q.key = strings.Join(names, "&"), strings.Join(parts, "&")
	return q
}

// readParam is what one parameter makes of a reading.
func (o *Oracle) readParam(q *query, r reading, name, value string) []reading {
	switch name {
	case "offset", "limit", "status":
		return o.readInteger(q, r, name, value)
	case "creator":
		// MARKET is not used at present, and other creators do not exist: a gateway may
		// refuse them, and ignore MARKET.
		q.refusable = q.refusable || value != "USER"
		if value == "MARKET" {
			q.plain = false
			market := r
			market.filters = append(slices.Clip(r.filters), filter{name, value})
			return []reading{market, r}
		}
	case "precise_search":
		q.refusable = q.refusable || value != "name"
	case "id", "name", "app_key":
		q.refusable = q.refusable || !o.couldBe(name, value)
	}
	if value == "" {
		q.refusable, q.plain = true, false
		ignored := r
		ignored.trait, ignored.value = traitParameter, "an empty one is ignored"
		r.filters = append(slices.Clip(r.filters), filter{name, value})
		return []reading{ignored, r}
	}
	r.filters = append(slices.Clip(r.filters), filter{name, value})
	return []reading{r}
}

// couldBe reports whether an app could have the value: a gateway may refuse one that
// none can have.
func (o *Oracle) couldBe(param, value string) bool {
	switch param {
	case "id":
		// What an ID looks like the pages do not say: known ones show it.
		_, known := o.apps[value]
		return known || o.looksLikeID(value)
	case "name":
		f := &o.edition.Fields[validate.Name]
		for _, r := range value {
			if !f.Chars.Contains(r) {
				return false
			}
		}
		return len(value) <= f.Max && value != ""
	case "app_key":
		return len(broken(&o.edition.Fields[validate.AppKey], value)) == 0
	}
	return true
}

// looksLikeID reports whether the value has the form of a known ID: the same length,
// and the same kinds of characters in the same places. A gateway whose IDs have small
// hexadecimal digits may take none with capital ones.
func (o *Oracle) looksLikeID(value string) bool {
	if len(o.made) == 0 {
		return false // nobody knows
	}
	known := o.made[0].id
	capitals := strings.ContainsAny(known, "ABCDEF")
	class := func(r rune) rune {
		switch {
		case '0' <= r && r <= '9', 'a' <= r && r <= 'f', capitals && 'A' <= r && r <= 'F':
			return '0'
		}
		return r
	}
	return strings.Map(class, known) == strings.Map(class, value)
}

// readInteger reads a parameter of type Integer, or Long: offset has 64 bits, limit
// and status 32. What is not an integer may be refused, ignored, match nothing, or
// be read as the number that some programs take it for.
func (o *Oracle) readInteger(q *query, r reading, name, value string) []reading {
	n, err := strconv.ParseInt(value, 10, 64)
	odd := err != nil || strconv.FormatInt(n, 10) != value && value != "-0"
	wide := name != "offset" && (n > 1<<31-1 || n < -1<<31)
	if !odd && !wide {
		return []reading{o.withInteger(q, r, name, n, false)}
	}
	q.refusable, q.plain = true, false
	if value != "" {
		q.clause, q.field = map[string]string{"offset": "list/offset/type", "limit": "list/limit/type", "status": "list/filter/status-type"}[name], name
	}
	if !odd {
		plain := o.withInteger(&query{}, r, name, n, false)
		q.number = plain.limit
		if name == "status" {
			q.number = "list/filter/status"
		}
	}
	ignored := r
	ignored.trait, ignored.value = traitInteger, "ignored"
	nothing := r
	nothing.nothing, nothing.trait, nothing.value = true, traitInteger, "lists nothing"
	out := []reading{ignored, nothing}
	for _, m := range numbers(value) {
		number := o.withInteger(q, r, name, m, true)
		number.trait, number.value = traitInteger, "read as a number"
		out = append(out, number)
	}
	return out
}

// numbers are the numbers that programs read in a text that is not an integer.
func numbers(text string) []int64 {
	var out []int64
	add := func(n int64) {
		for _, m := range []int64{n, int64(int32(n))} {
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	text = strings.TrimSpace(text)
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		switch {
		case f >= 1<<63:
			add(1<<63 - 1)
		case f < -1<<63:
			add(-1 << 63)
		default:
			add(int64(f))
			if f != float64(int64(f)) {
				add(int64(f) + 1)
			}
		}
	}
	if n, err := strconv.ParseInt(text, 0, 64); err == nil {
		add(n)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		add(n)
	}
	end := 0 // the digits that the text begins with
	for end < len(text) && ('0' <= text[end] && text[end] <= '9' || end == 0 && (text[0] == '-' || text[0] == '+')) {
		end++
	}
	if n, err := strconv.ParseInt(text[:end], 10, 64); err == nil {
		add(n)
	}
	return out
}

// withInteger is the reading with the parameter.
func (o *Oracle) withInteger(q *query, r reading, name string, n int64, odd bool) reading {
	rules := o.edition.Page
	switch name {
	case "offset":
		r.page.Offset = max(n, 0)
		switch {
		case odd:
			r.offset = "list/offset/type"
		case n < 0:
			r.offset, q.plain = "list/offset/negative", false
		case n > 1<<31-1:
			r.offset, q.plain = "list/offset/long", false
		default:
			r.offset = "list/offset/from"
		}
	case "limit":
		page := rules.Normalize(0, n)
		r.page.Limit = page.Limit
		switch {
		case odd:
			r.limit = "list/limit/type"
		case n <= 0:
			r.limit, q.plain = "list/limit/not-positive", false
		case n > rules.MaxLimit:
			r.limit, q.plain = "list/limit/above-maximum", false
		default:
			r.limit = "list/limit/page-size"
		}
	case "status":
		if n != 1 {
			q.refusable = true // 1 is the only value of the table
		}
		r.filters = append(slices.Clip(r.filters), filter{"status", strconv.FormatInt(n, 10)})
	}
	return r
}
