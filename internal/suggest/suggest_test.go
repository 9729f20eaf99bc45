package suggest_test

import (
	"testing"

	"github.com/appgauge/appgauge/internal/suggest"
)

func TestMeant(t *testing.T) {
	words := []string{"validate", "rules", "rpc", "name/max-65", "name/max-66", "limit/max-65", "create/name/max-length/65-rejected"}
	for _, tt := range []struct{ word, want string }{
		{"valdate", `; did you mean "validate"?`},
		{"VALIDATE", `; did you mean "validate"?`},
		{"rule", `; did you mean "rules"?`},
		{"name/max-56", `; did you mean "name/max-66" or "name/max-65"?`},
		{"max-65", `; did you mean "name/max-65" or "limit/max-65"?`},
		{"max-length", `; did you mean "create/name/max-length/65-rejected"?`},
		{"create/name/max-lenght/65-rejcted", `; did you mean "create/name/max-length/65-rejected"?`},
		{"rcp", `; did you mean "rpc"?`},
		{"rp", `; did you mean "rpc"?`},
		{"frobnicate", ""},
		{"xy", ""},
		{"", ""},
	} {
		if got := suggest.Meant(tt.word, words); got != tt.want {
			t.Errorf("Meant(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
