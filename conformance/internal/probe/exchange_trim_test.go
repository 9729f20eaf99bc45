package probe

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// An overlong answer keeps its members' kinds, and the start of its texts.
func TestTrim(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	many := strings.TrimSuffix(strings.Repeat(`"`+long[:2000]+`",`, 900), ",")
	for _, tt := range []struct {
		name, raw string
		want      any
	}{
		{"a long text", `{"error_code":"A.1","error_msg":"` + long + `"}`, jsonvalue.Object{{Name: "error_code", Value: "A.1"}, {Name: "error_msg", Value: long[:trimText]}}},
		{"a long list", `{"error_code":"A.1","more":[` + many + `]}`, jsonvalue.Object{{Name: "error_code", Value: "A.1"}, {Name: "more", Value: []any{}}}},
		{"a long object", `{"status":1,"more":{"a":"` + long + `"}}`, jsonvalue.Object{{Name: "status", Value: jsonvalue.Number("1")}, {Name: "more", Value: jsonvalue.Object{}}}},
		{"a long number", `{"a":` + strings.Repeat("1", 1<<20) + `}`, jsonvalue.Object{{Name: "a", Value: jsonvalue.Number(strings.Repeat("1", trimText))}}},
		{"a list", `[` + many + `]`, []any{}},
		{"a text", `"` + long + `"`, long[:trimText]},
		{"nothing else", strings.Repeat(" ", 1<<20) + `{"a":null,"b":true}`, jsonvalue.Object{{Name: "a", Value: nil}, {Name: "b", Value: true}}},
	} {
		ex := &Exchange{raw: tt.raw, record: recordBody}
		ex.Trim(nil)
		got, err := ex.JSON()
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
		if ex.raw != "" || ex.ResponseBody != tt.raw[:recordBody] {
			t.Errorf("%s: %d and %d bytes are kept", tt.name, len(ex.raw), len(ex.ResponseBody))
		}
	}
	ex := &Exchange{raw: `{"a":"` + long + `"`, record: recordBody}
	ex.Trim(nil)
	if _, err := ex.JSON(); err == nil {
		t.Error("an answer that breaks off is usable")
	}
	ex = &Exchange{raw: `{"a":"` + long[:100] + `"}`, record: recordBody}
	ex.Trim(nil)
	if v, err := ex.JSON(); err != nil || v.(jsonvalue.Object).Text("a") != long[:100] || ex.raw == "" {
		t.Errorf("a short answer was trimmed: %v (%v)", v, err)
	}
}
