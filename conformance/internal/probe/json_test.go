package probe

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// manyMembers are n members of an object: "m0":0,"m1":1.
func manyMembers(n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`"m%d":%d`, i, i))
	}
	return strings.Join(out, ",")
}

// A large object is read like a small one, and written as it was read.
func TestLargeObjects(t *testing.T) {
	for _, n := range []int{0, 1, largeObject - 1, largeObject, largeObject + 1, 1000} {
		text := "{" + manyMembers(n) + "}"
		v, err := ParseJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		o := v.(Object)
		if got, present := o.Look(fmt.Sprintf("m%d", n-1)); len(o) != n || present != (n > 0) || n > 0 && got != json.Number(fmt.Sprint(n-1)) {
			t.Errorf("of %d members %d were read, the last one as %v", n, len(o), got)
		}
		if again, err := json.Marshal(o); err != nil || string(again) != text {
			t.Errorf("%d members are written as %s (%v)", n, again, err)
		}
	}
}

func TestParseJSON(t *testing.T) {
	for _, c := range []struct {
		text string
		want any
		bad  string // a part of the error
	}{
		{text: `{"a":[1,-0.5e+3,"x",true,false,null,{}]}`, want: Object{{"a", []any{json.Number("1"), json.Number("-0.5e+3"), "x", true, false, nil, Object{}}}}},
		{text: " \t\r\n[] ", want: []any{}},
		{text: `"\u0041\n\ud83d\ude00é"`, want: "A\n😀é"},
		{text: ``, bad: "too early"},
		{text: `{"a":1,"a":1}`, bad: `second member "a"`},
		{text: "\"\xff\"", bad: "invalid UTF-8"},
		{text: `"\ud83d"`, bad: "surrogate"},
		{text: `"\ude00"`, bad: "surrogate"},
		{text: `"\ud83dx"`, bad: "surrogate"},
		{text: `"\ud83d\ud83d\ude00"`, bad: "surrogate"},
		{text: `"\q"`, bad: "escape"},
		{text: "\"a\nb\"", bad: "control character"},
		{text: `"abc`, bad: "ends in a string"},
		{text: `"abc\`, bad: "ends in a string"},
		{text: `01`, bad: "text after"},
		{text: `1.`, bad: "decimal point"},
		{text: `1e`, bad: "exponent"},
		{text: `-`, bad: "digit"},
		{text: `{` + strings.Repeat(`"a":1,`, 2) + `"b":1}`, bad: `second member "a"`},
		{text: `{` + manyMembers(100) + `,"m7":1}`, bad: `second member "m7"`},
		{text: `{` + manyMembers(100) + `,"m99":1}`, bad: `second member "m99"`},
		{text: `{"a" 1}`, bad: "colon"},
		{text: `{"a":1,}`, bad: "member name"},
		{text: `[1,]`, bad: "no JSON value"},
		{text: `[1 2]`, bad: "comma"},
		{text: `nul`, bad: "no JSON value"},
		{text: strings.Repeat("[", 65), bad: "levels"},
		{text: strings.Repeat(`{"a":`, 200000), bad: "levels"},
	} {
		got, err := ParseJSON(c.text)
		if c.bad != "" {
			if err == nil || !strings.Contains(err.Error(), c.bad) {
				t.Errorf("%.40q: error %v, want one with %q", c.text, err, c.bad)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%q: %v (-want +got):\n%s", c.text, err, diff)
		}
	}
}

// What the parser takes encoding/json takes too, with the same value; it never
// panics. encoding/json takes more: duplicates, invalid UTF-8, deep nesting.
func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"x\u0041\ud83d\ude00"]}`, `[]`, `"`, `{"a":1,"a":2}`, "\"\xff\"", `-0`, ` 1 `, `"\ud800"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := ParseJSON(string(text))
		if err != nil {
			return
		}
		dec := json.NewDecoder(strings.NewReader(string(text)))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("%q is taken, but encoding/json says %v", text, err)
		}
		if diff := cmp.Diff(want, asMaps(got)); diff != "" {
			t.Fatalf("%q (-encoding/json +this):\n%s", text, diff)
		}
	})
}

// asMaps is the value with its objects as encoding/json reads them.
func asMaps(v any) any {
	switch v := v.(type) {
	case Object:
		out := map[string]any{}
		for _, m := range v {
			out[m.Name] = asMaps(m.Value)
		}
		return out
	case []any:
		out := []any{}
		for _, item := range v {
			out = append(out, asMaps(item))
		}
		return out
	}
	return v
}
