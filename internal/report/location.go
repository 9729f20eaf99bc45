package report

import (
	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// location is where a violation stands in its file. Lines and columns count from
// 1, columns in Unicode code points; the end is the place behind the offence.
type location struct {
	line, endLine     int64
	column, endColumn int
	offset, endOffset int64
}

// message is what a report says of a violation. An app in a listing is named by its
// place: no line of a listing shows whose it is.
func message(o Options, r *apps.Result, v validate.Violation) string {
	text := o.Edition.Message(v, o.Locale)
	if r.Listed && r.App >= 0 {
		text = r.Place() + ": " + text
	}
	return text
}

func locate(r *apps.Result, v validate.Violation) location {
	from := r.Cursor.At(v.Offset)
	to := r.Cursor.Ahead(max(v.End, v.Offset))
	return location{
		line: from.Line, column: from.Column, offset: r.Offset + int64(v.Offset),
		endLine: to.Line, endColumn: to.Column, endOffset: r.Offset + int64(max(v.End, v.Offset)),
	}
}
