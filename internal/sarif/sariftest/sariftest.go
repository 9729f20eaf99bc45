// Package sariftest reads SARIF as strictly as the standard allows.
package sariftest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/internal/sarif"
)

// schema is the official one; README.md says where it is from.
//
//go:embed sarif-schema-2.1.0.json
var schema string

// Read returns the log in a text. It is an error if the text does not keep to the
// schema of SARIF 2.1.0, or has members that package sarif does not know.
func Read(text []byte) (*sarif.Log, error) {
	s, err := jsonschema.CompileString(sarif.Schema, schema)
	if err != nil {
		return nil, err
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if err := s.Validate(document); err != nil {
		return nil, fmt.Errorf("%#v", err) // with every place
	}
	log := new(sarif.Log)
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return log, d.Decode(log)
}
