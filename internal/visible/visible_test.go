package visible

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"ASCII", "a \\u202e: b#c [::1] {}", "a \\u202e: b#c [::1] {}"},
		{"lines", "a\n\tb\n", "a\n\tb\n"},
		{"C0", "\x00\x07\b\x1b[31mx\r\n", `\x00\x07\x08\x1b[31mx\r` + "\n"},
		{"DEL and C1", "\x7f\u0085\u009b31m", `\x7f\u0085\u009b31m`},
		{"separators", "a\u2028b\u2029", `a\u2028b\u2029`},
		{"direction", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", `\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069`},
		{"no width", "a\u200bb\u2060c\ufeffd\u00ade\u034ff\u180eg", `a\u200bb\u2060c\ufeffd\u00ade\u034ff\u180eg`},
		{"joiners between letters of ASCII", "a\u200db\u200c", `a\u200db\u200c`},
		{"fillers", "\u115f\u3164\uffa0\u2800", `\u115f\u3164\uffa0\u2800`},
		{"tags", "x\U000e0001\U000e0041", `x\u{e0001}\u{e0041}`},
		{"selectors without a character", "a\ufe0f\ufe0fb \ufe0f\U000e0100", "a\ufe0f" + `\ufe0fb \ufe0f\u{e0100}`},
		{"private and none", "\ue000\ufffe\U0010ffff", `\ue000\ufffe\u{10ffff}`},
		{"no UTF-8", "a\xff\xc3(\xed\xa0\xbdb\xed", `a\xff\xc3(\ud83db\xed`},
		{"every script", "Grüße, 中文　字, Ελληνικά, עברית, العربية, हिन्दी, ไทย, 한국어, 日本語", "Grüße, 中文　字, Ελληνικά, עברית, العربية, हिन्दी, ไทย, 한국어, 日本語"},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"emoji", "👩‍👩‍👧 ❤️ 1️⃣ 🏳️‍🌈", "👩‍👩‍👧 ❤️ 1️⃣ 🏳️‍🌈"},
		{"U+FFFD itself", "a\ufffd", "a\ufffd"},
		{"GitHub's commands", "x\n::error::y\n  ::set-output name=a::b", "x\n:\\x3aerror:\\x3ay\n  :\\x3aset-output name=a:\\x3ab"},
		{"others' commands", "##[error]z a ##vso[task.x] ##teamcity[x] ###[x]", `#\x23[error]z a #\x23vso[task.x] #\x23teamcity[x] ##\x23[x]`},
		{"a command made by an escape", "#\u200b#[error]", `#\u200b#[error]`},
	} {
		if diff := cmp.Diff(tt.want, Text(tt.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := Text(Text(tt.in)); got != Text(tt.in) {
			t.Errorf("%s: shown twice it becomes %q", tt.name, got)
		}
	}
	if diff := cmp.Diff(`a\n\tb\r\n::error`, strings.ReplaceAll(Line("a\n\tb\r\n::error"), `:\x3a`, "::")); diff != "" {
		t.Errorf("a line (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("| a\n| b\\x1b\n| ", Indent("a\nb\x1b\n", "| ")); diff != "" {
		t.Errorf("indented (-want +got):\n%s", diff)
	}
}

// What no line may begin with, and what may stand nowhere in it.
var (
	command = regexp.MustCompile(`(?m)^\s*::|##[A-Za-z]*\[`)
	active  = []*unicode.RangeTable{unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp}
)

// FuzzText holds that a text, once shown, is valid, has nothing that acts on a
// terminal or in a log, and that a JSON document shown says what it said.
func FuzzText(f *testing.F) {
	for _, s := range []string{"\x1b[31mx", "a\u202e\xff", "x\n::error::y", "##[error]z", "::\x00:\u200b:x", "###[##[[", " \u2028::a", "👩‍👩‍👧\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Text(s), Line(s), Indent(s, "  ")} {
			if !utf8.ValidString(got) || command.MatchString(got) || Text(got) != got {
				t.Errorf("%q is shown as %q", s, got)
			}
			for _, r := range got {
				if r != '\n' && r != '\t' && unicode.In(r, active...) {
					t.Errorf("%q is shown as %q, with U+%04X", s, got, r)
				}
			}
		}
		if strings.ContainsAny(Line(s), "\n\t") {
			t.Errorf("%q is shown on several lines: %q", s, Line(s))
		}
		doc, err := json.MarshalIndent(map[string]any{s: s, "list": []string{s}}, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		shown := JSON(doc)
		var want, got any
		if err := errors.Join(json.Unmarshal(doc, &want), json.Unmarshal(shown, &got)); err != nil {
			t.Fatalf("%v: %s", err, shown)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("as JSON (-want +got):\n%s", diff)
		}
		if command.Match(shown) || bytes.ContainsFunc(shown, func(r rune) bool { return r != '\n' && unicode.In(r, active...) }) {
			t.Errorf("%q is shown in JSON as %s", s, shown)
		}
	})
}

func TestAttr(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: Attr})).
		Info("m", "path", "##[error]x", "error", errors.New("\n::error::y"), "n", 1)
	if got := out.String(); command.MatchString(got) || !strings.Contains(got, " n=1") || !strings.Contains(got, "x23[error]x") {
		t.Errorf("the log is %s", got)
	}
}
