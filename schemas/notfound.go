package schemas

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
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
		if d := levenshtein.ComputeDistance(plain, known); d < best {
			best, err.Nearest = d, known
		}
	}
	return err
}
