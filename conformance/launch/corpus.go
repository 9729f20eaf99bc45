package launch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

// kept is a finding of an exploration in a corpus: a JSON file, and next to it the same
// as a script and as a Go test.
type kept struct {
	// Finding is what the sequence showed, Clause what that breaks.
	Finding string       `json:"finding"`
	Clause  string       `json:"clause"`
	Level   result.Level `json:"level"`
	// Seed is that of the exploration.
	Seed     uint64          `json:"seed"`
	Sequence json.RawMessage `json:"sequence,omitempty"`
}

// readCorpus reads the sequences of a directory, in the order of the files' names. A
// directory that is not there is an empty one.
func readCorpus(dir string) ([]conformance.Sequence, error) {
	files, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*.json"))
	if err != nil {
		return nil, err
	}
	var out []conformance.Sequence
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("the corpus cannot be read: %w", err)
		}
		var k kept
		if err := json.Unmarshal(text, &k); err != nil {
			return nil, fmt.Errorf("%s is not a finding of a corpus: %w", file, err)
		}
		s, err := conformance.ParseSequence(k.Sequence)
		if err != nil {
			return nil, fmt.Errorf("%s is not a finding of a corpus: %w", file, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// escapeGlob is a path in which nothing is a pattern.
func escapeGlob(path string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(path)
}

// makeCorpus makes the directory if it is not there, and finds out whether it can be
// written: nothing that is found should be lost for that.
func makeCorpus(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("the corpus cannot be written: %w", err)
	}
	f, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("the corpus cannot be written: %w", err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// keep writes what was found, a finding of the same cause over the older one.
func keep(dir string, d *conformance.Discoveries) error {
	for i := range d.Found {
		f := &d.Found[i]
		sequence, err := f.Sequence.Indented()
		if err != nil {
			return err
		}
		text, err := json.MarshalIndent(kept{Finding: f.Case.Findings[0].Text, Clause: f.Case.Clauses[0], Level: f.Case.Level, Seed: d.Result.Seed}, "", "  ")
		if err != nil {
			return err
		}
		// A step a line is what people read.
		text = append(bytes.TrimSuffix(text, []byte("\n}")), ",\n  \"sequence\": "+sequence+"\n}\n"...)
		script, err := f.Script()
		if err != nil {
			return err
		}
		test, err := f.GoTest()
		if err != nil {
			return err
		}
		name := fileName(f.Case.Findings[0].Cause)
		files := []struct {
			name string
			text []byte
			mode os.FileMode
		}{{name + ".json", text, 0o666}, {name + ".sh", []byte(script), 0o777}, {strings.ReplaceAll(name, "-", "_") + "_test.go", []byte(test), 0o666}}
		if f.Case.Picture != "" {
			files = append(files, struct {
				name string
				text []byte
				mode os.FileMode
			}{name + ".html", []byte(f.Case.Picture), 0o666})
		}
		for _, file := range files {
			if err := os.WriteFile(filepath.Join(dir, file.name), file.text, file.mode); err != nil {
				return fmt.Errorf("the corpus cannot be written: %w", err)
			}
		}
	}
	return nil
}

// fileName is a cause as the name of a file.
func fileName(cause string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(cause), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-")
}
