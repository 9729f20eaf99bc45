package schemas_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/schemas"
)

// blamed are the places that the schema finds at fault, sorted; nil for a valid
// instance.
func blamed(t testing.TB, schema *jsonschema.Schema, instance any) []string {
	t.Helper()
	err := schema.Validate(instance)
	if err == nil {
		return nil
	}
	var root *jsonschema.ValidationError
	if !errors.As(err, &root) {
		t.Fatalf("%T: %v", err, err)
	}
	var out []string
	var walk func(*jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			out = append(out, e.InstanceLocation)
		}
		for _, cause := range e.Causes {
			walk(cause)
		}
	}
	walk(root)
	slices.Sort(out)
	return slices.Compact(out)
}

func compile(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	schema, err := schemas.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t testing.TB, text []byte, dst any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(dst); err != nil {
		t.Fatal(err)
	}
}
