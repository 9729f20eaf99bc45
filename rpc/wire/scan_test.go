package wire

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// valid reports whether data is one JSON value to the scanner.
func valid(data []byte) bool {
	var s scanner
	s.reset(data)
	i := s.space(0)
	if i < len(data) && data[i] == '{' {
		var e envelope
		i = s.envelope(i, &e)
	} else {
		i = s.value(i)
	}
	return i >= 0 && s.space(i) == len(data)
}

// texts are inputs for which validators disagree, and plain ones.
var texts = []string{
	``, ` `, `null`, `true`, `false`, `nul`, `truee`, `falsE`, `nil`,
	`0`, `-0`, `-`, `00`, `01`, `1.`, `.1`, `1.0`, `1e`, `1e+`, `1e+1`, `1E-0`, `0e1`, `-1.5e300`, `1 2`, `+1`, `1_0`, `0x1`,
	`""`, `"`, `"a`, `"\"`, `"\\"`, `"\/\b\f\n\r\t\""`, `"\u12aF"`, `"\u12a"`, `"\u12ag"`, `"\U1234"`, `"\a"`, `"\'"`,
	"\"\x00\"", "\"\x1f\"", "\"\x7f\"", "\"\t\"", "\"\n\"", `"😀"`, "\"\xff\"", "\"\xc3\"", "\"\xc3\xa9\"", "\"\xf4\x90\x80\x80\"", "\"\xef\xbf\xbd\"",
	`"12345678"`, `"1234567"`, `"123456789012345\"67"`, "\"1234567\x018\"", `"1234567é"`, `"12345678`, "\"12345678\x80\"",
	`[]`, `[ ]`, `[1]`, `[1,]`, `[,1]`, `[1,2]`, `[1 2]`, `[1}`, `[[]]`, `[[],[]]`, `[`, `]`, `[1`, `[1,`,
	`{}`, `{ }`, `{"a":1}`, `{"a":1,}`, `{,"a":1}`, `{"a"}`, `{"a":}`, `{"a" : 1 , "b" : 2}`, `{"a":1 "b":2}`, `{a:1}`, `{"a":1]`, `{1:1}`, `{"a":{"b":{}}}`, `{`, `}`, `{"a"`, `{"a":1`,
	`[{"a":[{}]},[{"b":[]}]]`, "\ufeff{}", "{}\x00", "\v1", "\u00a01", "\t\n\r 1\t\n\r ", `{"id":1,"id":2}`,
	`{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":[1,"\u00e9"]},"meta":null}`,
	strings.Repeat("[", 9999) + strings.Repeat("]", 9999),
	strings.Repeat("[", 10000) + strings.Repeat("]", 10000),
	strings.Repeat("[", 10001) + strings.Repeat("]", 10001),
	strings.Repeat(`{"a":`, 9999) + "1" + strings.Repeat("}", 9999),
	strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000),
	strings.Repeat(`{"a":`, 10001) + "1" + strings.Repeat("}", 10001),
}

func checkScan(t *testing.T, data []byte) {
	t.Helper()
	if got, want := valid(data), json.Valid(data) && utf8.Valid(data); got != want {
		t.Errorf("valid(%.80q) = %v, want %v", data, got, want)
	}
}

func TestScanAgreesWithEncodingJSON(t *testing.T) {
	for _, text := range texts {
		checkScan(t, []byte(text))
		// The same at every place in a word, and as members of values.
		for pad := range 9 {
			checkScan(t, []byte(strings.Repeat(" ", pad)+text))
		}
		checkScan(t, []byte(`{"a":`+text+`}`))
		checkScan(t, []byte(`[`+text+`,`+text+`]`))
	}
}

// Property: the scanner accepts exactly the valid UTF-8 that encoding/json
// accepts.
func FuzzScan(f *testing.F) {
	for _, text := range texts {
		if len(text) < 1000 { // long ones keep the fuzzer busy with making them short
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkScan(t, data) })
}

// Property: for a message that is an object, the scanner finds the members
// that encoding/json finds, with the same bytes, and tells those that stand
// there twice.
func FuzzEnvelope(f *testing.F) {
	for _, text := range texts {
		if len(text) > 1000 {
			continue
		}
		f.Add([]byte(text))
		f.Add([]byte(`{"id":` + text + `,"\u006dethod":"a","params":[` + text + `]}`))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s scanner
		var e envelope
		s.reset(data)
		i := s.space(0)
		if i == len(data) || data[i] != '{' || !valid(data) {
			return
		}
		if s.envelope(i, &e) < 0 {
			t.Fatalf("a valid message was refused: %v", s.fault)
		}
		var want map[string]json.RawMessage
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"jsonrpc", "id", "method", "params", "result", "error", "meta"} {
			if got := *e.member([]byte(name)); string(got) != string(want[name]) {
				t.Errorf("member %s is %q, want %q", name, got, want[name])
			}
		}
		if _, twice := want[e.twice]; e.twice != "" && !twice {
			t.Errorf("the member %q is said to stand there twice, and is not there", e.twice)
		}
	})
}

func TestEnvelopeTellsTwice(t *testing.T) {
	tests := map[string]string{
		`{"id":1}`:                                "",
		`{"id":1,"id":1}`:                         "id",
		`{"id":1,"\u0069\u0064":1}`:               "id",
		`{"a":1,"a":2}`:                           "", // not ours to judge
		`{"params":{"id":1,"id":2}}`:              "",
		`{"method":"","method":"","id":1,"id":1}`: "method",
	}
	for text, want := range tests {
		var s scanner
		var e envelope
		s.reset([]byte(text))
		s.envelope(0, &e)
		if diff := cmp.Diff(want, e.twice); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestAppendQuoted(t *testing.T) {
	for _, text := range []string{"", "plain", "a\"b", `a\b`, "a\nb", "<&>", "é", "\x7f", "\u2028", "😀"} {
		quoted := appendQuoted([]byte("x"), text)
		var back string
		if err := json.Unmarshal(quoted[1:], &back); err != nil || back != text {
			t.Errorf("appendQuoted(%q) = %s, which reads %q, %v", text, quoted, back, err)
		}
		if got := unquote(quoted[1:]); string(got) != text {
			t.Errorf("unquote(%s) = %q, want %q", quoted[1:], got, text)
		}
	}
}
