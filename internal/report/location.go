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

func locate(r *apps.Result, v validate.Violation) location {
	from := r.Cursor.At(v.Offset)
	to := r.Cursor.Ahead(max(v.End, v.Offset))
	return location{
		line: from.Line, column: from.Column, offset: r.Offset + int64(v.Offset),
		endLine: to.Line, endColumn: to.Column, endOffset: r.Offset + int64(max(v.End, v.Offset)),
	}
}
