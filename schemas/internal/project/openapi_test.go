package project_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// check reads an OpenAPI document and finds what OpenAPI 3.1 does not allow; an
// example that breaks its schema is among it.
func check(text []byte) (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	if !doc.IsOpenAPI31OrLater() {
		return nil, fmt.Errorf("openapi is %s, want 3.1 or later", doc.OpenAPI)
	}
	return doc, doc.Validate(context.Background(), openapi3.EnableMultiError())
}

func TestOpenAPIIsValid(t *testing.T) {
	for _, e := range validate.Editions() {
		if _, err := check(read(t, e)); err != nil {
			t.Errorf("edition %s: %v", e.ID, err)
		}
	}
}

// TestOpenAPIFaults holds that the check of TestOpenAPIIsValid finds faults.
func TestOpenAPIFaults(t *testing.T) {
	text := read(t, validate.Default())
	for _, tt := range []struct{ name, old, new string }{
		{"place of a parameter", `"in": "query"`, `"in": "qurey"`},
		{"member not in OpenAPI", `"operationId": "createApp"`, `"operationID": "createApp"`},
		{"same operation twice", `"operationId": "createApp"`, `"operationId": "queryApps"`},
		{"dangling reference", `#/components/schemas/App"`, `#/components/schemas/Nap"`},
		{"parameter of no path", `"name": "instance_id"`, `"name": "instance"`},
		{"response without description", `"description": "The app was created."`, `"x-description": ""`},
		{"example against its schema", `"bind_num": 3`, `"bind_num": -3`},
		{"request example against its schema", `"name": "app_demo",
                "remark": "Demo app"
              }`, `"name": "1pp_demo"
              }`},
		{"pattern that does not compile", `[A-Za-z0-9_]*$`, `[A-Za-z0-9_*$`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			faulty := bytes.Replace(text, []byte(tt.old), []byte(tt.new), 1)
			if bytes.Equal(text, faulty) {
				t.Fatalf("%s is not in the document", tt.old)
			}
			if _, err := check(faulty); err == nil {
				t.Errorf("%s for %s went unnoticed", tt.new, tt.old)
			}
		})
	}
}

// TestOpenAPIIsComplete lists what both pages document, by hand: parameters
// with type and citation, statuses with citation, and body members.
func TestOpenAPIIsComplete(t *testing.T) {
	path := []string{
		"path project_id string required: create-app, Table 1, project_id; query-apps, Table 1, project_id",
		"path instance_id string required: create-app, Table 1, instance_id; query-apps, Table 1, instance_id",
	}
	token := "header X-Auth-Token: create-app, Table 2, X-Auth-Token; query-apps, Table 3, X-Auth-Token"
	app := []string{"app_key", "app_secret", "app_type", "creator", "id", "name", "register_time", "remark", "roma_app_type", "status", "update_time"}
	want := map[string][]string{
		"POST": slices.Concat(path, []string{
			token,
			"body CreateApp required: create-app, Table 3",
			"201 App: create-app, Table 4",
			"400 Error: create-app, Table 5",
			"401 Error: create-app, Table 6",
			"403 Error: create-app, Table 7",
			"500 Error: create-app, Table 8",
		}),
		"GET": slices.Concat(path, []string{
			"query offset integer int64 default 0: query-apps, Table 2, offset",
			"query limit integer int32 default 20: query-apps, Table 2, limit",
			"query id string: query-apps, Table 2, id",
			"query name string: query-apps, Table 2, name",
			"query status integer int32: query-apps, Table 2, status",
			"query app_key string: query-apps, Table 2, app_key",
			"query creator string: query-apps, Table 2, creator",
			"query precise_search string: query-apps, Table 2, precise_search",
			token,
			"200 AppList: query-apps, Table 4",
			"400 Error: query-apps, Table 6",
			"401 Error: query-apps, Table 7",
			"403 Error: query-apps, Table 8",
			"500 Error: query-apps, Table 9",
		}),
		"CreateApp": {"app_key", "app_secret", "name", "remark"},
		"App":       app,
		"AppList":   {"apps", "size", "total"},
		"items":     slices.Sorted(slices.Values(append([]string{"bind_num"}, app...))),
		"Error":     {"error_code", "error_msg"},
	}
	for _, e := range validate.Editions() {
		doc, err := check(read(t, e))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, summary(doc)); diff != "" {
			t.Errorf("edition %s (-want +got):\n%s", e.ID, diff)
		}
	}
}

// summary is a line for every parameter, body and answer of each operation, and
// the members of every schema.
func summary(doc *openapi3.T) map[string][]string {
	out := map[string][]string{}
	item := doc.Paths.Value("/v2/{project_id}/apigw/instances/{instance_id}/apps")
	for method, op := range item.Operations() {
		var lines []string
		for _, p := range slices.Concat(item.Parameters, op.Parameters) {
			schema := p.Value.Schema.Value
			line := []string{p.Value.In, p.Value.Name, strings.Join(schema.Type.Slice(), "|")}
			if schema.Format != "" {
				line = append(line, schema.Format)
			}
			if schema.Default != nil {
				line = append(line, "default", fmt.Sprint(schema.Default))
			}
			if p.Value.Required {
				line = append(line, "required")
			}
			lines = append(lines, cited(p.Value.Extensions, line...))
		}
		for _, requirement := range doc.Security {
			for name := range requirement {
				scheme := doc.Components.SecuritySchemes[name].Value
				lines = append(lines, cited(scheme.Extensions, scheme.In, scheme.Name))
			}
		}
		if op.RequestBody != nil {
			body := op.RequestBody.Value
			line := []string{"body", component(body.Content)}
			if body.Required {
				line = append(line, "required")
			}
			lines = append(lines, cited(body.Extensions, line...))
		}
		responses := op.Responses.Map()
		for _, status := range slices.Sorted(maps.Keys(responses)) {
			r := responses[status].Value
			lines = append(lines, cited(r.Extensions, status, component(r.Content)))
		}
		out[method] = lines
	}
	for name, schema := range doc.Components.Schemas {
		out[name] = slices.Sorted(maps.Keys(schema.Value.Properties))
		if apps := schema.Value.Properties["apps"]; apps != nil {
			out["items"] = slices.Sorted(maps.Keys(apps.Value.Items.Value.Properties))
		}
	}
	return out
}

func cited(extensions map[string]any, words ...string) string {
	return fmt.Sprintf("%s: %v", strings.Join(words, " "), extensions["x-reference"])
}

// component is the name of the schema of the JSON content.
func component(content openapi3.Content) string {
	ref := content["application/json"].Schema.Ref
	return ref[strings.LastIndex(ref, "/")+1:]
}

func read(t *testing.T, e *validate.Edition) []byte {
	t.Helper()
	text, err := schemas.Read(schemas.In(e, schemas.OpenAPI))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
