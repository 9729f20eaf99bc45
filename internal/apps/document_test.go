package apps_test

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
)

func TestDocument(t *testing.T) {
	tests := []struct {
		name, text string
		want       string
		tally      apps.Tally
	}{
		{name: "an app", text: "\n {\"name\":\"app_demo\"}\n",
			tally: apps.Tally{Apps: 1}},
		{name: "an offence on a later line", text: "{\n \"remark\": \"é\", \"name\": \"x\"\n}\n",
			want:  "-:2:26 name minLength app=-1 in=\"{\\n \\\"remark\\\": \\\"é\\\", \\\"name\\\": \\\"x\\\"\\n}\"\n",
			tally: apps.Tally{Apps: 1, Invalid: 1, Errors: 1}},
		{name: "missing at the end is missed on the last line", text: "{\"name\":\"app_demo\"\n\n",
			want:  "-:1:19  syntax app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\"\"\n",
			tally: apps.Tally{Apps: 1, Invalid: 1, Errors: 1}},
		{name: "an array", text: `[{"name":"app_demo"} , {"name":"app_demo"}]`,
			tally: apps.Tally{Apps: 2}},
		{name: "an empty array", text: " [ ] "},
		{name: "an array with an invalid app", text: "[{\"name\":\"app_demo\"},\n{}]",
			want:  "-:2:1 name required app=1 in=\"{}\"\n",
			tally: apps.Tally{Apps: 2, Invalid: 1, Errors: 1}},
		{name: "an array with a warning", text: `[{"name":"app_demo","x":1}]`,
			want:  "-:1:21 x unknown app=0 in=\"{\\\"name\\\":\\\"app_demo\\\",\\\"x\\\":1}\"\n",
			tally: apps.Tally{Apps: 1, Warnings: 1}},
		{name: "an array of arrays", text: `[[{"name":"app_demo"}]]`,
			want:  "-:1:2  type app=0 in=\"[{\\\"name\\\":\\\"app_demo\\\"}]\"\n",
			tally: apps.Tally{Apps: 1, Invalid: 1, Errors: 1}},
		{name: "offences in and between elements, in order", text: `[{"name":}{"name":"x"},]`,
			want: "-:1:10  syntax app=0 in=\"{\\\"name\\\":}\"\n" +
				"-:1:11  syntax app=1 in=\"{\\\"name\\\":\\\"x\\\"}\"\n" +
				"-:1:20 name minLength app=1 in=\"{\\\"name\\\":\\\"x\\\"}\"\n" +
				"-:1:24  syntax app=-1 in=\"[{\\\"name\\\":}{\\\"name\\\":\\\"x\\\"},]\"\n",
			tally: apps.Tally{Apps: 2, Invalid: 2, Errors: 4}},
		{name: "text after the array", text: `[{"name":"app_demo"}] x`,
			want:  "-:1:23  syntax app=-1 in=\"[{\\\"name\\\":\\\"app_demo\\\"}] x\"\n",
			tally: apps.Tally{Apps: 1, Errors: 1}},
		{name: "an array that does not end", text: `[{"name":"app_demo"}`,
			want:  "-:1:21  syntax app=-1 in=\"[{\\\"name\\\":\\\"app_demo\\\"}\"\n",
			tally: apps.Tally{Apps: 1, Errors: 1}},
		{name: "nothing but a bracket", text: `[`,
			want:  "-:1:2  syntax app=-1 in=\"[\"\n",
			tally: apps.Tally{Errors: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, tally := check(t, &apps.Checker{Form: apps.JSON}, strings.NewReader(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			tt.tally.Files, tt.tally.Bytes = 1, int64(len(tt.text))
			if diff := cmp.Diff(tt.tally, tally); diff != "" {
				t.Errorf("tally (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMaxDocument holds the limit to the byte where the size is not known before.
func TestMaxDocument(t *testing.T) {
	const text = `{"name":"app_demo"}`
	for most, want := range map[int]string{
		len(text):     "",
		len(text) - 1: "-:0+0 tooLarge 0\n",
	} {
		c := &apps.Checker{Form: apps.JSON, MaxDocument: most}
		got, _ := check(t, c, iotest.OneByteReader(strings.NewReader(text)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("at most %d bytes (-want +got):\n%s", most, diff)
		}
	}
}
