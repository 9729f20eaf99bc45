package launch

import (
	"fmt"
	"maps"
	"strings"
)

// Expectations are expected traits, the name of each to its value. They are a flag
// that may be repeated, each time as TRAIT=VALUE.
type Expectations map[string]string

func (e *Expectations) String() string { return "" }

// Type is what the help shows in the place of a value.
func (e *Expectations) Type() string { return "trait=value" }

// Set reads one expectation.
func (e *Expectations) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" || value == "" {
		return fmt.Errorf("must be of the form TRAIT=VALUE, such as second-app-of-a-name=accepted")
	}
	if was, again := (*e)[name]; again && was != value {
		return fmt.Errorf("the trait %s is already expected to be %q", name, was)
	}
	if *e == nil {
		*e = Expectations{}
	}
	(*e)[name] = value
	return nil
}

// with is e and what more says, which overrides it.
func (e Expectations) with(more Expectations) Expectations {
	if len(more) == 0 {
		return e
	}
	out := maps.Clone(e)
	if out == nil {
		out = Expectations{}
	}
	maps.Copy(out, more)
	return out
}
