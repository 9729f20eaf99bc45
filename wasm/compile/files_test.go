package compile_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile"
)

// TestGenerated holds that the generated files are those of today's table.
func TestGenerated(t *testing.T) {
	want, err := compile.Files()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]byte{}
	rules := os.DirFS("../npm/rules")
	err = fs.WalkDir(rules, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		got[path], err = fs.ReadFile(rules, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the generated files are stale; run make generate (-want +got):\n%s", diff)
	}
}

// TestSize pins what a browser pays for the rules.
func TestSize(t *testing.T) {
	const most = 662 // bytes
	for _, e := range validate.Editions() {
		binary, err := compile.JSString(e)
		if err != nil {
			t.Fatal(err)
		}
		if len(binary) > most {
			t.Errorf("edition %s: %d bytes, want at most %d", e.ID, len(binary), most)
		}
	}
}

// TestUnwritable holds that a table which JavaScript cannot hold is refused
// rather than misread.
func TestUnwritable(t *testing.T) {
	one := func(first, chars validate.Charset) *validate.Edition {
		e := *validate.Default()
		e.Fields[validate.Name].First, e.Fields[validate.Name].Chars = first, chars
		return &e
	}
	letters, emoji := validate.Charset{{Lo: 'a', Hi: 'z'}}, validate.Charset{{Lo: 0x1f600, Hi: 0x1f64f}}
	tests := []struct {
		name    string
		edition *validate.Edition
		want    string
	}{
		{"only one set", one(nil, letters), "edition 2023-11, name: one of First and Chars is nil; the JavaScript has no case for that"},
		{"no character", one(validate.Charset{}, letters), "edition 2023-11, name: no character is allowed: the engines have no common way to write that"},
		{"first beyond chars", one(validate.Charset{{Lo: 'A', Hi: 'z'}}, letters), "edition 2023-11, name: First has characters that Chars lacks; the JavaScript tells the two rules apart by the first character alone"},
		{"beyond U+FFFF", one(emoji, emoji), "edition 2023-11, name: U+1F600 to U+1F64F: JavaScript without a flag would read surrogates"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := compile.JavaScript(tt.edition)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// TestUncompilable holds the same of the modules.
func TestUncompilable(t *testing.T) {
	letters := validate.Charset{{Lo: 'a', Hi: 'z'}}
	many := validate.Charset{}
	for r := rune(0x100); len(many) < 40; r += 2 {
		many = append(many, validate.Range{Lo: r, Hi: r})
	}
	tests := []struct {
		name         string
		first, chars validate.Charset
		want         string
	}{
		{"a control character", letters, validate.Charset{{Lo: '\t', Hi: '\t'}, {Lo: 'a', Hi: 'z'}}, "edition 2023-11: a set holds only some of U+0000 to U+001F; the bitmap has one bit for them"},
		{"all of them", letters, validate.Charset{{Lo: 0, Hi: 'z'}}, "edition 2023-11: a set holds U+0000 but not every character; the bitmap has one bit for it and them"},
		{"forty ranges", letters, many, "edition 2023-11 tells 79 ranges beyond ASCII apart; the bitmap has bits for 31"},
		{"first beyond chars", validate.Charset{{Lo: 'A', Hi: 'z'}}, letters, "edition 2023-11, name: First has characters that Chars lacks; the gate looks at one set a character"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := *validate.Default()
			e.Fields[validate.Name].First, e.Fields[validate.Name].Chars = tt.first, tt.chars
			_, err := compile.Gate(&e)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}
