package stimulus

// uniqueCases demand that what identifies an app is made up once.
func (c *catalog) uniqueCases() {
	for _, u := range []struct{ id, what, clause, kind string }{
		{"id", "ID", "create/ids-unique", "id"},
		{"app_key", "made-up AppKey", "create/keys-unique", "repeated"},
		{"app_secret", "made-up secret", "create/secrets-unique", "repeated"},
	} {
		c.add(Case{
			ID: "create/generated/" + u.id + "-unique", Title: "no two apps have the same " + u.what,
			Clauses: []string{u.clause}, Specimens: []string{"minimal", "full", "same-name"}, Likes: c.everySpecimen(), Better: []int{40},
			Watch: []Watch{{u.clause, []string{u.kind}}},
			Turn:  1, Churn: func(t *T) {
				t.Late("same-name")
				if len(t.Answered()) < 2 {
					t.Doubt("fewer than two apps were created")
				}
			},
		})
	}
}
