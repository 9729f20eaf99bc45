package wiretest

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// An Exchanger sends a message to a server, whatever the message is, and
// returns the one message that answers it, or nil when the server stays
// silent.
type Exchanger interface {
	Exchange(ctx context.Context, message []byte) ([]byte, error)
}

// Run holds each exchange over the same connection and compares the answers as
// JSON: members and the replies of a batch may stand in any order, and an
// error may have data where the transcript has none.
func Run(t *testing.T, over Exchanger, exchanges []Exchange) {
	t.Helper()
	for _, x := range exchanges {
		t.Run(x.Name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			got, err := over.Exchange(ctx, []byte(x.Send))
			if err != nil {
				t.Fatalf("sent %s\n%v", x.Send, err)
			}
			if diff := Diff(x.Want, got); diff != "" {
				t.Errorf("sent %s\ngot  %s\n(-want +got)\n%s", x.Send, got, diff)
			}
		})
	}
}

// Diff compares an answer with the wanted one as [Run] does. It is "" when
// they agree.
func Diff(want string, got []byte) string {
	if want == "" || got == nil {
		return cmp.Diff(want, string(got))
	}
	var w, g any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		return "the wanted answer is not JSON: " + err.Error()
	}
	if err := json.Unmarshal(got, &g); err != nil {
		return "the answer is not JSON: " + err.Error() + ": " + string(got)
	}
	return cmp.Diff(sorted(w), sorted(withoutData(g, w)))
}

// withoutData drops the data of an error where want has an error without.
func withoutData(got, want any) any {
	switch w := want.(type) {
	case []any:
		g, ok := got.([]any)
		if !ok || len(w) == 0 {
			return got
		}
		// Which reply answers which request is not told by the order, so a
		// batch keeps the data of all errors or of none.
		keeps := strings.Contains(encode(w), `"data"`)
		for i := range g {
			if !keeps {
				g[i] = withoutData(g[i], map[string]any{"error": map[string]any{}})
			}
		}
		return g
	case map[string]any:
		g, ok := got.(map[string]any)
		we, wok := w["error"].(map[string]any)
		if !ok || !wok {
			return got
		}
		if ge, ok := g["error"].(map[string]any); ok && we["data"] == nil {
			delete(ge, "data")
		}
		return g
	}
	return got
}

// sorted puts the replies of a batch in the order of their text.
func sorted(v any) any {
	if list, ok := v.([]any); ok {
		slices.SortFunc(list, func(a, b any) int { return strings.Compare(encode(a), encode(b)) })
	}
	return v
}

func encode(v any) string {
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(v); err != nil {
		panic(err) // v was decoded from JSON
	}
	return buf.String()
}
