package rpc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/schemas"
)

// TestOpenRPCFile finds a file that was not generated anew.
func TestOpenRPCFile(t *testing.T) {
	want, err := OpenRPC()
	if err != nil {
		t.Fatal(err)
	}
	got, err := schemas.Read(schemas.OpenRPC)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("schemas/openrpc.json is stale; run make generate (-want +got):\n%s", diff)
	}
}

// TestOpenRPCIsValid checks the document against the schema of OpenRPC 1.3.2; see
// testdata/README.md.
func TestOpenRPCIsValid(t *testing.T) {
	text, err := schemas.Read(schemas.OpenRPC)
	if err != nil {
		t.Fatal(err)
	}
	meta, err := os.ReadFile("testdata/openrpc-meta-schema.json")
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	// It refers to a schema of schemas, which is that of draft 7 under other names.
	ofSchemas := []byte(`{
		"allOf": [{"$ref": "http://json-schema.org/draft-07/schema#"}],
		"definitions": {"JSONSchemaObject": {"properties": {"$ref": {"type": "string"}}}}
	}`)
	for url, content := range map[string][]byte{
		"https://meta.open-rpc.org/":      bytes.Replace(meta, []byte(`"https://meta.json-schema.tools/"`), []byte(`"http://json-schema.org/draft-07/schema#"`), 1),
		"https://meta.json-schema.tools":  ofSchemas,
		"https://meta.json-schema.tools/": ofSchemas,
	} {
		if err := c.AddResource(url, bytes.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	compiled, err := c.Compile("https://meta.open-rpc.org/")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(doc); err != nil {
		t.Errorf("%#v", err)
	}
	// The check itself must be able to fail.
	doc["methods"].([]any)[0].(map[string]any)["paramStructure"] = "by-color"
	if compiled.Validate(doc) == nil {
		t.Error("a method with a wrong paramStructure is valid")
	}
}

// resultSchemas are the schemas of the results of all methods, as published.
func resultSchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	text, err := schemas.Read(schemas.OpenRPC)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	if err := c.AddResource("openrpc.json", bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	out := map[string]*jsonschema.Schema{}
	for i, m := range Methods() {
		if out[m.Name], err = c.Compile("openrpc.json#/methods/" + strconv.Itoa(i) + "/result/schema"); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestOpenRPCTitles holds that each schema has a title of its own, short enough for the name
// of a type.
func TestOpenRPCTitles(t *testing.T) {
	text, err := schemas.Read(schemas.OpenRPC)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var walk func(v any, place string)
	walk = func(v any, place string) {
		switch v := v.(type) {
		case map[string]any:
			if _, typed := v["type"].(string); typed {
				title, _ := v["title"].(string)
				if title == "" || len(title) > 80 || seen[title] {
					t.Errorf("%s has the title %q", place, title)
				}
				seen[title] = true
			}
			for name, member := range v {
				walk(member, place+"/"+name)
			}
		case []any:
			for i, member := range v {
				walk(member, fmt.Sprint(place, "/", i))
			}
		}
	}
	walk(doc, "")
	if len(seen) < 100 {
		t.Errorf("only %d schemas", len(seen))
	}
}
