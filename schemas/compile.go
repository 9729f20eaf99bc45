package schemas

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Base is where the files stand for the world; the $id of a schema is Base and its
// path.
const Base = "https://raw.githubusercontent.com/appgauge/appgauge/main/schemas/"

// URL is the address of the file that goes by name: what an editor reads from a
// document's $schema, and the schema's own $id. The error for an unknown name
// is a [*NotFoundError].
func URL(name string) (string, error) {
	file, err := locate(name)
	if err != nil {
		return "", err
	}
	return Base + file, nil
}

// Compile compiles the schema that goes by name. Compile once and keep the
// result, which may be used from several goroutines. It checks values as
// [encoding/json] decodes them, best with UseNumber, and asserts formats:
// times must be RFC 3339.
//
// The error is a [*NotFoundError] for an unknown name, a [*NotSchemaError] for
// a document that is not a JSON Schema.
func Compile(name string) (*jsonschema.Schema, error) {
	file, err := locate(name)
	if err != nil {
		return nil, err
	}
	switch strings.TrimSuffix(path.Base(file), ext) {
	case OpenAPI, OpenRPC:
		// Its members would be taken for unknown keywords, and accept anything.
		return nil, &NotSchemaError{name}
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	c.LoadURL = load
	return c.Compile(Base + file)
}

// load finds a schema among the embedded ones and nowhere else.
func load(url string) (io.ReadCloser, error) {
	file, ok := strings.CutPrefix(url, Base)
	if !ok {
		return nil, fmt.Errorf("%s is not one of the embedded schemas", url)
	}
	text, err := files.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(text)), nil
}

// NotSchemaError says that a name stands for a document that holds schemas but is none.
type NotSchemaError struct{ Name string }

func (e *NotSchemaError) Error() string {
	return fmt.Sprintf("%s is not a JSON Schema and cannot be compiled; read it instead", e.Name)
}
