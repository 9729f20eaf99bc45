package rpc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/ruletable"
	"github.com/appgauge/appgauge/rpc/wire"
)

// The parts of an OpenRPC document (spec.open-rpc.org) that are used here.
type (
	openRPC struct {
		Version    string          `json:"openrpc"`
		Info       openRPCInfo     `json:"info"`
		Methods    []openRPCMethod `json:"methods"`
		Components openRPCParts    `json:"components"`
	}
	openRPCInfo struct {
		Title       string `json:"title"`
		Version     string `json:"version"`
		Description string `json:"description"`
	}
	openRPCMethod struct {
		Name           string         `json:"name"`
		Summary        string         `json:"summary"`
		Description    string         `json:"description,omitempty"`
		ParamStructure string         `json:"paramStructure"`
		Params         []openRPCValue `json:"params"`
		Result         openRPCValue   `json:"result"`
		Errors         []openRPCRef   `json:"errors,omitempty"`
	}
	openRPCValue struct {
		Name        string             `json:"name"`
		Description string             `json:"description,omitempty"`
		Required    bool               `json:"required,omitempty"`
		Schema      *jsonschema.Schema `json:"schema"`
	}
	openRPCRef   struct{ Ref string }
	openRPCError struct {
		Code    int64  `json:"code"`
		Message string `json:"message"`
		Data    string `json:"data,omitempty"`
	}
	openRPCParts struct {
		Schemas map[string]*jsonschema.Schema `json:"schemas"`
		Errors  map[string]openRPCError       `json:"errors"`
	}
)

// MarshalJSON writes a reference to one of the errors.
func (r openRPCRef) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"$ref": "#/components/errors/" + r.Ref})
}

// apiVersion changes with the table of methods: its first number when something
// that worked no longer does.
const apiVersion = "1.0.0"

// OpenRPC describes the methods as an OpenRPC document, indented. The file
// schemas/openrpc.json is its result.
func OpenRPC() ([]byte, error) {
	doc := openRPC{
		Version: "1.3.2",
		Info: openRPCInfo{
			Title:   "appgauge",
			Version: apiVersion,
			Description: "Checks apps, the identities with which clients call a cloud API gateway, against their documented rules. " +
				"Generated from the table of methods by make generate; do not edit.",
		},
		Components: openRPCParts{Schemas: map[string]*jsonschema.Schema{}, Errors: openRPCErrors()},
	}
	for t, name := range sharedTypes() {
		types := paramSchemas()
		delete(types, t)
		s, err := schemaOf(t, types)
		if err != nil {
			return nil, err
		}
		entitle(s, name)
		doc.Components.Schemas[name] = s
	}
	for _, m := range Methods() {
		described, err := m.openRPC()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Name, err)
		}
		doc.Methods = append(doc.Methods, described)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(doc)
	return b.Bytes(), err
}

func (m Method) openRPC() (openRPCMethod, error) {
	out := openRPCMethod{Name: m.Name, Summary: m.Summary, Description: m.About, ParamStructure: "either", Params: []openRPCValue{}}
	types := paramSchemas()
	for _, p := range m.Params {
		s, err := schemaOf(p.Type, types)
		if err != nil {
			return out, err
		}
		entitle(s, pascal(m.Name)+pascal(p.Name))
		out.Params = append(out.Params, openRPCValue{Name: p.Name, Description: p.About, Required: p.Required, Schema: s})
	}
	s, err := schemaOf(m.Result, types)
	if err != nil {
		return out, err
	}
	entitle(s, pascal(m.Name)+"Result")
	out.Result = openRPCValue{Name: "result", Schema: s}
	out.Errors = []openRPCRef{{"InvalidParams"}}
	if m.Long {
		out.Errors = append(out.Errors, openRPCRef{"Cancelled"})
	}
	return out, nil
}

func openRPCErrors() map[string]openRPCError {
	return map[string]openRPCError{
		"InvalidParams": {jsonrpc2.CodeInvalidParams, "Invalid params",
			"An object with the members reason (a sentence), param, expected and got."},
		"Cancelled": {wire.CodeCancelled, "Request cancelled", "The caller sent $/cancelRequest with the request's id."},
	}
}

// sharedTypes are the types of results that stand in the document once.
func sharedTypes() map[reflect.Type]string {
	return map[reflect.Type]string{
		reflect.TypeFor[Verdict]():   "Verdict",
		reflect.TypeFor[Violation](): "Violation",
		reflect.TypeFor[Range]():     "Range",
		reflect.TypeFor[Place]():     "Place",
		reflect.TypeFor[Reference](): "Reference",
		reflect.TypeFor[Answer]():    "Answer",

		reflect.TypeFor[result.Exchange](): "Exchange",
		reflect.TypeFor[ruletable.Range](): "Characters",
	}
}

// paramSchemas are the schemas of the types whose values are not what their
// structure says.
func paramSchemas() map[reflect.Type]*jsonschema.Schema {
	of := func(kind string) *jsonschema.Schema { return &jsonschema.Schema{Type: kind} }
	enum := func(values []string) *jsonschema.Schema {
		s := of("string")
		for _, v := range values {
			s.Enum = append(s.Enum, v)
		}
		return s
	}
	out := map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[object]():       of("object"),
		reflect.TypeFor[anything]():     {},
		reflect.TypeFor[text]():         of("string"),
		reflect.TypeFor[truth]():        of("boolean"),
		reflect.TypeFor[integer]():      {Types: []string{"integer", "string"}, Pattern: "^(-?[0-9]+)?$"},
		reflect.TypeFor[editionID]():    enum(editionIDs()),
		reflect.TypeFor[editionOf]():    enum(editionIDs()),
		reflect.TypeFor[localeTag]():    enum(localeTags()),
		reflect.TypeFor[fieldName]():    enum(fieldNames()),
		reflect.TypeFor[encodingID]():   enum(encodingIDs()),
		reflect.TypeFor[ruleName]():     enum(ruleNames()),
		reflect.TypeFor[severityName](): enum(severityNames()),
		reflect.TypeFor[causeName]():    enum(causeNames()),
		reflect.TypeFor[Document]():     of("object"),

		reflect.TypeFor[globs]():             {Type: "array", Items: of("string")},
		reflect.TypeFor[result.Basis]():      enum(textsOf(result.Stated, result.Shown, result.Inferred)),
		reflect.TypeFor[result.Level]():      enum(textsOf(result.Must, result.Should, result.Info)),
		reflect.TypeFor[result.Verdict]():    enum(textsOf(result.Verdicts()...)),
		reflect.TypeFor[result.Conclusion](): enum(textsOf(result.Conformant, result.Partial, result.Nonconformant, result.Aborted)),
		reflect.TypeFor[json.RawMessage]():   {},
		reflect.TypeFor[ruletable.Charset](): {AnyOf: []*jsonschema.Schema{
			{Type: "array", Items: &jsonschema.Schema{Ref: "#/components/schemas/Characters"}},
			{Type: "null", Description: "Any character."},
		}},
	}
	for t, name := range sharedTypes() {
		out[t] = &jsonschema.Schema{Ref: "#/components/schemas/" + name}
	}
	return out
}

func textsOf[T fmt.Stringer](values ...T) []string {
	var texts []string
	for _, v := range values {
		texts = append(texts, v.String())
	}
	return texts
}

// schemaOf is the JSON Schema of a Go type. Pointers are how members are left
// out, and never null.
func schemaOf(t reflect.Type, types map[reflect.Type]*jsonschema.Schema) (*jsonschema.Schema, error) {
	s, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: types})
	if err != nil {
		return nil, err
	}
	notNull(s)
	return s, nil
}

func notNull(s *jsonschema.Schema) {
	s.Types = slices.DeleteFunc(s.Types, func(kind string) bool { return kind == "null" })
	switch len(s.Types) {
	case 0:
		s.Types = nil
	case 1:
		s.Type, s.Types = s.Types[0], nil
	}
	if s.Items != nil {
		notNull(s.Items)
	}
	if s.AdditionalProperties != nil {
		notNull(s.AdditionalProperties)
	}
	for _, member := range s.Properties {
		notNull(member)
	}
}

// entitle gives the schema, and each within it, a title of its own: generators make types of
// titles, and of a schema without one a name out of all that it says.
func entitle(s *jsonschema.Schema, title string) {
	if s.Ref != "" {
		return
	}
	s.Title = title
	for name, member := range s.Properties {
		entitle(member, title+pascal(name))
	}
	if s.Items != nil {
		entitle(s.Items, title+"Item")
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Not == nil {
		entitle(s.AdditionalProperties, title+"Value")
	}
	for i, variant := range s.AnyOf {
		entitle(variant, fmt.Sprint(title, i+1))
	}
}

// pascal is a name in PascalCase: "conformance/run" is ConformanceRun.
func pascal(name string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
