package har

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/appgauge/appgauge/conformance/traffic"
)

// Error says why an archive could not be read to its end.
type Error struct {
	// Line is where, in the text that is not compressed; Entries is how many entries
	// were read before.
	Line, Entries int
	Err           error
}

// Error implements error.
func (e *Error) Error() string {
	after := "before the first entry"
	if e.Entries > 0 {
		after = fmt.Sprintf("after entry %d", e.Entries)
	}
	return fmt.Sprintf("line %d, %s: %v", e.Line, after, e.Err)
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// NotHARError says that a text is not an archive at all.
type NotHARError struct{ Problem string }

// Error implements error.
func (e *NotHARError) Error() string { return "not an HTTP Archive: " + e.Problem }

// Entry is an entry of an archive, or what could be read of it.
type Entry struct {
	traffic.Exchange
	// Number is its place in the archive, from 1, and Line that in the text.
	Number, Line int
	// Problem says why it is of no use; "" if it is.
	Problem string
}

// Read reads the archive, which may be compressed by gzip, and calls f with each entry
// that keep wants by its method and URL; passed counts the others. The error is f's, a
// [*NotHARError], or an [*Error]: what came before was passed on.
func Read(in io.Reader, keep func(method, url string) bool, f func(*Entry) error) (passed int64, err error) {
	buffered := bufio.NewReaderSize(in, 64<<10)
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buffered)
		if err != nil {
			return 0, &NotHARError{err.Error()}
		}
		buffered = bufio.NewReaderSize(unzipped, 64<<10)
	}
	start, _ := buffered.Peek(3)
	switch {
	case len(start) == 0:
		return 0, &NotHARError{"it is empty"}
	case bytes.Equal(start, []byte("\ufeff")):
		_, _ = buffered.Discard(len(start)) // a byte order mark, which was peeked at
	case start[0] == 0xff && start[1] == 0xfe, start[0] == 0xfe && start[1] == 0xff:
		return 0, &NotHARError{"it is UTF-16; save it as UTF-8"}
	}
	text := &clipper{in: buffered}
	r := &reader{
		text: text, keep: keep, use: f,
		Decoder: jsontext.NewDecoder(text, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
	}
	err = r.archive()
	var stop *stopError
	switch {
	case errors.As(err, &stop):
		return r.passed, stop.err
	case err != nil && !r.found:
		return r.passed, &NotHARError{fmt.Sprintf("line %d: %v", text.lineAt(r.InputOffset()), plain(err))}
	case err != nil:
		return r.passed, &Error{text.lineAt(r.InputOffset()), r.number, plain(err)}
	case !r.found:
		return r.passed, &NotHARError{"it has no log.entries"}
	}
	return r.passed, nil
}

// stopError carries the error of whoever uses the entries through the reader.
type stopError struct{ err error }

func (e *stopError) Error() string { return e.err.Error() }

// plain says in common words why reading ended.
func plain(err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the archive ends too early")
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON: %w", syntax.Err)
	}
	return err
}

// reader is an archive while it is read.
type reader struct {
	*jsontext.Decoder
	text   *clipper
	keep   func(method, url string) bool
	use    func(*Entry) error
	found  bool // log.entries
	number int
	passed int64
}

func (r *reader) archive() error {
	if r.PeekKind() != '{' {
		if _, err := r.ReadToken(); err != nil {
			return err
		}
		return nil
	}
	return r.object(func(name string) error {
		if name != "log" {
			return r.SkipValue()
		}
		return r.object(func(name string) error {
			if name != "entries" || r.PeekKind() != '[' {
				return r.SkipValue()
			}
			r.found = true
			return r.array(r.entry)
		})
	})
}

// object calls f with the name of each member, to read its value. What is no object is
// passed over.
func (r *reader) object(f func(name string) error) error {
	if r.PeekKind() != '{' {
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	return r.members(f)
}

// members is object after its opening brace.
func (r *reader) members(f func(name string) error) error {
	for r.PeekKind() == '"' {
		name, err := r.ReadToken()
		if err != nil {
			return err
		}
		if err := f(name.String()); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// array calls f to read each item. What is no array is passed over.
func (r *reader) array(f func() error) error {
	if r.PeekKind() != '[' {
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	for k := r.PeekKind(); k != ']' && k != jsontext.KindInvalid; k = r.PeekKind() {
		if err := f(); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// str reads a string; what is none is passed over.
func (r *reader) str(into *string) error {
	if r.PeekKind() != '"' {
		return r.SkipValue()
	}
	t, err := r.ReadToken()
	if err == nil {
		*into = t.String()
	}
	return err
}

// float reads a number; what is none is passed over.
func (r *reader) float(into *float64) error {
	if r.PeekKind() != '0' {
		return r.SkipValue()
	}
	t, err := r.ReadToken()
	if err != nil {
		return err
	}
	n, err := t.Float()
	if err == nil {
		*into = n
	}
	return nil // a number beyond all bounds is as good as none
}
