package apps

import (
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Form says how apps stand in an input.
type Form uint8

// The forms; Auto is the zero Form.
const (
	// Auto: as the file's extension says, and where it says nothing, as the
	// content does.
	Auto Form = iota
	// JSON: values one after another; most often there is one.
	JSON
	// NDJSON: a value a line; blank lines are skipped.
	NDJSON
	// Sequence: values that each begin with the character RS, a JSON text sequence
	// (RFC 7464).
	Sequence
)

// recordSeparator begins each text of a JSON text sequence. No other JSON begins
// with it.
const recordSeparator = 0x1e

// Forms lists the names that [ParseForm] knows, the usual one first.
func Forms() []string { return []string{"auto", "json", "ndjson", "json-seq"} }

// ParseForm finds a form by its name.
func ParseForm(name string) (Form, bool) {
	for i, n := range Forms() {
		if n == name {
			return Form(i), true
		}
	}
	return 0, false
}

// formOf is the form that a file's extension says, Auto if it says none.
func formOf(path string) Form {
	switch extension(path) {
	case ".json":
		return JSON
	case ".ndjson", ".jsonl":
		return NDJSON
	}
	return Auto
}

// extension is the extension of a file, in lower case; for a compressed one, that of
// the file inside.
func extension(path string) string {
	return filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz"))
}

// sniffSize is how much of an input is looked at, at most, to tell its form.
const sniffSize = 1 << 20

// sniff tells the form of what r holds, and returns a reader that begins where r
// did. It reads no more than it needs, so that a stream that is still being
// written is told early.
func sniff(r io.Reader) (Form, io.Reader) {
	var head []byte
	for len(head) < sniffSize {
		head = slices.Grow(head, 4<<10)
		n, err := r.Read(head[len(head):cap(head)])
		head = head[:len(head)+n]
		if err != nil {
			return formOfText(head, err == io.EOF), io.MultiReader(bytes.NewReader(head), failing{err})
		}
		if _, rest, ended := nextLine(head); ended && len(trim(rest)) > 0 {
			break
		}
	}
	return formOfText(head, false), io.MultiReader(bytes.NewReader(head), r)
}

// failing is a reader at the point where another one failed.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// formOfText tells the form from the beginning of a text, or from all of it. It
// is NDJSON where it cannot be one document: where more follows after a first
// line that is a whole JSON value, or where the first two lines, broken as they
// may be, both look like objects.
func formOfText(head []byte, all bool) Form {
	first, rest, ended := nextLine(head)
	if !ended {
		return JSON
	}
	second := trim(rest)
	switch {
	case len(second) == 0 && all:
		return JSON
	case json.Valid(first):
		return NDJSON
	case len(second) > 0 && first[0] == '{' && first[len(first)-1] == '}' && second[0] == '{':
		return NDJSON
	}
	return JSON
}

// nextLine is the first line of text that is not blank, without white space
// around it. ended tells whether there is one and a newline ends it.
func nextLine(text []byte) (line, rest []byte, ended bool) {
	for {
		line, rest, ended = bytes.Cut(text, []byte{'\n'})
		if line = trim(line); len(line) > 0 || !ended {
			return line, rest, ended
		}
		text = rest
	}
}

// trim is text without JSON's white space around it.
func trim(text []byte) []byte { return bytes.Trim(text, " \t\r\n") }
