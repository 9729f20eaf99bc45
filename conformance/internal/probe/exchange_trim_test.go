package probe

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An overlong answer keeps its members' kinds, and the start of its texts.
func TestTrim(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	many := strings.TrimSuffix(strings.Repeat(`1,`, 1<<19), ",")
	for _, tt := range []struct {
		name, raw string
		want      any
	}{
		{"a long text", `{"error_code":"A.1","error_msg":"` + long + `"}`, Object{{"error_code", "A.1"}, {"error_msg", long[:trimText]}}},
		{"a long list", `{"error_code":"A.1","more":[` + many + `]}`, Object{{"error_code", "A.1"}, {"more", []any{}}}},
		{"a long object", `{"status":1,"more":{"a":"` + long + `"}}`, Object{{"status", json.Number("1")}, {"more", Object{}}}},
		{"a long number", `{"a":` + strings.Repeat("1", 1<<20) + `}`, Object{{"a", json.Number(strings.Repeat("1", trimText))}}},
		{"a list", `[` + many + `]`, []any{}},
		{"a text", `"` + long + `"`, long[:trimText]},
		{"nothing else", strings.Repeat(" ", 1<<20) + `{"a":null,"b":true}`, Object{{"a", nil}, {"b", true}}},
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
	if v, err := ex.JSON(); err != nil || v.(Object).Text("a") != long[:100] || ex.raw == "" {
		t.Errorf("a short answer was trimmed: %v (%v)", v, err)
	}
}
