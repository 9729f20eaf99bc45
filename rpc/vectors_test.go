package rpc

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// diffVerdict compares a verdict with a case. inText says that its places are those
// of the document.
func diffVerdict(c testdata.App, got Verdict, inText bool) string {
	errors, warnings := split(got, inText)
	if c.Malformed() {
		// What else can be told of a broken text is for people to see, not for the
		// oracle to say.
		errors, warnings = errors[:min(1, len(errors))], nil
	}
	wanted := slices.Clone(c.Violations)
	for i := range wanted {
		if !inText {
			wanted[i].At = nil
		}
		if wanted[i].At == nil && i < len(errors) {
			errors[i].At = nil
		}
	}
	wantedWarnings := slices.Clone(c.Warnings)
	for i := range wantedWarnings {
		if !inText {
			wantedWarnings[i].At = nil
		}
	}
	answer, gotAnswer := "", ""
	if c.Answer != nil {
		answer = "Invalid parameter value,parameterName:" + *c.Answer + ". Please refer to the support documentation"
	}
	if got.Answer != nil {
		gotAnswer = got.Answer.Body.Message
	}
	return cmp.Diff(wanted, errors) + cmp.Diff(wantedWarnings, warnings) +
		cmp.Diff(answer, gotAnswer) + cmp.Diff(c.Answer == nil, got.Valid)
}

// split tells errors from warnings, in the terms of the vectors.
func split(got Verdict, inText bool) (errors, warnings []testdata.Violation) {
	for _, v := range got.Violations {
		w := testdata.Violation{Field: v.Field, Rule: string(v.Rule), Index: v.Index, Limit: v.Limit, Actual: v.Actual}
		if inText {
			w.At = &v.Range.Start.Offset
		}
		if v.Severity == "warning" {
			warnings = append(warnings, w)
		} else {
			errors = append(errors, w)
		}
	}
	return errors, warnings
}

// TestVectors runs every vector about a request through app/validateText, and
// those that can be part of a message through app/validate.
func TestVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	client := connect(t, Options{})
	texts, objects := 0, 0
	for _, c := range cases {
		params := map[string]any{"text": base64.StdEncoding.EncodeToString(c.Document), "base64": true}
		if utf8.Valid(c.Document) {
			params = map[string]any{"text": string(c.Document)}
		}
		if c.Edition != "" {
			params["edition"] = c.Edition
		}
		var got Verdict
		client.call("app/validateText", params, &got)
		if diff := diffVerdict(c, got, true); diff != "" {
			t.Errorf("app/validateText, %s (-want +got):\n%s%s", c.ID, diff, c.Reason)
		}
		texts++
		delete(params, "text")
		params["app"] = json.RawMessage(c.Document)
		if message, err := json.Marshal([]any{params}); err != nil || !json.Valid(message) || !utf8.Valid(c.Document) || document.Parse(c.Document).Root().Kind() != validate.Object {
			continue // it cannot be part of a message, or of its params
		}
		var inObject Verdict
		client.call("app/validate", params, &inObject)
		if diff := diffVerdict(c, inObject, false); diff != "" {
			t.Errorf("app/validate, %s (-want +got):\n%s%s", c.ID, diff, c.Reason)
		}
		objects++
	}
	if texts == 0 || objects == 0 {
		t.Errorf("ran %d texts and %d objects", texts, objects)
	}
}

// TestPageVectors runs every vector about a page through page/normalize.
func TestPageVectors(t *testing.T) {
	cases, err := testdata.Pages()
	if err != nil {
		t.Fatal(err)
	}
	client := connect(t, Options{})
	for _, c := range cases {
		params := map[string]any{}
		if c.Offset != nil {
			params["offset"] = *c.Offset
		}
		if c.Limit != nil {
			params["limit"] = *c.Limit
		}
		var got Page
		e := client.tryCall("page/normalize", params, &got)
		if c.Want == nil {
			var data ParamError
			if e == nil || json.Unmarshal(e.Data, &data) != nil || data.Param != c.Error {
				t.Errorf("%s: %+v, want an error about %s", c.ID, e, c.Error)
			}
			continue
		}
		if e != nil {
			t.Errorf("%s: %s", c.ID, e.Data)
			continue
		}
		if want := "offset=" + c.Want.Offset + "&limit=" + c.Want.Limit; got.Query != want {
			t.Errorf("%s: %s, want %s. %s", c.ID, got.Query, want, c.Reason)
		}
		var numbers struct{ Offset, Limit json.Number }
		client.call("page/normalize", params, &numbers)
		if string(numbers.Offset) != c.Want.Offset || string(numbers.Limit) != c.Want.Limit {
			t.Errorf("%s: %+v, want %+v. %s", c.ID, numbers, *c.Want, c.Reason)
		}
	}
}
