package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// TestVectors runs every oracle case from its bytes.
func TestVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) {
			e, known := validate.Lookup(c.Edition)
			if !known {
				t.Fatalf("no edition %q", c.Edition)
			}
			got := document.Check(e, c.Document)
			errors, warnings := split(got)
			if c.Malformed() {
				// What else can be told of a broken text is for people to see,
				// not for the oracle to say.
				errors, warnings = errors[:min(1, len(errors))], nil
			}
			for i, v := range c.Violations {
				if v.At == nil && i < len(errors) {
					errors[i].At = nil
				}
			}
			if diff := cmp.Diff(c.Violations, errors); diff != "" {
				t.Errorf("violations of %.300q (-want +got):\n%s", c.Document, diff)
			}
			if diff := cmp.Diff(c.Warnings, warnings); diff != "" {
				t.Errorf("warnings of %.300q (-want +got):\n%s", c.Document, diff)
			}
			if got.Valid() != (c.Violations == nil) {
				t.Errorf("Valid() = %t with %v", got.Valid(), got)
			}
			want, wantOK := validate.Answer{}, c.Answer != nil
			if wantOK {
				want.Status, want.Code = 400, "APIG.2011"
				want.Message = "Invalid parameter value,parameterName:" + *c.Answer + ". Please refer to the support documentation"
			}
			answer, ok := got.Answer()
			if diff := cmp.Diff(want, answer); diff != "" || ok != wantOK {
				t.Errorf("answer, %t (-want +got):\n%s", ok, diff)
			}
		})
	}
}

// split tells errors from warnings, in the terms of the vectors.
func split(all validate.Violations) (errors, warnings []testdata.Violation) {
	for _, v := range all {
		w := testdata.Violation{Field: v.Field, Rule: v.Rule.String(), At: &v.Offset}
		switch v.Rule {
		case validate.RuleMinLength, validate.RuleMaxLength:
			w.Index, w.Limit, w.Actual = &v.Index, &v.Limit, &v.Actual
		case validate.RuleStart, validate.RuleCharset:
			w.Index = &v.Index
		}
		if v.Severity == validate.Warning {
			warnings = append(warnings, w)
		} else {
			errors = append(errors, w)
		}
	}
	return errors, warnings
}
