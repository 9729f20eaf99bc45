package variants

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// values differ in the values of members.
func values() []Variant {
	const (
		form  = "The tables say String; the form is seen in the examples only."
		noMsk = "The tables say AppSecret, String; that it is masked is seen in the examples only."
	)
	return []Variant{
		{ID: "secret/clear", Does: "Secrets are shown in full.", Why: noMsk, Alter: secrets(func(s string) string { return s })},
		{ID: "secret/stars-only", Does: "Secrets are shown as six stars.", Why: noMsk, Alter: secrets(func(string) string { return "******" })},
		{ID: "secret/masked-by-length", Does: "A mask is as long as the secret.", Why: noMsk, Alter: secrets(func(s string) string { return s[:1] + strings.Repeat("*", len(s)-1) })},

		{ID: "time/no-fraction", Does: "Times have no fraction of a second.", Why: form, Alter: times("2006-01-02T15:04:05Z")},
		{ID: "time/1-digit", Does: "Times have one digit after the point.", Why: form, Alter: times("2006-01-02T15:04:05.0Z")},
		{ID: "time/3-digits", Does: "Times have milliseconds.", Why: form, Alter: times("2006-01-02T15:04:05.000Z")},
		{ID: "time/6-digits", Does: "Times have microseconds.", Why: form, Alter: times("2006-01-02T15:04:05.000000Z")},
		{ID: "time/9-digits", Does: "Times have nanoseconds, zeros included.", Why: form, Alter: times("2006-01-02T15:04:05.000000000Z")},
		{ID: "time/plus-08", Does: "Times are in Beijing, with the offset +08:00.", Why: form, Alter: zoned(8 * 3600)},
		{ID: "time/plus-00", Does: "Times are in UTC, written +00:00.", Why: form, Alter: times("2006-01-02T15:04:05.999999999-07:00")},
		{ID: "time/minus-0330", Does: "Times are in Newfoundland, with the offset -03:30.", Why: form, Alter: zoned(-3*3600 - 1800)},
		{ID: "time/clock-ahead", Does: "The gateway's clock is ten minutes ahead.", Why: "The pages do not say whose clock it is.", Alter: func(b *gateway.Behaviour) {
			next := b.Now
			b.Now = func() time.Time { return next().Add(10 * time.Minute) }
		}},

		{ID: "generated/uppercase", Does: "Ids and AppKeys are upper-case hex digits.", Why: form, Alter: generated(strings.ToUpper)},
		{ID: "generated/uuid", Does: "Ids are UUIDs with hyphens.", Why: form, Alter: func(b *gateway.Behaviour) { b.NewID = uuids(b.NewID) }},
		{ID: "generated/short-key", Does: "AppKeys have eight characters.", Why: form, Alter: func(b *gateway.Behaviour) {
			var n atomic.Int64
			b.NewKey = func() string { return fmt.Sprintf("K-%06X", n.Add(1)) }
		}},
		{ID: "generated/long-key", Does: "AppKeys have as many characters as they may.", Why: form, Alter: func(b *gateway.Behaviour) {
			next := b.NewKey
			b.NewKey = func() string { return next() + strings.Repeat("-_", 200)[:b.Edition.Fields[2].Max-32] }
		}},
	}
}

func secrets(f func(string) string) alter {
	return func(b *gateway.Behaviour) { b.ShowSecret = f }
}

// times writes times in UTC.
func times(layout string) alter {
	return func(b *gateway.Behaviour) {
		b.ShowTime = func(t time.Time) string { return t.UTC().Format(layout) }
	}
}

// zoned writes times with an offset in seconds.
func zoned(offset int) alter {
	return func(b *gateway.Behaviour) {
		b.ShowTime = func(t time.Time) string { return t.In(time.FixedZone("", offset)).Format(time.RFC3339Nano) }
	}
}

// generated changes ids and AppKeys.
func generated(f func(string) string) alter {
	return func(b *gateway.Behaviour) {
		id, key := b.NewID, b.NewKey
		b.NewID = func() string { return f(id()) }
		b.NewKey = func() string { return f(key()) }
	}
}

// uuids writes 32 hex digits with hyphens.
func uuids(next func() string) func() string {
	return func() string {
		s := next()
		return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
	}
}
