package report

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// jsonForm is the form for programs: an object with the findings, one a line, and
// then the summary. docs/validate.md documents it. Members may be added; the
// version changes when one is removed or changes its meaning.
type jsonForm struct {
	Options
	words *words
}

const jsonVersion = 1

// jsonViolation is a finding of the kind "violation".
type jsonViolation struct {
	Kind string `json:"kind"`
	File string `json:"file"`
	// App is the index in an array; absent where the app stands in none.
	App *int `json:"app,omitempty"`
	// Place is where the app is in its array or listing: "[2]", "apps[2]".
	Place     string `json:"place,omitempty"`
	Line      int64  `json:"line"`
	Column    int    `json:"column"`
	EndLine   int64  `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Offset    int64  `json:"offset"`
	EndOffset int64  `json:"endOffset"`
	Field     string `json:"field"`
	Rule      string `json:"rule"`
	Cause     string `json:"cause,omitempty"`
	Severity  string `json:"severity"`
	Index     int    `json:"index"`
	Limit     int    `json:"limit,omitempty"`
	Actual    *int   `json:"actual,omitempty"`
	Char      string `json:"char,omitempty"`
	Message   string `json:"message"`
}

// jsonProblem is a finding of the kind "problem".
type jsonProblem struct {
	Kind    string `json:"kind"`
	File    string `json:"file"`
	Line    int64  `json:"line,omitempty"`
	Offset  int64  `json:"offset,omitempty"`
	Problem string `json:"problem"`
	Size    int64  `json:"size,omitempty"`
	Limit   int64  `json:"limit,omitempty"`
	Message string `json:"message"`
}

type jsonSummary struct {
	Files    int64 `json:"files"`
	Bytes    int64 `json:"bytes"`
	Apps     int64 `json:"apps"`
	Valid    int64 `json:"valid"`
	Invalid  int64 `json:"invalid"`
	Errors   int64 `json:"errors"`
	Warnings int64 `json:"warnings"`
	Problems int64 `json:"problems"`
	// Hidden counts the findings left out by --max-errors.
	Hidden      int64 `json:"hidden"`
	Interrupted bool  `json:"interrupted"`
}

func (j *jsonForm) begin() string {
	return "{\n" +
		`"version": ` + strconv.Itoa(jsonVersion) + ",\n" +
		`"edition": ` + encode(j.Edition.ID) + ",\n" +
		`"locale": ` + encode(j.Locale.String()) + ",\n" +
		`"findings": [` + "\n"
}

func (j *jsonForm) separator() string { return ",\n" }

func (j *jsonForm) result(b *apps.Batch, r *apps.Result) {
	for _, v := range r.Violations {
		at := locate(r, v)
		f := jsonViolation{
			Kind: "violation", File: r.File,
			Line: at.line, Column: at.column, EndLine: at.endLine, EndColumn: at.endColumn,
			Offset: at.offset, EndOffset: at.endOffset,
			Field: v.Field, Rule: v.Rule.String(), Cause: v.Cause.String(), Severity: v.Severity.String(),
			Index: v.Index, Limit: v.Limit, Message: visible.Line(j.Edition.Message(v, j.Locale)),
		}
		if r.App >= 0 {
			f.App, f.Place = &r.App, r.Place()
		}
		if v.Rule == validate.RuleMinLength || v.Rule == validate.RuleMaxLength {
			f.Actual = &v.Actual
		}
		if v.Char != 0 {
			f.Char = string(v.Char)
		}
		j.add(b, f)
	}
}

func (j *jsonForm) problem(b *apps.Batch, p *apps.Problem) {
	j.add(b, jsonProblem{
		Kind: "problem", File: p.File, Line: p.Line, Offset: p.Offset,
		Problem: p.Kind.String(), Size: p.Size, Limit: p.Limit, Message: visible.Line(j.words.problem(p)),
	})
}

func (j *jsonForm) add(b *apps.Batch, finding any) {
	b.Out = append(b.Out, encode(finding)...)
	b.Finding()
}

func (j *jsonForm) end(s Summary) string {
	summary := encode(jsonSummary{
		Files: s.Files, Bytes: s.Bytes, Apps: s.Apps, Valid: s.Apps - s.Invalid, Invalid: s.Invalid,
		Errors: s.Errors, Warnings: s.Warnings, Problems: s.Problems,
		Hidden: s.hidden, Interrupted: s.Interrupted,
	})
	newline := "\n"
	if s.shown == 0 {
		newline = ""
	}
	return newline + "],\n" + `"summary": ` + summary + "\n}\n"
}

// encode is v as JSON in one line, which can be shown as it is. Everything that is encoded here can be.
func encode(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return string(visible.JSON([]byte(strings.TrimSuffix(b.String(), "\n"))))
}
