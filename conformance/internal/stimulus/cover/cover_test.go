package cover

import (
	"fmt"
	"slices"
	"testing"
)

// Every combination of the levels of any so many factors occurs, in few rows.
func TestArrayCovers(t *testing.T) {
	for _, tt := range []struct {
		strength int
		levels   []int
		most     int // rows
	}{
		{2, []int{2}, 2},
		{2, []int{2, 2}, 4},
		{2, []int{2, 2, 2, 2, 2, 2, 2, 2}, 8},
		{2, []int{3, 3, 3, 3}, 9},
		{2, []int{2, 2, 2, 2, 2, 40}, 80},
		{2, []int{8, 7, 6, 6, 6}, 64},
		{2, []int{10, 9, 2, 2, 2, 2, 2, 2, 2}, 90},
		{2, []int{188, 2, 2, 2, 2, 2, 2, 2}, 376},
		{3, []int{2, 2}, 4},
		{3, []int{2, 2, 2, 2, 2, 2}, 14},
		{3, []int{8, 7, 6, 6, 6}, 450},
		{1, []int{3, 5}, 5},
		{2, nil, 0},
	} {
		t.Run(fmt.Sprint(tt.strength, tt.levels), func(t *testing.T) {
			rows := Array(tt.strength, tt.levels...)
			if len(rows) > tt.most {
				t.Errorf("%d rows, want at most %d", len(rows), tt.most)
			}
			for _, row := range rows {
				for f, level := range row {
					if level < 0 || level >= tt.levels[f] {
						t.Fatalf("%v has no level %d of factor %d", row, level, f)
					}
				}
			}
			for _, factors := range subsets(len(tt.levels), min(tt.strength, len(tt.levels))) {
				seen, want := map[string]bool{}, 1
				for _, f := range factors {
					want *= tt.levels[f]
				}
				for _, row := range rows {
					var chosen []int
					for _, f := range factors {
						chosen = append(chosen, row[f])
					}
					seen[fmt.Sprint(chosen)] = true
				}
				if len(rows) > 0 && len(seen) != want {
					t.Errorf("factors %v: %d of %d combinations", factors, len(seen), want)
				}
			}
		})
	}
}

// The same factors give the same rows.
func TestArrayIsFixed(t *testing.T) {
	equal := slices.EqualFunc(Array(2, 5, 4, 3, 2), Array(2, 5, 4, 3, 2), slices.Equal)
	if !equal {
		t.Error("two arrays of the same factors differ")
	}
}
