package apps

import (
	"errors"
	"fmt"
	"io/fs"
)

// Problem is an input, or a line of one, that cannot be checked. It is a fact
// about the input, not about an app.
type Problem struct {
	File string
	// Line is the number of the line, from 1; 0 where the whole input is meant.
	Line int64
	// Offset is where the line begins in the file.
	Offset int64
	Kind   ProblemKind
	// Size and Limit are in bytes, for TooLarge and LongLine. Size is 0 where it
	// is not known.
	Size, Limit int64
	// Err is the cause, for Unreadable and ReadFailed.
	Err error
	// Name is the encoding, for Encoding, or the program that unpacks it, for
	// Compressed.
	Name string
}

// ProblemKind says why an input cannot be checked.
type ProblemKind uint8

// The kinds of problems.
const (
	// Missing: there is no such file.
	Missing ProblemKind = iota
	// Unreadable: it cannot be opened.
	Unreadable
	// ReadFailed: it could be opened but not read to its end.
	ReadFailed
	// NoJSON: no file of a directory has one of the [Extensions].
	NoJSON
	// Empty: there is nothing but white space in it.
	Empty
	// TooLarge: it is larger than a JSON document may be.
	TooLarge
	// LongLine: a line of NDJSON is longer than lines may be.
	LongLine
	// Encoding: it is not in UTF-8.
	Encoding
	// Compressed: it is compressed in a way that is not read.
	Compressed
)

var problemNames = [...]string{
	"missing", "unreadable", "readFailed", "noJSON", "empty", "tooLarge", "longLine", "encoding", "compressed",
}

// String is the kind's name in machine-readable output: "longLine".
func (k ProblemKind) String() string { return problemNames[k] }

// Error is the problem in short, for logs; package report words it for people.
func (p *Problem) Error() string {
	if p.Err != nil {
		return fmt.Sprintf("%s: %s: %v", p.File, p.Kind, p.Err)
	}
	return fmt.Sprintf("%s: %s", p.File, p.Kind)
}

func (p *Problem) Unwrap() error { return p.Err }

// openProblem is the problem that err, from opening or listing the file, is.
func openProblem(file string, err error) *Problem {
	if errors.Is(err, fs.ErrNotExist) {
		return &Problem{File: file, Kind: Missing}
	}
	return &Problem{File: file, Kind: Unreadable, Err: pathless(err)}
}

// pathless is err without the file's name, which is said beside it.
func pathless(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
