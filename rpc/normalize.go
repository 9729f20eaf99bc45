package rpc

import (
	"strconv"

	"github.com/appgauge/appgauge/validate"
)

type normalizeParams struct {
	Offset  integer   `json:"offset,omitempty" jsonschema:"The number of the first item; if absent or an empty text, 0."`
	Limit   integer   `json:"limit,omitempty" jsonschema:"How many items to list; if absent or an empty text, the default."`
	Edition editionID `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
}

// Page is the result of page/normalize.
type Page struct {
	Offset int64 `json:"offset" jsonschema:"The number of the first item that is listed."`
	Limit  int64 `json:"limit" jsonschema:"The most items that are listed."`
	// Query keeps all digits where a caller's numbers are floating point.
	Query string `json:"query" jsonschema:"Both as the query string of a request."`
}

func normalize(_ call, p *normalizeParams) (any, error) {
	rules := p.Edition.edition().Page
	page, err := rules.Parse(string(p.Offset), string(p.Limit))
	if err != nil {
		doc := rules.OffsetDoc
		if err.Param == "limit" {
			doc = rules.LimitDoc
		}
		a := err.Answer()
		return nil, &ParamError{
			Param: err.Param, Expected: (*integer)(nil).expects(), Got: describe(encode(err.Text)),
			Documented: reference(doc), Answer: answer(a),
		}
	}
	return newPage(page), nil
}

func newPage(p validate.Page) Page {
	offset, limit := strconv.FormatInt(p.Offset, 10), strconv.FormatInt(p.Limit, 10)
	return Page{Offset: p.Offset, Limit: p.Limit, Query: "offset=" + offset + "&limit=" + limit}
}
