package result

import "fmt"

// Level is how much a clause binds.
type Level uint8

// The levels. Breaking a Must clause is nonconformant, breaking a Should clause
// is a warning; of an Info clause only the behaviour is noted.
const (
	Must Level = iota
	Should
	Info
)

var levelNames = [...]string{"must", "should", "info"}

// String is "must", "should" or "info".
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("level %d", uint8(l))
}

// MarshalText writes the level by its name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a level by its name.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("unknown level %q: want must, should or info", text)
}
