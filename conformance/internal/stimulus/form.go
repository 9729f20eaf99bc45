package stimulus

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// form is how a creation is sent, which changes nothing of what it means. The zero
// form is the ordinary one.
type form struct{ chunked, expect, charset, padded bool }

// padding makes a body longer than a buffer of 4 KiB, in the way that says nothing.
const padding = 4 << 10

// forms are the ordinary one, each of the others alone, and all but the charset
// together: a gateway may refuse a content type that it does not know, so that less
// is shown with it.
var forms = [...]form{{}, {chunked: true}, {expect: true}, {charset: true}, {padded: true}, {chunked: true, expect: true, padded: true}}

func (f form) apply(r *probe.Request) {
	r.Chunked, r.Expect = f.chunked, f.expect
	if f.charset && r.ContentType == "" {
		r.ContentType = "application/json; charset=utf-8"
	}
	if f.padded {
		r.Body += strings.Repeat(" ", padding)
	}
}
