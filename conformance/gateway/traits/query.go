package traits

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// These traits read the query of a listing otherwise.

// known are the parameters of query-apps, Table 2, and of them those that are
// integers.
var (
	known    = [...]string{"offset", "limit", "id", "name", "status", "app_key", "creator", "precise_search"}
	integral = [...]string{"offset", "limit", "status"}
)

// filters refuse, or ignore, what no app can match.
func filters() []Trait {
	const why = "The pages document 400 for a bad request, and do not say which values of a condition are bad."
	return []Trait{
		{ID: "filter/market-refused", Dimension: "creator=MARKET", Why: "The row says that MARKET is not used at present.", Does: "creator=MARKET gets 400.", Alter: refusesQuery("creator", func(v string) bool { return v == "MARKET" })},
		{ID: "filter/market-ignored", Dimension: "creator=MARKET", Why: "The row says that MARKET is not used at present.", Does: "creator=MARKET is no condition.", Alter: ignoresMarket},
		{ID: "filter/creator-unknown-refused", Dimension: "unknown creator", Why: why, Does: "A creator that the table does not list gets 400.", Alter: refusesQuery("creator", func(v string) bool { return v != "USER" && v != "MARKET" })},
		{ID: "filter/status-other-refused", Dimension: "status beyond the list", Why: "1 is the only value listed.", Does: "A status other than 1 gets 400.", Alter: refusesQuery("status", func(v string) bool { return v != "1" })},
		{
			ID: "filter/id-malformed-refused", Dimension: "malformed id", Excludes: []string{generatedIDs}, Why: "The pages do not say what an ID looks like; a gateway may.",
			Does:  "An id that is not of the gateway's form gets 400.",
			Alter: refusesQuery("id", func(v string) bool { return len(v) != 32 || strings.Trim(v, "0123456789abcdef") != "" }),
		},
		{ID: "filter/name-impossible-refused", Dimension: "impossible name", Why: why, Does: "A name with characters that no name has, or more than 64, gets 400.", Alter: refusesQuery("name", func(v string) bool { return !regexp.MustCompile(`^\w{1,64}$`).MatchString(v) })},
		{ID: "filter/key-impossible-refused", Dimension: "impossible app_key", Why: why, Does: "An app_key that no app can have gets 400.", Alter: refusesQuery("app_key", func(v string) bool { return !regexp.MustCompile(`^[A-Za-z0-9][\w-]{7,199}$`).MatchString(v) })},
		{ID: "filter/precise-other-refused", Dimension: "precise_search of other members", Why: "The row has the value name only.", Does: "precise_search other than name gets 400.", Alter: refusesQuery("precise_search", func(v string) bool { return v != "name" })},
	}
}

// beyond32Bits are about limits and statuses of more than 32 bits, which the
// reference gateway reads as the numbers that they are.
func beyond32Bits() []Trait {
	const why = "The type is Integer, whose range is not stated; 32 bits are the commonest."
	limit, status := "limit beyond 32 bits", "status beyond 32 bits"
	return []Trait{
		{ID: "limit/beyond-int32-refused", Dimension: limit, Why: why, Does: "A limit of more than 32 bits gets 400.", Alter: beyond("limit", is32, refuse)},
		{ID: "limit/very-negative-refused", Dimension: limit, Why: why, Does: "A negative limit of more than 32 bits gets 400.", Alter: beyond("limit", func(n int64) bool { return n > 0 || is32(n) }, refuse)},
		{ID: "limit/int32-wraps", Dimension: limit, Why: why, Does: "A limit of more than 32 bits is ignored: 20 apps are listed.", Alter: beyond("limit", is32, ignore)},
		{ID: "limit/beyond-int32-empty", Dimension: limit, Why: why, Does: "A limit of more than 32 bits lists nothing.", Alter: beyond("limit", is32, nothing)},
		{ID: "status/beyond-int32-refused", Dimension: status, Why: why, Does: "A status of more than 32 bits gets 400.", Alter: beyond("status", is32, refuse)},
		{ID: "status/beyond-int32-ignored", Dimension: status, Why: why, Does: "A status of more than 32 bits is no condition.", Alter: beyond("status", is32, ignore)},
		{
			ID: "limit/beyond-int64-read", Dimension: limit, Why: why, Does: "A limit of more than 64 bits is read as the number that it is.",
			Alter: rewrites(func(v url.Values) *validate.Answer {
				if s := v.Get("limit"); digits(s) && !isInteger(s) {
					v.Set("limit", strconv.Itoa(map[bool]int{false: 500, true: -1}[s[0] == '-']))
				}
				return nil
			}),
		},
	}
}

func is32(n int64) bool { return int64(int32(n)) == n }

// beyond treats an integer that is not in range.
func beyond(param string, in func(int64) bool, treat func(url.Values, string) *validate.Answer) alter {
	return rewrites(func(v url.Values) *validate.Answer {
		if n, err := strconv.ParseInt(v.Get(param), 10, 64); err == nil && !in(n) {
			return treat(v, param)
		}
		return nil
	})
}

// integers are about values of integral parameters that are no integers, or are
// written in an unusual way.
func integers() []Trait {
	const (
		none     = "value that is no integer"
		spelling = "spelling of an integer"
		why      = "The types are Integer and Long; the pages promise to convert numbers out of range only."
	)
	other := func(treat func(url.Values, string) *validate.Answer) alter {
		return each(func(s string) bool { return s != "" && !isInteger(s) }, treat)
	}
	return []Trait{
		{ID: "integer/ignored", Dimension: none, Why: why, Does: "An offset, limit or status that is no integer is ignored.", Alter: other(ignore)},
		{ID: "integer/empty-listing", Dimension: none, Why: why, Does: "An offset, limit or status that is no integer lists nothing.", Alter: other(nothing)},
		{ID: "integer/status-empty-listing", Dimension: none, Why: why, Does: "A status that is no integer is the status of no app; other values that are none get 400.", Alter: rewrites(func(v url.Values) *validate.Answer {
			if s := v.Get("status"); s != "" && !isInteger(s) {
				return nothing(v, "status")
			}
			return nil
		})},
		{ID: "integer/empty-refused", Dimension: "empty integer", Why: why, Does: "An offset, limit or status without a value gets 400.", Alter: each(func(s string) bool { return s == "" }, refuse)},
		{ID: "integer/spellings-read", Dimension: spelling, Why: why, Does: "1e1, 0x1 and +5 are read as the numbers 10, 1 and 5.", Alter: reads(func(s string) (int64, bool) {
			if n, err := strconv.ParseInt(s, 0, 64); err == nil && strings.ContainsAny(s, "xX") {
				return n, true
			}
			if n, err := strconv.ParseInt(strings.TrimPrefix(s, "+"), 10, 64); err == nil {
				return n, true
			}
			f, err := strconv.ParseFloat(s, 64)
			return int64(f), err == nil && float64(int64(f)) == f && strings.ContainsAny(s, "eE") && !strings.ContainsAny(s, "xX")
		})},
		{ID: "integer/octal", Dimension: spelling, Why: why, Does: "010 is read as 8, in octal.", Alter: reads(func(s string) (int64, bool) {
			n, err := strconv.ParseInt(s, 8, 64)
			return n, err == nil && strings.HasPrefix(s, "0")
		})},
		{ID: "integer/spellings-refused", Dimension: spelling, Why: why, Does: "Integers with a leading zero or a sign that they do not need get 400.", Alter: each(func(s string) bool {
			return isInteger(strings.TrimPrefix(s, "+")) && !regexp.MustCompile(`^(0|-?[1-9]\d*)$`).MatchString(s)
		}, refuse)},
	}
}

// digits reports whether s is a decimal number of any length.
func digits(s string) bool { return regexp.MustCompile(`^-?\d+$`).MatchString(s) }

// isInteger reports whether s is a decimal number of at most 64 bits.
func isInteger(s string) bool {
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil && digits(s)
}

// refuse, ignore and nothing are what may be done about a parameter.
func refuse(_ url.Values, param string) *validate.Answer { return invalid(param) }

func ignore(v url.Values, param string) *validate.Answer {
	v.Del(param)
	return nil
}

func nothing(v url.Values, param string) *validate.Answer {
	v.Del(param)
	v.Set("id", strings.Repeat("0", 32)) // the ID of no app
	return nil
}

// each treats the integral parameters whose value is as it says.
func each(is func(string) bool, treat func(url.Values, string) *validate.Answer) alter {
	return rewrites(func(v url.Values) *validate.Answer {
		for _, param := range integral {
			if v.Has(param) && is(v.Get(param)) {
				if a := treat(v, param); a != nil {
					return a
				}
			}
		}
		return nil
	})
}

// reads reads integral parameters as the number that f finds, if it finds one.
func reads(f func(string) (int64, bool)) alter {
	return rewrites(func(v url.Values) *validate.Answer {
		for _, param := range integral {
			if n, ok := f(v.Get(param)); ok {
				v.Set(param, strconv.FormatInt(n, 10))
			}
		}
		return nil
	})
}

// parameters are about parameters that the table does not list, which the
// reference gateway ignores, and about repeated ones, of which it reads the first.
func parameters() []Trait {
	const unknown, repeated, why = "unknown parameter", "repeated parameter", "The pages do not speak of parameters beyond the table's, or of repeated ones."
	return []Trait{
		{ID: "filter/unknown-parameter-refused", Dimension: unknown, Why: why, Does: "A parameter that the table does not list gets 400.", Alter: rewrites(func(v url.Values) *validate.Answer {
			for name := range v {
				if !slices.Contains(known[:], name) {
					return invalid(name)
				}
			}
			return nil
		})},
		{ID: "parameter/last-wins", Dimension: repeated, Why: why, Does: "Of a repeated parameter the last one counts.", Alter: repeats(func(v url.Values, name string) *validate.Answer {
			v.Set(name, v[name][len(v[name])-1])
			return nil
		})},
		{ID: "parameter/repeated-refused", Dimension: repeated, Why: why, Does: "A repeated parameter gets 400.", Alter: repeats(refuse)},
	}
}

func repeats(treat func(url.Values, string) *validate.Answer) alter {
	return rewrites(func(v url.Values) *validate.Answer {
		for _, name := range known {
			if len(v[name]) > 1 {
				if a := treat(v, name); a != nil {
					return a
				}
			}
		}
		return nil
	})
}

func ignoresMarket(b *gateway.Behaviour) {
	next := b.ParseQuery
	b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
		q, a := next(x)
		if a == nil && q.Creator == "MARKET" {
			q.Creator = ""
		}
		return q, a
	}
}
