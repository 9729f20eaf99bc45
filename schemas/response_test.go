package schemas_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// TestPageExamples checks the bodies that both pages show, as they show them.
func TestPageExamples(t *testing.T) {
	bodies, err := filepath.Glob("testdata/pages/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(bodies) != 11 {
		t.Errorf("%d example bodies, want the 11 of the pages", len(bodies))
	}
	for _, file := range bodies {
		t.Run(filepath.Base(file), func(t *testing.T) {
			name := strings.TrimSuffix(filepath.Base(file), ".json")
			if !slices.Contains(schemas.Names(), name) {
				name = schemas.ErrorResponse
			}
			var instance any
			decode(t, readFile(t, file), &instance)
			if err := compile(t, name).Validate(instance); err != nil {
				t.Errorf("%#v", err)
			}
		})
	}
}

// TestSchemaExamples holds that the examples within the schemas are those of
// the pages.
func TestSchemaExamples(t *testing.T) {
	for name, files := range map[string][]string{
		schemas.CreateRequest:  {"create-app.request"},
		schemas.CreateResponse: {"create-app.201"},
		schemas.ListResponse:   {"query-apps.200"},
		schemas.ErrorResponse:  {"create-app.400", "create-app.401", "create-app.403", "create-app.500"},
	} {
		var doc struct{ Examples []any }
		text, err := schemas.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		decode(t, text, &doc)
		var want []any
		for _, file := range files {
			var body any
			decode(t, readFile(t, "testdata/pages/"+file+".json"), &body)
			want = append(want, body)
		}
		if diff := cmp.Diff(want, doc.Examples); diff != "" {
			t.Errorf("%s: examples (-page +schema):\n%s", name, diff)
		}
	}
}

// TestAnswersPass holds that the core answers as the schema of errors has it.
func TestAnswersPass(t *testing.T) {
	schema := compile(t, schemas.ErrorResponse)
	invalid, _ := validate.Violations{{Field: "name"}}.Answer()
	for _, a := range []validate.Answer{invalid, validate.Unauthorized, validate.Forbidden, validate.SystemError} {
		if err := schema.Validate(map[string]any{"error_code": a.Code, "error_msg": a.Message}); err != nil {
			t.Errorf("%d: %#v", a.Status, err)
		}
	}
}

// gone as a mutation drops the member.
type gone struct{}

// TestMutatedBodies changes one place of a page's example a row.
func TestMutatedBodies(t *testing.T) {
	const masked = "416************ab8"
	tests := []struct {
		body   string // file of the example
		at     string // JSON pointer to what is changed; its last part may be new
		to     any
		want   string // where the fault is reported, if not at at
		valid  bool
		reason string
	}{
		{body: "create-app.201", at: "", to: []any{}},
		{body: "create-app.201", at: "", to: nil},
		{body: "create-app.201", at: "", to: "created"},
		{body: "create-app.201", at: "/id", to: 7},
		{body: "create-app.201", at: "/id", to: ""},
		{body: "create-app.201", at: "/id", to: nil},
		{body: "create-app.201", at: "/name", to: 7},
		{body: "create-app.201", at: "/name", to: ""},
		{body: "create-app.201", at: "/remark", to: 7},
		{body: "create-app.201", at: "/remark", to: nil, reason: "a remark is a string or is not there"},
		{body: "create-app.201", at: "/creator", to: "user"},
		{body: "create-app.201", at: "/creator", to: "ADMIN"},
		{body: "create-app.201", at: "/creator", to: ""},
		{body: "create-app.201", at: "/creator", to: 1},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03 13:09:13"},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03T13:09:13", reason: "no zone"},
		{body: "create-app.201", at: "/update_time", to: "2020-02-30T13:09:13Z"},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03T25:09:13Z"},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03T13:09:13.Z"},
		{body: "create-app.201", at: "/update_time", to: 1596460153},
		{body: "create-app.201", at: "/update_time", to: ""},
		{body: "create-app.201", at: "/register_time", to: "yesterday"},
		{body: "create-app.201", at: "/register_time", to: true},
		{body: "create-app.201", at: "/app_key", to: ""},
		{body: "create-app.201", at: "/app_key", to: []any{"key"}},
		{body: "create-app.201", at: "/app_secret", to: ""},
		{body: "create-app.201", at: "/app_secret", to: map[string]any{}},
		{body: "create-app.201", at: "/status", to: 0},
		{body: "create-app.201", at: "/status", to: 2},
		{body: "create-app.201", at: "/status", to: "1"},
		{body: "create-app.201", at: "/status", to: 1.5},
		{body: "create-app.201", at: "/status", to: true},
		{body: "create-app.201", at: "/app_type", to: "APIG"},
		{body: "create-app.201", at: "/app_type", to: ""},
		{body: "create-app.201", at: "/app_type", to: 1},
		{body: "create-app.201", at: "/roma_app_type", to: "other"},
		{body: "create-app.201", at: "/roma_app_type", to: 1},
		{body: "create-app.201", at: "/id", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/name", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/creator", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/update_time", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/app_key", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/app_secret", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/register_time", to: gone{}, want: "/"},
		{body: "create-app.201", at: "/status", to: gone{}, want: "/"},

		{body: "create-app.201", at: "/remark", to: gone{}, valid: true, reason: "the second listed app has none"},
		{body: "create-app.201", at: "/remark", to: "", valid: true},
		{body: "create-app.201", at: "/app_type", to: gone{}, valid: true, reason: "the second listed app has none"},
		{body: "create-app.201", at: "/app_type", to: "roma", valid: true},
		{body: "create-app.201", at: "/roma_app_type", to: "subscription", valid: true},
		{body: "create-app.201", at: "/roma_app_type", to: "integration", valid: true},
		{body: "create-app.201", at: "/creator", to: "MARKET", valid: true},
		{body: "create-app.201", at: "/app_secret", to: "416ccd1a4ef94b8fa2b6b1b0e1f40ab8", valid: true, reason: "need not be masked"},
		{body: "create-app.201", at: "/app_secret", to: "***", valid: true, reason: "the request's rule does not apply to responses"},
		{body: "create-app.201", at: "/app_key", to: masked, valid: true, reason: "secrets may be masked"},
		{body: "create-app.201", at: "/name", to: "应用", valid: true, reason: "made under another edition"},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03T13:09:13+08:00", valid: true},
		{body: "create-app.201", at: "/update_time", to: "2020-08-03T13:09:13.5Z", valid: true},
		{body: "create-app.201", at: "/status", to: json.Number("1.0"), valid: true, reason: "the same number"},
		{body: "create-app.201", at: "/request_id", to: 7, valid: true, reason: "members not documented are allowed"},

		{body: "query-apps.200", at: "", to: []any{}},
		{body: "query-apps.200", at: "/size", to: -1},
		{body: "query-apps.200", at: "/size", to: 1.5},
		{body: "query-apps.200", at: "/size", to: "2"},
		{body: "query-apps.200", at: "/size", to: nil},
		{body: "query-apps.200", at: "/total", to: -1},
		{body: "query-apps.200", at: "/total", to: "2"},
		{body: "query-apps.200", at: "/total", to: 2.5},
		{body: "query-apps.200", at: "/apps", to: nil, reason: "an empty list is []"},
		{body: "query-apps.200", at: "/apps", to: map[string]any{}},
		{body: "query-apps.200", at: "/apps/0", to: "app_demo"},
		{body: "query-apps.200", at: "/apps/1", to: nil},
		{body: "query-apps.200", at: "/apps/0/id", to: 1},
		{body: "query-apps.200", at: "/apps/0/name", to: ""},
		{body: "query-apps.200", at: "/apps/0/remark", to: false},
		{body: "query-apps.200", at: "/apps/0/creator", to: "USERS"},
		{body: "query-apps.200", at: "/apps/0/update_time", to: "2020-08-03"},
		{body: "query-apps.200", at: "/apps/0/app_key", to: 1},
		{body: "query-apps.200", at: "/apps/0/app_secret", to: nil},
		{body: "query-apps.200", at: "/apps/0/register_time", to: "13:09:13Z"},
		{body: "query-apps.200", at: "/apps/0/status", to: 3},
		{body: "query-apps.200", at: "/apps/0/app_type", to: "rest"},
		{body: "query-apps.200", at: "/apps/0/roma_app_type", to: "none"},
		{body: "query-apps.200", at: "/apps/0/bind_num", to: -1},
		{body: "query-apps.200", at: "/apps/1/bind_num", to: "3"},
		{body: "query-apps.200", at: "/size", to: gone{}, want: "/"},
		{body: "query-apps.200", at: "/total", to: gone{}, want: "/"},
		{body: "query-apps.200", at: "/apps", to: gone{}, want: "/"},
		{body: "query-apps.200", at: "/apps/1/id", to: gone{}, want: "/apps/1"},
		{body: "query-apps.200", at: "/apps/1/bind_num", to: gone{}, want: "/apps/1"},

		{body: "query-apps.200", at: "/apps", to: []any{}, valid: true},
		{body: "query-apps.200", at: "/size", to: 0, valid: true, reason: "that size counts apps is beyond JSON Schema"},
		{body: "query-apps.200", at: "/total", to: json.Number("9223372036854775807"), valid: true},
		{body: "query-apps.200", at: "/apps/0/bind_num", to: 500, valid: true},
		{body: "query-apps.200", at: "/apps/0/extra", to: nil, valid: true, reason: "members not documented are allowed"},

		{body: "create-app.400", at: "", to: "APIG.2011"},
		{body: "create-app.400", at: "/error_code", to: 2011},
		{body: "create-app.400", at: "/error_code", to: ""},
		{body: "create-app.400", at: "/error_code", to: nil},
		{body: "create-app.400", at: "/error_msg", to: 1},
		{body: "create-app.400", at: "/error_msg", to: nil},
		{body: "create-app.400", at: "/error_code", to: gone{}, want: "/"},
		{body: "create-app.400", at: "/error_msg", to: gone{}, want: "/"},

		{body: "create-app.400", at: "/error_code", to: "APIG.2000", valid: true, reason: "another code of the family"},
		{body: "create-app.400", at: "/error_msg", to: "", valid: true},
		{body: "create-app.400", at: "/request_id", to: "7", valid: true, reason: "members not documented are allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.body+tt.at, func(t *testing.T) {
			var instance any
			decode(t, readFile(t, "testdata/pages/"+tt.body+".json"), &instance)
			instance = mutate(instance, strings.Split(tt.at, "/")[1:], tt.to)
			if tt.at == "" {
				instance = tt.to
			}
			name := tt.body
			if !slices.Contains(schemas.Names(), name) {
				name = schemas.ErrorResponse
			}
			want := []string{tt.at}
			switch {
			case tt.valid:
				want = nil
			case tt.want != "":
				want = []string{strings.TrimSuffix(tt.want, "/")}
			}
			if diff := cmp.Diff(want, blamed(t, compile(t, name), instance)); diff != "" {
				t.Errorf("%v: where faults are reported (-want +got):\n%s%s", tt.to, diff, tt.reason)
			}
		})
	}
}

// TestListedAppIsCreatedApp holds that both pages describe the same app: the
// list's has one member more, and its own citations.
func TestListedAppIsCreatedApp(t *testing.T) {
	type schema struct {
		Properties map[string]map[string]any
		Required   []string
	}
	var created schema
	var listed struct {
		Properties struct{ Apps struct{ Items schema } }
	}
	for name, dst := range map[string]any{schemas.CreateResponse: &created, schemas.ListResponse: &listed} {
		text, err := schemas.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		decode(t, text, dst)
	}
	got := listed.Properties.Apps.Items
	for _, s := range []struct {
		table string
		schema
	}{{"create-app, Table 4, ", created}, {"query-apps, Table 5, ", got}} {
		for name, property := range s.Properties {
			if cited := property["$comment"]; cited != s.table+name {
				t.Errorf("%s is cited as %v", name, cited)
			}
			delete(property, "$comment")
		}
	}
	if got.Properties["bind_num"] == nil {
		t.Error("a listed app has no bind_num")
	}
	delete(got.Properties, "bind_num")
	created.Required = append(created.Required, "bind_num")
	if diff := cmp.Diff(created, got); diff != "" {
		t.Errorf("app (-created +listed):\n%s", diff)
	}
}

// mutate sets what the path leads to.
func mutate(v any, path []string, to any) any {
	if len(path) == 0 {
		return to
	}
	switch v := v.(type) {
	case map[string]any:
		if _, drop := to.(gone); drop && len(path) == 1 {
			delete(v, path[0])
			return v
		}
		v[path[0]] = mutate(v[path[0]], path[1:], to)
		return v
	case []any:
		i := int(path[0][0] - '0')
		v[i] = mutate(v[i], path[1:], to)
		return v
	}
	panic("nothing at " + path[0])
}
