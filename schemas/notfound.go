package schemas

import (
	"fmt"
	"strings"
)

// NotFoundError says that no schema goes by a name.
type NotFoundError struct {
	Name string
	// Nearest is the known name that looks most like it; empty where none does.
	Nearest string
	// Known are all names.
	Known []string
}

func (e *NotFoundError) Error() string {
	hint := ""
	if e.Nearest != "" {
		hint = fmt.Sprintf("; did you mean %q?", e.Nearest)
	}
	return fmt.Sprintf("no schema %q%s (known: %s)", e.Name, hint, strings.Join(e.Known, ", "))
}

func newNotFound(name string) *NotFoundError {
	err := &NotFoundError{Name: name, Known: Names()}
	plain := strings.ToLower(strings.TrimSuffix(name, ext))
	// Past half of the name, a likeness is chance.
	best := len(plain)/2 + 1
	for _, known := range err.Known {
		if d := distance(plain, known); d < best {
			best, err.Nearest = d, known
		}
	}
	return err
}

// distance counts the bytes to insert, drop or replace to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
