package schemas_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// TestNames pins the names: programs and documents refer to them.
func TestNames(t *testing.T) {
	want := []string{
		"conformance-report", "create-app.201", "create-app.request", "error", "openapi", "openrpc", "query-apps.200",
		"2023-04/create-app.request", "2023-04/openapi",
		"2023-11/create-app.request", "2023-11/openapi",
		"2025-12-zh/create-app.request", "2025-12-zh/openapi",
	}
	if diff := cmp.Diff(want, schemas.Names()); diff != "" {
		t.Errorf("Names (-want +got):\n%s", diff)
	}
}

// TestRead reads every name, and both spellings of each, from its file.
func TestRead(t *testing.T) {
	for _, name := range schemas.Names() {
		for _, spelling := range []string{name, name + ".json"} {
			got, err := schemas.Read(spelling)
			if err != nil {
				t.Errorf("Read(%q): %v", spelling, err)
				continue
			}
			want, err := os.ReadFile(name + ".json")
			if err != nil {
				if want, err = os.ReadFile(schemas.In(validate.Default(), name) + ".json"); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("Read(%q) (-file +got):\n%s", spelling, diff)
			}
		}
	}
}

func TestUnknownName(t *testing.T) {
	tests := []struct {
		name, nearest, reason string
	}{
		{name: "create-app", nearest: "create-app.201"},
		{name: "create-app-request", nearest: "create-app.request"},
		{name: "Create-App.Request.json", nearest: "create-app.request", reason: "names are case-sensitive, the hint is not"},
		{name: "openap", nearest: "openapi"},
		{name: "2023-11/openap1", nearest: "2023-11/openapi"},
		{name: "2024-11/openapi", nearest: "2023-11/openapi"},
		{name: "zzzzzzzz", reason: "nothing is like it"},
		{name: "", reason: "nothing is like it"},
		{name: "../go.mod"},
		{name: "schemas.go"},
	}
	for _, tt := range tests {
		_, readErr := schemas.Read(tt.name)
		_, compileErr := schemas.Compile(tt.name)
		_, urlErr := schemas.URL(tt.name)
		for _, err := range []error{readErr, compileErr, urlErr} {
			want := &schemas.NotFoundError{Name: tt.name, Nearest: tt.nearest, Known: schemas.Names()}
			var got *schemas.NotFoundError
			if !errors.As(err, &got) {
				t.Errorf("%q: error is %v, want a NotFoundError", tt.name, err)
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s%s", tt.name, diff, tt.reason)
			}
		}
	}
}

func TestNotFoundError(t *testing.T) {
	err := &schemas.NotFoundError{Name: "openap", Nearest: "openapi", Known: []string{"error", "openapi"}}
	const want = `no schema "openap"; did you mean "openapi"? (known: error, openapi)`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Error (-want +got):\n%s", diff)
	}
}

// TestCompileEvery compiles what is a schema, and refuses what is not. The $id
// is where the file stands.
func TestCompileEvery(t *testing.T) {
	for _, name := range schemas.Names() {
		compiled, err := schemas.Compile(name)
		text, readErr := schemas.Read(name)
		if readErr != nil {
			t.Fatal(readErr)
		}
		var doc struct {
			ID string `json:"$id"`
		}
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
		if doc.ID == "" {
			var not *schemas.NotSchemaError
			if !errors.As(err, &not) {
				t.Errorf("Compile(%q) of a document without $id: %v, want a NotSchemaError", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("Compile(%q): %v", name, err)
			continue
		}
		url, err := schemas.URL(name)
		if err != nil {
			t.Fatal(err)
		}
		if url != doc.ID || compiled.Location != doc.ID+"#" {
			t.Errorf("%s: URL %s, $id %s, compiled as %s; want all the same", name, url, doc.ID, compiled.Location)
		}
	}
}
