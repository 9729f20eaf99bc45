package wire

import (
	"bytes"
	"io"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"
)

// headed returns the next message that a header block announces. After a
// header block that does not tell the message's length, nobody knows where the
// next one starts: such a fault closes the connection.
func (f *frameReader) headed() ([]byte, error) {
	var (
		pos    int // bytes of the header block that were looked at
		length = int64(-1)
	)
	for {
		line, n, err := f.headerLine(pos)
		if err != nil {
			return nil, err
		}
		if len(line) == 0 && pos == 0 {
			f.buf.r += n // blank lines between messages do no harm
			f.seen = 0
			continue
		}
		if len(line) == 0 {
			pos += n
			break
		}
		if !f.agree && f.opt.Framing == Auto && length < 0 && (line[0] == '{' || line[0] == '[') {
			// What looked like a header was a line of text before the
			// first message.
			f.setMode(Newline)
			f.used = pos
			return nil, parseFault(0, "the lines before this message are not JSON")
		}
		if err := readField(line, &length); err != nil {
			return nil, err
		}
		pos += n
	}
	if length < 0 {
		return nil, headerFault("the header block has no Content-Length")
	}
	f.agree = true
	f.buf.r += pos
	f.seen = 0
	if length > int64(f.opt.MaxMessage) {
		fault := limitFault("message", int64(f.opt.MaxMessage), length,
			"the message has %d bytes, more than the %d allowed; send less at once", length, f.opt.MaxMessage)
		if length > f.opt.MaxSkip {
			return nil, fault.closing()
		}
		f.skip, f.skipRoom = length, length
		return nil, fault
	}
	return f.body(int(length))
}

func (f *frameReader) body(length int) ([]byte, error) {
	for len(f.buf.unread()) < length {
		err := f.fill(length, true)
		if err == io.EOF {
			have := len(f.buf.unread())
			f.used = have
			return nil, parseFault(have, "the input ended after "+strconv.Itoa(have)+" of the "+
				strconv.Itoa(length)+" bytes that Content-Length announced")
		}
		if err != nil {
			return nil, err
		}
	}
	f.used = length
	return f.buf.unread()[:length], nil
}

// headerLine returns the line that starts pos bytes into the header block,
// without its end, and how many bytes it takes with it.
func (f *frameReader) headerLine(pos int) (line []byte, n int, err error) {
	for {
		rest := f.buf.unread()
		from := max(pos, f.seen)
		if end := bytes.IndexByte(rest[from:], '\n'); end >= 0 {
			end += from
			if end >= f.opt.MaxHeader {
				return nil, 0, f.longHeader()
			}
			return bytes.TrimSuffix(rest[pos:end], []byte("\r")), end + 1 - pos, nil
		}
		if len(rest) > f.opt.MaxHeader {
			return nil, 0, f.longHeader()
		}
		f.seen = len(rest)
		err := f.fill(f.opt.MaxHeader+1, len(rest) > 0)
		if err == io.EOF && len(trim(rest)) > 0 {
			f.used = len(rest)
			return nil, 0, parseFault(len(rest), "the input ended inside a header block")
		}
		if err != nil {
			return nil, 0, err
		}
	}
}

func (f *frameReader) longHeader() *Fault {
	return limitFault("header", int64(f.opt.MaxHeader), 0,
		"the header block has more than the %d bytes allowed", f.opt.MaxHeader).closing()
}

func headerFault(reason string) *Fault {
	fault := &Fault{Code: jsonrpc2.CodeParseError, Detail: Detail{Reason: reason}}
	return fault.closing()
}

// readField reads one header field. Content-Length goes to length; all others
// only have to look like fields.
func readField(line []byte, length *int64) error {
	colon := tokenEnd(line)
	if colon == 0 || colon == len(line) || line[colon] != ':' {
		return headerFault("a line of the header block is not of the form Name: value: " + strconv.Quote(clip(line)))
	}
	if !bytes.EqualFold(line[:colon], []byte("Content-Length")) {
		return nil
	}
	value := bytes.Trim(line[colon+1:], " \t")
	n, ok := parseLength(value)
	if !ok {
		return headerFault("Content-Length must be a decimal number of bytes, not " + strconv.Quote(clip(value)))
	}
	if *length >= 0 && *length != n {
		return headerFault("the header block has two Content-Length fields, and they differ")
	}
	*length = n
	return nil
}

// parseLength reads digits. A number past int64 is the largest int64: it is
// over every limit all the same.
func parseLength(value []byte) (n int64, ok bool) {
	for _, c := range value {
		if !isDigit(c) {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(string(value), 10, 64)
	return n, len(value) > 0 && (err == nil || n > 0)
}

// tokenEnd returns the index of the first byte that cannot be part of a header
// field's name (RFC 9110, section 5.6.2).
func tokenEnd(line []byte) int {
	for i, c := range line {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && bytes.IndexByte([]byte("!#$%&'*+-.^_`|~"), c) < 0 {
			return i
		}
	}
	return len(line)
}

// clip shortens text from the peer for use in a message to it.
func clip(text []byte) string {
	const most = 60
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}
