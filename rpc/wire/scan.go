package wire

import "math/bits"

// maxDepth is how deep arrays and objects may nest in one message. It is the
// depth at which encoding/json gives up, so that whatever passes here can be
// decoded by a handler.
const maxDepth = 10000

// A scanner checks one message against RFC 8259 by a single pass over its
// bytes. It accepts what encoding/json.Valid accepts and is valid UTF-8.
type scanner struct {
	data  []byte
	depth int // open arrays and objects
	kinds [maxDepth/64 + 1]uint64
	fault *Fault
}

func (s *scanner) reset(data []byte) {
	s.data, s.depth, s.fault = data, 0, nil
}

// fail records what is wrong at offset i and returns -1, which every scanning
// method returns to its caller then.
func (s *scanner) fail(i int, reason string) int {
	s.fault = parseFault(i, reason)
	return -1
}

// open notes a '[' or '{' at i and returns the index after it.
func (s *scanner) open(i int) int {
	if s.depth == maxDepth {
		return s.fail(i, "arrays and objects are nested more than 10000 deep")
	}
	word, bit := s.depth>>6, uint64(1)<<(s.depth&63)
	if s.data[i] == '{' {
		s.kinds[word] |= bit
	} else {
		s.kinds[word] &^= bit
	}
	s.depth++
	return i + 1
}

func (s *scanner) inObject() bool {
	return s.kinds[(s.depth-1)>>6]>>((s.depth-1)&63)&1 != 0
}

// space returns the index of the first byte from i on that is not white space.
func (s *scanner) space(i int) int {
	d := s.data
	for i < len(d) && d[i] <= ' ' && (d[i] == ' ' || d[i] == '\n' || d[i] == '\t' || d[i] == '\r') {
		i++
	}
	return i
}

// value returns the index after the value at i.
func (s *scanner) value(i int) int {
	d := s.data
	floor := s.depth
	for {
		if i >= len(d) {
			return s.fail(i, "the message ends where a value must stand")
		}
		switch d[i] {
		case '"':
			i = s.str(i)
		case '{':
			if i = s.open(i); i < 0 {
				return -1
			}
			i = s.space(i)
			if i < len(d) && d[i] == '}' {
				s.depth--
				i++
				break
			}
			if i = s.name(i); i < 0 {
				return -1
			}
			continue
		case '[':
			if i = s.open(i); i < 0 {
				return -1
			}
			i = s.space(i)
			if i < len(d) && d[i] == ']' {
				s.depth--
				i++
				break
			}
			continue
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			i = s.number(i)
		case 't':
			i = s.literal(i, "true")
		case 'f':
			i = s.literal(i, "false")
		case 'n':
			i = s.literal(i, "null")
		default:
			return s.fail(i, "no JSON value starts with this byte")
		}
		if i < 0 {
			return -1
		}
		// A value has ended; close what ends with it.
		for {
			if s.depth == floor {
				return i
			}
			i = s.space(i)
			object := s.inObject()
			closer, depth := byte(']'), s.depth
			if object {
				closer = '}'
			}
			if i = s.separator(i, closer); i < 0 {
				return -1
			}
			if s.depth < depth {
				continue
			}
			if object {
				if i = s.name(i); i < 0 {
					return -1
				}
			}
			break
		}
	}
}

// separator checks what follows a value in an array or object. It returns the
// index of the next member after a comma, or the index after the closer, which
// ends the array or object.
func (s *scanner) separator(i int, closer byte) int {
	switch {
	case i >= len(s.data):
		return s.fail(i, "the message ends inside an array or object")
	case s.data[i] == ',':
		return s.space(i + 1)
	case s.data[i] == closer:
		s.depth--
		return i + 1
	case closer == '}':
		return s.fail(i, "a comma or closing brace must stand here")
	default:
		return s.fail(i, "a comma or closing bracket must stand here")
	}
}

// name checks a member name at i and the colon after it, and returns the index
// of the member's value.
func (s *scanner) name(i int) int {
	if i >= len(s.data) || s.data[i] != '"' {
		return s.fail(i, "a member name in double quotes must stand here")
	}
	if i = s.str(i); i < 0 {
		return -1
	}
	return s.colon(i)
}

func (s *scanner) colon(i int) int {
	i = s.space(i)
	if i >= len(s.data) || s.data[i] != ':' {
		return s.fail(i, "a colon must stand here")
	}
	return s.space(i + 1)
}

func (s *scanner) literal(i int, want string) int {
	d := s.data[i:]
	if len(d) >= len(want) && string(d[:len(want)]) == want {
		return i + len(want)
	}
	n := 1
	for n < len(d) && d[n] == want[n] {
		n++
	}
	return s.fail(i+n, "true, false and null are the only bare words")
}

func (s *scanner) number(i int) int {
	d := s.data
	if d[i] == '-' {
		i++
	}
	switch {
	case i < len(d) && d[i] == '0':
		i++
	case i < len(d) && isDigit(d[i]):
		i = s.digits(i)
	default:
		return s.fail(i, "a digit must stand here")
	}
	if i < len(d) && d[i] == '.' {
		i++
		if i >= len(d) || !isDigit(d[i]) {
			return s.fail(i, "a digit must follow the decimal point")
		}
		i = s.digits(i)
	}
	if i < len(d) && d[i]|0x20 == 'e' {
		i++
		if i < len(d) && (d[i] == '+' || d[i] == '-') {
			i++
		}
		if i >= len(d) || !isDigit(d[i]) {
			return s.fail(i, "a digit must stand in the exponent")
		}
		i = s.digits(i)
	}
	return i
}

func (s *scanner) digits(i int) int {
	for i < len(s.data) && isDigit(s.data[i]) {
		i++
	}
	return i
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// firstSet returns the index of the first byte of w whose high bit is set.
func firstSet(w uint64) int { return bits.TrailingZeros64(w) >> 3 }
