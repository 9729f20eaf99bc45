// Package project writes the files that follow from the rule table: a JSON
// Schema and an OpenAPI document an edition, and the rules for people.
package project

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/appgauge/appgauge/internal/ruletable"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// Folder is where the schemas stand, and RulesFile where the rules for people
// do, both from the module's root.
const (
	Folder    = "schemas"
	RulesFile = "docs/rules.md"
)

// ext ends the names of the JSON files.
const ext = ".json"

// Generated stands in every file that is written here.
const Generated = "Generated from the rule table by make generate; do not edit."

// Files are all generated files: their texts by their paths from the module's root.
func Files() (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, e := range validate.Editions() {
		for name, project := range map[string]func(*validate.Edition) (object, error){
			schemas.CreateRequest: createRequest,
			schemas.OpenAPI:       openAPI,
		} {
			doc, err := project(e)
			if err != nil {
				return nil, fmt.Errorf("edition %s: %w", e.ID, err)
			}
			text, err := indent(doc)
			if err != nil {
				return nil, fmt.Errorf("edition %s: %w", e.ID, err)
			}
			out[Path(e, name)] = text
		}
	}
	text, err := rules()
	if err != nil {
		return nil, err
	}
	out[RulesFile] = text
	return out, nil
}

// Path is where the file called name of edition e stands, from the module's root.
func Path(e *validate.Edition, name string) string {
	return Folder + "/" + schemas.In(e, name) + ext
}

// indent is the text of a generated JSON file.
func indent(doc object) ([]byte, error) {
	compact, err := marshal(doc)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// rules is the table of every edition for people, in English.
func rules() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!-- %s -->

# The rules

What a request to create an app may hold, and what becomes of a listing's
offset and limit, in every edition. A character is a Unicode code point; letters
and digits are those of ASCII. The last column says where a rule is documented.
`, Generated)
	for _, e := range validate.Editions() {
		title := e.ID
		if e == validate.Default() {
			title += ", the default"
		}
		fmt.Fprintf(&b, "\n## %s\n\n", title)
		if err := ruletable.Write(&b, "markdown", e, validate.English); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// Existing are the files under root that [Files] has written, now or with
// another table.
func Existing(root fs.FS) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, glob := range []string{
		Folder + "/*/" + schemas.CreateRequest + ext,
		Folder + "/*/" + schemas.OpenAPI + ext,
		RulesFile,
	} {
		paths, err := fs.Glob(root, glob)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			if out[path], err = fs.ReadFile(root, path); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
