package document

import (
	"unsafe"

	"github.com/appgauge/appgauge/validate"
)

// Check returns every violation of the create request that data holds; nil
// where there is none.
//
// Violations of syntax come first, then those of the fields in table order,
// then duplicate and unknown members in document order. Where the text is not
// JSON, members that may only have been lost are not reported as missing.
func Check(e *validate.Edition, data []byte) validate.Violations {
	return Append(nil, e, data)
}

// Append is [Check] appending to dst. It does not allocate where it has nothing
// to append.
func Append(dst validate.Violations, e *validate.Edition, data []byte) validate.Violations {
	return AppendString(dst, e, view(data))
}

// AppendString is [Append] for a string.
func AppendString(dst validate.Violations, e *validate.Edition, text string) validate.Violations {
	if end, ok := Scan(e, text, 0); ok && skipSpace(text, end) == len(text) {
		return dst
	}
	d := ParseString(text)
	dst = append(dst, d.Syntax()...)
	if root := d.Root(); root.Exists() {
		dst = AppendNode(dst, e, root)
	}
	return dst
}

// view is data as a string without copying it.
func view(data []byte) string {
	return unsafe.String(unsafe.SliceData(data), len(data))
}
