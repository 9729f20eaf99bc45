package stimulus

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// Want compares two values, and fails with their difference.
func (t *T) Want(ex *probe.Exchange, path string, want, got any, format string, args ...any) bool {
	if reflect.DeepEqual(want, got) {
		return true
	}
	diff := cmp.Diff(shallow(want), shallow(got))
	if diff == "" {
		return true
	}
	f := t.Fail(ex, format, args...)
	f.Path, f.Diff = path, probe.Clip(diff, maxDiff)
	return false
}

const (
	// maxText bounds what a finding says, and maxDiff its difference, in bytes.
	maxText = 4 << 10
	maxDiff = 16 << 10
)

// diffDepth is how deep lists and objects may be nested to be compared piece by
// piece: the time that this takes doubles with every level.
const diffDepth = 5

// shallow is v, or its JSON text if it comes from an answer and is nested too
// deeply to be compared piece by piece.
func shallow(v any) any {
	if !nested(v, diffDepth) {
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return jsonvalue.Kind(v)
	}
	return string(text)
}

// nested reports whether v has more than so many levels of lists and objects.
func nested(v any, levels int) bool {
	switch v := v.(type) {
	case []any:
		return levels == 0 || slices.ContainsFunc(v, func(item any) bool { return nested(item, levels-1) })
	case jsonvalue.Object:
		return levels == 0 || slices.ContainsFunc(v, func(m jsonvalue.Member) bool { return nested(m.Value, levels-1) })
	}
	return false
}
