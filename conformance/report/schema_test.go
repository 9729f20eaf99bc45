package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/schemas"
)

func reportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := schemas.Compile(schemas.ConformanceReport)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decode(t *testing.T, text []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSchemaAccepts runs the suite in many ways: whatever comes of it, the report
// is of the published form, and is read back as it was; and in no form does it
// hold a secret.
func TestSchemaAccepts(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()) // runs that leave apps behind leave their ledgers
	schema := reportSchema(t)
	good := func() http.Handler { return gateway.New(gateway.Options{}) }
	bad, err := faults.Handler(gateway.Options{}, "name/max-65", "filter/status-ignored", "limit/501-refused")
	if err != nil {
		t.Fatal(err)
	}
	run := func(h http.Handler, change func(*conformance.Runner)) *result.Result {
		t.Helper()
		r := conformance.Runner{Handler: h, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1, AppBudget: 600, Timeout: time.Second}
		if change != nil {
			change(&r)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		res, err := r.Run(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	n := 0
	dying := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n++; n > 200 {
			panic("out of memory")
		}
		bad.ServeHTTP(w, r)
	})
	shards := []*result.Report{}
	for i := 1; i <= 3; i++ {
		shards = append(shards, result.NewReport(run(good(), func(r *conformance.Runner) {
			r.Only, r.Shard = []string{"create/name/m*"}, result.Shard{Index: i, Count: 3}
		})))
	}
	merged, err := conformance.Merge(shards...)
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]*result.Report{
		"conformant":     whole(t),
		"failing":        result.NewReport(run(bad, nil)),
		"known failures": sample(t),
		"aborted":        result.NewReport(run(dying, func(r *conformance.Runner) { r.Concurrency = 1 })),
		"read-only":      result.NewReport(run(good(), func(r *conformance.Runner) { r.ReadOnly, r.Strict, r.ForbiddenToken = true, true, "" })),
		"small budget":   result.NewReport(run(good(), func(r *conformance.Runner) { r.AppBudget, r.Keep = 3, true })),
		"nothing there":  result.NewReport(run(http.NotFoundHandler(), nil)),
		"fleet":          fleet(t, 2),
		"shard":          shards[0],
		"empty shard": result.NewReport(run(good(), func(r *conformance.Runner) {
			r.Only, r.Shard = []string{"create/name/max-length/65-rejected"}, result.Shard{Index: 3, Count: 3}
		})),
		"merged": merged,
		"tiny":   tiny(),
	}
	for _, id := range []string{
		"json/invalid-utf8", "json/lone-surrogate", "json/duplicate-members", "json/utf16", "json/huge-numbers",
		"value/injection-name", "value/injection-id", "value/injection-message", "value/injection-code", "value/id-path", "value/id-empty",
		"value/leaks-token", "value/leaks-request", "status/204", "status/999", "status/429-for-ever", "status/html-later",
	} {
		h, ok := hostile.Lookup(id)
		if !ok {
			t.Fatalf("no hostile gateway %s", id)
		}
		reports["hostile "+id] = result.NewReport(run(h.Handler(gateway.Options{}), func(r *conformance.Runner) {
			r.Only = []string{"create/name/m*", "create/error/*", "*/limit/*"}
		}))
	}
	for name, r := range reports {
		text := write(t, "json", r)
		if err := schema.Validate(decode(t, text)); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
		back, err := report.ReadJSON(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Equal(text, write(t, "json", back)) {
			t.Errorf("%s: the report is another one when it was read", name)
		}
		parse(t, write(t, "html", r))
		noSecrets(t, name, r)
	}
}

// TestSchemaRejects changes each value of a report in turn to one of another
// kind, adds a member to each object, and takes each required one away.
func TestSchemaRejects(t *testing.T) {
	schema := reportSchema(t)
	text := write(t, "json", tiny())
	if err := schema.Validate(decode(t, text)); err != nil {
		t.Fatal(err)
	}
	optional := map[string]bool{}
	for _, s := range structs(reflect.TypeFor[result.Report](), nil) {
		for name, f := range jsonFields(s) {
			if f.optional {
				optional[name] = true
			}
		}
	}
	mutations := 0
	root := decode(t, text)
	try := func(path, what string, set, reset func()) {
		mutations++
		set()
		if schema.Validate(root) == nil {
			t.Errorf("%s: %s is accepted", path, what)
		}
		reset()
	}
	var walk func(path string, v any, set func(any))
	walk = func(path string, v any, set func(any)) {
		reset := func() { set(v) }
		try(path, "null", func() { set(nil) }, reset)
		try(path, "true in the place of another value", func() {
			if set(true); v == true {
				set("true")
			}
		}, reset)
		switch v := v.(type) {
		case map[string]any:
			if strings.HasSuffix(path, "eader") || strings.HasSuffix(path, "/expect") {
				return // any name is a header's, and a later edition may have any trait
			}
			try(path, "an unknown member", func() { v["extra"] = "x" }, func() { delete(v, "extra") })
			for _, name := range sortedKeys(v) {
				was := v[name]
				if !optional[name] {
					try(path+"/"+name, "its absence", func() { delete(v, name) }, func() { v[name] = was })
				}
				walk(path+"/"+name, was, func(to any) { v[name] = to })
			}
		case []any:
			for i := range v {
				walk(fmt.Sprintf("%s/%d", path, i), v[i], func(to any) { v[i] = to })
			}
		case string:
			last := path[strings.LastIndex(path, "/")+1:]
			if !slices.Contains([]string{"runId"}, last) {
				try(path, "an empty string", func() { set("") }, reset)
			}
			if slices.Contains([]string{"conclusion", "verdict", "level", "state", "kind", "started", "schema", "baseURL", "runId"}, last) {
				try(path, "any string", func() { set("Anything") }, reset)
			}
		case json.Number:
			try(path, "-2", func() { set(json.Number("-2")) }, reset)
		}
	}
	walk("", root, func(to any) { root = to })
	if mutations < 500 {
		t.Errorf("only %d changes were tried", mutations)
	}
}

// TestSchemaDescribes compares the schema with the Go types: every member is
// there, described, and required unless it may be left out.
func TestSchemaDescribes(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(report.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	resolve := func(s map[string]any) map[string]any {
		if ref, ok := s["$ref"].(string); ok {
			return root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		}
		return s
	}
	types := map[reflect.Type]bool{}
	var compare func(path string, typ reflect.Type, s map[string]any)
	compare = func(path string, typ reflect.Type, s map[string]any) {
		s = resolve(s)
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
			if items, ok := s["items"].(map[string]any); ok {
				s = resolve(items)
			}
		}
		if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[time.Time]() || types[typ] {
			return
		}
		types[typ] = true
		fields := jsonFields(typ)
		var names, required []string
		for _, name := range sortedKeys(fields) {
			names = append(names, name)
			if !fields[name].optional {
				required = append(required, name)
			}
		}
		properties := s["properties"].(map[string]any)
		var gotRequired []string
		for _, name := range s["required"].([]any) {
			gotRequired = append(gotRequired, name.(string))
		}
		slices.Sort(gotRequired)
		if diff := cmp.Diff([][]string{names, required}, [][]string{sortedKeys(properties), gotRequired}); diff != "" {
			t.Errorf("%s: members, and required ones, of %s (-Go +schema):\n%s", path, typ, diff)
		}
		if s["additionalProperties"] != false {
			t.Errorf("%s: the schema takes members that %s does not have", path, typ)
		}
		for name, f := range fields {
			p, ok := properties[name].(map[string]any)
			if !ok {
				continue
			}
			if text, _ := p["description"].(string); len(text) < 5 {
				t.Errorf("%s/%s is not described", path, name)
			}
			compare(path+"/"+name, f.typ, p)
		}
	}
	compare("", reflect.TypeFor[result.Report](), root)
	if len(types) < 10 {
		t.Errorf("only %d types were compared", len(types))
	}
	if got := root["properties"].(map[string]any)["schema"].(map[string]any)["const"]; got != result.ReportSchema {
		t.Errorf("the schema is for %q, reports say %q", got, result.ReportSchema)
	}
	// The enumerations follow the types, too.
	enums := map[string][]string{}
	for _, v := range result.Verdicts() {
		enums["verdict"] = append(enums["verdict"], v.String())
	}
	for c := result.Conformant; c <= result.Aborted; c++ {
		enums["conclusion"] = append(enums["conclusion"], c.String())
	}
	for l := result.Must; l <= result.Info; l++ {
		enums["level"] = append(enums["level"], l.String())
	}
	for name, want := range enums {
		var got []string
		for _, v := range root["$defs"].(map[string]any)[name].(map[string]any)["enum"].([]any) {
			got = append(got, v.(string))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-Go +schema):\n%s", name, diff)
		}
	}
}

// jsonField is a member of an object as encoding/json writes it.
type jsonField struct {
	typ      reflect.Type
	optional bool
}

// jsonFields are the members of a struct, those of embedded structs among them.
func jsonFields(typ reflect.Type) map[string]jsonField {
	out := map[string]jsonField{}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			for n, inner := range jsonFields(f.Type) {
				out[n] = inner
			}
		case f.IsExported():
			out[name] = jsonField{f.Type, strings.Contains(options, "omitempty")}
		}
	}
	return out
}

// structs are the struct types that a value of the type holds.
func structs(typ reflect.Type, known []reflect.Type) []reflect.Type {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice:
		return structs(typ.Elem(), known)
	case reflect.Struct:
		if slices.Contains(known, typ) || typ == reflect.TypeFor[time.Time]() {
			return known
		}
		known = append(known, typ)
		for _, f := range jsonFields(typ) {
			known = structs(f.typ, known)
		}
	}
	return known
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
