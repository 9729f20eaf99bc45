package pattern_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/schemas/pattern"
	"github.com/appgauge/appgauge/validate"
)

func TestOf(t *testing.T) {
	set := func(chars string) validate.Charset {
		c := validate.Charset{}
		for _, r := range chars {
			c = append(c, validate.Range{Lo: r, Hi: r})
		}
		return c
	}
	letters := validate.Charset{{Lo: 'A', Hi: 'Z'}, {Lo: 'a', Hi: 'z'}}
	tests := []struct {
		name  string
		field validate.Field
		want  string
		err   string
	}{
		{name: "any text"},
		{name: "start within the set", field: validate.Field{Min: 1, First: letters, Chars: append(slices.Clone(letters[:1]), validate.Range{Lo: '_', Hi: 'z'})}, want: "^[A-Za-z][A-Za-z_`]*$"},
		{name: "start beyond the set", field: validate.Field{Min: 1, First: letters, Chars: validate.Charset{{Lo: 'a', Hi: 'f'}}}, want: `^[a-f][a-f]*$`},
		{name: "any start", field: validate.Field{Min: 1, Chars: letters}, want: `^[A-Za-z][A-Za-z]*$`},
		{name: "start alone", field: validate.Field{Min: 1, First: letters}, want: `^[A-Za-z][\s\S]*$`},
		{name: "empty allowed", field: validate.Field{Chars: letters}, want: `^(?:[A-Za-z][A-Za-z]*)?$`},
		{name: "syntax in a class", field: validate.Field{Min: 1, Chars: set(" &()-/[\\]^{|}")}, want: `^[\x20&\x28\x29\x2d\x2f\x5b\x5c\x5d\x5e\x7b\x7c\x7d][\x20&\x28\x29\x2d\x2f\x5b\x5c\x5d\x5e\x7b\x7c\x7d]*$`},
		{name: "range of several", field: validate.Field{Min: 1, Chars: validate.Charset{{Lo: '!', Hi: '/'}}}, want: `^[!-\x2f][!-\x2f]*$`},
		{name: "no character", field: validate.Field{Name: "name", First: letters, Chars: set("_")}, err: "name: no character is allowed"},
		{name: "beyond U+FFFF", field: validate.Field{Name: "name", Chars: set("\U0001F600")}, err: "name: U+1F600"},
		{name: "surrogates", field: validate.Field{Name: "name", Chars: validate.Charset{{Lo: 0xd000, Hi: 0xe000}}}, err: "name: U+D000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := pattern.Of(&tt.field)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Of (-want +got):\n%s", diff)
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.HasPrefix(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

// fields are those of every edition, and some with every ASCII character that
// is syntax to an engine.
func fields() map[string]*validate.Field {
	printable := validate.Charset{{Lo: ' ', Hi: '~'}}
	var odd, even validate.Charset
	for r := rune(0); r < 0x80; r += 2 {
		even = append(even, validate.Range{Lo: r, Hi: r})
		odd = append(odd, validate.Range{Lo: r + 1, Hi: r + 1})
	}
	out := map[string]*validate.Field{
		"printable": {Min: 1, Max: 100, First: printable, Chars: printable},
		"even":      {Min: 1, Max: 100, First: even, Chars: even},
		"odd":       {Max: 100, First: odd, Chars: odd},
		"start":     {Min: 1, Max: 100, First: odd},
	}
	for _, e := range validate.Editions() {
		for id := range e.Fields {
			out[e.ID+" "+e.Fields[id].Name] = &e.Fields[id]
		}
	}
	return out
}

// texts have every ASCII character, and others that engines and people take for
// each other, in every position.
func texts() []string {
	chars := []rune{
		0x80, 0xa0, 'é', 'ß', '\u0131', '\u017f', '\u0660', '\u200b', '\u2028', '\u2029', '\u212a', '\ufeff', '\uff21', '\ufffd',
		'\u4dff', '\u4e00', '\u4e01', '\u9fa4', '\u9fa5', '\u9fa6', '\U0001F600', '\U00010400', '\U0010ffff',
	}
	for r := range rune(0x80) {
		chars = append(chars, r)
	}
	out := []string{"", "app_demo\n", "app_demo\r\n", "\napp_demo", "app\ndemo", "应用\n"}
	for _, r := range chars {
		c := string(r)
		for _, fill := range []string{"a", "ab", "!"} {
			out = append(out, c, c+fill, fill+c, fill+c+fill, c+c)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wanted is what the sets say of s, apart from its length.
func wanted(f *validate.Field, s string) bool {
	if s == "" {
		return f.Min == 0
	}
	for i, r := range s {
		if (i == 0 && !f.First.Contains(r)) || !f.Chars.Contains(r) {
			return false
		}
	}
	return true
}

func TestGo(t *testing.T) {
	for name, f := range fields() {
		expr, err := pattern.Of(f)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		compiled, err := regexp.Compile(expr)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range texts() {
			if got := compiled.MatchString(s); got != wanted(f, s) {
				t.Errorf("%s: %s matches %q: %t, but the sets say otherwise", name, expr, s, got)
			}
		}
	}
}
