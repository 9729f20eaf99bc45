package result

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExpect(t *testing.T) {
	traits := []Trait{
		{Name: "unique-names", Values: []string{"no: refused with 409"}},
		{Name: "name-search", Values: []string{"prefix", "substring"}},
		{Name: "limits"},
	}
	for _, tt := range []struct {
		name               string
		expect             map[string]string
		unexpected, unseen []string
	}{
		{"nothing", nil, nil, nil},
		{"the value", map[string]string{"unique-names": "no: refused with 409"}, nil, nil},
		{"its start", map[string]string{"unique-names": "no"}, nil, nil},
		{"another", map[string]string{"unique-names": "yes"}, []string{`the trait unique-names is "no: refused with 409", expected is "yes"`}, nil},
		{"one of two", map[string]string{"name-search": "substring"}, []string{`the trait name-search is "prefix", expected is "substring"`}, nil},
		{"not seen", map[string]string{"limits": "x", "asked-first": "the token"}, nil, []string{"asked-first", "limits"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, unseen := Unexpected(tt.expect, traits), Unseen(tt.expect, traits)
			if diff := cmp.Diff([][]string{tt.unexpected, tt.unseen}, [][]string{got, unseen}); diff != "" {
				t.Errorf("unexpected and unseen (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJoinTraits(t *testing.T) {
	got := JoinTraits(
		[]Trait{{Name: "a", Question: "q", Values: []string{"y"}}, {Name: "b"}}, nil,
		[]Trait{{Name: "a", Question: "q", Values: []string{"x", "y"}}, {Name: "c", Values: []string{"z"}}},
	)
	want := []Trait{{Name: "a", Question: "q", Values: []string{"x", "y"}}, {Name: "b"}, {Name: "c", Values: []string{"z"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
