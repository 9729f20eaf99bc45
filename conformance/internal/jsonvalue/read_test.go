package jsonvalue

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	deep := strings.Repeat("[", 70) + strings.Repeat("]", 70)
	for _, k := range []struct {
		name, text, want string
		flaws            []Flaw
		err              string
	}{
		{name: "every type", text: ` {"a":[1,-2.5e+3,true,false,null,"x\n\/\u00e9\ud83d\ude00"],"b":{}} `, want: `{"a":[1,-2.5e+3,true,false,null,"x\n/é😀"],"b":{}}`},
		{name: "half a surrogate pair costs its text", text: `{"apps":[{"remark":"a\ud83db","name":"n"},{"name":"m"}]}`,
			want:  `{"apps":[{"remark":"a` + "\ufffd" + `b","name":"n"},{"name":"m"}]}`,
			flaws: []Flaw{{"$.apps[0].remark", "has half a surrogate pair"}}},
		{name: "the halves the wrong way round", text: `"\ude00\ud83d"`, want: "\"\ufffd\ufffd\"",
			flaws: []Flaw{{"$", "has half a surrogate pair"}, {"$", "has half a surrogate pair"}}},
		{name: "a half before an escape", text: `"\ud83d\n"`, want: "\"\ufffd\\n\"", flaws: []Flaw{{"$", "has half a surrogate pair"}}},
		{name: "invalid UTF-8", text: "[\"a\xffb\"]", want: "[\"a\ufffdb\"]", flaws: []Flaw{{"$[0]", "is not valid UTF-8"}}},
		{name: "a bare control character", text: "{\"a\":\"x\x00y\"}", want: `{"a":"x\u0000y"}`, flaws: []Flaw{{"$.a", "has a control character that is not escaped"}}},
		{name: "an unknown escape", text: `["\x41","\u12"]`, want: `["\\x41","` + "\ufffd" + `12"]`,
			flaws: []Flaw{{"$[0]", "has an escape that JSON does not know"}, {"$[1]", "has an escape that JSON does not know"}}},
		{name: "a member twice", text: `{"a":1,"a":2}`, want: `{"a":1,"a":2}`, flaws: []Flaw{{"$.a", "is there twice"}}},
		{name: "too deep", text: `{"a":` + deep + `,"b":"]"}`, want: `{"a":` + strings.Repeat("[", 63) + "null" + strings.Repeat("]", 63) + `,"b":"]"}`,
			flaws: []Flaw{{"$.a" + strings.Repeat("[0]", 63), "is nested more than 64 levels deep"}}},
		{name: "empty", text: "", err: "the JSON text ends too early"},
		{name: "cut in a string", text: `{"a":"b`, err: "the JSON text ends in a string"},
		{name: "cut after an escape", text: `"\`, err: "the JSON text ends in a string"},
		{name: "trailing comma", text: `[1,]`, err: "no JSON value at byte 3"},
		{name: "two values", text: `1 2`, err: "text after the JSON value at byte 2"},
		{name: "leading zero", text: `01`, err: "text after the JSON value at byte 1"},
	} {
		doc := Read(k.text)
		if got := errText(doc.Err); got != k.err {
			t.Errorf("%s: error %q, want %q", k.name, got, k.err)
			continue
		}
		if diff := cmp.Diff(k.flaws, doc.Flaws); diff != "" {
			t.Errorf("%s: flaws (-want +got):\n%s", k.name, diff)
		}
		if k.err != "" {
			continue
		}
		got, err := json.Marshal(doc.Value)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(k.want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", k.name, diff)
		}
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A page that is far too long is not read to its end.
func TestCut(t *testing.T) {
	doc := Read(`{"size":100000,"apps":[` + strings.Repeat(`{},`, 99_999) + `{}],"total":1}`)
	items, _ := doc.Value.(Object).Get("apps").([]any)
	if !doc.Cut || len(items) != MaxItems || doc.Err != nil {
		t.Errorf("cut %t, %d items, error %v", doc.Cut, len(items), doc.Err)
	}
}

// A reader gives what Read gives, also for what it read before, and remembers no
// flawed item.
func TestReader(t *testing.T) {
	var r Reader
	long := strings.Repeat(" ", maxText)
	for _, text := range []string{
		`{"apps":[{"id":"1","name":"a"},{"id":"2"}]}`, long + `{"apps":[{"id":"1","name":"a"},{"id":"\ud800"}]}`,
		`{"error_code":"x"}`, `[`, long + `{"apps":[{"a":"}"},{"a":{"b":1}}]}`,
	} {
		for range 2 {
			if diff := cmp.Diff(Read(text), r.Read(text), cmp.Comparer(func(a, b error) bool { return errText(a) == errText(b) })); diff != "" {
				t.Errorf("%.40s (-want +got):\n%s", strings.TrimSpace(text), diff)
			}
		}
	}
}

// FuzzRead checks that valid JSON has the value that encoding/json reads, and that
// nothing makes the reader panic.
func FuzzRead(f *testing.F) {
	for _, s := range []string{`{"a":[1,"\ud83d"]}`, `"\u12`, `[[[`, "\"\xff\"", `{"a":1,"a":2}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := Read(text)
		var want any
		if json.Unmarshal([]byte(text), &want) != nil || len(doc.Flaws) > 0 || doc.Cut {
			return
		}
		if doc.Err != nil {
			t.Fatalf("%q is JSON, but: %v", text, doc.Err)
		}
		got, err := json.Marshal(doc.Value)
		if err != nil {
			t.Fatal(err)
		}
		var again any
		if err := json.Unmarshal(got, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, again); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	})
}
