package ruletable

import (
	"encoding/json"
	"io"

	"github.com/appgauge/appgauge/validate"
)

// The JSON form. Its member names are stable; members may be added.
type (
	jsonTable struct {
		Edition string      `json:"edition"`
		About   string      `json:"about"`
		Default bool        `json:"default"`
		Fields  []jsonField `json:"fields"`
		Page    jsonPage    `json:"page"`
	}
	jsonField struct {
		Name     string `json:"name"`
		Required bool   `json:"required"`
		Secret   bool   `json:"secret"`
		// MinLength and MaxLength are in Unicode code points.
		MinLength int `json:"minLength"`
		MaxLength int `json:"maxLength"`
		// First and Chars list inclusive ranges of characters; null is any.
		First []jsonRange `json:"first"`
		Chars []jsonRange `json:"chars"`
		Rule  string      `json:"rule"`
		Doc   jsonDoc     `json:"doc"`
	}
	jsonRange struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
	jsonPage struct {
		DefaultLimit int64   `json:"defaultLimit"`
		MaxLimit     int64   `json:"maxLimit"`
		OffsetDoc    jsonDoc `json:"offsetDoc"`
		LimitDoc     jsonDoc `json:"limitDoc"`
	}
	jsonDoc struct {
		Page  string `json:"page"`
		Table int    `json:"table"`
		Row   string `json:"row"`
	}
)

func writeJSON(w io.Writer, e *validate.Edition, l validate.Locale) error {
	t := jsonTable{
		Edition: e.ID,
		About:   e.About,
		Default: e == validate.Default(),
		Page: jsonPage{
			DefaultLimit: e.Page.DefaultLimit,
			MaxLimit:     e.Page.MaxLimit,
			OffsetDoc:    jsonDoc(e.Page.OffsetDoc),
			LimitDoc:     jsonDoc(e.Page.LimitDoc),
		},
	}
	for i := range e.Fields {
		f := &e.Fields[i]
		t.Fields = append(t.Fields, jsonField{
			Name:      f.Name,
			Required:  f.Required,
			Secret:    f.Secret,
			MinLength: f.Min,
			MaxLength: f.Max,
			First:     ranges(f.First),
			Chars:     ranges(f.Chars),
			Rule:      f.Describe(l),
			Doc:       jsonDoc(f.Doc),
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(t)
}

func ranges(c validate.Charset) []jsonRange {
	var out []jsonRange
	for _, r := range c {
		out = append(out, jsonRange{string(r.Lo), string(r.Hi)})
	}
	return out
}
