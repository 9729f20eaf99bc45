package rpc

import (
	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
)

// Verdict is the result of the methods that validate.
type Verdict struct {
	Valid   bool      `json:"valid" jsonschema:"Whether no violation is an error."`
	Edition editionOf `json:"edition" jsonschema:"The rule set that was applied."`
	// Violations are never nil, so that callers get an array.
	Violations []Violation `json:"violations" jsonschema:"Every violation, in table order of the fields."`
	Answer     *Answer     `json:"answer,omitempty" jsonschema:"What a gateway answers, as documented; absent where the request is valid."`
}

// Violation is one broken rule and where it is broken.
type Violation struct {
	Field    string       `json:"field" jsonschema:"The JSON member; empty where the whole document is meant."`
	Rule     ruleName     `json:"rule" jsonschema:"The rule that is broken."`
	Severity severityName `json:"severity" jsonschema:"A warning does not make the request invalid."`
	Cause    causeName    `json:"cause,omitempty" jsonschema:"What is wrong with the JSON text, where the rule is syntax."`
	Message  string       `json:"message" jsonschema:"What is wrong and what would be right, in one sentence in the language asked for."`
	Range    *Range       `json:"range,omitempty" jsonschema:"Where the offence stands; absent where it stands nowhere in the text that is counted in."`
	Index    *int         `json:"index,omitempty" jsonschema:"Index of the first offending character in the field's text, in Unicode code points; for the rules about text."`
	Limit    *int         `json:"limit,omitempty" jsonschema:"The bound, in Unicode code points; for the rules about length."`
	Actual   *int         `json:"actual,omitempty" jsonschema:"The length, in Unicode code points; for the rules about length."`
	Char     string       `json:"char,omitempty" jsonschema:"The first offending character."`
	// Documented is nil where the rule is none of the pages'.
	Documented *Reference `json:"documented,omitempty" jsonschema:"Where the rule of the field is documented."`
}

// Range is a part of a text.
type Range struct {
	Start Place `json:"start" jsonschema:"The first character."`
	End   Place `json:"end" jsonschema:"Past the last character."`
}

// Place is a place in a text, counted from 0.
type Place struct {
	Offset    int `json:"offset" jsonschema:"In bytes of UTF-8, from the start of the text."`
	Line      int `json:"line" jsonschema:"Lines end with LF, CR LF or CR."`
	Character int `json:"character" jsonschema:"In the line, in the units asked for, UTF-16 code units if none."`
}

// Reference is a place in the gateway's documentation.
type Reference struct {
	Page  string `json:"page" jsonschema:"The page."`
	Table int    `json:"table" jsonschema:"The number of the table on it."`
	Row   string `json:"row" jsonschema:"The row of the table."`
}

// Answer is an error answer as the gateway's documentation has it.
type Answer struct {
	Status int        `json:"status" jsonschema:"The HTTP status."`
	Body   AnswerBody `json:"body"`
}

// AnswerBody is the body of an [Answer].
type AnswerBody struct {
	Code    string `json:"error_code"`
	Message string `json:"error_msg"`
}

func answer(a validate.Answer) *Answer {
	return &Answer{Status: a.Status, Body: AnswerBody{a.Code, a.Message}}
}

// verdict is what vs come to. place finds the range of a violation; nil means that
// there is none.
func verdict(e *validate.Edition, l validate.Locale, vs validate.Violations, place func(*validate.Violation) *Range) *Verdict {
	out := &Verdict{Valid: vs.Valid(), Edition: editionOf(e.ID), Violations: []Violation{}}
	for i := range vs {
		v := &vs[i]
		w := Violation{
			Field: v.Field, Rule: ruleName(v.Rule.String()), Severity: severityName(v.Severity.String()),
			Cause: causeName(v.Cause.String()), Message: e.Message(*v, l), Range: place(v),
		}
		if ofText(v.Rule) {
			w.Index = &v.Index
		}
		if v.Rule == validate.RuleMinLength || v.Rule == validate.RuleMaxLength {
			w.Limit, w.Actual = &v.Limit, &v.Actual
		}
		if v.Char != 0 {
			w.Char = string(v.Char)
		}
		if id, ok := e.Field(v.Field); ok {
			w.Documented = reference(e.Fields[id].Doc)
		}
		out.Violations = append(out.Violations, w)
	}
	if a, ok := vs.Answer(); ok {
		out.Answer = answer(a)
	}
	return out
}

// ofText reports whether a rule is about the text of a field.
func ofText(r validate.Rule) bool {
	switch r {
	case validate.RuleMinLength, validate.RuleMaxLength, validate.RuleStart, validate.RuleCharset:
		return true
	}
	return false
}

// rangeOf is the range from start to end of the text that x indexes.
func rangeOf(x *position.Index, e position.Encoding, start, end int) *Range {
	from, to := x.At(start, e), x.At(end, e)
	return &Range{
		Start: Place{start, from.Line, from.Character},
		End:   Place{end, to.Line, to.Character},
	}
}
