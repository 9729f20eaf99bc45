package position

import (
	"testing"
)

func TestAt(t *testing.T) {
	const text = "a😀é\nb\r\nc\rd\xffe\n"
	tests := []struct {
		offset int
		want   map[Encoding]Position
		reason string
	}{
		{0, map[Encoding]Position{UTF16: {0, 0}, UTF8: {0, 0}, UTF32: {0, 0}}, ""},
		{5, map[Encoding]Position{UTF16: {0, 3}, UTF8: {0, 5}, UTF32: {0, 2}}, "past the emoji, a surrogate pair"},
		{7, map[Encoding]Position{UTF16: {0, 4}, UTF8: {0, 7}, UTF32: {0, 3}}, "the line end is part of its line"},
		{8, map[Encoding]Position{UTF16: {1, 0}, UTF8: {1, 0}, UTF32: {1, 0}}, ""},
		{10, map[Encoding]Position{UTF16: {1, 2}, UTF8: {1, 2}, UTF32: {1, 2}}, "between CR and LF"},
		{11, map[Encoding]Position{UTF16: {2, 0}, UTF8: {2, 0}, UTF32: {2, 0}}, "CR LF is one end"},
		{13, map[Encoding]Position{UTF16: {3, 0}, UTF8: {3, 0}, UTF32: {3, 0}}, "CR alone is one, too"},
		{15, map[Encoding]Position{UTF16: {3, 2}, UTF8: {3, 2}, UTF32: {3, 2}}, "a byte that is not UTF-8 counts as one"},
		{17, map[Encoding]Position{UTF16: {4, 0}, UTF8: {4, 0}, UTF32: {4, 0}}, "the end of the text"},
	}
	x := NewIndex(text)
	for _, tt := range tests {
		for e, want := range tt.want {
			if got := x.At(tt.offset, e); got != want {
				t.Errorf("At(%d, %v) = %v, want %v; %s", tt.offset, e, got, want, tt.reason)
			}
		}
	}
	if got := NewIndex("").At(0, UTF16); got != (Position{}) {
		t.Errorf("in the empty text: %v", got)
	}
}

func TestParseEncoding(t *testing.T) {
	for e := range numEncodings {
		if got, ok := ParseEncoding(e.String()); !ok || got != e {
			t.Errorf("ParseEncoding(%q) = %v, %t", e, got, ok)
		}
	}
	if _, ok := ParseEncoding("utf-7"); ok {
		t.Error("utf-7 is known")
	}
}
