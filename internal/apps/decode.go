package apps

import (
	"bufio"
	"compress/gzip"
	"io"
	"strings"
)

// decode looks at the first bytes of s, unpacks what gzip packed, and refuses what
// is not UTF-8. It returns the first byte of the text, 0 if there is none.
func (s *source) decode() (first byte, p *Problem) {
	head, r := peek(s.r)
	if strings.HasPrefix(head, "\x1f\x8b") {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return 0, &Problem{File: s.name, Kind: ReadFailed, Err: err}
		}
		s.packed, s.size = true, 0 // the size of the text is not known
		head, r = peek(unzipped)
	}
	s.r = r
	if program := packedBy(head); program != "" {
		return 0, &Problem{File: s.name, Kind: Compressed, Name: program}
	}
	if encoding := wide(head); encoding != "" {
		return 0, &Problem{File: s.name, Kind: Encoding, Name: encoding}
	}
	if head == "" {
		return 0, nil
	}
	return head[0], nil
}

// peek returns up to four bytes with which r begins, and a reader that still has
// them. An error comes from the reader, too, after what was read before it.
func peek(r io.Reader) (head string, rest *bufio.Reader) {
	rest = bufio.NewReader(r)
	b, _ := rest.Peek(1)
	if len(b) > 0 && (b[0] == '{' || b[0] == '[') {
		// Most inputs. The second byte shows what encoding it is: do not wait for more.
		b, _ = rest.Peek(2)
		if len(b) < 2 || b[1] != 0 {
			return string(b), rest
		}
	}
	b, _ = rest.Peek(4)
	return string(b), rest
}

// packedBy is the program that unpacks a file that begins with head, "" if it is
// not known to be packed.
func packedBy(head string) string {
	for _, f := range [...]struct{ magic, program string }{
		{"\x28\xb5\x2f\xfd", "zstd -dc"},
		{"\xfd7zX", "xz -dc"},
		{"BZh", "bzip2 -dc"},
		{"PK\x03\x04", "unzip -p"},
	} {
		if strings.HasPrefix(head, f.magic) {
			return f.program
		}
	}
	return ""
}

// wide is the name of the encoding of a text that begins with head, "" for UTF-8. A
// JSON text without a byte order mark begins with an ASCII character, so the zero bytes
// tell the encoding (RFC 4627, section 3).
func wide(head string) string {
	zeros := ""
	for i := range len(head) {
		if head[i] == 0 {
			zeros += "0"
		} else {
			zeros += "x"
		}
	}
	switch {
	case head == "\x00\x00\xfe\xff" || zeros == "000x":
		return "UTF-32BE"
	case head == "\xff\xfe\x00\x00" || zeros == "x000":
		return "UTF-32LE"
	case strings.HasPrefix(head, "\xfe\xff") || zeros == "0x0x" || zeros == "0x":
		return "UTF-16BE"
	case strings.HasPrefix(head, "\xff\xfe") || zeros == "x0x0" || zeros == "x0":
		return "UTF-16LE"
	}
	return ""
}
