// Package apps reads apps from files, directories and streams and checks every
// one of them against the rules.
//
// An input is JSON values one after another, NDJSON, a value a line, or a JSON text
// sequence (RFC 7464), each of them perhaps compressed by gzip. A value is an app, an
// array of apps, or a listing, as the gateway answers a query. [Find] turns the arguments of a command into inputs, a
// [Checker] checks them, and what it finds goes to a [Sink] in the order of the
// inputs, whatever the number of workers. A stream of NDJSON takes the same memory
// whatever its length.
package apps

import (
	"strconv"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// Result is one app, or one broken document, that has violations. It is valid
// only until the [Sink] returns.
type Result struct {
	File string
	// Text is the JSON text that the violations' offsets count in: one value of the
	// input.
	Text []byte
	// Offset is where Text begins in the file.
	Offset int64
	// Cursor finds positions in Text.
	Cursor *Cursor
	// App is the app's index in its array; -1 if it is not in one.
	App int
	// Listed reports whether that array is the member "apps" of a listing.
	Listed bool
	// Start and End are the bytes of Text that hold the app, for one in an array;
	// else all of Text.
	Start, End int
	Violations validate.Violations
	// NDJSON tells that Text is no JSON document but looks like NDJSON.
	NDJSON bool

	node document.Node
}

// Node is the JSON value of the app, or of the whole document. It may not exist.
func (r *Result) Node() document.Node {
	if !r.node.Exists() {
		r.node = document.Parse(r.Text).Root()
	}
	return r.node
}

// Place is where the app is in its value: "[2]" in an array, "apps[2]" in a listing,
// "" if it is the value itself.
func (r *Result) Place() string {
	switch {
	case r.App < 0:
		return ""
	case r.Listed:
		return listMember + "[" + strconv.Itoa(r.App) + "]"
	}
	return "[" + strconv.Itoa(r.App) + "]"
}

// Sink takes what a [Checker] finds.
type Sink interface {
	// Result adds a result to b in the form in which Write will put it out. It is
	// called by several workers at once, for different batches.
	Result(b *Batch, r *Result)
	// Problem does the same for an input, or a part of one, that cannot be checked.
	Problem(b *Batch, p *Problem)
	// Write puts a batch out. It is called for one batch after the other, in the
	// order of the inputs. An error ends the check.
	Write(b *Batch) error
}

// Batch is what was found in consecutive apps.
type Batch struct {
	Tally
	// Out is the output of the sink, and Ends are the offsets at which each finding
	// in it ends.
	Out  []byte
	Ends []int

	flush func() // writes and empties the batch, in its turn
}

// flushSize is how much output a batch gathers before it is written, so that a
// flood of violations takes no more memory than a clean input.
const flushSize = 256 << 10

// Finding ends a finding in b.Out.
func (b *Batch) Finding() {
	b.Ends = append(b.Ends, len(b.Out))
	if len(b.Out) > flushSize {
		b.flush()
	}
}

// empty keeps what b has allocated.
func (b *Batch) empty() { *b = Batch{Out: b.Out[:0], Ends: b.Ends[:0], flush: b.flush} }

// count adds an app with vs to the tally.
func (b *Batch) count(vs validate.Violations) {
	b.Apps++
	invalid := false
	for i := range vs {
		if vs[i].Severity == validate.Error {
			b.Errors++
			invalid = true
		} else {
			b.Warnings++
		}
	}
	if invalid {
		b.Invalid++
	}
}

// Tally counts what was checked.
type Tally struct {
	// Files counts the inputs that could be opened, Bytes what was read of them.
	Files, Bytes int64
	// Apps counts the apps that were checked, Invalid those with an error.
	Apps, Invalid int64
	// Errors and Warnings count the violations.
	Errors, Warnings int64
	// Problems counts what could not be checked.
	Problems int64
}

// Add adds o to t.
func (t *Tally) Add(o Tally) {
	t.Files += o.Files
	t.Bytes += o.Bytes
	t.Apps += o.Apps
	t.Invalid += o.Invalid
	t.Errors += o.Errors
	t.Warnings += o.Warnings
	t.Problems += o.Problems
}
