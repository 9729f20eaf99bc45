package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/result"
)

// timeline is a picture of a run's requests: when each was sent, how long its answer took, and
// what it was. The time of answers is logarithmic. Requests that are alike share a mark.
type timeline struct {
	Width, Height, Plot int
	Label               string
	// Marks are a path for each kind of answer.
	Marks  []timeMarks
	Pauses []timeBand
	// Times are below the picture, Lines at its left.
	Times, Lines []timeTick
}

// timeMarks are the requests of one kind: N of them, drawn as a path of squares.
type timeMarks struct {
	Kind, Name, Path string
	N                int
}

// timeBand is a time in which no case sent anything: apps are made for listings then, or the
// run waits.
type timeBand struct {
	X, Width int
	Title    string
}

type timeTick struct {
	At   int
	Text string
}

const (
	timeWidth, timePlot, timeLeft, timeFoot = 1000, 160, 52, 26
	// timeMark is the size of a mark: so many units of time and latency are alike.
	timeMark = 5
	// shortest is the time of an answer, in milliseconds, below which all are alike.
	shortest = 0.1
	// pauseShare is which part of a run a pause is at least.
	pauseShare = 0.02
)

// answerKinds are the kinds of answers, as classes and in words.
func answerKinds() []struct{ kind, name string } {
	return []struct{ kind, name string }{
		{"pass", "carried out"}, {"refused", "refused (4xx)"}, {"warn", "told to wait, or sent again"}, {"fail", "failed (5xx)"}, {"error", "no answer"},
	}
}

func answerKind(ex *result.Exchange) int {
	switch {
	case ex.Status == 0:
		return 4
	case ex.Status == 429 || ex.Attempts > 1:
		return 2
	case ex.Status >= 500:
		return 3
	case ex.Status >= 400:
		return 1
	}
	return 0
}

// newTimeline draws the requests that cases have; nil if there are too few to see
// anything.
func newTimeline(g *result.Result) *timeline {
	exchanges := sentBy(g)
	const few = 5
	if len(exchanges) < few {
		return nil
	}
	first, end := exchanges[0].Started, exchanges[0].Started
	slowest, fastest, again := 1.0, math.Inf(1), 0
	for _, ex := range exchanges {
		if ex.Started.Before(first) {
			first = ex.Started
		}
		if at := ended(ex); at.After(end) {
			end = at
		}
		slowest, fastest = max(slowest, ex.Millis), min(fastest, max(ex.Millis, shortest))
		if ex.Attempts > 1 {
			again++
		}
	}
	whole := max(end.Sub(first).Seconds(), 0.001)
	x := func(at time.Time) int {
		return timeLeft + int(at.Sub(first).Seconds()/whole*(timeWidth-timeLeft-timeMark))
	}
	low, high := math.Floor(math.Log10(fastest)), math.Ceil(math.Log10(slowest*1.01))
	y := func(millis float64) int {
		return timePlot - int((math.Log10(max(millis, shortest))-low)/(high-low)*(timePlot-timeMark))
	}
	t := &timeline{Width: timeWidth, Height: timePlot + timeFoot, Plot: timePlot}
	var paths [5]strings.Builder
	var counts [5]int
	drawn := map[[3]int]bool{}
	for _, ex := range exchanges {
		kind := answerKind(ex)
		counts[kind]++
		at := [3]int{kind, x(ex.Started) / timeMark * timeMark, (y(ex.Millis) - timeMark) / timeMark * timeMark}
		if drawn[at] {
			continue
		}
		drawn[at] = true
		fmt.Fprintf(&paths[kind], "M%d %dh4v4h-4z", at[1], max(at[2], 0))
	}
	for i, k := range answerKinds() {
		if counts[i] > 0 {
			t.Marks = append(t.Marks, timeMarks{k.kind, k.name, paths[i].String(), counts[i]})
		}
	}
	t.pauses(exchanges, whole, x)
	for decade := low; decade <= high; decade++ {
		t.Lines = append(t.Lines, timeTick{y(math.Pow(10, decade)), duration(math.Pow(10, decade) / 1000)})
	}
	for at, step := 0.0, tickStep(whole); at <= whole; at += step {
		t.Times = append(t.Times, timeTick{x(first.Add(time.Duration(at * float64(time.Second)))), "+" + strings.Replace(duration(at), ".0 ", " ", 1)})
	}
	t.Times[0].Text = "start"
	t.Label = fmt.Sprintf("%d requests in %s, the slowest answer after %s", len(exchanges), duration(whole), duration(slowest/1000))
	if again > 0 {
		t.Label += fmt.Sprintf(", %d sent more than once", again)
	}
	return t
}

// tickStep is a round number of seconds, at most ten of which the whole has.
func tickStep(whole float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(whole/10)))
	for _, n := range []float64{1, 2, 5, 10} {
		if whole/(n*step) <= 10 {
			return n * step
		}
	}
	return whole
}

// sentBy are the exchanges of a gateway's cases, each once.
func sentBy(g *result.Result) []*result.Exchange {
	type key struct {
		at          int64
		method, url string
	}
	seen := map[key]bool{}
	var out []*result.Exchange
	for i := range g.Cases {
		for _, ex := range g.Cases[i].Exchanges {
			k := key{ex.Started.UnixNano(), ex.Method, ex.URL}
			if ex.Started.IsZero() || seen[k] {
				continue
			}
			seen[k] = true
			out = append(out, ex)
		}
	}
	return out
}

func ended(ex *result.Exchange) time.Time {
	return ex.Started.Add(time.Duration(ex.Millis * float64(time.Millisecond)))
}

// pauses are the times in which no case had a request under way.
func (t *timeline) pauses(exchanges []*result.Exchange, whole float64, x func(time.Time) int) {
	byStart := slices.Clone(exchanges)
	slices.SortFunc(byStart, func(a, b *result.Exchange) int { return a.Started.Compare(b.Started) })
	last := ended(byStart[0])
	for _, ex := range byStart {
		if gap := ex.Started.Sub(last).Seconds(); gap > whole*pauseShare && gap > 0.1 {
			from, to := x(last), x(ex.Started)
			t.Pauses = append(t.Pauses, timeBand{from, max(to-from, 1), "no case sent anything for " + duration(gap)})
		}
		if at := ended(ex); at.After(last) {
			last = at
		}
	}
}
