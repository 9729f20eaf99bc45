// Package testdata carries the hand-written oracle vectors that every surface
// of the module must agree with. README.md says what they mean and how they are
// written; here they are only read.
package testdata

import (
	"bytes"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

//go:embed vectors/*.json
var vectors embed.FS

// App is a case about one create request.
type App struct {
	// ID is unique over all cases; its first segment is the file's name.
	ID string `json:"id"`
	// Edition is the ID of the rule set; empty for the default one.
	Edition string `json:"edition"`
	// Document is the text to judge. It need not be valid UTF-8.
	Document Document `json:"document"`
	// Violations are the errors and Warnings the warnings, both in order.
	Violations []Violation `json:"violations"`
	Warnings   []Violation `json:"warnings"`
	// Answer is the parameter that the documented error answer names; nil where
	// the document is valid. It may be empty.
	Answer *string `json:"answer"`
	// Reason says why an odd case is as it is.
	Reason string `json:"reason"`
}

// Malformed reports whether the document is no JSON text.
func (c App) Malformed() bool {
	return len(c.Violations) > 0 && c.Violations[0].Rule == "syntax"
}

// Violation is a violation that a case expects.
type Violation struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	// At is the byte offset in the document; nil where any will do.
	At *int `json:"at"`
	// Index counts code points in the decoded value; for the rules about text only.
	Index *int `json:"index"`
	// Limit and Actual count code points; for the two rules about length only.
	Limit  *int `json:"limit"`
	Actual *int `json:"actual"`
}

// Page is a case about the parameters of a listing.
type Page struct {
	ID string `json:"id"`
	// Offset and Limit are the texts of the query string; nil where absent.
	Offset *string `json:"offset"`
	Limit  *string `json:"limit"`
	// Want is the page that is served, in decimal; nil where Error says which
	// parameter is no integer.
	Want *struct {
		Offset string `json:"offset"`
		Limit  string `json:"limit"`
	} `json:"want"`
	Error  string `json:"error"`
	Reason string `json:"reason"`
}

// Document is the text of a case, put together from its parts.
type Document []byte

// UnmarshalJSON reads a string, or an array of parts.
func (d *Document) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		parts = []json.RawMessage{data}
	}
	*d = Document{}
	for _, part := range parts {
		text, err := expand(part)
		if err != nil {
			return fmt.Errorf("document part %s: %w", part, err)
		}
		*d = append(*d, text...)
	}
	return nil
}

func expand(part json.RawMessage) ([]byte, error) {
	var text string
	if json.Unmarshal(part, &text) == nil {
		return []byte(text), nil
	}
	var p struct {
		Repeat string
		Times  int
		Hex    string
	}
	if err := strict(part, &p); err != nil {
		return nil, err
	}
	if p.Hex != "" {
		return hex.DecodeString(p.Hex)
	}
	return []byte(strings.Repeat(p.Repeat, p.Times)), nil
}

// Apps returns the cases about create requests.
func Apps() ([]App, error) {
	return load[App](func(name string) bool { return name != "page.json" })
}

// Pages returns the cases about the parameters of a listing.
func Pages() ([]Page, error) {
	return load[Page](func(name string) bool { return name == "page.json" })
}

// load reads the cases of the files whose name is wanted, in the files' order.
func load[Case any](wanted func(name string) bool) (all []Case, err error) {
	entries, err := vectors.ReadDir("vectors")
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if !wanted(entry.Name()) {
			continue
		}
		data, err := vectors.ReadFile(path.Join("vectors", entry.Name()))
		if err != nil {
			return nil, err
		}
		var cases []Case
		if err := strict(data, &cases); err != nil {
			return nil, fmt.Errorf("vectors/%s: %w", entry.Name(), err)
		}
		all = append(all, cases...)
	}
	return all, nil
}

// strict decodes without overlooking a misspelt member.
func strict(data []byte, to any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(to)
}
