package launch

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

func TestShard(t *testing.T) {
	tests := []struct {
		text, index string
		want        result.Shard
		err         string
	}{
		{text: ""},
		{text: "2/5", want: result.Shard{Index: 2, Count: 5}},
		{text: "auto/5", index: "0", want: result.Shard{Index: 1, Count: 5}},
		{text: "auto/5", index: "4", want: result.Shard{Index: 5, Count: 5}},
		{text: "auto/5", index: "5", err: "there is no shard 6/5: the first number counts from 1 up to the second"},
		{text: "auto/5", err: `--shard auto/5 takes the part from JOB_COMPLETION_INDEX, counted from 0, which is ""`},
		{text: "auto/x", index: "0", err: `the shard "1/x" is not of the form I/N, such as 2/5`},
	}
	for _, tt := range tests {
		got, err := shard(tt.text, func(string) (string, bool) { return tt.index, tt.index != "" })
		message := ""
		if err != nil {
			message = err.Error()
			got = result.Shard{}
		}
		if diff := cmp.Diff([]any{tt.want, tt.err}, []any{got, message}); diff != "" {
			t.Errorf("%q with index %q (-want +got):\n%s", tt.text, tt.index, diff)
		}
	}
}
