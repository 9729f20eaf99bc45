package traits

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// members differ in which members an answer has, and in which order.
func members() []Trait {
	const (
		noRemark = "remark when none was sent"
		type_    = "app_type"
		further  = "further members"
		silent   = "The tables list members; they do not say that there are no others."
		none     = "The second app of the query's example has no remark; nothing else says how the absence of one is shown."
	)
	return []Trait{
		{ID: "members/remark-empty", Dimension: noRemark, Why: none, Does: "An app without a remark has an empty one.", Alter: shows(func(o *gateway.Object) {
			if o.Get("remark") == nil {
				o.Set("remark", "")
			}
		})},
		{ID: "members/remark-null", Dimension: noRemark, Why: none, Does: "An app without a remark has the remark null.", Alter: shows(func(o *gateway.Object) {
			if o.Get("remark") == nil {
				o.Set("remark", nil)
			}
		})},
		{ID: "members/optional-absent", Dimension: type_, Why: "The second app of the query's example has no app_type.", Does: "app_type is never there.", Alter: shows(func(o *gateway.Object) { o.Delete("app_type") })},
		{ID: "members/app-type-created-only", Dimension: type_, Why: "The second app of the query's example has no app_type.", Does: "Listings have no app_type.", Alter: showsIn(func(x *gateway.Exchange, _ *gateway.App, o *gateway.Object) {
			if x.Op == gateway.List {
				o.Delete("app_type")
			}
		})},
		{ID: "members/roma", Dimension: type_, Why: "Table 4 lists the values roma, subscription and integration.", Does: "Apps are ROMA applications.", Alter: shows(func(o *gateway.Object) { o.Set("app_type", "roma").Set("roma_app_type", "integration") })},
		{ID: "members/bind-num-on-create", Dimension: "bind_num of a created app", Why: silent, Does: "A created app shows how many APIs are bound to it.", Alter: shows(func(o *gateway.Object) {
			if o.Get("bind_num") == nil {
				o.Set("bind_num", 0)
			}
		})},
		{ID: "members/extra", Dimension: further, Why: silent, Does: "Apps, listings and errors carry further members, of every JSON type.", Alter: all(shows(extra), lists(extra), fails(extra))},
		{ID: "members/extra-of-like-names", Dimension: further, Why: silent, Does: "Apps carry further members whose names differ from documented ones in case or by a letter.", Alter: shows(func(o *gateway.Object) {
			o.Set("ID", 1).Set("Name", nil).Set("names", []string{"a"}).Set("appKey", true).Set("statuses", "1")
		})},
		{ID: "members/extra-of-pages", Dimension: further, Why: silent, Does: "Listings say which page they are, and link to others.", Alter: lists(func(o *gateway.Object) {
			o.Set("offset", 0).Set("limit", 20).Set("links", []*gateway.Object{(&gateway.Object{}).Set("rel", "next").Set("href", "/v2/p/apigw/instances/i/apps?offset=20")})
		})},
		{ID: "members/reversed", Dimension: "order of members", Why: "A JSON object has no order.", Does: "The members of every object are in the opposite order.", Alter: all(shows(reverse), lists(reverse), fails(reverse))},
	}
}

func extra(o *gateway.Object) {
	o.Members = slices.Insert(o.Members, 0, gateway.Member{Name: "request_id", Value: "5b1f6d4c"})
	o.Set("tags", []string{}).Set("app_acl", &gateway.Object{}).Set("version", 2).Set("deleted", false).Set("quota", nil)
}

func reverse(o *gateway.Object) { slices.Reverse(o.Members) }
