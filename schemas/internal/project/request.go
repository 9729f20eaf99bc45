package project

import (
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/schemas/pattern"
	"github.com/appgauge/appgauge/validate"
)

// createRequest is the body of a create request as a JSON Schema. Members that
// are not documented are allowed, as the checks allow them; duplicates are
// beyond JSON Schema.
func createRequest(e *validate.Edition) (object, error) {
	body, err := requestBody(e)
	if err != nil {
		return nil, err
	}
	head := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", schemas.Base + schemas.In(e, schemas.CreateRequest) + ext},
	}
	for i, m := range body {
		if m.key == "$comment" {
			body[i].value = Generated + " " + m.value.(string)
		}
	}
	return append(head, body...), nil
}

// requestBody is what the JSON Schema and the OpenAPI document have in common.
func requestBody(e *validate.Edition) (object, error) {
	var properties object
	var required []string
	for i := range e.Fields {
		f := &e.Fields[i]
		p, err := property(f)
		if err != nil {
			return nil, err
		}
		properties = append(properties, member{f.Name, p})
		if f.Required {
			required = append(required, f.Name)
		}
	}
	body := object{
		{"$comment", requestTable(e)},
		{"title", "CreateApp"},
		{"description", "The app to create. Edition " + e.ID + ": " + e.About + "."},
		{"type", "object"},
		{"properties", properties},
	}
	if required != nil {
		body = append(body, member{"required", required})
	}
	// The example of the page.
	return append(body, member{"examples", []any{object{
		{"name", "app_demo"},
		{"remark", "Demo app"},
	}}}), nil
}

// property is the rules of one member.
func property(f *validate.Field) (object, error) {
	expr, err := pattern.Of(f)
	if err != nil {
		return nil, err
	}
	p := object{
		{"$comment", f.Doc.String()},
		{"description", f.Describe(validate.English)},
	}
	if f.Required {
		p = append(p, member{"type", "string"})
	} else {
		// Null counts as not sent.
		p = append(p, member{"type", []string{"string", "null"}})
	}
	if f.Min > 0 {
		p = append(p, member{"minLength", f.Min})
	}
	p = append(p, member{"maxLength", f.Max})
	if expr != "" {
		p = append(p, member{"pattern", expr})
	}
	return p, nil
}
