package conformance

import (
	"context"
	"fmt"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/explore"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Exploration is how [Runner.Explore] explores. The zero value works.
type Exploration struct {
	// For is how long sequences are made up; 0 is a minute, and less than 0 no time at
	// all. What was found then is still shrunk.
	For time.Duration
	// SecondInstanceID is another instance of the project, SecondProjectID another
	// project with an instance of the same ID; "" is none.
	SecondInstanceID, SecondProjectID string
	// Enough is after how many findings it ends; 0 is never.
	Enough int
	// First are sequences to play before any is made up, such as those of a corpus.
	First []Sequence
	// Reset puts the gateway back to where it was at first. It is called before each
	// sequence is played; nil: nothing does, and a sequence begins without apps of this
	// run, but with whatever else the gateway remembers.
	Reset func(context.Context) error
	// Seen is told how far it has come; it must be quick.
	Seen func(Explored)
}

// Explored is how far an exploration has come.
type Explored struct {
	Coverage Coverage
	// Found is how many findings there are.
	Found int
	// Doing is "shrinking", "cleanup", or "" while sequences are played.
	Doing string
}

// Sequence is what is sent, in order, without its values: names, keys and secrets are
// new each time it is played. It is JSON in a corpus.
type Sequence = explore.Sequence

// ParseSequence reads a sequence that was written as JSON.
func ParseSequence(text []byte) (Sequence, error) { return explore.Parse(text) }

// Coverage is what an exploration sent and saw.
type Coverage = explore.Coverage

// Found is one thing that an exploration found, with the shortest sequence that shows it.
type Found = explore.Found

// Discoveries are what an exploration found.
type Discoveries = explore.Outcome

// Explore plays random sequences of requests to the gateway, and shrinks those that show
// something that the pages forbid. Of the runner's options it does not use those about
// cases, shards and known failures. At most AppBudget apps exist at once; Seed decides
// which sequences are played. Errors are those of [Runner.Run].
func (r *Runner) Explore(ctx context.Context, e Exploration) (*Discoveries, error) {
	s, err := r.exploreSettings(e)
	if err != nil {
		return nil, err
	}
	return explore.Run(ctx, *s)
}

// OtherID is an instance or project ID of the same form as the other, for gateways that
// are made for a test.
func OtherID(id string) string { return explore.Altered(id) }

func (r *Runner) exploreSettings(e Exploration) (*explore.Settings, error) {
	s, err := r.settings()
	switch {
	case err != nil:
		return nil, err
	case r.ReadOnly:
		return nil, &result.UsageError{Problem: "to explore a gateway is to create apps in it, which a read-only run does not"}
	case e.For == 0:
		e.For = time.Minute
	}
	out := &explore.Settings{Settings: *s, For: e.For, Enough: e.Enough, First: e.First, Reset: e.Reset}
	places := map[string]probe.Place{}
	for _, second := range []struct{ name, own, id string }{{explore.SecondInstance, s.Home.Instance, e.SecondInstanceID}, {explore.SecondProject, s.Home.Project, e.SecondProjectID}} {
		at := s.Home
		switch why := oracle.NotSegment(second.id); {
		case second.id == "":
			continue
		case why != "":
			return nil, &result.UsageError{Problem: fmt.Sprintf("the ID %q of %s cannot be sent in a path: %s", second.id, second.name, why)}
		case second.id == second.own:
			return nil, &result.UsageError{Problem: fmt.Sprintf("the ID of %s is that of the first: give another one", second.name)}
		case second.name == explore.SecondInstance:
			at.Instance = second.id
		default:
			at.Project = second.id
		}
		places[second.name] = at
	}
	out.Others = places
	if e.Seen != nil {
		out.Seen = func(c Coverage, found int, doing string) { e.Seen(Explored{Coverage: c, Found: found, Doing: doing}) }
	}
	return out, nil
}
