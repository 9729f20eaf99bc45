package stimulus

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
			Clauses: []string{u.clause}, Specimens: []string{"minimal", "full", "same-name"}, Likes: c.everySpecimen(), Better: []int{40},
			Turn: 1, Churn: func(t *T) {
				t.Late("same-name")
				first := map[string]Seen{}
				n := 0
				for _, a := range t.Answered() {
					v, ok := a.App.Get(u.member).(string)
					if !ok || v == "" || u.member == "app_secret" && redact.Masked(v) {
						continue
					}
					if _, sent := a.From.Draft.Text(u.sent); u.sent != "" && sent {
						continue
					}
					n++
					if other, dup := first[v]; dup {
						t.Record(other.Exchange)
						t.Fail(a.Exchange, "the apps %q and %q have the same %s", other.From.Spec.ID, a.From.Spec.ID, u.what).Path = "$." + u.member
						return
					}
					first[v] = a
				}
				if n < 2 {
					if u.member == "app_secret" {
						t.Note(result.Pass, nil, "the secrets are masked, which is lawful: there is nothing to compare")
						return
					}
					t.Doubt("fewer than two %ss were seen", u.what)
				}
			},
		})
	}
}
