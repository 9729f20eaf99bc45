package result

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Unexpected lists the traits that were seen with another value than the expected one,
// as [Result.Problems] has them. A value is also expected by its part up to a colon:
// "no" is "no: refused with 409", too.
func Unexpected(expect map[string]string, traits []Trait) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(expect)) {
		want := expect[name]
		for _, v := range valuesOf(traits, name) {
			if short, _, _ := strings.Cut(v, ":"); v != want && short != want {
				out = append(out, fmt.Sprintf("the trait %s is %q, expected is %q", name, v, want))
			}
		}
	}
	return out
}

// Unseen lists the expected traits that nothing showed, by name.
func Unseen(expect map[string]string, traits []Trait) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(expect)) {
		if len(valuesOf(traits, name)) == 0 {
			out = append(out, name)
		}
	}
	return out
}

func valuesOf(traits []Trait, name string) []string {
	i := slices.IndexFunc(traits, func(t Trait) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return traits[i].Values
}

// JoinTraits is what several parts of one run saw together.
func JoinTraits(parts ...[]Trait) []Trait {
	var out []Trait
	for _, traits := range parts {
		for _, t := range traits {
			i := slices.IndexFunc(out, func(o Trait) bool { return o.Name == t.Name })
			if i < 0 {
				out = append(out, Trait{Name: t.Name, Question: t.Question})
				i = len(out) - 1
			}
			values := append(slices.Clone(out[i].Values), t.Values...)
			slices.Sort(values)
			out[i].Values = slices.Compact(values)
		}
	}
	return out
}
