package validate

import "unicode/utf8"

// Check returns every violation of app, in table order; nil where there is none.
// A valid app is checked without allocating.
func (e *Edition) Check(app *App) Violations { return e.Append(nil, app) }

// Append is [Edition.Check] appending to dst.
func (e *Edition) Append(dst Violations, app *App) Violations {
	for id := range e.Fields {
		f := &e.Fields[id]
		if v := &app[id]; v.Kind != String || !f.accepts(v.Text) {
			dst = f.append(dst, *v)
		}
	}
	return dst
}

// CheckField returns every violation of one field's value.
func (e *Edition) CheckField(id FieldID, v Value) Violations {
	return e.AppendField(nil, id, v)
}

// AppendField is [Edition.CheckField] appending to dst.
func (e *Edition) AppendField(dst Violations, id FieldID, v Value) Violations {
	f := &e.Fields[id]
	if v.Kind == String && f.accepts(v.Text) {
		return dst
	}
	return f.append(dst, v)
}

// Accepts reports whether v has no violation and no warning.
func (e *Edition) Accepts(id FieldID, v Value) bool {
	f := &e.Fields[id]
	switch v.Kind {
	case String:
		return f.accepts(v.Text) || f.holds(v.Text)
	case Absent:
		return !f.Required
	default:
		return false
	}
}

// accepts is the fast path: true for a valid text without multibyte characters,
// or, where any character is allowed, without too many bytes. False decides
// nothing.
func (f *Field) accepts(s string) bool {
	if len(s) < f.Min || len(s) > f.Max {
		return false
	}
	if f.Chars == nil && f.First == nil {
		// A text has at least as many bytes as code points, but Min may need them all.
		return f.Min == 0 && utf8.ValidString(s)
	}
	if len(s) == 0 {
		return true
	}
	in := f.class[s[0]] >> 1 // the bit inFirst, in the place of inChars
	for len(s) >= 8 {
		in &= f.class[s[0]] & f.class[s[1]] & f.class[s[2]] & f.class[s[3]] &
			f.class[s[4]] & f.class[s[5]] & f.class[s[6]] & f.class[s[7]]
		s = s[8:]
	}
	for i := range len(s) {
		in &= f.class[s[i]]
	}
	return in&inChars != 0
}

// PlainPrefix is the length of the longest prefix of s that is valid text as
// far as it goes and reads the same inside a JSON string: ASCII characters of
// the field's sets, without the quote, the backslash and control characters.
// The length limits are left to the caller, for whom bytes are code points here.
func (f *Field) PlainPrefix(s string) int {
	if len(s) == 0 || f.class[s[0]]&inFirst == 0 {
		return 0
	}
	n := 0
	for rest := s; len(rest) >= 8; rest = rest[8:] {
		if f.class[rest[0]]&f.class[rest[1]]&f.class[rest[2]]&f.class[rest[3]]&
			f.class[rest[4]]&f.class[rest[5]]&f.class[rest[6]]&f.class[rest[7]]&inPlain == 0 {
			break
		}
		n += 8
	}
	for n < len(s) && f.class[s[n]]&inPlain != 0 {
		n++
	}
	return n
}

// append finds every violation of v, in the order of the rules.
func (f *Field) append(dst Violations, v Value) Violations {
	switch v.Kind {
	case String:
		return f.appendText(dst, v.Text)
	case Absent:
		if f.Required {
			dst = append(dst, Violation{Field: f.Name, Rule: RuleRequired})
		}
		return dst
	case Null:
		if !f.Required {
			return append(dst, Violation{Field: f.Name, Rule: RuleType, Severity: Warning})
		}
	}
	return append(dst, Violation{Field: f.Name, Rule: RuleType})
}

// holds reports whether appendText has nothing to append.
func (f *Field) holds(s string) bool {
	n := 0
	for i := 0; i < len(s); n++ {
		if n == f.Max {
			return false
		}
		if s[i] < utf8.RuneSelf {
			if c := f.class[s[i]]; c&inChars == 0 || n == 0 && c&inFirst == 0 {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || !f.Chars.Contains(r) || n == 0 && !f.First.Contains(r) {
			return false
		}
		i += size
	}
	return n >= f.Min
}

func (f *Field) appendText(dst Violations, s string) Violations {
	var (
		n       int           // code points so far
		tooMany = -1          // offset of code point number Max
		start   = Violation{} // the first code point, where it may not stand there
		charset = Violation{} // the first code point that is not in the set
		bad     = [2]bool{}   // whether start and charset are set
	)
	for i := 0; i < len(s); {
		if n == f.Max {
			tooMany = i
		}
		if n > 0 && s[i] < utf8.RuneSelf && (bad[1] || f.class[s[i]]&inChars != 0) {
			n++ // what most characters are, and cheap to tell
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if r, size = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
				return append(dst, Violation{Field: f.Name, Rule: RuleSyntax, Cause: CauseUTF8, Offset: i, End: i + 1, Index: n})
			}
		}
		if n == 0 && !f.First.Contains(r) {
			bad[0], start = true, Violation{Field: f.Name, Rule: RuleStart, End: size, Char: r}
		}
		if !bad[1] && !f.Chars.Contains(r) {
			bad[1], charset = true, Violation{Field: f.Name, Rule: RuleCharset, Offset: i, End: i + size, Index: n, Char: r}
		}
		n++
		i += size
	}
	if n < f.Min {
		dst = append(dst, Violation{Field: f.Name, Rule: RuleMinLength, End: len(s), Limit: f.Min, Actual: n})
	}
	if n > f.Max {
		dst = append(dst, Violation{Field: f.Name, Rule: RuleMaxLength, Offset: tooMany, End: len(s), Index: f.Max, Limit: f.Max, Actual: n})
	}
	if bad[0] {
		dst = append(dst, start)
	}
	if bad[1] {
		dst = append(dst, charset)
	}
	return dst
}
