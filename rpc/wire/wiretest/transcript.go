package wiretest

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// An Exchange is one message and the answer to it.
type Exchange struct {
	Name string
	Send string
	Want string // "" where there must be no answer
}

//go:embed spec.txtar
var spec []byte

// Spec returns the 15 examples of section 7 of the specification.
func Spec() ([]Exchange, error) { return Parse(spec) }

// Parse reads a transcript: a txtar archive with one exchange in each file, as
// spec.txtar beside this file shows.
func Parse(archive []byte) ([]Exchange, error) {
	var all []Exchange
	for _, file := range txtar.Parse(archive).Files {
		text := "\n" + string(file.Data)
		send, want, ok := strings.Cut(text, "\n<--")
		_, send, arrow := strings.Cut(send, "\n-->")
		if !ok || !arrow {
			return nil, fmt.Errorf("exchange %s: there must be a line with --> and after it one with <--", file.Name)
		}
		all = append(all, Exchange{file.Name, strings.TrimSpace(send), strings.TrimSpace(want)})
	}
	return all, nil
}
