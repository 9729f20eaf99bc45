package ruletable

import (
	"encoding/json"
	"io"

	"github.com/appgauge/appgauge/validate"
)

// The JSON form. Its member names are stable; members may be added. The tags
// jsonschema describe the members where they are published.
type (
	// Table is an edition's rules.
	Table struct {
		Edition string  `json:"edition" jsonschema:"The ID of the rule set."`
		About   string  `json:"about" jsonschema:"What is particular to it."`
		Default bool    `json:"default" jsonschema:"Whether it is the default."`
		Fields  []Field `json:"fields" jsonschema:"The members of a create request, in table order."`
		Page    Page    `json:"page" jsonschema:"How the page of a listing is read."`
	}
	// Field is the rule of one member.
	Field struct {
		Name      string  `json:"name" jsonschema:"The JSON member name."`
		Required  bool    `json:"required" jsonschema:"Whether it must be present."`
		Secret    bool    `json:"secret" jsonschema:"Whether its value should not be shown."`
		MinLength int     `json:"minLength" jsonschema:"In Unicode code points."`
		MaxLength int     `json:"maxLength" jsonschema:"In Unicode code points."`
		First     Charset `json:"first" jsonschema:"What it may start with."`
		Chars     Charset `json:"chars" jsonschema:"What it may hold."`
		Rule      string  `json:"rule" jsonschema:"All of that in a sentence."`
		Doc       Doc     `json:"doc" jsonschema:"Where it is documented."`
	}
	// Charset is a set of characters; null is every character.
	Charset []Range
	// Range is an inclusive range of characters.
	Range struct {
		From string `json:"from" jsonschema:"The first character."`
		To   string `json:"to" jsonschema:"The last character."`
	}
	// Page is the rule of a listing's page.
	Page struct {
		DefaultLimit int64 `json:"defaultLimit" jsonschema:"The limit in place of none, or of one of 0 or less."`
		MaxLimit     int64 `json:"maxLimit" jsonschema:"The limit in place of any above it."`
		OffsetDoc    Doc   `json:"offsetDoc" jsonschema:"Where the offset is documented."`
		LimitDoc     Doc   `json:"limitDoc" jsonschema:"Where the limit is documented."`
	}
	// Doc is a place in the documentation.
	Doc struct {
		Page  string `json:"page" jsonschema:"The page."`
		Table int    `json:"table" jsonschema:"The number of the table on it."`
		Row   string `json:"row" jsonschema:"The row of the table."`
	}
)

// New is the table of an edition in its JSON form. The locale is that of the
// sentences.
func New(e *validate.Edition, l validate.Locale) Table {
	t := Table{
		Edition: e.ID,
		About:   e.About,
		Default: e == validate.Default(),
		Page: Page{
			DefaultLimit: e.Page.DefaultLimit,
			MaxLimit:     e.Page.MaxLimit,
			OffsetDoc:    Doc(e.Page.OffsetDoc),
			LimitDoc:     Doc(e.Page.LimitDoc),
		},
	}
	for i := range e.Fields {
		f := &e.Fields[i]
		t.Fields = append(t.Fields, Field{
			Name:      f.Name,
			Required:  f.Required,
			Secret:    f.Secret,
			MinLength: f.Min,
			MaxLength: f.Max,
			First:     ranges(f.First),
			Chars:     ranges(f.Chars),
			Rule:      f.Describe(l),
			Doc:       Doc(f.Doc),
		})
	}
	return t
}

func writeJSON(w io.Writer, e *validate.Edition, l validate.Locale) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(New(e, l))
}

func ranges(c validate.Charset) Charset {
	var out Charset
	for _, r := range c {
		out = append(out, Range{string(r.Lo), string(r.Hi)})
	}
	return out
}
