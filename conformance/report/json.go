package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/schemas"
)

// Schema is the JSON Schema of what [JSON] writes.
func Schema() []byte {
	text, err := schemas.Read(schemas.ConformanceReport)
	if err != nil {
		panic(err) // it is embedded
	}
	return text
}

// JSON writes everything, in the form that [Schema] describes.
func JSON(w io.Writer, r *result.Report) error { return writeJSON(w, r) }

// writeJSON writes v as a document that can be shown as it is: what a gateway sent is
// whole in it, and escaped where that shows nothing or acts on a terminal.
func writeJSON(w io.Writer, v any) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(visible.JSON(text.Bytes()))
	return err
}

// ReadJSON reads what [JSON] wrote.
func ReadJSON(in io.Reader) (*result.Report, error) {
	var r result.Report
	dec := json.NewDecoder(in)
	if err := dec.Decode(&r); err != nil {
		return nil, fmt.Errorf("this is no JSON report: %w", err)
	}
	if r.Schema != result.ReportSchema {
		return nil, fmt.Errorf("this is no JSON report of a conformance run: its schema is %q, not %q", r.Schema, result.ReportSchema)
	}
	return &r, nil
}
