package variants

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// fromPages are the variants thought up from the pages alone, in the words of
// their author.
func fromPages() []Variant {
	return []Variant{
		{
			ID:    "pages/lawful-ids-dashed-uuid",
			Does:  "ids are upper- or lower-case UUIDs with hyphens, or decimal digits in a string.",
			Why:   "Table 4 says String only; 32 hex digits are an example.",
			Alter: mixedIDs,
		},
		{
			ID:    "pages/lawful-secret-in-clear",
			Does:  "app_secret is returned in full on create, and masked or in full in the list.",
			Why:   "The tables only say AppSecret, String; masking is seen in examples only.",
			Alter: secrets(func(s string) string { return s }),
		},
		{
			ID:    "pages/lawful-secret-mask-other",
			Does:  "app_secret is masked as \"******\" or with other lengths.",
			Why:   "The mask's form is an example; the request's character rule does not bind answers.",
			Alter: secrets(func(string) string { return "******" }),
		},
		{
			ID:    "pages/lawful-times-without-fraction",
			Does:  "Times have no fraction, or 3, 6 or 9 digits, and differ in digits between create and list.",
			Why:   "Only String is stated; the pages' own examples differ in digits.",
			Alter: digits,
		},
		{
			ID:    "pages/lawful-times-with-offset",
			Does:  "Times are written with +00:00 or +08:00 (the right instant) in place of Z.",
			Why:   "No time format is stated.",
			Alter: zoned(8 * 3600),
		},
		{
			ID:    "pages/lawful-update-equals-register",
			Does:  "update_time equals register_time exactly, or is a few milliseconds after it.",
			Why:   "The pages state no relation beyond what the names mean.",
			Alter: updatedLater,
		},
		{
			ID:    "pages/lawful-remark-absent-when-none",
			Does:  "When no remark was given, remark is left out of answers, or is the empty string.",
			Why:   "The second app of the query example has no remark; nothing says which.",
			Alter: shows(emptyRemark),
		},
		{
			ID:   "pages/lawful-app-type-absent",
			Does: "app_type is left out of list items.",
			Why:  "The second app of the query example has none.",
			Alter: func(b *gateway.Behaviour) {
				next := b.ShowApp
				b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
					o := next(x, a)
					if x.Op == gateway.List {
						o.Delete("app_type")
					}
					return o
				}
			},
		},
		{
			ID:    "pages/lawful-roma-type-absent",
			Does:  "roma_app_type is never returned.",
			Why:   "The row says it is not supported at present; no example has it.",
			Alter: func(*gateway.Behaviour) {}, // as the reference gateway
		},
		{
			ID:    "pages/lawful-extra-members",
			Does:  "Answers carry further members (request_id, app_acl, tags) and headers.",
			Why:   "The tables do not say that there is nothing else.",
			Alter: all(shows(extra), lists(extra), fails(extra), header("X-Request-Id", "5b1f6d4c")),
		},
		{
			ID:    "pages/lawful-error-code-other",
			Does:  "400 answers use another error_code than APIG.2011 (say APIG.2012 for length), 401 and 403 likewise; still a string.",
			Why:   "The codes are in examples; the page refers to a list of error codes elsewhere.",
			Alter: fails(otherCode),
		},
		{
			ID:    "pages/lawful-error-msg-other-wording",
			Does:  "error_msg is worded differently or in Chinese but names the member at fault.",
			Why:   "The text is an example.",
			Alter: messages(func(name, _ string) string { return "参数 " + name + " 的值无效" }),
		},
		{
			ID:    "pages/lawful-error-names-other-invalid-member",
			Does:  "When several members are invalid the message names any one of them, or all.",
			Why:   "Nothing says which of several is named.",
			Alter: namesLast,
		},
		{
			ID:      "pages/lawful-body-checked-before-token",
			Does:    "No or unknown token with an invalid body gets 400 rather than 401.",
			Why:     "The pages state no order of checks.",
			Against: "the token is checked before the body",
			Alter:   bodyFirst(false),
		},
		{
			ID:      "pages/lawful-body-checked-before-permission",
			Does:    "A forbidden token with an invalid body gets 400 rather than 403 (and the other way round in another gateway).",
			Why:     "The pages state no order of checks.",
			Against: "the token is checked before the body",
			Alter:   bodyFirst(true),
		},
		{
			ID:    "pages/lawful-duplicate-name-refused",
			Does:  "A second app of the same name gets 400 with an error body.",
			Why:   "The pages neither promise nor forbid that names repeat.",
			Alter: unique(400, sameName),
		},
		{
			ID:    "pages/lawful-duplicate-name-accepted",
			Does:  "A second app of the same name gets 201 with another id.",
			Why:   "As above.",
			Alter: func(*gateway.Behaviour) {}, // as the reference gateway
		},
		{
			ID:    "pages/lawful-duplicate-key-refused",
			Does:  "An app_key already in use gets 400.",
			Why:   "An AppKey is an identity; nothing says it may be shared.",
			Alter: unique(400, sameKey),
		},
		{
			ID:      "pages/lawful-unknown-member-refused",
			Does:    "A body with an unknown member gets 400.",
			Why:     "The pages are silent; another gateway ignores it and gets 201.",
			Against: "an unknown member is allowed",
			Alter:   refuseWarnings(validate.RuleUnknown),
		},
		{
			ID:      "pages/lawful-optional-null-refused",
			Does:    "\"remark\":null, \"app_key\":null or \"app_secret\":null get 400.",
			Why:     "null is not a String; the pages are silent on null. Another gateway takes it as absent.",
			Against: "an optional member that is null is absent",
			Alter:   refuseWarnings(validate.RuleType),
		},
		{
			ID:      "pages/lawful-duplicate-member-last-wins",
			Does:    "A body with a member twice gets 201 with the last value.",
			Why:     "The pages are silent on repeated members; refusing is lawful too.",
			Against: "a duplicate member is a violation",
			Alter:   lastWins,
		},
		{
			ID:    "pages/lawful-order-oldest-first",
			Does:  "The list is ordered oldest first, newest first, by name or by id, stable between writes.",
			Why:   "No order is stated.",
			Alter: ordered(func(a, b *gateway.App) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) }),
		},
		{
			ID:      "pages/lawful-name-filter-exact",
			Does:    "name without precise_search matches whole names only.",
			Why:     "The row says only that it is the app's name.",
			Against: "name is matched as a substring",
			Alter:   wholeNames,
		},
		{
			ID:    "pages/lawful-name-filter-substring",
			Does:  "name without precise_search matches any part of a name, also ignoring case.",
			Why:   "precise_search offers exact matching, so that the plain filter may be looser.",
			Alter: insensitive,
		},
		{
			ID:    "pages/lawful-precise-search-other-value",
			Does:  "precise_search=app_key (or an unknown word) is ignored, or gets 400.",
			Why:   "The page defines the value name only.",
			Alter: refusesQuery("precise_search", func(v string) bool { return v != "name" }),
		},
		{
			ID:    "pages/lawful-creator-market-ignored",
			Does:  "creator=MARKET gets 200 with no apps, or is ignored as a condition.",
			Why:   "The row says that this value is not used at present.",
			Alter: marketIgnored,
		},
		{
			ID:    "pages/lawful-status-out-of-enum-400",
			Does:  "status=0 or status=7 gets 400 (another gateway: 200 with no apps).",
			Why:   "1 is the only value listed; both readings fit.",
			Alter: refusesQuery("status", func(v string) bool { return v != "1" }),
		},
		{
			ID:    "pages/lawful-non-integer-limit-400",
			Does:  "limit=abc or offset=1.5 gets 400 with the documented body.",
			Why:   "The types are Integer and Long; conversion is promised only for numbers out of range.",
			Alter: func(*gateway.Behaviour) {}, // as the reference gateway
		},
		{
			ID:    "pages/lawful-beyond-int64-400",
			Does:  "offset or limit beyond the 64-bit range gets 400.",
			Why:   "A Long has no such value.",
			Alter: func(*gateway.Behaviour) {}, // as the reference gateway
		},
		{
			ID:      "pages/lawful-unknown-instance-refused",
			Does:    "An instance_id or project_id that does not exist gets 400, 403 or 404 with an error body, or an empty list.",
			Why:     "The pages say nothing of paths which name nothing.",
			Partial: true,
			Alter:   knownSpace(403),
		},
		{
			ID:    "pages/lawful-generated-key-other-form",
			Does:  "Generated app_keys have any form within the rules: 8 to 200 characters, upper case, hyphens.",
			Why:   "32 hex digits are an example.",
			Alter: longKeys,
		},
		{
			ID:    "pages/lawful-json-spelling",
			Does:  "Answers escape non-ASCII as \\uXXXX, order members differently, are indented, gzip-compressed or chunked.",
			Why:   "The value of the JSON text is the same.",
			Alter: spelled(),
		},
		{
			ID:    "pages/lawful-content-type-charset",
			Does:  "Answers have Content-Type application/json;charset=UTF-8, or a vendor +json type.",
			Why:   "The pages state no Content-Type.",
			Alter: header("Content-Type", "application/json;charset=UTF-8"),
		},
		{
			ID:      "pages/lawful-quota-reached-refused",
			Does:    "After N apps a further create gets 400 or 403 with an error body.",
			Why:     "Both statuses are documented; the pages promise no number of apps. A suite should report it as unverified.",
			Partial: true,
			Alter:   quota(25, 400),
		},
		{
			ID:    "pages/lawful-visible-after-a-moment",
			Does:  "A created app shows in every list within one second, not at once.",
			Why:   "The pages promise no immediate visibility; a suite should retry for a short time.",
			Alter: delayed(150 * time.Millisecond),
		},
		{
			ID:    "pages/lawful-connection-close",
			Does:  "The gateway closes the connection after every answer.",
			Why:   "Transport is outside the pages.",
			Alter: header("Connection", "close"),
		},
	}
}

// mixedIDs are UUIDs in either case and decimal numbers, in turn.
func mixedIDs(b *gateway.Behaviour) {
	count := counter()
	next := uuids(b.NewID)
	b.NewID = func() string {
		switch n := count(); n % 3 {
		case 0:
			return next()
		case 1:
			return strings.ToUpper(next())
		default:
			return strconv.Itoa(1000000 + n)
		}
	}
}

// digits writes times with other digits on create than in a listing.
func digits(b *gateway.Behaviour) {
	next := b.ShowApp
	b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
		layout := "2006-01-02T15:04:05.000Z"
		if x.Op == gateway.List {
			layout = "2006-01-02T15:04:05Z"
		}
		t := a.Created.UTC().Format(layout)
		return next(x, a).Set("update_time", t).Set("register_time", t)
	}
}

// updatedLater lets the first change come 3 ms after the creation.
func updatedLater(b *gateway.Behaviour) {
	next := b.ShowApp
	b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
		return next(x, a).Set("update_time", b.ShowTime(a.Created.Add(3*time.Millisecond)))
	}
}

// namesLast names the last invalid member instead of the first.
func namesLast(b *gateway.Behaviour) {
	next := b.Refuse
	b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
		reversed := slices.Clone(vs)
		slices.Reverse(reversed)
		return next(x, d, reversed)
	}
}

// bodyFirst checks the body of a create before the token, or only before the
// token's permission.
func bodyFirst(onlyBefore403 bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			a := b.Authorize(x)
			if x.Op != gateway.Create || a == nil || onlyBefore403 && a.Status != http.StatusForbidden {
				return next(x)
			}
			body, err := x.Body()
			if err != nil {
				return next(x)
			}
			d := b.Decode(x, body)
			if bad := b.Refuse(x, d, b.Check(x, d)); bad != nil {
				return b.Fail(x, *bad)
			}
			return next(x)
		}
	}
}

// refuseWarnings takes warnings of a rule for errors.
func refuseWarnings(rule validate.Rule) alter {
	return func(b *gateway.Behaviour) {
		next := b.Check
		b.Check = func(x *gateway.Exchange, d *gateway.Draft) validate.Violations {
			vs := slices.Clone(next(x, d))
			for i := range vs {
				if vs[i].Rule == rule {
					vs[i].Severity = validate.Error
				}
			}
			return vs
		}
	}
}

// lastWins forgets all but the last of duplicate members.
func lastWins(b *gateway.Behaviour) {
	next := b.Decode
	b.Decode = func(x *gateway.Exchange, body []byte) *gateway.Draft {
		d := next(x, body)
		for _, v := range b.Check(x, d) {
			if v.Rule == validate.RuleDuplicate {
				if single, err := json.Marshal(d.Raw()); err == nil {
					return next(x, single)
				}
			}
		}
		return d
	}
}

// wholeNames makes every name filter exact.
func wholeNames(b *gateway.Behaviour) {
	next := b.ParseQuery
	b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
		q, a := next(x)
		if a == nil {
			q.Precise = true
		}
		return q, a
	}
}

// marketIgnored takes creator=MARKET for no condition.
func marketIgnored(b *gateway.Behaviour) {
	next := b.ParseQuery
	b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
		q, a := next(x)
		if a == nil && q.Creator == "MARKET" {
			q.Creator = ""
		}
		return q, a
	}
}

// delayed shows an app in listings some time after its creation.
func delayed(after time.Duration) alter {
	return func(b *gateway.Behaviour) {
		next := b.Candidates
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			// The time that matters is the caller's, not that of b.Now.
			now := time.Now()
			return slices.DeleteFunc(slices.Clone(next(x, q)), func(a *gateway.App) bool { return now.Sub(a.Created) < after })
		}
	}
}

// longKeys have more than 32 characters, upper case and hyphens among them.
func longKeys(b *gateway.Behaviour) {
	next := b.NewKey
	b.NewKey = func() string { return "AK-" + strings.ToUpper(next()) + "_x" }
}

// spelled escapes, reorders, indents and sends in chunks.
func spelled() alter {
	return all(shows(reverse), lists(reverse), chunked, bodies(func(b []byte) []byte {
		var out bytes.Buffer
		json.Indent(&out, escaped(b), "", "  ")
		return out.Bytes()
	}))
}
