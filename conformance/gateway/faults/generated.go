package faults

import (
	"fmt"
	"hash/fnv"
	"strings"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// generatedFaults are in the values a gateway makes up.
func generatedFaults() []row {
	return []row{
		{"generated/id-constant", identity, "create/generated/id-unique", ids(func(int64, string) string { return "356de8eb7a8742168586e5daf5339965" })},
		{"generated/id-in-pairs", identity, "create/generated/id-unique", ids(func(n int64, _ string) string { return fmt.Sprintf("%032x", n/2) })},
		{"generated/id-repeats-after-8", identity, "create/generated/id-unique", ids(func(n int64, _ string) string { return fmt.Sprintf("%032x", n%8) })},
		{"generated/id-by-name", identity, "create/generated/id-unique", stores(func(a *gateway.App, _ *gateway.Draft) { a.ID = hash(a.Name) })},
		{"generated/key-constant", identity, "create/generated/app_key-unique", keys(func(int64, string) string { return "ee8f878c252747028f07eb116c2cd91b" })},
		{"generated/key-in-pairs", identity, "create/generated/app_key-unique", keys(func(n int64, _ string) string { return fmt.Sprintf("%032x", n/2) })},
		{"generated/key-repeats-after-8", identity, "create/generated/app_key-unique", keys(func(n int64, _ string) string { return fmt.Sprintf("%032x", n%8) })},
		{"generated/key-empty", keyLength, "create/generated/app_key-*", keys(func(int64, string) string { return "" })},
		{"generated/key-of-7", keyLength, "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:7] })},
		{"generated/key-of-201", keyLength, "create/generated/app_key-*", keys(func(_ int64, key string) string { return strings.Repeat(key, 7)[:201] })},
		{"generated/key-with-dots", keyChars, "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:8] + "." + key[8:] })},
		{"generated/key-base64", keyChars, "create/generated/app_key-*", keys(func(_ int64, key string) string { return key[:22] + "==" })},
		{"generated/key-begins-with-hyphen", keyStart, "create/generated/app_key-*", keys(func(_ int64, key string) string { return "-" + key })},
		{"generated/key-in-braces", keyStart, "create/generated/app_key-*", keys(func(_ int64, key string) string { return "{" + key + "}" })},
		{"generated/key-missing", createShape, "create/generated/app_key-*", shows(both, func(o *gateway.Object, a *gateway.App) {
			if !a.GivenKey {
				o.Delete("app_key")
			}
		})},
		{"generated/key-of-creation-not-stored", listEcho, "*/created-is-listed", func(b *gateway.Behaviour) {
			shows(create, func(o *gateway.Object, a *gateway.App) {
				if !a.GivenKey {
					o.Set("app_key", b.NewKey())
				}
			})(b)
		}},
		{"generated/secret-constant", identity, "create/generated/app_secret-unique", func(b *gateway.Behaviour) {
			b.NewSecret = func() string { return "the-same-secret-for-everybody" }
			b.ShowSecret = func(s string) string { return s } // or nobody could see it
		}},
		{"generated/secret-missing", createShape, "create/generated/app_secret-*", shows(both, func(o *gateway.Object, a *gateway.App) {
			if !a.GivenSecret {
				o.Delete("app_secret")
			}
		})},
		{"generated/secret-null", createShape, "create/generated/app_secret-*", shows(both, func(o *gateway.Object, a *gateway.App) {
			if !a.GivenSecret {
				o.Set("app_secret", nil)
			}
		})},
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
