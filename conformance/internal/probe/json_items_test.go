package probe

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// An answer is read the same whether its items were read before or not, and
// remembered or not.
func TestItemsAreReadTheSame(t *testing.T) {
	long := strings.Repeat("x", maxItem)
	texts := []string{
		`{"apps":[]}`,
		`{"apps":[{}]}`,
		`{"apps":[{"id":"1"},{"id":"1"},{"id":"2"}],"total":3}`,
		`{"apps":[{"id":"1}"},{"id":"1}"}]}`, // the first brace is in a text
		`{"apps":[{"id":"1"}}]}`,
		`{"apps":[{"id":"1"`,
		`{"apps":[{"id":"1","id":"2"}]}`,
		`{"apps":[{"a":{"b":1}},{"a":{"b":1}}]}`,
		`{"apps":[{"a":[1,{"b":2}]}]}`,
		`{"apps":[{"a":` + strings.Repeat("[", maxDepth-3) + strings.Repeat("]", maxDepth-3) + `}]}`,
		`{"apps":[{"a":` + strings.Repeat("[", maxDepth-2) + strings.Repeat("]", maxDepth-2) + `}]}`,
		`{"apps":[{"id":"` + long + `"}]}`,
		`[[{"id":"1"}]]`,
		`[{"id":"1"}]`,
		`{"a":{"apps":[{"id":"1"}]}}`,
		"{\"apps\":[{\"id\":\"\xff\"}]}",
	}
	items := &itemCache{}
	for range 3 {
		for _, text := range texts {
			want, wantErr := ParseJSON(text)
			got, gotErr := (&jsonParser{text: text, items: items}).whole()
			if !reflect.DeepEqual(want, got) || fmt.Sprint(wantErr) != fmt.Sprint(gotErr) {
				t.Errorf("%.80s: %.80v (%v), want %.80v (%v)", text, got, gotErr, want, wantErr)
			}
		}
	}
	if len(items.items) < 3 {
		t.Errorf("only %d items are remembered", len(items.items))
	}
}

// The memory is bounded, whatever a gateway lists.
func TestItemCacheIsBounded(t *testing.T) {
	items := &itemCache{}
	for i := range 3 * maxItems {
		text := fmt.Sprintf(`{"apps":[{"id":"%d"}]}`, i)
		if _, err := (&jsonParser{text: text, items: items}).whole(); err != nil {
			t.Fatal(err)
		}
		if len(items.items) > maxItems {
			t.Fatalf("%d items are remembered", len(items.items))
		}
	}
}
