package result

import "fmt"

// Basis is what a clause rests on.
type Basis uint8

// The bases. Only a stated clause can be a [Must].
const (
	// Stated: a table or a sentence of the page says it.
	Stated Basis = iota
	// Shown: only an example shows it.
	Shown
	// Inferred: a careful reader would expect it, or the page leaves it open.
	Inferred
)

var basisNames = [...]string{"stated", "shown", "inferred"}

// String is "stated", "shown" or "inferred".
func (b Basis) String() string {
	if int(b) < len(basisNames) {
		return basisNames[b]
	}
	return fmt.Sprintf("basis %d", uint8(b))
}

// MarshalText writes the basis by its name.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads a basis by its name.
func (b *Basis) UnmarshalText(text []byte) error {
	for i, name := range basisNames {
		if name == string(text) {
			*b = Basis(i)
			return nil
		}
	}
	return fmt.Errorf("unknown basis %q: want stated, shown or inferred", text)
}
