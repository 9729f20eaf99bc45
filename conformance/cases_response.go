package conformance

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
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

// memberCheck judges one member of an app.
type memberCheck struct {
	// id ends the case's ID: "creator/value".
	id     string
	member string
	about  string
	clause string // after "create/response/" or "list/response/"
	level  Level
	// check says what is wrong with the member, "" if nothing is. present tells
	// an absent member from one that is null.
	check func(v any, present bool) string
}

// memberChecks are the members of an app, as answered and as listed. A member
// must be there if the table lists it and no documented example leaves it out.
func memberChecks() []memberCheck {
	var out []memberCheck
	optional := []string{"remark", "app_type", "roma_app_type"}
	needed := func(member string) {
		out = append(out, memberCheck{member + "/present", member, "there", member, Must, func(v any, present bool) string {
			if !present || v == nil {
				return "missing"
			}
			return ""
		}})
	}
	typed := func(member, about string, check func(any) string) {
		out = append(out, memberCheck{member + "/type", member, about, member, Must, func(v any, present bool) string {
			switch {
			case !present: // whether it may be absent is another case
				return ""
			case v == nil && slices.Contains(optional, member):
				return ""
			}
			return check(v)
		}})
	}
	value := func(level Level, suffix, clause, member, about string, check func(any) string) {
		out = append(out, memberCheck{member + "/" + suffix, member, about, clause, level, func(v any, present bool) string {
			if v == nil {
				return ""
			}
			return check(v)
		}})
	}
	text := func(v any) string {
		if _, ok := v.(string); !ok {
			return kindOf(v) + ", not a string"
		}
		return ""
	}
	nonEmpty := func(v any) string {
		if v == "" {
			return "an empty string"
		}
		return ""
	}
	for _, member := range []string{"id", "name", "creator", "update_time", "app_key", "app_secret", "register_time"} {
		needed(member)
		typed(member, "a string", text)
		value(Must, "not-empty", member, member, "not empty", nonEmpty)
	}
	needed("status")
	typed("status", "an integer", func(v any) string {
		if _, ok := integer(v); !ok {
			return compactKind(v) + ", not an integer"
		}
		return ""
	})
	value(Must, "value", "status", "status", "1", isOne)
	value(Must, "value", "creator", "creator", "USER for an app created through the API", oneOf("USER"))
	for _, member := range optional {
		typed(member, "a string, where it is given", text)
	}
	value(Must, "value", "app_type", "app_type", "apig or roma, where it is given", oneOf("apig", "roma"))
	value(Must, "value", "roma_app_type", "roma_app_type", "subscription or integration, where it is given", oneOf("subscription", "integration", ""))
	for _, member := range []string{"update_time", "register_time"} {
		value(Should, "form", member+"-form", member, "an RFC 3339 time", timeForm)
	}
	return out
}

func oneOf(values ...string) func(any) string {
	return func(v any) string {
		s, ok := v.(string)
		if !ok {
			return "" // its type is another case
		}
		if slices.Contains(values, s) {
			return ""
		}
		return strconv.Quote(s) + ", not " + strings.Join(values, " or ")
	}
}

func timeForm(v any) string {
	s, ok := v.(string)
	if !ok {
		return ""
	}
	if _, err := parseTime(s); err != nil {
		return strconv.Quote(s) + ", which is no RFC 3339 time"
	}
	return ""
}

// compactKind is a value's kind, and a number itself.
func compactKind(v any) string {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return kindOf(v)
}

func isOne(v any) string {
	if n, ok := integer(v); ok && n != 1 {
		return fmt.Sprint(n) + ", not 1"
	}
	return ""
}

func isZero(v any) string {
	if n, ok := integer(v); ok && n != 0 {
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
		v, present := a.app.look(m.member)
		what := m.check(v, present)
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
			ID: "create/response/" + m.id, Title: "in the answer to a creation, " + m.member + " is " + m.about,
			Clauses: []string{"create/response/" + m.clause}, specimens: basics[:], likes: c.everySpecimen(),
			judge: func(t *T) { m.apply(t, t.answered()) },
		})
	}
	for _, field := range []string{"name", "remark", "app_key"} {
		c.add(Case{
			ID: "create/response/" + field + "/echo", Title: "the answer repeats " + field + " exactly as sent",
			Clauses: []string{"create/response/echo"}, specimens: basics[:], likes: c.everySpecimen(),
			judge: func(t *T) { t.echoes(field) },
		})
	}
	c.add(Case{
		ID: "create/response/remark/absent-stays-absent", Title: "an app created without a remark has none",
		Clauses: []string{"create/response/echo"}, specimens: []string{"minimal"},
		judge: func(t *T) {
			p := t.need("minimal")
			if v := p.app.get("remark"); v != nil && v != "" {
				t.fail(p.ex, "remark is %s, though none was sent", compact(v)).Path = "$.remark"
			}
		},
	})
	c.add(Case{
		ID: "create/response/app_secret/echo", Title: "a secret that is not masked is the one that was sent",
		Clauses: []string{"create/response/secret-echo"}, specimens: []string{"full"}, likes: c.everySpecimen(),
		judge: func(t *T) {
			if t.compareSecrets(t.answered()) == 0 {
				t.note(Pass, nil, "every secret is masked, which is lawful: there is nothing to compare")
			}
		},
	})
	c.add(Case{
		ID: "create/response/body/json-object", Title: "the body of every 201 is one JSON object",
		Clauses: []string{"create/status/201", "create/response/id"}, specimens: basics[:], likes: c.everySpecimen(),
		judge: func(t *T) {
			n := 0
			for _, p := range t.planted {
				if p.ex == nil || p.err != nil || p.ex.Status/100 != 2 {
					continue
				}
				n++
				if v, err := parseJSON(p.ex.raw); err != nil {
					t.fail(p.ex, "the answer to the creation of %q is no usable JSON: %v", p.spec.id, err)
					return
				} else if _, ok := v.(object); !ok {
					t.fail(p.ex, "the answer to the creation of %q is %s, not an object", p.spec.id, kindOf(v))
					return
				}
			}
			if n == 0 {
				t.doubt("no creation was answered 201")
			}
		},
	})
	for _, member := range []string{"app_key", "app_secret"} {
		c.add(Case{
			ID: "create/generated/" + member + "-present", Title: "an app that is created without " + member + " gets one",
			Clauses: []string{"create/response/" + member, "create/" + member + "/optional"}, specimens: []string{"minimal"}, likes: c.everySpecimen(),
			judge: func(t *T) {
				n := 0
				for _, a := range t.answered() {
					if _, sent := a.from.draft.text(member); sent {
						continue
					}
					n++
					if v, _ := a.app.get(member).(string); v == "" {
						t.fail(a.ex, "no %s was sent, and none was made up", member).Path = a.path + "." + member
						return
					}
				}
				if n == 0 {
					t.doubt("no app was created without %s", member)
				}
			},
		})
	}
	for _, member := range []string{"register_time", "update_time"} {
		c.add(Case{
			ID: "create/response/" + member + "/now", Title: member + " of a created app is the time of its creation",
			Clauses: []string{"create/response/" + member}, specimens: basics[:], likes: c.everySpecimen(),
			judge: func(t *T) { t.aboutNow(member) },
		})
	}
	c.add(Case{
		ID: "create/response/update_time/not-before-registration", Title: "an app is not updated before it is registered",
		Clauses: []string{"create/response/update_time", "create/response/register_time"}, specimens: basics[:], likes: c.everySpecimen(),
		judge: func(t *T) {
			for _, a := range t.answered() {
				registered, updated := str(a.app, "register_time"), str(a.app, "update_time")
				from, err1 := parseTime(registered)
				to, err2 := parseTime(updated)
				if err1 == nil && err2 == nil && to.Before(from) && !sameInstant(registered, updated) {
					t.fail(a.ex, "the app was updated at %s, before it was registered at %s", updated, registered).Path = a.path + ".update_time"
					return
				}
			}
		},
	})
	c.add(Case{
		ID: "create/generated/app_key-valid", Title: "an AppKey that the gateway makes up keeps to the rules for AppKeys",
		Clauses: []string{"create/response/app_key-valid"}, specimens: []string{"minimal"},
		judge: func(t *T) { t.madeUpValid(&t.edition.Fields[validate.AppKey], t.fail) },
	})
	c.add(Case{
		ID: "create/generated/app_secret-valid", Title: "a secret that the gateway makes up keeps to the rules for secrets",
		Clauses: []string{"create/response/app_secret-valid"}, specimens: []string{"minimal"},
		judge: func(t *T) { t.madeUpValid(&t.edition.Fields[validate.AppSecret], t.warn) },
	})
	c.add(Case{
		ID: "create/generated/app_key-not-from-request", Title: "what the gateway makes up is neither the app's name, nor its ID, nor its other secret",
		Clauses: []string{"create/keys-unique", "create/secrets-unique"}, specimens: []string{"minimal"}, likes: c.everySpecimen(),
		judge: func(t *T) {
			for _, a := range t.answered() {
				key, secret := str(a.app, "app_key"), str(a.app, "app_secret")
				if _, sent := a.from.draft.text("app_key"); sent || key == "" {
					continue
				}
				for member, other := range map[string]string{"name": str(a.app, "name"), "id": str(a.app, "id"), "app_secret": secret} {
					if key == other && member != "id" {
						t.fail(a.ex, "the made-up AppKey is the app's %s", member).Path = "$.app_key"
						return
					}
				}
			}
		},
	})
	c.uniqueCases()
}

// aboutNow demands that the time is that of the answer, give or take a day: whose
// clock is right nobody knows.
func (t *T) aboutNow(member string) {
	for _, a := range t.answered() {
		at, err := parseTime(str(a.app, member))
		if err != nil {
			continue // its form is another case
		}
		now := a.ex.Started
		if date, err := http.ParseTime(a.ex.ResponseHeader.Get("Date")); err == nil {
			now = date
		}
		if at.Sub(now).Abs() > 24*time.Hour {
			t.fail(a.ex, "%s is %s, and the app was created at %s", member, str(a.app, member), now.UTC().Format(time.RFC3339)).Path = a.path + "." + member
			return
		}
	}
}

// echoes demands that every answer repeats the member as it was sent.
func (t *T) echoes(field string) {
	n := 0
	for _, a := range t.answered() {
		want, sent := a.from.draft.text(field)
		if !sent {
			continue
		}
		n++
		if got := a.app.get(field); got != nil || want != "" {
			if !t.want(a.ex, a.path+"."+field, any(want), got, "%s does not come back as it was sent", field) {
				return
			}
		}
	}
	if n == 0 {
		t.doubt("no app was created with a %s", field)
	}
}

// madeUpValid complains of a made-up value that breaks the rules of the field.
func (t *T) madeUpValid(f *validate.Field, complain func(*Exchange, string, ...any) *Finding) {
	seen := 0
	for _, a := range t.answered() {
		v, ok := a.app.get(f.Name).(string)
		if _, sent := a.from.draft.text(f.Name); sent || !ok || v == "" || f.Name == "app_secret" && masked(v) {
			continue
		}
		seen++
		if what := breaks(f, v); what != "" {
			complain(a.ex, "the made-up %s %s", f.Name, what).Path = a.path + "." + f.Name
			return
		}
	}
	if seen == 0 && f.Name == "app_key" {
		t.doubt("no made-up %s was seen", f.Name)
	}
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
		got, ok := a.app.get("app_secret").(string)
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
	for _, u := range []struct{ id, member, sent, clause, what string }{
		{"create/generated/id-unique", "id", "", "create/ids-unique", "ID"},
		{"create/generated/app_key-unique", "app_key", "app_key", "create/keys-unique", "made-up AppKey"},
		{"create/generated/app_secret-unique", "app_secret", "app_secret", "create/secrets-unique", "made-up secret"},
	} {
		c.add(Case{
			ID: u.id, Title: "no two apps have the same " + u.what,
			Clauses: []string{u.clause}, specimens: []string{"minimal", "full", "same-name"}, likes: c.everySpecimen(), better: []int{40},
			turn: 1, churn: func(t *T) {
				t.late("same-name")
				first := map[string]seen{}
				n := 0
				for _, a := range t.answered() {
					v, ok := a.app.get(u.member).(string)
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
		for _, k := range errorChecks(status) {
			c.add(Case{
				ID: fmt.Sprintf("create/error/%s/%d-%s", k.member, status, k.id), Title: fmt.Sprintf("creating: in the body of a %d, %s", status, k.about),
				Clauses: k.clauses("create", status), specimens: []string{"full"}, Control: "full",
				Needs: Needs{Forbidden: status == http.StatusForbidden},
				act: func(t *T) {
					g := t.gen("full")
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
					own := t.acted[0]
					if own.err != nil {
						t.refused(own, refusal{})
					}
					t.errorBody(own.exchange, status, k)
					for _, other := range t.cases {
						for _, a := range other.acted {
							if a.err == nil && a.exchange.Status == status && t.verdict() == Pass {
								t.errorBody(a.exchange, status, k)
							}
						}
					}
				},
			})
		}
	}
}

// errorCheck judges one member of an error answer.
type errorCheck struct {
	id, member, clause, about string
	check                     func(t *T, ex *Exchange, body object)
}

func (k errorCheck) clauses(op string, status int) []string {
	out := []string{fmt.Sprintf("%s/error/%d/%s", op, status, k.clause)}
	if k.clause == "code" {
		out = append(out, out[0]+"-documented")
	}
	return out
}

func errorChecks(status int) []errorCheck {
	var out []errorCheck
	for _, member := range []string{"error_code", "error_msg"} {
		out = append(out,
			errorCheck{"present", member, member, member + " is there, and not empty", func(t *T, ex *Exchange, body object) {
				switch {
				case body.get(member) == nil:
					t.fail(ex, "the body of a %d has no %s", status, member).Path = "$." + member
				case body.get(member) == "":
					t.fail(ex, "the body of a %d has an empty %s", status, member).Path = "$." + member
				}
			}},
			errorCheck{"type", member, member, member + " is a string", func(t *T, ex *Exchange, body object) {
				if v := body.get(member); v != nil {
					if _, ok := v.(string); !ok {
						t.fail(ex, "%s is %s, not a string", member, kindOf(v)).Path = "$." + member
					}
				}
			}})
	}
	want := documentedCode(fmt.Sprint(status))
	return append(out, errorCheck{"value", "error_code", "code", "error_code is " + want, func(t *T, ex *Exchange, body object) {
		got, _ := body.get("error_code").(string)
		if got == want || got == "" {
			return
		}
		for _, other := range []string{"400", "401", "403", "500"} {
			if got == documentedCode(other) {
				t.fail(ex, "the error code of a %d is %s, which the pages give to a %s", status, got, other).Path = "$.error_code"
				return
			}
		}
		t.warn(ex, "the error code of a %d is %s, not the documented %s", status, got, want).Path = "$.error_code"
	}})
}

// errorBody judges the body of an answer of the status.
func (t *T) errorBody(ex *Exchange, status int, k errorCheck) {
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
	k.check(t, ex, body)
}
