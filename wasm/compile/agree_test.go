package compile_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile"
)

// fieldsToTest calls test for each field of each edition, but once only for
// fields that same holds to have the same rules.
func fieldsToTest(t *testing.T, same func(a, b *validate.Field) bool, test func(*testing.T, *host, validate.FieldID)) {
	t.Helper()
	var seen []*validate.Field
	for _, e := range validate.Editions() {
		for id := range e.Fields {
			f := &e.Fields[id]
			if slices.ContainsFunc(seen, func(g *validate.Field) bool { return same(f, g) }) {
				continue
			}
			seen = append(seen, f)
			t.Run(e.ID+"/"+f.Name, func(t *testing.T) {
				t.Parallel()
				test(t, newHost(t, e), validate.FieldID(id))
			})
		}
	}
}

func sameSets(a, b *validate.Field) bool {
	return slices.Equal(a.First, b.First) && slices.Equal(a.Chars, b.Chars)
}

// TestEveryCodePoint asks for every code point, and every surrogate, first and
// in a later position.
func TestEveryCodePoint(t *testing.T) {
	fieldsToTest(t, sameSets, func(t *testing.T, h *host, id validate.FieldID) {
		var text []uint16
		for r := rune(0); r <= unicode.MaxRune; r++ {
			text = appendUTF16(text[:0], r)
			h.agree(t, id, text)
			text = appendUTF16(append(text[:0], 'a'), r)
			h.agree(t, id, text)
		}
	})
}

// TestEveryLength asks for every length around each limit, in characters of one,
// two, three and four bytes, good and bad, and with a bad one last.
func TestEveryLength(t *testing.T) {
	never := func(a, b *validate.Field) bool { return false }
	fieldsToTest(t, never, func(t *testing.T, h *host, id validate.FieldID) {
		f := &h.edition.Fields[id]
		for _, limit := range []int{f.Min, f.Max} {
			for n := max(limit-3, 0); n <= limit+3; n++ {
				for _, r := range []rune{'a', '0', '_', '-', ' ', 'é', '一', '\ufffd', '\U0001f600', unicode.MaxRune} {
					var text []uint16
					for range n {
						text = appendUTF16(text, r)
					}
					h.agree(t, id, text)
					h.agree(t, id, append(text, '\n'))
					h.agree(t, id, append(text, 0xd83d))
					h.agree(t, id, append(text, 0xde00))
					h.agree(t, id, slices.Insert(text, 0, 0xd83d))
				}
			}
		}
	})
}

// TestRandom asks for random strings of units that matter, surrogates among
// them, most short and some past every limit.
func TestRandom(t *testing.T) {
	n := 300_000 // a field: more than two million in all
	if testing.Short() {
		n = 20_000
	}
	same := func(a, b *validate.Field) bool { return sameSets(a, b) && a.Min == b.Min && a.Max == b.Max }
	fieldsToTest(t, same, func(t *testing.T, h *host, id validate.FieldID) {
		const seed = 1
		rng := rand.New(rand.NewPCG(seed, uint64(id)))
		bad := []uint16{0, '\n', ' ', '-', '_', '!', '^', '`', '{', 0x7f, 0x80, 0xff, 0x7ff, 0x800,
			0x4dff, 0x4e00, 0x9fa5, 0x9fa6, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff}
		var text []uint16
		for range n {
			length := rng.IntN(16)
			if rng.IntN(64) == 0 {
				length = rng.IntN(300)
			}
			text = text[:0]
			for range length {
				switch rng.IntN(8) {
				case 0:
					text = append(text, bad[rng.IntN(len(bad))])
				case 1:
					text = appendUTF16(text, rune(rng.IntN(unicode.MaxRune+1)))
				default:
					text = append(text, uint16('a'+rng.IntN(26)))
				}
			}
			h.agree(t, id, text)
		}
	})
}

// TestBytes asks the UTF-8 module for every sequence of up to two bytes, and for
// random longer ones, most of which are not UTF-8.
func TestBytes(t *testing.T) {
	h := newHost(t, validate.Default())
	rng := rand.New(rand.NewPCG(2, 2))
	edges := []byte{0, 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff}
	agree := func(text []byte) {
		want := compile.Pack(h.edition.CheckField(validate.Remark, validate.Text(string(text))))
		if got := h.onUTF8(t, validate.Remark, text); got != want {
			t.Fatalf("%+q: %+v, native %+v", text, got, want)
		}
	}
	for a := range 0x100 {
		agree([]byte{byte(a)})
		for b := range 0x100 {
			agree([]byte{byte(a), byte(b)})
		}
	}
	for range 300_000 {
		text := make([]byte, 3+rng.IntN(6))
		for i := range text {
			text[i] = edges[rng.IntN(len(edges))]
		}
		agree(text)
	}
}

// TestIndexSaturates holds what a Result says of an offence further on than it
// can tell.
func TestIndexSaturates(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 128 MiB")
	}
	h := newHost(t, validate.Default())
	text := slices.Repeat([]byte("a"), compile.MaxIndex+3)
	for _, at := range []int{compile.MaxIndex - 1, compile.MaxIndex, compile.MaxIndex + 1} {
		text[at] = '.'
		got := h.onUTF8(t, validate.Name, text)
		text[at] = 'a'
		want := compile.MaxLength | compile.Charset | compile.Pack(validate.Violations{{Rule: validate.RuleCharset, Index: at}})
		if got != want {
			t.Errorf("offence at %d: %#x, want %#x", at, got, want)
		}
	}
}

// TestPage asks for the page clamps around each bound of each edition.
func TestPage(t *testing.T) {
	for _, e := range validate.Editions() {
		h := newHost(t, e)
		for _, around := range []int64{math.MinInt64, 0, e.Page.DefaultLimit, e.Page.MaxLimit, math.MaxInt32, math.MaxInt64} {
			for _, d := range []int64{-1, 0, 1} {
				n := around + d
				want := e.Page.Normalize(n, n)
				for _, m := range []struct {
					name string
					page func(string) int64
				}{
					{"strings", func(f string) int64 { return callI64(t, h.strings.ExportedFunction(f), n) }},
					{"UTF-8", func(f string) int64 { return callI64(t, h.utf8.ExportedFunction(f), n) }},
				} {
					got := validate.Page{Offset: m.page("offset"), Limit: m.page("limit")}
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("edition %s, %s, %d (-native +got):\n%s", e.ID, m.name, n, diff)
					}
				}
			}
		}
	}
}

func appendUTF16(dst []uint16, r rune) []uint16 {
	if utf16.IsSurrogate(r) {
		return append(dst, uint16(r))
	}
	return utf16.AppendRune(dst, r)
}
