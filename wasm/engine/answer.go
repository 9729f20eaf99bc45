package main

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
)

// appendDiagnostics appends
//
//	{"diagnostics": [{"from", "to", "severity", "code", "message", …}], "total", "exact", "answer": {…} or null}
//
// with the counts of [assist.Report]. answer is what the gateway answers to the text
// as a request, null where the request is valid, or where the text holds lines.
func appendDiagnostics(dst []byte, q question) []byte {
	w := writer{out: dst}
	w.open('{')
	w.name("diagnostics")
	w.open('[')
	report := q.Report()
	for i := range report.Diagnostics {
		w.element()
		q.diagnostic(&w, &report.Diagnostics[i])
	}
	w.close(']')
	w.number("total", report.Total)
	w.bool("exact", report.Exact)
	answer, invalid := q.answer(report.Invalid)
	if invalid {
		w.name("answer")
		w.open('{')
		w.number("status", answer.Status)
		w.text("error_code", answer.Code)
		w.text("error_msg", answer.Message)
		w.close('}')
	} else {
		w.null("answer")
	}
	w.close('}')
	return w.out
}

// answer is what the gateway answers to the text, of which first is the first
// error.
func (q *question) answer(first *validate.Violation) (a validate.Answer, invalid bool) {
	if q.Kind != assist.Requests {
		return validate.Answer{}, false
	}
	// The text is a request or an array of them, and a gateway takes no array. Of one
	// that is no JSON it says the same.
	i := 0
	for i < len(q.Text) && q.Text[i] <= ' ' {
		i++
	}
	if i < len(q.Text) && q.Text[i] == '[' {
		return validate.Violations{{Rule: validate.RuleType}}.Answer()
	}
	if first == nil {
		return validate.Answer{}, false
	}
	return validate.Violations{*first}.Answer()
}

func (q *question) diagnostic(w *writer, d *assist.Diagnostic) {
	w.open('{')
	q.span(w, d.Start, d.End)
	w.text("severity", d.Severity.String())
	w.text("code", d.Code)
	w.text("rule", d.Rule.String())
	w.optional("field", d.Field)
	w.text("message", d.Message)
	w.optional("suggestion", d.Suggestion)
	if d.Reference.Page != "" {
		w.text("reference", d.Reference.String())
	}
	w.close('}')
}

// appendCompletions appends an array of
//
//	{"kind": "member", "value" or "request", "label", "detail", "doc", "filter", "from", "to", "insert", "snippet", "edits"}
func appendCompletions(dst []byte, q question, at int) []byte {
	w := writer{out: dst}
	w.open('[')
	for _, c := range q.Complete(q.places.byteAt(at)) {
		w.element()
		w.open('{')
		w.text("kind", [...]string{assist.Member: "member", assist.Value: "value", assist.Request: "request"}[c.Kind])
		w.text("label", c.Label)
		w.optional("detail", c.Detail)
		w.optional("doc", c.Doc)
		w.optional("filter", c.Filter)
		q.span(&w, c.Start, c.End)
		w.text("insert", c.Insert)
		w.optional("snippet", c.Snippet)
		q.edits(&w, c.Edits)
		w.close('}')
	}
	w.close(']')
	return w.out
}

// appendHover appends {"from", "to", "markdown"}, or null where there is nothing
// to explain.
func appendHover(dst []byte, q question, at int) []byte {
	w := writer{out: dst}
	h, ok := q.Hover(q.places.byteAt(at))
	if !ok {
		return append(w.out, "null"...)
	}
	w.open('{')
	q.span(&w, h.Start, h.End)
	w.text("markdown", h.Markdown)
	w.close('}')
	return w.out
}

// appendFixes appends an array of {"title", "preferred", "edits", "diagnostic"}.
func appendFixes(dst []byte, q question, from, to int) []byte {
	w := writer{out: dst}
	w.open('[')
	for _, f := range q.Fixes(q.places.byteAt(from), q.places.byteAt(to)) {
		w.element()
		w.open('{')
		w.text("title", f.Title)
		w.bool("preferred", f.Preferred)
		q.edits(&w, f.Edits)
		w.name("diagnostic")
		q.diagnostic(&w, &f.Diagnostic)
		w.close('}')
	}
	w.close(']')
	return w.out
}

// appendEditions appends an array of {"id", "about"}, the default first.
func appendEditions(dst []byte) []byte {
	w := writer{out: dst}
	w.open('[')
	for _, e := range validate.Editions() {
		w.element()
		w.open('{')
		w.text("id", e.ID)
		w.text("about", e.About)
		w.close('}')
	}
	w.close(']')
	return w.out
}

func (q *question) span(w *writer, start, end int) {
	w.number("from", q.places.unitAt(start))
	w.number("to", q.places.unitAt(end))
}

func (q *question) edits(w *writer, edits []assist.Edit) {
	w.name("edits")
	w.open('[')
	for _, e := range edits {
		w.element()
		w.open('{')
		q.span(w, e.Start, e.End)
		w.text("insert", e.New)
		w.close('}')
	}
	w.close(']')
}
