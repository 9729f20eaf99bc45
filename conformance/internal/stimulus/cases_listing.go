package stimulus

import "github.com/appgauge/appgauge/conformance/internal/probe"

// listingCases look at listed apps, and at the listing around them.
func (c *catalog) listingCases() {
	for _, m := range memberChecks("list") {
		c.add(Case{
			ID: "list/response/" + m.id, Title: "in a listing, " + m.member + " is " + m.about,
			Clauses: []string{m.watch.Clause}, Likes: c.everySpecimen(), Watch: []Watch{m.watch},
			Judge: func(t *T) {
				t.listable()
				if t.Setting().ReadOnly && m.foreign() {
					t.Doubt("only an app of this run is known to be right")
				}
			},
		})
	}
	list := func(id, title string, listed int, clause string, queries func(t *T) []probe.Params) {
		c.listCase(id, title, listed, func(t *T) {
			t.QueryAll(queries(t))
		}, clause)
	}
	none := func(t *T) probe.Params { return probe.Params{}.With("id", t.noID()) }
	for _, member := range []string{"size", "total"} {
		list("list/response/"+member+"/type", member+" is an integer", 1, "list/response/"+member, func(t *T) []probe.Params {
			return []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(0, 500), none(t)}
		})
	}
	list("list/response/total/value", "total is 0 where nothing matches, and at least the number of apps on the page", 2, "list/response/total", func(t *T) []probe.Params {
		q := t.calm()
		return []probe.Params{q, q.Page(0, 1), q.Page(1, 1), none(t), probe.Params{}.With("name", t.nowhere())}
	})
	list("list/response/size/is-length-of-page", "size is the number of apps on the page", 2, "list/response/size", func(t *T) []probe.Params {
		return []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1, 3), probe.Params{}.Page(0, 500), probe.Params{}.Page(1000000, 5), none(t)}
	})
	more := int(c.edition.Page.DefaultLimit) + 2
	list("list/page/total-is-length-of-listing", "total is the number of apps of the whole listing", more, "list/response/total", func(t *T) []probe.Params {
		t.whole()
		return []probe.Params{t.calm().Page(0, 1)}
	})
	list("list/page/total-same-on-every-page", "total is the same whatever the page", more, "list/response/total", func(t *T) []probe.Params {
		q := t.calm()
		return []probe.Params{q.Page(0, 500), q, q.Page(0, 1), q.Page(1, 1), q.Page(2, 2), q.Page(1000000, 5), q.Page(-1, -1)}
	})
	list("list/response/apps/type", "apps is an array of objects, empty where nothing matches", 1, "list/response/apps", func(t *T) []probe.Params {
		queries := []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1000000, 5), none(t), probe.Params{}.With("name", t.nowhere())}
		if apps := t.ListedApps(); len(apps) > 0 {
			queries = append(queries, probe.Params{}.With("id", apps[0].App.Text("id")))
		}
		return queries
	})
	c.createdIsListed()
}

// listable ends the case where the listing shows none of the apps to look at.
func (t *T) listable() {
	if len(t.ListedApps()) > 0 {
		return
	}
	if t.Settled().Err != nil || t.Settled().Problem != "" {
		t.readable(t.Settled())
	}
	t.Doubt("no app that could be looked at is listed")
}

// createdIsListed lists apps in many ways: each must show the values that the app
// was created with.
func (c *catalog) createdIsListed() {
	for _, member := range []string{"name", "remark", "app_key", "creator", "status", "app_type", "roma_app_type", "register_time", "update_time", "app_secret"} {
		k := Case{
			ID: "list/" + member + "/created-is-listed", Title: "listings show the " + member + " with which the app was created",
			Clauses: []string{"list/lists-created"}, Specimens: basics[:], Likes: c.everySpecimen(),
			Watch: []Watch{{"list/lists-created", []string{member + "/echo", member + "/absent"}}},
			Judge: func(t *T) {
				t.singles(5)
				t.listable()
			},
		}
		if member == "app_secret" {
			k.Clauses, k.Watch = append(k.Clauses, "list/response/secret-echo"), []Watch{{"list/response/secret-echo", []string{"echo"}}}
		}
		c.add(k)
	}
	c.add(Case{
		ID: "list/every-app/created-is-listed", Title: "every created app is listed by its ID",
		Clauses: []string{"list/lists-created", "list/filter/id"}, Specimens: basics[:], Likes: c.everySpecimen(), Better: []int{52, 101},
		Judge: func(t *T) {
			if len(t.Subjects()) == 0 {
				t.Doubt("no app was created")
			}
			subjects := t.Subjects()
			t.Each(min(len(subjects), 40), func(t *T, i int) { // the settled listing has the others
				t.Query(probe.Params{}.With("id", subjects[i].ID))
			})
			t.readable(t.Settled())
			for _, p := range t.Subjects() {
				if t.Settled().Find(p.ID) == nil {
					t.Missing(p.Exchange, "the created app %q (%s) is not listed", p.Spec.ID, p.ID)
					return
				}
			}
		},
	})
}

// singles lists the first n created apps, each by another way of asking for few, and
// pages that begin with another app than the whole listing does. All cases share them.
func (t *T) singles(n int) {
	type listing struct {
		q    probe.Params
		size int
	}
	var all []listing
	for i, p := range t.Subjects() {
		if i == n {
			break
		}
		name := p.App.Text("name")
		for _, q := range []probe.Params{
			probe.Params{}.With("id", p.ID), probe.Params{}.With("app_key", p.App.Text("app_key")),
			probe.Params{}.With("name", name), probe.Params{}.With("name", name).With("precise_search", "name"),
		} {
			all = append(all, listing{q, 10})
		}
	}
	for _, size := range []int{max(2, len(t.Settled().Apps)/3), 2, 3} {
		all = append(all, listing{nil, size})
	}
	t.Each(len(all), func(t *T, i int) { t.SettledScan(all[i].q, all[i].size) })
}
