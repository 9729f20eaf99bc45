package validate

import "strconv"

// Page is the part of a listing that a gateway serves: at most Limit items,
// from the item number Offset on.
type Page struct {
	Offset, Limit int64
}

// PageRules are the rules by which a listing's offset and limit are read.
type PageRules struct {
	// DefaultLimit stands for an absent limit and for one of 0 or less.
	DefaultLimit int64
	// MaxLimit stands for any limit above it.
	MaxLimit int64
	// OffsetDoc and LimitDoc are where the parameters are documented.
	OffsetDoc, LimitDoc Reference
}

// Normalize is the page that a request for offset and limit gets. It never
// fails: a negative offset becomes 0, a limit of 0 or less the default, one
// above the maximum the maximum. An absent parameter is 0.
func (r PageRules) Normalize(offset, limit int64) Page {
	switch {
	case limit <= 0:
		limit = r.DefaultLimit
	case limit > r.MaxLimit:
		limit = r.MaxLimit
	}
	return Page{Offset: max(offset, 0), Limit: limit}
}

// Parse is [PageRules.Normalize] on the texts of a query string; an empty text
// is an absent parameter. The error names the first text that is not an
// integer of 64 bits: an optional minus sign and decimal digits.
func (r PageRules) Parse(offset, limit string) (Page, *PageError) {
	o, err := parseParam("offset", offset)
	if err != nil {
		return Page{}, err
	}
	l, err := parseParam("limit", limit)
	if err != nil {
		return Page{}, err
	}
	return r.Normalize(o, l), nil
}

func parseParam(param, text string) (int64, *PageError) {
	if text == "" {
		return 0, nil
	}
	if text[0] == '+' {
		return 0, &PageError{Param: param, Text: text}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, &PageError{Param: param, Text: text}
	}
	return n, nil
}

// PageError says which parameter of a listing was not an integer of 64 bits.
type PageError struct {
	Param string // "offset" or "limit"
	Text  string
}

func (e *PageError) Error() string {
	return e.Param + " is not a 64-bit integer: " + strconv.Quote(e.Text)
}

// Answer is the documented answer to the request with the unreadable parameter.
func (e *PageError) Answer() Answer { return invalidParameter(e.Param) }
