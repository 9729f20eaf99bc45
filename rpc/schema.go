package rpc

import (
	"encoding/json"
	"errors"

	"github.com/appgauge/appgauge/schemas"
)

type schemaParams struct {
	Name text `json:"name" jsonschema:"The schema's name: create-app.request, query-apps.200, openapi; one of another rule set has its folder before it, 2023-04/openapi."`
}

// Schema is the result of schema/get.
type Schema struct {
	Name   string          `json:"name" jsonschema:"The name asked for."`
	URL    string          `json:"url" jsonschema:"Where the schema stands for the world."`
	Schema json.RawMessage `json:"schema" jsonschema:"The document: a JSON Schema, an OpenAPI document or an OpenRPC document."`
}

func getSchema(_ call, p *schemaParams) (any, error) {
	name := string(p.Name)
	content, err := schemas.Read(name)
	if notFound, ok := errors.AsType[*schemas.NotFoundError](err); ok {
		return nil, &ParamError{
			Param: "name", Expected: oneOf(notFound.Known), Got: describe(encode(name)), Nearest: notFound.Nearest,
		}
	}
	if err != nil {
		return nil, err
	}
	url, err := schemas.URL(name)
	return Schema{Name: name, URL: url, Schema: content}, err
}
