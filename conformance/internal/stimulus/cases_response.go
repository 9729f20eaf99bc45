package stimulus

import (
	"fmt"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// basics are the specimens that cases look at which any app would do for.
var basics = [...]string{"minimal", "full"}

// createResponseCases look at the answers to all creations.
func (c *catalog) createResponseCases() {
	for _, m := range memberChecks() {
		c.add(Case{
			ID: "create/response/" + m.id, Title: "in the answer to a creation, " + m.member + " is " + m.about,
			Clauses: []string{"create/response/" + m.clause}, Specimens: basics[:], Likes: c.everySpecimen(),
			Judge: func(t *T) { m.apply(t, t.Answered()) },
		})
	}
	for _, field := range []string{"name", "remark", "app_key"} {
		c.add(Case{
			ID: "create/response/" + field + "/echo", Title: "the answer repeats " + field + " exactly as sent",
			Clauses: []string{"create/response/echo"}, Specimens: basics[:], Likes: c.everySpecimen(),
			Judge: func(t *T) { t.echoes(field) },
		})
	}
	c.add(Case{
		ID: "create/response/remark/absent-stays-absent", Title: "an app created without a remark has none",
		Clauses: []string{"create/response/echo"}, Specimens: []string{"minimal"},
		Judge: func(t *T) {
			p := t.Need("minimal")
			if v := p.App.Get("remark"); v != nil && v != "" {
				t.Fail(p.Exchange, "remark is %s, though none was sent", compact(v)).Path = "$.remark"
			}
		},
	})
	c.add(Case{
		ID: "create/response/app_secret/echo", Title: "a secret that is not masked is the one that was sent",
		Clauses: []string{"create/response/secret-echo"}, Specimens: []string{"full"}, Likes: c.everySpecimen(),
		Judge: func(t *T) {
			if t.compareSecrets(t.Answered()) == 0 {
				t.Note(result.Pass, nil, "every secret is masked, which is lawful: there is nothing to compare")
			}
		},
	})
	c.add(Case{
		ID: "create/response/body/json-object", Title: "the body of every 201 is one JSON object",
		Clauses: []string{"create/status/201", "create/response/id"}, Specimens: basics[:], Likes: c.everySpecimen(),
		Judge: func(t *T) {
			n := 0
			for _, p := range t.Planted() {
				if p.Exchange == nil || p.Err != nil || p.Exchange.Status/100 != 2 {
					continue
				}
				n++
				if v, err := p.Exchange.JSON(); err != nil {
					t.Fail(p.Exchange, "the answer to the creation of %q is no usable JSON: %v", p.Spec.ID, err)
					return
				} else if _, ok := v.(probe.Object); !ok {
					t.Fail(p.Exchange, "the answer to the creation of %q is %s, not an object", p.Spec.ID, probe.KindOf(v))
					return
				}
			}
			if n == 0 {
				t.Doubt("no creation was answered 201")
			}
		},
	})
	for _, member := range []string{"app_key", "app_secret"} {
		c.add(Case{
			ID: "create/generated/" + member + "-present", Title: "an app that is created without " + member + " gets one",
			Clauses: []string{"create/response/" + member, "create/" + member + "/optional"}, Specimens: []string{"minimal"}, Likes: c.everySpecimen(),
			Judge: func(t *T) {
				n := 0
				for _, a := range t.Answered() {
					if _, sent := a.From.Draft.Text(member); sent {
						continue
					}
					n++
					if v, _ := a.App.Get(member).(string); v == "" {
						t.Fail(a.Exchange, "no %s was sent, and none was made up", member).Path = a.Path + "." + member
						return
					}
				}
				if n == 0 {
					t.Doubt("no app was created without %s", member)
				}
			},
		})
	}
	for _, member := range []string{"register_time", "update_time"} {
		c.add(Case{
			ID: "create/response/" + member + "/now", Title: member + " of a created app is the time of its creation",
			Clauses: []string{"create/response/" + member}, Specimens: basics[:], Likes: c.everySpecimen(),
			Judge: func(t *T) { t.aboutNow(member) },
		})
	}
	c.add(Case{
		ID: "create/response/update_time/not-before-registration", Title: "an app is not updated before it is registered",
		Clauses: []string{"create/response/update_time", "create/response/register_time"}, Specimens: basics[:], Likes: c.everySpecimen(),
		Judge: func(t *T) {
			for _, a := range t.Answered() {
				registered, updated := a.App.Text("register_time"), a.App.Text("update_time")
				from, err1 := parseTime(registered)
				to, err2 := parseTime(updated)
				if err1 == nil && err2 == nil && to.Before(from) && !sameInstant(registered, updated) {
					t.Fail(a.Exchange, "the app was updated at %s, before it was registered at %s", updated, registered).Path = a.Path + ".update_time"
					return
				}
			}
		},
	})
	c.add(Case{
		ID: "create/generated/app_key-valid", Title: "an AppKey that the gateway makes up keeps to the rules for AppKeys",
		Clauses: []string{"create/response/app_key-valid"}, Specimens: []string{"minimal"},
		Judge: func(t *T) { t.madeUpValid(&t.Setting().Edition.Fields[validate.AppKey], t.Fail) },
	})
	c.add(Case{
		ID: "create/generated/app_secret-valid", Title: "a secret that the gateway makes up keeps to the rules for secrets",
		Clauses: []string{"create/response/app_secret-valid"}, Specimens: []string{"minimal"},
		Judge: func(t *T) { t.madeUpValid(&t.Setting().Edition.Fields[validate.AppSecret], t.Warn) },
	})
	c.add(Case{
		ID: "create/generated/app_key-not-from-request", Title: "what the gateway makes up is neither the app's name, nor its ID, nor its other secret",
		Clauses: []string{"create/keys-unique", "create/secrets-unique"}, Specimens: []string{"minimal"}, Likes: c.everySpecimen(),
		Judge: func(t *T) {
			for _, a := range t.Answered() {
				key, secret := a.App.Text("app_key"), a.App.Text("app_secret")
				if _, sent := a.From.Draft.Text("app_key"); sent || key == "" {
					continue
				}
				for member, other := range map[string]string{"name": a.App.Text("name"), "id": a.App.Text("id"), "app_secret": secret} {
					if key == other && member != "id" {
						t.Fail(a.Exchange, "the made-up AppKey is the app's %s", member).Path = "$.app_key"
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
	for _, a := range t.Answered() {
		at, err := parseTime(a.App.Text(member))
		if err != nil {
			continue // its form is another case
		}
		now := a.Exchange.Started
		if date, err := http.ParseTime(a.Exchange.ResponseHeader.Get("Date")); err == nil {
			now = date
		}
		if at.Sub(now).Abs() > 24*time.Hour {
			t.Fail(a.Exchange, "%s is %s, and the app was created at %s", member, a.App.Text(member), now.UTC().Format(time.RFC3339)).Path = a.Path + "." + member
			return
		}
	}
}

// echoes demands that every answer repeats the member as it was sent.
func (t *T) echoes(field string) {
	n := 0
	for _, a := range t.Answered() {
		want, sent := a.From.Draft.Text(field)
		if !sent {
			continue
		}
		n++
		if got := a.App.Get(field); got != nil || want != "" {
			if !t.Want(a.Exchange, a.Path+"."+field, any(want), got, "%s does not come back as it was sent", field) {
				return
			}
		}
	}
	if n == 0 {
		t.Doubt("no app was created with a %s", field)
	}
}

// madeUpValid complains of a made-up value that breaks the rules of the field.
func (t *T) madeUpValid(f *validate.Field, complain func(*probe.Exchange, string, ...any) *result.Finding) {
	seen := 0
	for _, a := range t.Answered() {
		v, ok := a.App.Get(f.Name).(string)
		if _, sent := a.From.Draft.Text(f.Name); sent || !ok || v == "" || f.Name == "app_secret" && redact.Masked(v) {
			continue
		}
		seen++
		if what := breaks(f, v); what != "" {
			complain(a.Exchange, "the made-up %s %s", f.Name, what).Path = a.Path + "." + f.Name
			return
		}
	}
	if seen == 0 && f.Name == "app_key" {
		t.Doubt("no made-up %s was seen", f.Name)
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
func (t *T) compareSecrets(apps []Seen) int {
	n := 0
	for _, a := range apps {
		if a.From == nil {
			continue
		}
		want, sent := a.From.Draft.Text("app_secret")
		got, ok := a.App.Get("app_secret").(string)
		if !sent || !ok || redact.Masked(got) {
			continue
		}
		n++
		if want != got {
			t.Fail(a.Exchange, "app_secret does not come back as it was sent: %s", firstDifference(want, got)).Path = a.Path + ".app_secret"
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
