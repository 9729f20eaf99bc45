package result

import (
	"fmt"
)

// Shard is one of several equal parts of the cases: number Index, from 1, of
// Count. The zero Shard is all cases.
type Shard struct {
	Index int `json:"index"`
	Count int `json:"count"`
}

// ParseShard reads "2/5".
func ParseShard(text string) (Shard, error) {
	var s Shard
	var rest string
	n, _ := fmt.Sscanf(text, "%d/%d%s", &s.Index, &s.Count, &rest)
	if n != 2 {
		return Shard{}, &UsageError{Problem: fmt.Sprintf("the shard %q is not of the form I/N, such as 2/5", text)}
	}
	return s, s.Check()
}

func (s Shard) Check() error {
	if s == (Shard{}) {
		return nil
	}
	if s.Count < 1 || s.Index < 1 || s.Index > s.Count {
		return &UsageError{Problem: fmt.Sprintf("there is no shard %d/%d: the first number counts from 1 up to the second", s.Index, s.Count)}
	}
	return nil
}

// String is "2/5"; "" for the zero Shard.
func (s Shard) String() string {
	if s == (Shard{}) {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// Has reports whether the shard holds the case that is number i, from 0, of all
// cases by ID. Neighbours go to different shards, so that each gets its share
// of every kind.
func (s Shard) Has(i int) bool { return s.Count == 0 || i%s.Count == s.Index-1 }
