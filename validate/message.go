package validate

import "strconv"

// Locale is a language of messages.
type Locale uint8

// The locales; English is the zero Locale.
const (
	English    Locale = iota
	Chinese           // Simplified Chinese
	numLocales = iota
)

// ParseLocale finds a locale by its tag, "en" or "zh".
func ParseLocale(tag string) (Locale, bool) {
	for l := range Locale(numLocales) {
		if l.String() == tag {
			return l, true
		}
	}
	return 0, false
}

// String is the locale's tag: "en" or "zh".
func (l Locale) String() string {
	if l == Chinese {
		return "zh"
	}
	return "en"
}

// Message says in one sentence, without a full stop, what is wrong and what
// would be right. The field's name stands in it; the offending text does not,
// but for a single character.
func (e *Edition) Message(v Violation, l Locale) string {
	t := &english
	if l == Chinese {
		t = &chinese
	}
	subject := v.Field
	if subject == "" {
		subject = t.document
	}
	id, known := e.Field(v.Field)
	switch v.Rule {
	case RuleSyntax:
		if v.Cause == NoCause || v.Cause >= NumCauses {
			return subject + t.syntax
		}
		return subject + t.syntax + t.because + fill(t.causes[v.Cause], quoteChar(v.Char))
	case RuleRequired:
		return subject + t.required
	case RuleType:
		switch {
		case v.Severity == Warning:
			return subject + t.null
		case v.Field == "":
			return t.object
		}
		return subject + t.str
	case RuleMinLength:
		return subject + t.length(t.tooShort, v.Actual, v.Limit)
	case RuleMaxLength:
		return subject + t.length(t.tooLong, v.Actual, v.Limit)
	case RuleStart:
		if known {
			return subject + t.char(t.start, v.Char, e.Fields[id].First.describe(&t.one))
		}
	case RuleCharset:
		if known {
			return subject + t.char(t.charset, v.Char, e.Fields[id].Chars.describe(&t.any))
		}
	case RuleDuplicate:
		return quote(v.Field) + t.duplicate
	case RuleUnknown:
		return quote(v.Field) + t.unknown
	}
	return subject + ": " + v.Rule.String()
}

// Describe says in one sentence what f allows.
func (f *Field) Describe(l Locale) string {
	t := &english
	if l == Chinese {
		t = &chinese
	}
	out := t.optional
	if f.Required {
		out = t.mandatory
	}
	if f.Min == 0 {
		out += fill(t.upTo, itoa(f.Max))
	} else {
		out += fill(t.fromTo, itoa(f.Min), itoa(f.Max))
	}
	if f.First != nil {
		out += fill(t.startsWith, f.First.describe(&t.one))
	}
	if f.Chars != nil {
		out += fill(t.holds, f.Chars.describe(&t.any))
	}
	return out
}

// words name sets of characters, in an enumeration.
type words struct{ letters, digits, han, comma, last string }

// texts are the words of one language. A "%" is filled in, in order.
type texts struct {
	document, syntax, required, null, object, str string
	tooShort, tooLong, start, charset             string
	duplicate, unknown                            string
	optional, mandatory, upTo, fromTo             string
	any, one                                      words // characters in the plural, and one of them
	startsWith, holds                             string
	because                                       string
	causes                                        [NumCauses]string // "%" is the character
}

func (t *texts) length(text string, actual, limit int) string {
	return fill(text, itoa(actual), itoa(limit))
}

func (t *texts) char(text string, r rune, allowed string) string {
	return fill(text, quoteChar(r), allowed)
}

// fill replaces each "%" of text by the next argument.
func fill(text string, args ...string) string {
	out := ""
	for _, arg := range args {
		for i := range len(text) {
			if text[i] == '%' {
				out += text[:i] + arg
				text = text[i+1:]
				break
			}
		}
	}
	return out + text
}

// quote quotes a member name so that invisible characters show.
func quote(s string) string { return strconv.Quote(s) }

// quoteChar shows a character, with its code point unless it is printable ASCII.
func quoteChar(r rune) string {
	if r > ' ' && r < 0x7f {
		return string(r)
	}
	hex := strconv.FormatInt(int64(r), 16)
	for len(hex) < 4 {
		hex = "0" + hex
	}
	code := "U+" + upper(hex)
	if strconv.IsPrint(r) && r != ' ' {
		return string(r) + " (" + code + ")"
	}
	return code
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

func itoa(n int) string { return strconv.Itoa(n) }
