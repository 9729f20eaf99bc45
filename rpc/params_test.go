package rpc

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParams calls methods with the same params by name and by position.
func TestParams(t *testing.T) {
	client := connect(t, Options{})
	tests := []struct {
		method  string
		params  []string // all mean the same
		want    string   // the result's violations, each as field/rule, or the page
		reason  string
		invalid bool
	}{
		{
			method: "app/validate",
			params: []string{
				`{"app": {"name": "é"}}`, `[{"name": "é"}]`, `[{"name": "é"}, null, null, null]`,
				`{"locale": "en", "edition": "2023-11", "app": {"name": "é"}}`,
				`{"\u0061pp": {"n\u0061me": "é"}, "edition": null}`,
				` [ { "name" : "é" } , "2023-11" , "en" ] `,
			},
			want: "name/minLength name/start name/charset",
		},
		{
			method: "app/validate", params: []string{`[{"app_key": "k", "app_key": "key-1234"}]`},
			want: "name/required app_key/duplicate",
		},
		{
			method: "app/validate", params: []string{`[{"name": "a\ud800b"}]`, `{"app": {"name": "a\uD800b"}}`},
			want: "/syntax", reason: "half of a surrogate pair",
		},
		{
			method: "app/validateText", params: []string{`["{\"name\": \"app_demo\"}"]`, `{"text": "{\u0022name\": \"app_demo\"}"}`, `["eyJuYW1lIjoiYXBwX2RlbW8ifQ==",null,null,null,true]`},
			want: "",
		},
		{
			method: "app/validateText", params: []string{`["eyJuYW1lIjoi/yJ9", null, null, null, true]`, `{"text": "eyJuYW1lIjoi/yJ9", "base64": true}`},
			want: "/syntax", reason: "the byte ff in a name",
		},
		{method: "app/validateField", params: []string{`["name"]`, `{"field": "name"}`}, want: "name/required"},
		{method: "app/validateField", params: []string{`["remark"]`, `["remark", ""]`, `{"field": "remark", "edition": null}`}},
		{method: "app/validateField", params: []string{`["remark", null]`, `{"field": "remark", "value": null}`}, want: "remark/type", reason: "a value may be null, which is not the same as no value"},
		{method: "app/validateField", params: []string{`["name", null]`}, want: "name/type"},
		{method: "app/validateField", params: []string{`["name", "app\udc00"]`}, want: "/syntax"},
		{method: "app/validateField", params: []string{`["name", {"a": [1, {"b": "]}"}]}]`}, want: "name/type"},
		{method: "page/normalize", params: []string{`[]`, `{}`, `null`, `["", ""]`, `[null, null]`, `[0, 0]`, `{"limit": "-9223372036854775808"}`}, want: "offset=0&limit=20"},
		{method: "page/normalize", params: []string{`[9223372036854775807, 500]`, `{"offset": "9223372036854775807", "limit": 1000}`}, want: "offset=9223372036854775807&limit=500"},
	}
	for _, tt := range tests {
		for _, params := range tt.params {
			var got struct {
				Violations []struct{ Field, Rule string }
				Query      string
			}
			client.call(tt.method, json.RawMessage(params), &got)
			text := got.Query
			for _, v := range got.Violations {
				text += " " + v.Field + "/" + v.Rule
			}
			if diff := cmp.Diff(tt.want, strings.TrimPrefix(text, " ")); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s%s", tt.method, params, diff, tt.reason)
			}
		}
	}
}

// TestInvalidParams expects structured data about the parameter that is wrong.
func TestInvalidParams(t *testing.T) {
	client := connect(t, Options{})
	const (
		validateNames = "one of app, edition, locale, encoding"
		editions      = "one of 2023-11, 2023-04, 2025-12-zh"
		number        = "an integer of 64 bits, as a number or as a text"
	)
	tests := []struct {
		method, params string
		want           ParamError
	}{
		{"app/validate", `null`, ParamError{Param: "app", Expected: "an object", Got: "nothing"}},
		{"app/validate", `{}`, ParamError{Param: "app", Expected: "an object", Got: "nothing"}},
		{"app/validate", `[]`, ParamError{Param: "app", Expected: "an object", Got: "nothing"}},
		{"app/validate", `["app_demo"]`, ParamError{Param: "app", Expected: "an object", Got: `"app_demo"`}},
		{"app/validate", `{"app": [1]}`, ParamError{Param: "app", Expected: "an object", Got: "an array"}},
		{"app/validate", `{"app": null}`, ParamError{Param: "app", Expected: "an object", Got: "null"}},
		{"app/validate", `{"app": true}`, ParamError{Param: "app", Expected: "an object", Got: "true"}},
		{"app/validate", `{"app": {}, "colour": 1}`, ParamError{Param: "colour", Expected: validateNames, Got: unknown}},
		{"app/validate", `{"App": {}}`, ParamError{Param: "App", Expected: validateNames, Got: unknown}},
		{"app/validate", `{"app": {}, "app": {}}`, ParamError{Param: "app", Expected: "the parameter once", Got: "the parameter twice"}},
		{"app/validate", `[{}, "2023-11", "en", "utf-8", 5, 6]`, ParamError{Expected: "at most 4 parameters: " + validateNames, Got: "6 parameters"}},
		{"app/validate", `[{}, "2023-12"]`, ParamError{Param: "edition", Expected: editions, Got: `"2023-12"`}},
		{"app/validate", `[{}, ""]`, ParamError{Param: "edition", Expected: editions, Got: `""`}},
		{"app/validate", `[{}, 2023]`, ParamError{Param: "edition", Expected: editions, Got: "2023"}},
		{"app/validate", `[{}, null, "de"]`, ParamError{Param: "locale", Expected: "one of en, zh", Got: `"de"`}},
		{"app/validate", `{"app": {}, "encoding": "utf-7"}`, ParamError{Param: "encoding", Expected: "one of utf-16, utf-8, utf-32", Got: `"utf-7"`}},
		{"app/validateText", `[{}]`, ParamError{Param: "text", Expected: "a text", Got: "an object"}},
		{"app/validateText", `["\ud800"]`, ParamError{Param: "text", Expected: "a text", Got: "a text with half of a surrogate pair"}},
		{"app/validateText", `{"text": "{}", "base64": 1}`, ParamError{Param: "base64", Expected: "true or false", Got: "1"}},
		{"app/validateText", `{"text": "?", "base64": true}`, ParamError{Param: "text", Expected: "base64 with padding", Got: "something else: illegal base64 data at input byte 0"}},
		{"app/validateField", `["key"]`, ParamError{Param: "field", Expected: "one of name, remark, app_key, app_secret", Got: `"key"`}},
		{"app/validateField", `{"value": 1}`, ParamError{Param: "field", Expected: "one of name, remark, app_key, app_secret", Got: "nothing"}},
		{"page/normalize", `[true]`, ParamError{Param: "offset", Expected: number, Got: "true"}},
		{"rules/list", `["2023-11", "en", 1]`, ParamError{Expected: "at most 2 parameters: one of edition, locale", Got: "3 parameters"}},
		{"rpc.discover", `[1]`, ParamError{Expected: "at most 0 parameters: no parameters", Got: "1 parameter"}},
		{"app/validate", `["` + strings.Repeat("s", 60) + `"]`, ParamError{Param: "app", Expected: "an object", Got: "a text of 60 bytes"}},
		{"app/validate", `{"` + strings.Repeat("é", 60) + `": 1}`, ParamError{Param: strings.Repeat("é", 50) + "…", Expected: validateNames, Got: unknown}},
	}
	for _, tt := range tests {
		e := client.tryCall(tt.method, json.RawMessage(tt.params), new(any))
		if e == nil {
			t.Errorf("%s %s: no error", tt.method, tt.params)
			continue
		}
		var got struct {
			ParamError
			Reason string
		}
		if err := json.Unmarshal(e.Data, &got); err != nil {
			t.Fatal(err)
		}
		if e.Code != -32602 || e.Message != "Invalid params" {
			t.Errorf("%s %s: error %d %s", tt.method, tt.params, e.Code, e.Message)
		}
		if diff := cmp.Diff(tt.want, got.ParamError); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.method, tt.params, diff)
		}
		if got.Reason != tt.want.Error() {
			t.Errorf("%s %s: reason %q, want %q", tt.method, tt.params, got.Reason, tt.want.Error())
		}
	}
}

func TestReasons(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{&ParamError{Expected: "at most 1 parameter: a", Got: "2 parameters"}, "there must be at most 1 parameter: a, not 2 parameters"},
		{&ParamError{Param: "app", Expected: "an object", Got: nothing}, `the parameter "app" is missing; it must be an object`},
		{&ParamError{Param: "ap", Expected: "one of app, edition", Got: unknown}, `there is no parameter "ap", only one of app, edition`},
		{&ParamError{Param: "app", Expected: "an object", Got: "1"}, `the parameter "app" must be an object, not 1`},
		{&ParamError{Param: "name", Expected: "one of a, b", Got: `"ab"`, Nearest: "a"}, `the parameter "name" must be one of a, b, not "ab"; did you mean "a"?`},
		{unknownMethod("app/x"), `there is no method "app/x"; rpc.discover describes those there are`},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.err.Error()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestUnknownMethod(t *testing.T) {
	client := connect(t, Options{})
	e := client.tryCall("app/Validate", nil, new(any))
	if e == nil || e.Code != -32601 || e.Message != "Method not found" {
		t.Fatalf("error %+v, want -32601", e)
	}
	var data MethodError
	if err := json.Unmarshal(e.Data, &data); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range Methods() {
		want = append(want, m.Name)
	}
	if diff := cmp.Diff(want, data.Known); diff != "" {
		t.Errorf("known methods (-want +got):\n%s", diff)
	}
}

// FuzzSplit holds against encoding/json: what split yields is what a decoder finds.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{`{}`, `[]`, ` {"a" : 1 , "b":[ {"c":"]}"} ] } `, `["\"",[[]],{},-1e5 ,null]`, `{"\u0061":"\\"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		raw := []byte(strings.TrimSpace(text))
		if !json.Valid(raw) {
			return
		}
		switch raw[0] {
		case '[':
			var want []json.RawMessage
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Skip(err) // nested too deeply
			}
			i := 0
			for got := range elements(raw) {
				if i >= len(want) || string(got) != string(want[i]) {
					t.Fatalf("element %d of %s is %s", i, raw, got)
				}
				i++
			}
			if i != len(want) {
				t.Fatalf("%d elements of %s", i, raw)
			}
		case '{':
			dec := json.NewDecoder(strings.NewReader(text))
			if _, err := dec.Token(); err != nil {
				t.Skip(err)
			}
			for name, got := range members(raw) {
				wantName, err := dec.Token()
				if err != nil {
					t.Skip(err)
				}
				var want json.RawMessage
				if err := dec.Decode(&want); err != nil {
					t.Skip(err)
				}
				// Only the decoder replaces what is not UTF-8; package wire lets
				// nothing else through.
				if strings.ToValidUTF8(string(name), "\ufffd") != strings.ToValidUTF8(wantName.(string), "\ufffd") || string(got) != string(want) {
					t.Fatalf("member %s: %s of %s, want %s: %s", name, got, raw, wantName, want)
				}
			}
			if dec.More() {
				t.Fatalf("members of %s are missing", raw)
			}
		}
	})
}
