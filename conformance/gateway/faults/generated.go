package faults

import (
	"fmt"
	"hash/fnv"
	"strings"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// generatedFaults are in the values a gateway makes up.
func generatedFaults() []Fault {
	return []Fault{
		{"generated/id-constant", design, identity, must, "", "create/generated/id-unique", ids(func(int64, string) string { return "356de8eb7a8742168586e5daf5339965" })},
		{"generated/id-in-pairs", design, identity, must, "", "create/generated/id-unique", ids(func(n int64, _ string) string { return fmt.Sprintf("%032x", n/2) })},
		{"generated/id-repeats-after-8", design, identity, must, "", "create/generated/id-unique", ids(func(n int64, _ string) string { return fmt.Sprintf("%032x", n%8) })},
		{"generated/id-by-name", design, identity, must, "", "create/generated/id-unique", stores(func(a *gateway.App, _ *gateway.Draft) { a.ID = hash(a.Name) })},
		{"generated/key-constant", design, identity, should, "", "create/generated/app_key-unique", keys(func(int64, string) string { return "ee8f878c252747028f07eb116c2cd91b" })},
		{"generated/key-in-pairs", design, identity, should, "", "create/generated/app_key-unique", keys(func(n int64, _ string) string { return fmt.Sprintf("%032x", n/2) })},
		{"generated/key-repeats-after-8", design, identity, should, "", "create/generated/app_key-unique", keys(func(n int64, _ string) string { return fmt.Sprintf("%032x", n%8) })},
		{"generated/key-empty", design, keyLength, must, "", "create/generated/app_key-*", keys(func(int64, string) string { return "" })},
		{"generated/key-of-7", design, keyLength, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:7] })},
		{"generated/key-of-201", design, keyLength, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return strings.Repeat(key, 7)[:201] })},
		{"generated/key-with-dots", design, keyChars, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:8] + "." + key[8:] })},
		{"generated/key-base64", design, keyChars, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:22] + "==" })},
		{"generated/key-begins-with-hyphen", design, keyStart, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return "-" + key })},
		{"generated/key-in-braces", design, keyStart, should, "", "create/generated/app_key-*", keys(func(_ int64, key string) string { return "{" + key + "}" })},
		{"generated/key-missing", design, createShape, must, "", "create/generated/app_key-*", shows(both, func(o *gateway.Object, a *gateway.App) {
			if !a.GivenKey {
				o.Delete("app_key")
			}
		})},
		{"generated/key-of-creation-not-stored", design, listEcho, must, "", "*/created-is-listed", func(b *gateway.Behaviour) {
			shows(create, func(o *gateway.Object, a *gateway.App) {
				if !a.GivenKey {
					o.Set("app_key", b.NewKey())
				}
			})(b)
		}},
		{"generated/secret-constant", design, identity, should, "", "create/generated/app_secret-unique", func(b *gateway.Behaviour) {
			b.NewSecret = func() string { return "the-same-secret-for-everybody" }
			b.ShowSecret = func(s string) string { return s } // or nobody could see it
		}},

		{"pages/generated-key-repeats-every-16", pages, clause("create-app, Function", "an app is an identity for calling APIs; Table 4, app_key"), should,
			"The generated app_key is drawn from a 4-bit counter: the 17th generated key equals the first.",
			"create/generated/app_key-unique", keys(func(n int64, _ string) string { return hash(decimal(n % 16)) })},
		{"pages/generated-key-derived-from-name", pages, clause("create-app, Function", "an app is an identity for calling APIs; Table 4, app_key"), should,
			"The generated app_key is a hash of the name: two apps of the same name get the same key (both 201).",
			"create/generated/app_key-unique", stores(func(a *gateway.App, _ *gateway.Draft) {
				if !a.GivenKey {
					a.Key = hash(a.Name)
				}
			})},
		{"pages/generated-key-first-underscore", pages, clause("create-app, Table 3, app_key", "the first character is a letter or a digit (an AppKey whoever made it)"), should,
			"Generated app_keys begin with '_'.",
			"create/generated/app_key-*", keys(func(_ int64, key string) string { return "_" + key })},
		{"pages/generated-key-7-long", pages, clause("create-app, Table 3, app_key", "between 8 and 200 characters (an AppKey whoever made it)"), should,
			"Generated app_keys have 7 characters.",
			"create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:7] })},
	}
}

// ids and keys change the generated values. n counts them from 0.
func ids(f func(n int64, id string) string) alter {
	return func(b *gateway.Behaviour) { b.NewID = numbered(b.NewID, f) }
}

func keys(f func(n int64, key string) string) alter {
	return func(b *gateway.Behaviour) { b.NewKey = numbered(b.NewKey, f) }
}

func numbered(next func() string, f func(int64, string) string) func() string {
	var n atomic.Int64
	return func() string { return f(n.Add(1)-1, next()) }
}

// hash is 32 hex digits made of a text.
func hash(s string) string {
	h := fnv.New128a()
	h.Write([]byte(s))
	return fmt.Sprintf("%x", h.Sum(nil))
}
