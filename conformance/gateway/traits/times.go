package traits

import (
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// times differ in how register_time and update_time are written, and in the
// clock behind them.
func times() []Trait {
	const (
		format  = "format of times"
		updated = "update_time of a new app"
		clock   = "clock"
		form    = "The tables say String; the form is seen in the examples only, which differ in digits."
		whose   = "The pages do not say whose clock it is."
	)
	return []Trait{
		{ID: "time/no-fraction", Dimension: format, Why: form, Does: "Times have no fraction of a second.", Alter: written("2006-01-02T15:04:05Z")},
		{ID: "time/1-digit", Dimension: format, Why: form, Does: "Times have one digit after the point.", Alter: written("2006-01-02T15:04:05.0Z")},
		{ID: "time/3-digits", Dimension: format, Why: form, Does: "Times have milliseconds.", Alter: written("2006-01-02T15:04:05.000Z")},
		{ID: "time/6-digits", Dimension: format, Why: form, Does: "Times have microseconds.", Alter: written("2006-01-02T15:04:05.000000Z")},
		{ID: "time/9-digits", Dimension: format, Why: form, Does: "Times have nanoseconds, zeros included.", Alter: written("2006-01-02T15:04:05.000000000Z")},
		{ID: "time/plus-08", Dimension: format, Why: form, Does: "Times are in Beijing, with the offset +08:00.", Alter: zoned(8 * 3600)},
		{ID: "time/plus-00", Dimension: format, Why: form, Does: "Times are in UTC, written +00:00.", Alter: written("2006-01-02T15:04:05.999999999-07:00")},
		{ID: "time/minus-0330", Dimension: format, Why: form, Does: "Times are in Newfoundland, with the offset -03:30.", Alter: zoned(-3*3600 - 1800)},
		{ID: "time/digits-differ", Dimension: format, Why: form, Does: "Times have milliseconds when an app is created, and no fraction in listings.", Alter: digitsDiffer},
		{ID: "time/updated-later", Dimension: updated, Excludes: []string{format}, Why: "The pages state no relation of the two times beyond what their names mean.", Does: "update_time is 3 ms after register_time.", Alter: updatedLater},
		{ID: "time/clock-ahead", Dimension: clock, Why: whose, Does: "The gateway's clock is ten minutes ahead.", Alter: shifted(10 * time.Minute)},
		{ID: "time/clock-behind", Dimension: clock, Why: whose, Does: "The gateway's clock is two minutes behind.", Alter: shifted(-2 * time.Minute)},
	}
}

// written writes times in UTC.
func written(layout string) alter {
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

func digitsDiffer(b *gateway.Behaviour) {
	showsIn(func(x *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		layout := "2006-01-02T15:04:05.000Z"
		if x.Op == gateway.List {
			layout = "2006-01-02T15:04:05Z"
		}
		t := a.Created.UTC().Format(layout)
		o.Set("update_time", t).Set("register_time", t)
	})(b)
}

func updatedLater(b *gateway.Behaviour) {
	showsIn(func(_ *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		o.Set("update_time", b.ShowTime(a.Created.Add(3*time.Millisecond)))
	})(b)
}

func shifted(by time.Duration) alter {
	return func(b *gateway.Behaviour) {
		next := b.Now
		b.Now = func() time.Time { return next().Add(by) }
	}
}
