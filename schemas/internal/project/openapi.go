package project

import (
	"fmt"

	"github.com/appgauge/appgauge/validate"
)

// reference is the member that cites the documentation in an OpenAPI document.
const reference = "x-reference"

const (
	createPage = "create-app"
	queryPage  = "query-apps"
)

// tag groups both operations.
const tag = "apps"

// openAPI is both operations as an OpenAPI 3.1 document.
func openAPI(e *validate.Edition) (object, error) {
	bodies, err := readBodies(e)
	if err != nil {
		return nil, err
	}
	return object{
		{"openapi", "3.1.0"},
		{"x-generated", Generated},
		{"info", object{
			{"title", "Apps of an API gateway"},
			{"summary", "Create and query the apps with which clients call APIs"},
			{"description", "Edition " + e.ID + ": " + e.About + ". Each " + reference + " cites the page, table and row that a part follows."},
			{"contact", object{{"name", "appgauge"}, {"url", "https://github.com/appgauge/appgauge"}}},
			{"version", e.ID},
		}},
		// What a document without servers means; linters want it said.
		{"servers", []any{object{{"url", "/"}, {"description", "The gateway, whose address differs from region to region."}}}},
		{"tags", []any{object{{"name", tag}, {"description", "The identities with which clients call APIs."}}}},
		{"security", []any{object{{"token", []any{}}}}},
		{"paths", object{
			{"/v2/{project_id}/apigw/instances/{instance_id}/apps", object{
				{"parameters", pathParameters()},
				{"get", queryApps(e, bodies)},
				{"post", createApp(e, bodies)},
			}},
		}},
		{"components", object{
			{"securitySchemes", object{{"token", object{
				{"type", "apiKey"},
				{"in", "header"},
				{"name", "X-Auth-Token"},
				{"description", "The user's token, as the identity service gives it in X-Subject-Token."},
				{reference, cite(createPage, 2, "X-Auth-Token") + "; " + cite(queryPage, 3, "X-Auth-Token")},
			}}}},
			{"schemas", bodies.schemas()},
		}},
	}, nil
}

func createApp(e *validate.Edition, b *bodies) object {
	return object{
		{"tags", []any{tag}},
		{"operationId", "createApp"},
		{"summary", "Create an app"},
		{"description", "Creates the identity with which a client calls the APIs that it is authorised for. A key or secret that is not sent is generated."},
		{reference, createPage},
		{"requestBody", object{
			{"required", true},
			{reference, requestTable(e)},
			{"content", b.request.content()},
		}},
		{"responses", append(object{
			{"201", response("The app was created.", cite(createPage, 4), b.created.content())},
		}, errorResponses(e, b, createPage, 5)...)},
	}
}

func queryApps(e *validate.Edition, b *bodies) object {
	return object{
		{"tags", []any{tag}},
		{"operationId", "queryApps"},
		{"summary", "Query apps"},
		{"description", "Lists the apps that match every filter that is sent, one page at a time."},
		{reference, queryPage},
		{"parameters", queryParameters(e)},
		{"responses", append(object{
			{"200", response("One page of the apps that match.", cite(queryPage, 4), b.listed.content())},
		}, errorResponses(e, b, queryPage, 6)...)},
	}
}

// errorResponses are the documented error answers of a page, whose tables
// follow each other from the given one on.
func errorResponses(e *validate.Edition, b *bodies, page string, table int) object {
	// The pages show the answer to an invalid name, which is the first field.
	invalid, _ := validate.Violations{{Field: e.Fields[0].Name}}.Answer()
	var out object
	for i, a := range []struct {
		validate.Answer
		description string
	}{
		{invalid, "A parameter is invalid; the message names it."},
		{validate.Unauthorized, "The token is missing or not valid."},
		{validate.Forbidden, "The token does not permit the operation."},
		{validate.SystemError, "The gateway failed."},
	} {
		example := object{{"error_code", a.Code}, {"error_msg", a.Message}}
		r := response(a.description, cite(page, table+i), b.refused.contentWith(example))
		out = append(out, member{fmt.Sprint(a.Status), r})
	}
	return out
}

func response(description, citation string, content object) object {
	return object{
		{"description", description},
		{reference, citation},
		{"content", content},
	}
}

// requestTable cites the table of the request's members.
func requestTable(e *validate.Edition) string {
	doc := e.Fields[0].Doc
	return cite(doc.Page, doc.Table)
}

// cite names a table, or a row of one, as it is cited: "create-app, Table 3, name".
func cite(page string, table int, row ...string) string {
	s := fmt.Sprintf("%s, Table %d", page, table)
	for _, r := range row {
		s += ", " + r
	}
	return s
}
