package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// seen is an app in some answer.
type seen struct {
	app  object
	ex   *Exchange
	path string // "$" or "$.apps[3]"
	from *planted
}

// memberCheck judges one member of an app; it returns what is wrong with it, ""
// if nothing is. present tells an absent member from one that is null.
type memberCheck struct {
	member string
	about  string
	clause string // after "create/response/" or "query/response/"
	level  Level
	// needed says that the member may not be absent: the table lists it, and no
	// documented example leaves it out.
	needed bool
	check  func(v any) string
}

// memberChecks are the members of an app, as answered and as listed.
func memberChecks() []memberCheck {
	nonEmpty := func(v any) string {
		s, ok := v.(string)
		switch {
		case !ok:
			return kindOf(v) + ", not a string"
		case s == "":
			return "an empty string"
		}
		return ""
	}
	text := func(v any) string {
		if _, ok := v.(string); !ok {
			return kindOf(v) + ", not a string"
		}
		return ""
	}
	oneOf := func(values ...string) func(any) string {
		return func(v any) string {
			s, ok := v.(string)
			if !ok {
				return kindOf(v) + ", not a string"
			}
			for _, want := range values {
				if s == want {
					return ""
				}
			}
			return strconv.Quote(s) + ", not " + strings.Join(values, " or ")
		}
	}
	timeForm := func(v any) string {
		s, ok := v.(string)
		if !ok {
			return "" // its type has a case of its own
		}
		if _, err := parseTime(s); err != nil {
			return strconv.Quote(s) + ", which is no RFC 3339 time"
		}
		return ""
	}
	return []memberCheck{
		{"id", "a string that is not empty", "id", Must, true, nonEmpty},
		{"name", "a string that is not empty", "name", Must, true, nonEmpty},
		{"remark", "a string, where there is one", "remark", Must, false, text},
		{"creator", "USER for an app created through the API", "creator", Must, true, oneOf("USER")},
		{"update_time", "a string that is not empty", "update_time", Must, true, nonEmpty},
		{"update_time", "an RFC 3339 time", "update_time-form", Should, false, timeForm},
		{"app_key", "a string that is not empty", "app_key", Must, true, nonEmpty},
		{"app_secret", "a string that is not empty", "app_secret", Must, true, nonEmpty},
		{"register_time", "a string that is not empty", "register_time", Must, true, nonEmpty},
		{"register_time", "an RFC 3339 time", "register_time-form", Should, false, timeForm},
		{"status", "the integer 1", "status", Must, true, isOne},
		{"app_type", "apig, the default, where it is given", "app_type", Must, false, oneOf("apig")},
		{"roma_app_type", "subscription or integration, where it is given", "roma_app_type", Should, false, oneOf("subscription", "integration", "")},
	}
}

func isOne(v any) string {
	switch n, ok := integer(v); {
	case !ok && kindOf(v) == "a number":
		return fmt.Sprint(v) + ", not the integer 1"
	case !ok:
		return kindOf(v) + ", not an integer"
	case n != 1:
		return fmt.Sprint(n) + ", not 1"
	}
	return ""
}

func isZero(v any) string {
	switch n, ok := integer(v); {
	case !ok && kindOf(v) == "a number":
		return fmt.Sprint(v) + ", not an integer"
	case !ok:
		return kindOf(v) + ", not an integer"
	case n != 0:
		return fmt.Sprint(n) + ", not 0, though nothing was bound to the app"
	}
	return ""
}

// parseTime reads an RFC 3339 time with any number of fraction digits.
func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }

// apply judges the member in every app.
func (m memberCheck) apply(t *T, apps []seen) {
	if len(apps) == 0 {
		t.doubt("no app of this run was seen")
	}
	bad := 0
	for _, a := range apps {
		v, present := a.app[m.member]
		what := ""
		switch {
		case !present && m.needed:
			what = "missing"
		case !present || v == nil && !m.needed:
		default:
			what = m.check(v)
		}
		if what == "" {
			continue
		}
		if bad++; bad > 3 {
			continue
		}
		verdict := Fail
		if m.level == Should {
			verdict = Warn
		}
		t.note(verdict, a.ex, "%s is %s", m.member, what).Path = a.path + "." + m.member
	}
	if bad > 3 {
		t.findings[0].Text += fmt.Sprintf(" (so it is in %d of %d apps)", bad, len(apps))
	}
	if bad == 0 {
		t.record(apps[0].ex)
	}
}

// answered are the apps in the answers to this run's creations.
func (t *T) answered() []seen {
	var out []seen
	for _, p := range t.planted {
		if p.app != nil {
			out = append(out, seen{app: p.app, ex: p.ex, path: "$", from: p})
		}
	}
	return out
}

// listedApps are this run's apps as the whole listing shows them; a run that
// creates nothing looks at whatever is listed.
func (t *T) listedApps() []seen {
	var out []seen
	for i := range t.settled.apps {
		s := &t.settled.apps[i]
		if t.ReadOnly || t.ids.has(str(s.app, "id")) || t.ours(s.app) {
			out = append(out, seen{app: s.app, ex: s.page.ex, path: s.path("")})
		}
	}
	return out
}

// basics are the specimens that cases look at which any app would do for.
var basics = [...]string{"minimal", "full"}

// createResponseCases look at the answers to all creations.
func (c *catalog) createResponseCases() {
	for _, m := range memberChecks() {
		c.add(Case{
			ID: "create/response/" + m.clause, Title: "in the answer to a creation, " + m.member + " is " + m.about,
			Clauses: []string{"create/response/" + m.clause}, specimens: basics[:],
			judge: func(t *T) { m.apply(t, t.answered()) },
		})
	}
	for _, field := range []string{"name", "remark", "app_key"} {
		c.add(Case{
			ID: "create/response/echo/" + field, Title: "the answer repeats " + field + " exactly as sent",
			Clauses: []string{"create/response/echo"}, specimens: basics[:],
			judge: func(t *T) {
				for _, a := range t.answered() {
					if want, sent := a.from.draft.text(field); sent {
						got, present := a.app[field]
						if !present && want == "" {
							continue
						}
						if got == nil && want == "" {
							continue
						}
						if !t.want(a.ex, a.path+"."+field, any(want), got, "%s does not come back as it was sent", field) {
							return
						}
					}
				}
			},
		})
	}
	c.add(Case{
		ID: "create/response/secret-echo", Title: "a secret that is not masked is the one that was sent",
		Clauses: []string{"create/response/secret-echo"}, specimens: []string{"full"},
		judge: func(t *T) {
			compared := t.compareSecrets(t.answered())
			if compared == 0 {
				t.note(Pass, nil, "every secret is masked, which is lawful: there is nothing to compare")
			}
		},
	})
	c.add(Case{
		ID: "create/response/remark/absent-stays-absent", Title: "an app created without a remark has none",
		Clauses: []string{"create/response/echo"}, specimens: []string{"minimal"},
		judge: func(t *T) {
			p := t.need("minimal")
			if v := p.app["remark"]; v != nil && v != "" {
				t.fail(p.ex, "remark is %s, though none was sent", compact(v)).Path = "$.remark"
			}
		},
	})
	c.add(Case{
		ID: "create/response/app_key/generated-valid", Title: "an AppKey that the gateway makes up keeps to the rules for AppKeys",
		Clauses: []string{"create/response/app_key-valid"}, specimens: []string{"minimal"},
		judge: func(t *T) {
			f := &t.edition.Fields[validate.AppKey]
			for _, a := range t.answered() {
				key, ok := a.app["app_key"].(string)
				if _, sent := a.from.draft.text("app_key"); sent || !ok {
					continue
				}
				if what := breaks(f, key); what != "" {
					t.warn(a.ex, "the made-up AppKey %q %s", key, what).Path = "$.app_key"
					return
				}
			}
		},
	})
	c.uniqueCases()
}

// breaks says how a text breaks the rules of a field, "" if it does not. It is
// the runner's own reading of the table: validate decides for gateways.
func breaks(f *validate.Field, s string) string {
	if n := utf8.RuneCountInString(s); n < f.Min || n > f.Max {
		return fmt.Sprintf("has %d characters, not %d to %d", n, f.Min, f.Max)
	}
	for i, r := range []rune(s) {
		if i == 0 && !f.First.Contains(r) {
			return fmt.Sprintf("starts with %q", r)
		}
		if !f.Chars.Contains(r) {
			return fmt.Sprintf("holds %q", r)
		}
	}
	return ""
}

// compareSecrets compares the clear secrets with what was sent, and returns how
// many could be compared.
func (t *T) compareSecrets(apps []seen) int {
	n := 0
	for _, a := range apps {
		if a.from == nil {
			continue
		}
		want, sent := a.from.draft.text("app_secret")
		got, ok := a.app["app_secret"].(string)
		if !sent || !ok || masked(got) {
			continue
		}
		n++
		if want != got {
			t.fail(a.ex, "app_secret does not come back as it was sent: %s", firstDifference(want, got)).Path = a.path + ".app_secret"
			return n
		}
	}
	return n
}

// firstDifference tells two secrets apart without showing them.
func firstDifference(want, got string) string {
	w, g := []rune(want), []rune(got)
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("character %d of %d differs", i+1, len(w))
		}
	}
	return fmt.Sprintf("it has %d characters, not %d", len(g), len(w))
}

// uniqueCases demand that what identifies an app is made up once.
func (c *catalog) uniqueCases() {
	for _, u := range []struct{ member, sent, clause, what string }{
		{"id", "", "create/ids-unique", "ID"},
		{"app_key", "app_key", "create/keys-unique", "made-up AppKey"},
		{"app_secret", "app_secret", "create/secrets-unique", "made-up secret"},
	} {
		c.add(Case{
			ID: u.clause + "/all-differ", Title: "no two apps have the same " + u.what,
			Clauses: []string{u.clause}, specimens: []string{"minimal", "full", "name-max", "remark-max", "remark-wide"},
			judge: func(t *T) {
				first := map[string]seen{}
				n := 0
				for _, a := range t.answered() {
					v, ok := a.app[u.member].(string)
					if !ok || v == "" || u.member == "app_secret" && masked(v) {
						continue
					}
					if _, sent := a.from.draft.text(u.sent); u.sent != "" && sent {
						continue
					}
					n++
					if other, dup := first[v]; dup {
						t.record(other.ex)
						t.fail(a.ex, "the apps %q and %q have the same %s", other.from.spec.id, a.from.spec.id, u.what).Path = "$." + u.member
						return
					}
					first[v] = a
				}
				if n < 2 {
					if u.member == "app_secret" {
						t.note(Pass, nil, "the secrets are masked, which is lawful: there is nothing to compare")
						return
					}
					t.doubt("fewer than two %ss were seen", u.what)
				}
			},
		})
	}
}

// compact is a JSON value for a sentence.
func compact(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return kindOf(v)
	}
	if len(text) > 80 {
		return strings.ToValidUTF8(string(text[:80]), "") + "…"
	}
	return string(text)
}

// createErrorCases look at the bodies of all refusals.
func (c *catalog) createErrorCases() {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden} {
		for _, member := range errorBody {
			id := fmt.Sprintf("create/error/%d/%s", status, member)
			c.add(Case{
				ID: id, Title: fmt.Sprintf("the body of a %d has the string %s", status, member),
				Clauses: []string{id}, specimens: []string{"full"}, Control: "full", Needs: Needs{Forbidden: status == http.StatusForbidden},
				act: func(t *T) {
					g := newGen(t.edition, t.nonce, "full")
					d := g.draftOf("full")
					r := d.create()
					switch status {
					case http.StatusBadRequest:
						r = d.withText("name", "1"+g.nonce).create()
					case http.StatusUnauthorized:
						r.auth.kind = credMissing
					case http.StatusForbidden:
						r.auth.kind = credForbidden
					}
					t.try(r)
				},
				judge: func(t *T) {
					a := t.acted[0]
					if a.err != nil {
						t.refused(a, refusal{})
					}
					t.errorMember(a.exchange, status, member)
					for _, other := range t.cases {
						for _, a := range other.acted {
							if a.err == nil && a.exchange.Status == status && t.verdict() == Pass {
								t.errorMember(a.exchange, status, member)
							}
						}
					}
				},
			})
		}
	}
}

// errorMember demands that an answer of the status has the member.
func (t *T) errorMember(ex *Exchange, status int, member string) {
	if ex.Status != status {
		t.doubt("answered %d, so that no %d was seen", ex.Status, status)
	}
	v, err := parseJSON(ex.raw)
	if err != nil {
		t.fail(ex, "the body of a %d is no usable JSON: %v", status, err)
		return
	}
	body, ok := v.(object)
	if !ok {
		t.fail(ex, "the body of a %d is %s, not an object", status, kindOf(v))
		return
	}
	switch s, ok := body[member].(string); {
	case body[member] == nil:
		t.fail(ex, "the body of a %d has no %s", status, member).Path = "$." + member
	case !ok:
		t.fail(ex, "%s is %s, not a string", member, kindOf(body[member])).Path = "$." + member
	case s == "":
		t.fail(ex, "%s is empty", member).Path = "$." + member
	}
}
