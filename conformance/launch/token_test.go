package launch

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a token command complains of is shown without what may be the token.
func TestTokenCommandFails(t *testing.T) {
	for _, tt := range []struct{ name, command, want string }{
		{"the reason is told", `echo "no such account" >&2; exit 3`, "exit status 3: no such account"},
		{"the token in both", `echo gibberish-Tok3n; echo "bad: gibberish-Tok3n" >&2; exit 1`, "exit status 1: bad: [token]"},
		{"the token in JSON", `echo '{"token":"gibberish-Tok3n"}'; echo "bad: gibberish-Tok3n" >&2; exit 1`, "exit status 1: bad: [token]"},
		{"the token, encoded", `echo gibberish-Tok3n; echo "bad: Z2liYmVyaXNoLVRvazNu" >&2; exit 1`, "exit status 1: bad: [token]"},
		{"controls", `printf 'a\033[31mb\n::error::c' >&2; exit 1`, "exit status 1: a\\x1b[31mb\n:\\x3aerror:\\x3ac"},
	} {
		_, err := token(context.Background(), "", tt.command, tokenVariable, nil)
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		if diff := cmp.Diff("the token command failed: "+tt.want, err.Error()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	_, err := token(context.Background(), "", `yes 'a long complaint' | head -c 100000 >&2; exit 1`, tokenVariable, nil)
	if err == nil || len(err.Error()) > 2*maxComplaint || !strings.HasSuffix(err.Error(), "…") {
		t.Errorf("a long complaint is not cut: %v", err)
	}
}
