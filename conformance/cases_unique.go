package conformance

import (
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
)

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
					v, ok := a.app.Get(u.member).(string)
					if !ok || v == "" || u.member == "app_secret" && redact.Masked(v) {
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
						t.note(result.Pass, nil, "the secrets are masked, which is lawful: there is nothing to compare")
						return
					}
					t.doubt("fewer than two %ss were seen", u.what)
				}
			},
		})
	}
}
