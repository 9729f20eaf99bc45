package explore

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// Indented is the sequence as JSON, a step a line.
func (s Sequence) Indented() (string, error) {
	var b strings.Builder
	b.WriteString("[")
	for i := range s {
		if i > 0 {
			b.WriteString(",")
		}
		step, err := json.Marshal(s[i])
		if err != nil {
			return "", err
		}
		b.WriteString("\n  " + string(step))
	}
	b.WriteString("\n]")
	return b.String(), nil
}

// Parse reads a sequence that was written as JSON. It says what is wrong with one that
// cannot be played.
func Parse(text []byte) (Sequence, error) {
	var s Sequence
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, fmt.Errorf("no sequence: %w", err)
	}
	for i := range s {
		if err := s[i].check(false); err != nil {
			return nil, fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	return s, nil
}

// check says what is wrong with the step; nested says that it is sent with others.
func (s *Step) check(nested bool) error {
	set := 0
	for _, there := range []bool{s.Create != nil, s.List != nil, s.Delete != "", s.Together != nil} {
		if there {
			set++
		}
	}
	switch {
	case set != 1:
		return fmt.Errorf("must have exactly one of create, list, delete and together")
	case s.Together != nil && nested:
		return fmt.Errorf("what is sent together cannot hold more of it")
	}
	var t Target
	switch {
	case s.Create != nil:
		t = s.Create.Target
		if err := s.Create.check(); err != nil {
			return err
		}
	case s.List != nil:
		t = s.List.Target
		for _, p := range s.List.Params {
			if err := oneOf("part", p.Part, append(parts[:], "", "the run")); err != nil {
				return err
			}
		}
	}
	if err := cmp.Or(oneOf("at", t.At, []string{"", SecondInstance, SecondProject}), oneOf("token", t.Token, append([]string{"", "forbidden"}, tokens...))); err != nil {
		return err
	}
	for i := range s.Together {
		if err := s.Together[i].check(true); err != nil {
			return fmt.Errorf("together %d: %w", i+1, err)
		}
	}
	return nil
}

func (c *Creation) check() error {
	same, odd, broken := spellings()
	if err := oneOf("body", c.Body, slices.Concat([]string{""}, same, odd, broken)); err != nil {
		return err
	}
	if c.Times < 0 {
		return fmt.Errorf("times is %d; it may not be negative", c.Times)
	}
	for name, class := range c.Members {
		id, known := validate.Default().Field(name)
		if !known {
			return fmt.Errorf("there is no member %q; want one of %s", name, strings.Join(memberNames[:], ", "))
		}
		valid, open, invalid := classes(&validate.Default().Fields[id])
		free := slices.ContainsFunc([]string{likeClass, startsClass, holdsClass}, func(prefix string) bool { return strings.HasPrefix(class, prefix) && class != prefix })
		if err := oneOf("class of "+name, class, slices.Concat(valid, open, invalid)); err != nil && !free {
			return err
		}
	}
	return nil
}

// oneOf says that a value is none of those that there are.
func oneOf(what, value string, of []string) error {
	if slices.Contains(of, value) {
		return nil
	}
	return fmt.Errorf("there is no %s %q; want one of %q", what, value, of)
}
