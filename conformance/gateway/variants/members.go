package variants

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// members differ in which members an answer has, and in which order.
func members() []Variant {
	const silent = "The tables list members; they do not say that there are no others."
	return []Variant{
		{
			ID: "members/extra", Why: silent,
			Does:  "Apps, listings and errors carry further members, of every JSON type.",
			Alter: all(shows(extra), lists(extra), fails(extra)),
		},
		{
			ID: "members/extra-of-like-names", Why: silent,
			Does: "Apps carry further members whose names differ from documented ones in case or by a letter.",
			Alter: shows(func(o *gateway.Object) {
				o.Set("ID", 1).Set("Name", nil).Set("names", []string{"a"}).Set("appKey", true).Set("statuses", "1")
			}),
		},
		{
			ID: "members/reversed", Why: "A JSON object has no order.",
			Does:  "The members of every object stand in the opposite order.",
			Alter: all(shows(reverse), lists(reverse), fails(reverse)),
		},
		{
			ID: "members/optional-absent", Why: "The second app of the example has neither remark nor app_type.",
			Does:  "app_type is never there.",
			Alter: shows(func(o *gateway.Object) { o.Delete("app_type") }),
		},
		{
			ID: "members/remark-empty", Why: "Nothing says how the absence of a remark is shown.",
			Does:  "An app without a remark has an empty one.",
			Alter: shows(emptyRemark),
		},
		{
			ID: "members/remark-absent-when-empty", Why: "An empty description and none are not told apart.",
			Does: "An app with an empty remark has none.",
			Alter: shows(func(o *gateway.Object) {
				if o.Get("remark") == "" {
					o.Delete("remark")
				}
			}),
		},
		{
			ID: "members/roma", Why: "Table 4 lists the values roma, subscription and integration.",
			Does:  "Apps are ROMA applications.",
			Alter: shows(func(o *gateway.Object) { o.Set("app_type", "roma").Set("roma_app_type", "integration") }),
		},
		{
			ID: "members/bind-num-on-create", Why: silent,
			Does:  "A created app shows how many APIs are bound to it.",
			Alter: shows(func(o *gateway.Object) { o.Set("bind_num", 0) }),
		},
	}
}

// shows changes apps in answers, lists listings, and fails error bodies.
func shows(f func(*gateway.Object)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowApp
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			o := next(x, a)
			f(o)
			return o
		}
	}
}

func lists(f func(*gateway.Object)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowListing
		b.ShowListing = func(x *gateway.Exchange, l *gateway.Listing) *gateway.Object {
			o := next(x, l)
			f(o)
			return o
		}
	}
}

func fails(f func(*gateway.Object)) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if o, ok := r.Body.(*gateway.Object); ok && r.Status >= 400 {
			f(o)
		}
	})
}

// replies changes every reply to a known operation.
func replies(f func(*gateway.Exchange, *gateway.Reply)) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			r := next(x)
			f(x, r)
			return r
		}
	}
}

func extra(o *gateway.Object) {
	o.Members = slices.Insert(o.Members, 0, gateway.Member{Name: "request_id", Value: "5b1f6d4c"})
	o.Set("tags", []string{}).Set("app_acl", &gateway.Object{}).Set("version", 2).Set("deleted", false).Set("quota", nil)
}

func reverse(o *gateway.Object) { slices.Reverse(o.Members) }

func emptyRemark(o *gateway.Object) {
	if o.Get("remark") == nil {
		o.Set("remark", "")
	}
}
