package validate_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
)

func TestPage(t *testing.T) {
	tests := []struct {
		name          string
		offset, limit string
		want          validate.Page
		err           *validate.PageError
	}{
		{name: "absent", want: validate.Page{Limit: 20}},
		{name: "least", offset: "-9223372036854775808", limit: "-9223372036854775808", want: validate.Page{Limit: 20}},
		{name: "greatest", offset: "9223372036854775807", limit: "9223372036854775807", want: validate.Page{Offset: math.MaxInt64, Limit: 500}},
		{name: "below zero", offset: "-1", limit: "-1", want: validate.Page{Limit: 20}},
		{name: "zero", offset: "0", limit: "0", want: validate.Page{Limit: 20}},
		{name: "one", offset: "1", limit: "1", want: validate.Page{Offset: 1, Limit: 1}},
		{name: "at the maximum", limit: "500", want: validate.Page{Limit: 500}},
		{name: "above the maximum", limit: "501", want: validate.Page{Limit: 500}},
		{name: "past 64 bits", limit: "9223372036854775808", err: &validate.PageError{Param: "limit", Text: "9223372036854775808"}},
		{name: "both unreadable: the first is named", offset: "x", limit: "y", err: &validate.PageError{Param: "offset", Text: "x"}},
		{name: "plus sign", offset: "+1", err: &validate.PageError{Param: "offset", Text: "+1"}},
		{name: "fraction", limit: "1.0", err: &validate.PageError{Param: "limit", Text: "1.0"}},
		{name: "underscore", limit: "1_0", err: &validate.PageError{Param: "limit", Text: "1_0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := validate.Default().Page.Parse(tt.offset, tt.limit)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.err, err); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzNormalize holds that every page is one a gateway can serve, and that
// normalising it again changes nothing.
func FuzzNormalize(f *testing.F) {
	for _, n := range []int64{math.MinInt64, -1, 0, 1, 20, 499, 500, 501, math.MaxInt64} {
		f.Add(n, n)
	}
	f.Fuzz(func(t *testing.T, offset, limit int64) {
		rules := validate.Default().Page
		p := rules.Normalize(offset, limit)
		if p.Offset < 0 || p.Limit < 1 || p.Limit > rules.MaxLimit {
			t.Errorf("Normalize(%d, %d) = %+v", offset, limit, p)
		}
		if again := rules.Normalize(p.Offset, p.Limit); again != p {
			t.Errorf("Normalize of %+v = %+v", p, again)
		}
	})
}
