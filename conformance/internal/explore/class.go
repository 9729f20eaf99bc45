package explore

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// memberNames are the members of a creation, in the order of create-app, Table 3.
var memberNames = [validate.NumFields]string{"name", "remark", "app_key", "app_secret"}

const (
	// ordinary is the class of a value in which nothing is special.
	ordinary = "ordinary"
	// likeClass, followed by an app, is the class of that app's value.
	likeClass = "like "
	// startsClass and holdsClass, followed by a character, are classes of ordinary
	// values with that character, which is not allowed there.
	startsClass = "starts with "
	holdsClass  = "holds "
)

// classes are the classes of values of a member: those that every gateway takes, those
// that the pages leave open, and those that break one rule. Of rules that are broken by
// a value of another type there are none: a gateway that keeps such a value may be
// unable to list ever after, and a random sequence is no place for that.
func classes(f *validate.Field) (valid, open, invalid []string) {
	valid = []string{ordinary, "longest"}
	if f.Min > 0 {
		valid, invalid = append(valid, "shortest"), append(invalid, "short")
	}
	invalid = append(invalid, "long")
	switch f.Name {
	case "name":
		valid, invalid = append(valid, "capitals"), append(invalid, "absent", "null", "empty")
	case "remark":
		valid = append(valid, "longest of 2 bytes", "longest of 3 bytes", "spaces", "signs")
		open, invalid = append(open, "null", "empty"), append(invalid, "long of 3 bytes")
	default:
		valid = append(valid, "signs")
		open = append(open, "null", "empty")
	}
	if f.Chars == nil {
		return valid, open, invalid
	}
	for _, r := range "_-!9" {
		if f.Chars.Contains(r) && !f.First.Contains(r) {
			invalid = append(invalid, startsClass+string(r))
		}
	}
	for _, r := range "-._*\n é" {
		if !f.Chars.Contains(r) {
			invalid = append(invalid, holdsClass+string(r))
		}
	}
	return valid, open, invalid
}

// broken reports whether the creation should be refused.
func (c *Creation) broken() bool {
	if _, _, invalid := spellings(); c.Token != "" || slices.Contains(invalid, c.Body) {
		return true
	}
	for name, class := range c.Members {
		if strings.HasPrefix(class, startsClass) || strings.HasPrefix(class, holdsClass) {
			return true
		}
		id, _ := validate.Default().Field(name)
		if _, _, invalid := classes(&validate.Default().Fields[id]); slices.Contains(invalid, class) {
			return true
		}
	}
	return false
}

// tokens are tokens that are not let in, by what they are like.
var tokens = []string{"missing", "empty", "unknown", "one-byte", "truncated", "extended", "other-case"}

// long is a body that many gateways have a limit for.
const long = "longer than 4 KiB"

// spellings are ways to write a body that mean the same, odd ones on which the pages
// are silent, and those that are no request.
func spellings() (same, open, invalid []string) {
	return []string{"spaced", "escaped", "reversed", long}, []string{"with an unknown member", "with charset in the content type"}, []string{"truncated", "an array", "nothing"}
}

// raw is the JSON text of a value of the class, "" if the member is not sent.
func (e *env) raw(f *validate.Field, class string) string {
	switch class {
	case "absent":
		return ""
	case "null":
		return "null"
	}
	return jsonvalue.Quote(e.text(f, class))
}

// text is a new value of the class that holds the mark of this playing, unless it is too short
// for it.
func (e *env) text(f *validate.Field, class string) string {
	base := e.plain(f)
	if r, ok := strings.CutPrefix(class, startsClass); ok {
		return r + base
	}
	if r, ok := strings.CutPrefix(class, holdsClass); ok {
		return base + r + e.chars(2)
	}
	if of, ok := strings.CutPrefix(class, likeClass); ok {
		if f.Name == "app_key" {
			return e.apps[of].key
		}
		return e.apps[of].name
	}
	switch class {
	case "empty":
		return ""
	case "shortest":
		return e.letters(f.Min)
	case "short":
		return e.letters(f.Min - 1)
	case "longest":
		return e.fill(base, f.Max, "")
	case "long":
		return e.fill(base, f.Max+1, "")
	case "longest of 2 bytes":
		return e.fill(base, f.Max, "é")
	case "longest of 3 bytes":
		return e.fill(base, f.Max, "中")
	case "long of 3 bytes":
		return e.fill(base, f.Max+1, "中")
	case "capitals":
		return "Z9_" + e.mark + "_" + strings.ToUpper(e.chars(8))
	case "spaces":
		return "  " + base + "  two spaces "
	case "signs":
		if f.Chars == nil {
			return base + " \"q\" 'a' \\ / <b>&amp; %20 + \t\n é 中 \u200d ${x}"
		}
		for _, r := range "_-!@#$%" {
			if f.Chars.Contains(r) {
				base += string(r)
			}
		}
		return base
	}
	return base
}

// plain is a new ordinary value.
func (e *env) plain(f *validate.Field) string {
	switch f.Name {
	case "name":
		return "ag_" + e.mark + "_" + e.chars(8) + "z"
	case "remark":
		return "Demo app " + e.mark
	case "app_key":
		return "k" + e.mark + e.chars(12)
	}
	return "s" + e.chars(23)
}

// fill is a text of n code points that begins with base; with is what it is filled
// with, "" for letters and digits.
func (e *env) fill(base string, n int, with string) string {
	missing := n - utf8.RuneCountInString(base)
	if with == "" {
		return base + e.chars(missing)
	}
	return base + strings.Repeat(with, missing)
}

const (
	letters     = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	lowerDigits = "abcdefghijklmnopqrstuvwxyz0123456789"
)

func (e *env) letters(n int) string { return e.from(letters, n) }
func (e *env) chars(n int) string   { return e.from(lowerDigits, n) }

func (e *env) from(alphabet string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(alphabet[e.rng.IntN(len(alphabet))])
	}
	return b.String()
}
