package wire

import (
	"bytes"
	"io"
	"strconv"
)

// byteOrderMark is what some shells put in front of text they pipe.
const byteOrderMark = "\uFEFF"

// detect sets the mode by the first thing the peer sends. A header field's
// name and colon mean Content-Length framing, whatever else means lines.
// Options.Strict lets fewer beginnings pass.
//
// It turns HTTP away, since a web page can make a browser send an HTTP request
// with lines of its choice to a port of this machine.
func (f *frameReader) detect() error {
	for {
		rest := f.buf.unread()
		if len(rest) >= len(byteOrderMark) && string(rest[:len(byteOrderMark)]) == byteOrderMark {
			f.buf.r += len(byteOrderMark)
			continue
		}
		blank := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
		f.buf.r += blank
		rest = rest[blank:]
		if f.opt.Strict && !mayBegin(rest) {
			return headerFault("a connection must begin with { or [, or with a Content-Length header; this one begins with " +
				strconv.Quote(clip(firstLine(rest))))
		}
		switch guess(rest) {
		case Newline:
			f.setMode(Newline)
			return f.refuseHTTP()
		case ContentLength:
			f.setMode(ContentLength)
			return nil
		}
		if err := f.fill(maxFieldName+1, len(rest) > 0); err == io.EOF && len(rest) > 0 {
			f.setMode(Newline)
			return nil
		} else if err != nil {
			return err
		}
	}
}

// mayBegin reports whether text, or more of it, is what a connection may begin
// with under Options.Strict. No HTTP request begins so: a method is a token (RFC
// 9110, section 9.1), which has neither a brace or bracket nor a colon.
func mayBegin(text []byte) bool {
	if len(text) == 0 || text[0] == '{' || text[0] == '[' || isMarkStart(text) {
		return true
	}
	n := min(len(text), len(lengthName))
	return bytes.EqualFold(text[:n], []byte(lengthName[:n]))
}

// lengthName is the header field that tells the length of a message.
const lengthName = "Content-Length:"

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return trim(line)
}

// maxFieldName is longer than any header field's name. It keeps an endless
// word from being read for one.
const maxFieldName = 64

// guess returns the framing of a connection that starts with text, or Auto
// where text is too short to tell.
func guess(text []byte) Framing {
	n := tokenEnd(text)
	switch {
	case n == len(text) && n <= maxFieldName, isMarkStart(text):
		return Auto
	case n < len(text) && text[n] == ':' && 0 < n && n <= maxFieldName:
		return ContentLength
	default:
		return Newline
	}
}

// isMarkStart reports whether text is the start of a byte order mark.
func isMarkStart(text []byte) bool {
	return len(text) < len(byteOrderMark) && byteOrderMark[:len(text)] == string(text)
}

// refuseHTTP looks at the first line of a newline-framed connection.
func (f *frameReader) refuseHTTP() error {
	for {
		rest := f.buf.unread()
		if rest[0] == '{' || rest[0] == '[' {
			return nil
		}
		end := bytes.IndexByte(rest, '\n')
		if end < 0 && len(rest) <= f.opt.MaxHeader {
			err := f.fill(f.opt.MaxHeader+1, true)
			if err == nil {
				continue
			}
			if err != io.EOF {
				return err
			}
			end = len(rest)
		}
		line := trim(rest[:max(end, 0)])
		if i := bytes.LastIndexByte(line, ' '); i > 0 && bytes.HasPrefix(line[i+1:], []byte("HTTP/")) {
			return headerFault("this is a JSON-RPC connection without HTTP; it got the HTTP request " + strconv.Quote(clip(line)))
		}
		return nil
	}
}
