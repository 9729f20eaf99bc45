package explore

import (
	"context"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
)

const (
	// replays is how often a sequence is played again until it shows what it showed.
	replays = 6
	// triesTogether is how often a sequence with requests at the same time is played at
	// least until it is believed to show nothing.
	triesTogether = 5
	// maxShrink and shrinkTime are how often a sequence is played to shrink it, and how
	// long that may take.
	maxShrink  = 600
	shrinkTime = time.Minute
)

// investigate looks into what a sequence showed: whether it shows it again, and what of
// the sequence it takes. What only others, limits, values that are taken or lateness
// explain is no finding.
func (x *run) investigate(ctx context.Context, s Sequence, r *record, sign sign) {
	x.settled[sign.Cause]++
	x.tell("shrinking")
	whole := s
	s = append(Sequence{}, s[:r.sent[sign.sent].step+1]...)
	tries := x.reproduce(ctx, s, sign.Cause)
	if tries == 0 && s.overlaps() { // what comes later may show it more surely
		s = whole
		tries = x.reproduce(ctx, s, sign.Cause)
	}
	if tries == 0 {
		if x.certain(r, sign) {
			x.report(s, r, sign, "It did not show again")
		}
		return
	}
	if s.overlaps() {
		tries = max(tries, triesTogether)
	}
	deadline, left := time.Now().Add(shrinkTime), maxShrink
	small := shrink(s, func(c Sequence) bool {
		for range tries {
			if left--; left < 0 || time.Now().After(deadline) || x.over(ctx) {
				return false
			}
			if _, _, shown := x.shows(ctx, c, sign.Cause, manner{patient: x.patient}, x.patience()); shown {
				return true
			}
		}
		return false
	})
	for _, c := range []Sequence{small, s} {
		if r, sign, ok := x.confirm(ctx, c, sign.Cause, tries); ok {
			x.report(c, r, sign, "")
			return
		}
	}
	// If apps are only late, all sequences are played so that this does not matter.
	if !x.patient && sign.Unless == oracle.None {
		x.patient = true
	}
}

// reproduce plays the sequence until it shows the cause again. It returns how often
// it should be played to be sure that it does not, 0 if it did not show it at all.
func (x *run) reproduce(ctx context.Context, s Sequence, cause string) int {
	most := replays
	if s.overlaps() {
		most *= 3
	}
	for n := range most {
		if x.over(ctx) {
			return 0
		}
		if _, _, shown := x.shows(ctx, s, cause, manner{patient: x.patient}, x.patience()); shown {
			return 1 + 3*n
		}
	}
	return 0
}

// shows plays the sequence once, and reports whether it shows the cause.
func (x *run) shows(ctx context.Context, s Sequence, cause string, m manner, patience time.Duration) (*record, sign, bool) {
	r := x.play(ctx, s, m)
	signs, _ := x.judge(r, patience)
	i := slices.IndexFunc(signs, func(s sign) bool { return s.Cause == cause })
	if i < 0 {
		return r, sign{}, false
	}
	return r, signs[i], true
}

// certain reports whether a sign needs no second look: nothing else explains it, and no
// app may be late.
func (x *run) certain(r *record, s sign) bool {
	if s.Unless != oracle.None {
		return false
	}
	signs, _ := x.judge(r, later)
	return slices.ContainsFunc(signs, func(other sign) bool { return other.Cause == s.Cause && other.Unless == oracle.None })
}

// confirm plays the sequence twice more, in a way that leaves no lawful explanation:
// every listing waits for what was created, and others' apps are looked at before and
// after.
func (x *run) confirm(ctx context.Context, s Sequence, cause string, tries int) (*record, sign, bool) {
	var last *record
	var found sign
	for range 2 {
		shown := false
		for range max(tries, 2) {
			if x.over(ctx) {
				return nil, sign{}, false
			}
			r, sign, ok := x.shows(ctx, s, cause, manner{patient: true, bracket: true}, later)
			if !ok {
				// What was asked meanwhile may be why; then it must be beyond doubt.
				r, sign, ok = x.shows(ctx, s, cause, manner{patient: x.patient}, x.patience())
				ok = ok && x.certain(r, sign)
			}
			if ok && x.stands(ctx, s, r, sign) {
				last, found, shown = r, sign, true
				break
			}
		}
		if !shown {
			return nil, sign{}, false
		}
	}
	return last, found, true
}

// quiet reports whether others leave their apps alone for a while: what comes and goes
// again may look as if it had never been.
func (x *run) quiet(ctx context.Context, apps []string) bool {
	for range 6 {
		if probe.Sleep(ctx, 15*time.Millisecond) != nil || !slices.Equal(apps, x.others(ctx)) {
			return false
		}
	}
	return true
}

// stands reports whether a sign stands although others, or a limit, could explain it.
func (x *run) stands(ctx context.Context, s Sequence, r *record, sign sign) bool {
	switch sign.Unless {
	case oracle.OthersChanged:
		return slices.Equal(r.before, r.after) && x.quiet(ctx, r.before)
	case oracle.LimitReached:
		// The same with an ordinary app instead: is it taken?
		control := s.clone()
		step := &control[r.sent[sign.sent].step]
		if step.Create == nil || step.Create.plain() {
			return false
		}
		step.Create.Members = nil
		if step.Create.Body != long {
			step.Create.Body = "" // a limit on bodies is lawful, too
		}
		again := x.play(ctx, control, manner{patient: true})
		last := again.sent[len(again.sent)-1]
		return last.err == nil && last.ex != nil && last.ex.Status/100 == 2
	}
	return true // values are new each time
}
