package traits

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

const generatedIDs, generatedKeys = "generated IDs", "generated AppKeys"

// generated differ in the values that a gateway makes up.
func generated() []Trait {
	const form = "The tables say String; 32 hex digits are seen in the examples only."
	return []Trait{
		{
			ID: "generated/uppercase", Dimension: generatedIDs, Excludes: []string{generatedKeys}, Why: form,
			Does: "IDs and AppKeys are upper-case hex digits.",
			Alter: func(b *gateway.Behaviour) {
				id, key := b.NewID, b.NewKey
				b.NewID = func() string { return strings.ToUpper(id()) }
				b.NewKey = func() string { return strings.ToUpper(key()) }
			},
		},
		{ID: "generated/uuid", Dimension: generatedIDs, Why: form, Does: "IDs are UUIDs with hyphens.", Alter: func(b *gateway.Behaviour) { b.NewID = uuids(b.NewID) }},
		{ID: "generated/mixed-ids", Dimension: generatedIDs, Why: form, Does: "IDs are UUIDs in either case and decimal numbers, in turn.", Alter: mixedIDs},
		{ID: "generated/decimal-ids", Dimension: generatedIDs, Why: form, Does: "IDs are decimal numbers that count up from 1.", Alter: func(b *gateway.Behaviour) {
			count := counter()
			b.NewID = func() string { return strconv.Itoa(1 + count()) }
		}},
		{ID: "generated/ids-with-signs", Dimension: generatedIDs, Why: form, Does: "IDs hold the signs : ~ = and a full stop.", Alter: func(b *gateway.Behaviour) {
			next := b.NewID
			b.NewID = func() string { return "app:v2.1~" + next()[:20] + "==" }
		}},
		{ID: "generated/ids-by-time", Dimension: generatedIDs, Why: form, Does: "IDs begin alike and end in a number, as those made from the time do.", Alter: func(b *gateway.Behaviour) {
			count := counter()
			b.NewID = func() string { return fmt.Sprintf("01J9ZK3Q7F8M2N4P6R8T0%05d", count()) }
		}},
		{ID: "generated/short-key", Dimension: generatedKeys, Why: form, Does: "AppKeys have eight characters.", Alter: func(b *gateway.Behaviour) {
			var n atomic.Int64
			b.NewKey = func() string { return fmt.Sprintf("K-%06X", n.Add(1)) }
		}},
		{ID: "generated/long-key", Dimension: generatedKeys, Why: form, Does: "AppKeys have as many characters as they may.", Alter: func(b *gateway.Behaviour) {
			next := b.NewKey
			b.NewKey = func() string {
				return next() + strings.Repeat("-_", 200)[:b.Edition.Fields[validate.AppKey].Max-32]
			}
		}},
		{ID: "generated/key-with-prefix", Dimension: generatedKeys, Why: form, Does: "AppKeys have more than 32 characters, upper case and hyphens among them.", Alter: func(b *gateway.Behaviour) {
			next := b.NewKey
			b.NewKey = func() string { return "AK-" + strings.ToUpper(next()) + "_x" }
		}},
	}
}

// uuids writes 32 hex digits with hyphens.
func uuids(next func() string) func() string {
	return func() string {
		s := next()
		return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
	}
}

func mixedIDs(b *gateway.Behaviour) {
	count := counter()
	next := uuids(b.NewID)
	b.NewID = func() string {
		switch n := count(); n % 3 {
		case 0:
			return next()
		case 1:
			return strings.ToUpper(next())
		default:
			return strconv.Itoa(1000000 + n)
		}
	}
}

// counter counts from 0.
func counter() func() int {
	var n atomic.Int64
	return func() int { return int(n.Add(1) - 1) }
}
