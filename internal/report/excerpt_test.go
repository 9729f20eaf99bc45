package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/validate"
)

// render checks text as a document and returns the report.
func render(t testing.TB, format string, form apps.Form, text string, change func(*report.Options)) string {
	t.Helper()
	o := report.Options{Edition: validate.Default()}
	if change != nil {
		change(&o)
	}
	var out strings.Builder
	w, err := report.New(&out, format, o)
	if err != nil {
		t.Fatal(err)
	}
	c := apps.Checker{Edition: o.Edition, Sink: w, Form: form, Stdin: strings.NewReader(text)}
	tally, err := c.Check(t.Context(), []apps.Input{{Path: apps.Stdin}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(report.Summary{Tally: tally}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestExcerpt holds what is shown of the line, and where the mark stands. Only the
// first finding of each text is looked at, without its message.
func TestExcerpt(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	tests := []struct {
		name, text string
		place      string
		want       string
		reason     string
	}{
		{"plain", `{"name":"1app"}`, "1:10",
			`{"name":"1app"}
			|         ^`, ""},
		{"the whole text for a length", `{"name":"ab"}`, "1:10",
			`{"name":"ab"}
			|         ^^`, ""},
		{"what is missing after the end", `{"name":"app_demo"`, "1:19",
			`{"name":"app_demo"
			|                  ^`, ""},
		{"wide characters before", `{"remark":"漢字","name":"1app"}`, "1:24",
			`{"remark":"漢字","name":"1app"}
			|                         ^`, "they take two columns each and count as one character each"},
		{"a wide character", `{"name":"app漢"}`, "1:13",
			`{"name":"app漢"}
			|            ^^`, ""},
		{"an emoji of several code points before", `{"remark":"👩‍👩‍👧","name":"1app"}`, "1:27",
			`{"remark":"👩‍👩‍👧","name":"1app"}
			|                       ^`, "five code points, one picture of two columns"},
		{"a combining mark before", "{\"remark\":\"e\u0301\",\"name\":\"1app\"}", "1:24",
			"{\"remark\":\"e\u0301\",\"name\":\"1app\"}\n" +
				"|                      ^", ""},
		{"tabs before", "{\t\"name\":\t\"1app\"}", "1:12",
			`{    "name":    "1app"}
			|                 ^`, "a tab counts as one character and is shown as four spaces"},
		{"an escape before", `{"remark":"\u6f22","name":"1app"}`, "1:28",
			`{"remark":"\u6f22","name":"1app"}
			|                           ^`, "as written, six characters"},
		{"an escape that offends", `{"name":"app\u6f22"}`, "1:13",
			`{"name":"app\u6f22"}
			|            ^^^^^^`, ""},
		{"a control character", "{\"name\":\"app\x1b[31m\"}", "1:13",
			`{"name":"app\x1b[31m"}
			|            ^^^^`, "it must not act on the terminal"},
		{"a right-to-left override", "{\"name\":\"app\u202edemo\"}", "1:13",
			`{"name":"app\u202edemo"}
			|            ^^^^^^`, ""},
		{"a byte order mark", "\ufeff{\"name\":\"app_demo\"}", "1:1",
			`\ufeff{"name":"app_demo"}
			|^^^^^^`, ""},
		{"invalid UTF-8", "{\"name\":\"app\xff\"}", "1:13",
			`{"name":"app\xff"}
			|            ^^^^`, ""},
		{"a workflow command", `{"name":"##[error]x"}`, "1:10",
			`{"name":"#\x23[error]x"}
			|         ^`, "a CI would obey it"},
		{"a carriage return at the end", "{\"name\":\"1app\"\r\n}", "1:10",
			`{"name":"1app"
			|         ^`, ""},
		{"more lines than one", "{\"name\":\n{\n}}", "2:1",
			`{
			|^`, "the mark ends with the first line"},
		{"clipped on the right", `{"name":"1` + x(60) + `","remark":"` + x(100) + `"}`, "1:10",
			`{"name":"1` + x(60) + `",…
			|         ^`, ""},
		{"clipped on both sides", `{"remark":"` + x(100) + `","name":"1app","app_key":"` + x(100) + `"}`, "1:122",
			`…` + x(14) + `","name":"1app","app_key":"` + x(31) + `…
			|                         ^`, ""},
		{"clipped on the left", `{"remark":"` + x(100) + `","name":"1app"}`, "1:122",
			`…` + x(56) + `","name":"1app"}
			|                                                                   ^`, "no more of the end is cut off than must be"},
		{"a mark as long as what is shown of the text", `{"name":"app","remark":"` + x(300) + `"}`, "1:280",
			`…` + x(70) + `"}
			|                          ^` + strings.Repeat("^", 44), ""},
		{"an app in an array on one line", `[{"name":"app_demo"},{"name":"1app"},{"name":"app_demo"}]`, "1:31",
			`{"name":"1app"}
			|         ^`, "the others are none of its business"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := strings.Split(render(t, "text", apps.JSON, tt.text, nil), "\n")
			if place, _, _ := strings.Cut(strings.TrimPrefix(lines[0], "stdin:"), ": "); place != tt.place {
				t.Errorf("place %s, want %s. %s", place, tt.place, tt.reason)
			}
			_, source, _ := strings.Cut(lines[1], " | ")
			_, mark, _ := strings.Cut(lines[2], " | ")
			want := strings.ReplaceAll(tt.want, "\t", "")
			if diff := cmp.Diff(want, source+"\n|"+mark); diff != "" {
				t.Errorf("excerpt (-want +got):\n%s%s", diff, tt.reason)
			}
		})
	}
}
