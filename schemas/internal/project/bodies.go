package project

import (
	"fmt"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// bodies are the request and response bodies of an OpenAPI document.
type bodies struct{ request, created, listed, refused body }

// body is a JSON Schema as an OpenAPI document holds it: a component, and the
// schema's first example beside the places that refer to it.
type body struct {
	name    string
	schema  object
	example any
}

// readBodies projects the request and reads the responses, which are written by hand.
func readBodies(e *validate.Edition) (*bodies, error) {
	request, err := requestBody(e)
	if err != nil {
		return nil, err
	}
	b := &bodies{request: newBody(request)}
	for name, dst := range map[string]*body{
		schemas.CreateResponse: &b.created,
		schemas.ListResponse:   &b.listed,
		schemas.ErrorResponse:  &b.refused,
	} {
		text, err := schemas.Read(name)
		if err != nil {
			return nil, err
		}
		schema, err := parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		*dst = newBody(schema.(object))
	}
	return b, nil
}

// newBody takes a schema into an OpenAPI document. Its title becomes the
// component's name, which is what code generators call the type.
func newBody(schema object) body {
	var b body
	for _, m := range schema {
		switch m.key {
		case "$schema", "$id":
		case "title":
			b.name = m.value.(string)
		case "examples":
			b.example = m.value.([]any)[0]
		default:
			b.schema = append(b.schema, member{m.key, m.value})
		}
	}
	b.schema = citeByExtension(b.schema).(object)
	return b
}

// citeByExtension turns every $comment into the extension that readers of
// OpenAPI know from the rest of the document.
func citeByExtension(v any) any {
	switch v := v.(type) {
	case object:
		out := make(object, len(v))
		for i, m := range v {
			if _, isText := m.value.(string); isText && m.key == "$comment" {
				m.key = reference
			}
			out[i] = member{m.key, citeByExtension(m.value)}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = citeByExtension(item)
		}
		return out
	}
	return v
}

// schemas are the components.
func (b *bodies) schemas() object {
	var out object
	for _, body := range []body{b.request, b.created, b.listed, b.refused} {
		out = append(out, member{body.name, body.schema})
	}
	return out
}

// content is the JSON content with the schema's own example.
func (b body) content() object { return b.contentWith(b.example) }

func (b body) contentWith(example any) object {
	return object{{"application/json", object{
		{"schema", object{{"$ref", "#/components/schemas/" + b.name}}},
		{"example", example},
	}}}
}
