package project

import "github.com/appgauge/appgauge/validate"

// pathParameters are the parameters of the path, which both pages list alike.
func pathParameters() []any {
	var out []any
	for _, p := range []struct{ name, description string }{
		{"project_id", "The project."},
		{"instance_id", "The gateway within the project."},
	} {
		out = append(out, object{
			{"name", p.name},
			{"in", "path"},
			{"required", true},
			{"description", p.description},
			{reference, cite(createPage, 1, p.name) + "; " + cite(queryPage, 1, p.name)},
			{"schema", object{{"type", "string"}, {"minLength", 1}}},
		})
	}
	return out
}

// queryParameters are the page and the filters of a listing. The page shows a
// minimum and a maximum of limit, and says that values beyond them are
// replaced: they are no constraints, so they stand in x-replaced.
func queryParameters(e *validate.Edition) []any {
	page := e.Page
	lowest := page.Normalize(-1, 0)
	return []any{
		query(page.OffsetDoc, "How many matching apps to leave out before the page begins.",
			member{"type", "integer"}, member{"format", "int64"},
			member{"default", 0},
			member{"x-replaced", []any{
				object{{"below", 0}, {"by", lowest.Offset}},
			}}),
		query(page.LimitDoc, "How many apps a page holds at most.",
			member{"type", "integer"}, member{"format", "int32"},
			member{"default", page.DefaultLimit},
			member{"x-replaced", []any{
				object{{"below", 1}, {"by", lowest.Limit}},
				object{{"above", page.MaxLimit}, {"by", page.MaxLimit}},
			}}),
		filter("id", "The app of this id.", member{"type", "string"}),
		filter("name", "Apps with this text in the name, or of exactly this name: see precise_search.", member{"type", "string"}),
		filter("status", "Apps of this status.", member{"type", "integer"}, member{"format", "int32"}),
		filter("app_key", "The app of this AppKey.", member{"type", "string"}),
		filter("creator", "Apps of this creator; MARKET is reserved.",
			member{"type", "string"}, member{"enum", []string{"USER", "MARKET"}}),
		filter("precise_search", "The filter that is to match exactly; name is the one there is.",
			member{"type", "string"}, member{"enum", []string{"name"}}),
	}
}

func filter(name, description string, schema ...member) object {
	return query(validate.Reference{Page: queryPage, Table: 2, Row: name}, description, schema...)
}

// query is the query parameter that the page lists in doc's row.
func query(doc validate.Reference, description string, schema ...member) object {
	return object{
		{"name", doc.Row},
		{"in", "query"},
		{"description", description},
		{reference, doc.String()},
		{"schema", object(schema)},
	}
}
