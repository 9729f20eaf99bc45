package stacks

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/goccy/go-yaml"
)

// Golden says what is wrong with a gateway, and what is merely its choice.
type Golden struct {
	// Behind names the stack that this one stands in front of; "" if it answers itself.
	Behind string `yaml:"behind"`
	// Causes are its faults, one root cause each. A run should report each of
	// them, and nothing else as a fault.
	Causes []Cause `yaml:"causes"`
	// Beyond are faults that show only in requests that no client of the two
	// pages would send. A run may report them.
	Beyond []Cause `yaml:"beyond"`
	// Traits are its lawful choices where the pages are silent, in words.
	Traits []string `yaml:"traits"`
}

// Cause is one root cause.
type Cause struct {
	// What the gateway does wrong, in a sentence.
	What string `yaml:"what"`
	// Clauses are the IDs of the clauses that it breaks, the most telling first.
	Clauses []string `yaml:"clauses"`
	// Basis is what the broken words rest on: stated, shown or inferred.
	Basis string `yaml:"basis"`
}

// Load reads the causes.yaml of the stack in dir. To those of a stack that
// stands in front of another it adds what holds for the other.
func Load(dir string) (*Golden, error) {
	file := filepath.Join(dir, "causes.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	g := new(Golden)
	if err := yaml.UnmarshalWithOptions(text, g, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, c := range slices.Concat(g.Causes, g.Beyond) {
		switch {
		case c.What == "":
			return nil, fmt.Errorf("%s: a cause does not say what it is", file)
		case len(c.Clauses) == 0:
			return nil, fmt.Errorf("%s: %q names no clause", file, c.What)
		case !slices.Contains([]string{"stated", "shown", "inferred"}, c.Basis):
			return nil, fmt.Errorf("%s: %q has the basis %q; want stated, shown or inferred", file, c.What, c.Basis)
		}
	}
	if g.Behind != "" {
		behind, err := Load(filepath.Join(dir, "..", g.Behind))
		if err != nil {
			return nil, err
		}
		g.Causes = append(g.Causes, behind.Causes...)
		g.Beyond = append(g.Beyond, behind.Beyond...)
		g.Traits = append(g.Traits, behind.Traits...)
	}
	return g, nil
}
