package apps_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
)

// TestValues holds what is made of values one after another, whatever is wrong with
// one of them.
func TestValues(t *testing.T) {
	const app = `{"name":"app_demo"}`
	tests := []struct {
		name, text string
		apps       int64
		want       string
	}{
		{name: "as jq writes them", text: "{\n  \"name\": \"app_demo\"\n}\n{\n  \"name\": \"x\"\n}\n{\n  \"name\": \"y\"\n}\n", apps: 3,
			want: "-:5:12 name minLength app=-1 in=\"{\\n  \\\"name\\\": \\\"x\\\"\\n}\"\n" +
				"-:8:12 name minLength app=-1 in=\"{\\n  \\\"name\\\": \\\"y\\\"\\n}\"\n"},
		{name: "in one line", text: app + `{"name":"x"} ` + app + `{}`, apps: 4,
			want: "-:1:29 name minLength app=-1 in=\"{\\\"name\\\":\\\"x\\\"}\"\n-:1:52 name required app=-1 in=\"{}\"\n"},
		{name: "arrays and apps", text: "[" + app + "," + app + "]\n[]\n" + app + "\n[{\"name\":\"x\"}]", apps: 4,
			want: "-:4:11 name minLength app=0 in=\"{\\\"name\\\":\\\"x\\\"}\"\n"},
		{name: "one that is broken in itself", text: app + "{\"name\":}\n" + app + "{'name':'app_demo'}" + app, apps: 5,
			want: "-:1:28  syntax app=-1 in=\"{\\\"name\\\":}\"\n-:2:21  syntax app=-1 in=\"{'name':'app_demo'}\"\n-:2:28  syntax app=-1 in=\"{'name':'app_demo'}\"\n"},
		{name: "one that does not end", text: app + "\n{\"name\":\"app_demo\"\n", apps: 2,
			want: "-:2:19  syntax app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\"\"\n"},
		{name: "something else between", text: app + " x " + app, apps: 1,
			want: "-:1:21  syntax app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\"} x {\\\"name\\\":\\\"app_demo\\\"\"\n"},
		{name: "one bracket too many", text: app + "}", apps: 1,
			want: "-:1:20  syntax app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\"}}\"\n"},
		{name: "brackets in texts", text: `{"name":"app_demo","remark":"}{\"]"}` + app, apps: 2},
		{name: "a long broken one", text: `{"name":"app_demo","remark":"` + strings.Repeat("x", 200) + `","x":[` + strings.Repeat("0,", 9000) + "]}" + app, apps: 2,
			want: "-:1:18237  syntax app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\",\\\"remark\\\":\\\"xxxxxxxxxxx\"\n-:1:232 x unknown app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\",\\\"remark\\\":\\\"xxxxxxxxxxx\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, tally := check(t, &apps.Checker{Form: apps.JSON}, strings.NewReader(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if tally.Apps != tt.apps {
				t.Errorf("%d apps, want %d", tally.Apps, tt.apps)
			}
		})
	}
}

// TestManyBroken ends soon: to find the ends of many broken values takes no time that
// grows with the square of their number.
func TestManyBroken(t *testing.T) {
	const n = 20_000
	_, tally := check(t, &apps.Checker{Form: apps.JSON}, strings.NewReader(strings.Repeat("{\"name\":\"app_demo\",}\n", n)))
	if tally.Apps != n || tally.Errors != n {
		t.Errorf("%d apps with %d errors, want %d", tally.Apps, tally.Errors, n)
	}
}

// TestSequence holds that a JSON text sequence (RFC 7464) is told by its first
// character, that what is wrong with one text touches no other, and where it is.
func TestSequence(t *testing.T) {
	const text = "\x1e{\n \"name\": \"app_demo\"\n}\n\x1e\x1e{\"name\":\"x\"}\n\x1e{\"name\":\"a\n\x1e[{\"name\":\"y\"}]\n"
	want := "-:4:12 name minLength app=-1 in=\"{\\\"name\\\":\\\"x\\\"}\"\n" +
		"-:5:12  syntax app=-1 in=\"{\\\"name\\\":\\\"a\"\n" +
		"-:6:12 name minLength app=0 in=\"{\\\"name\\\":\\\"y\\\"}\"\n"
	for _, form := range []apps.Form{apps.Auto, apps.Sequence} {
		got, tally := check(t, &apps.Checker{Form: form, Workers: 2}, strings.NewReader(text))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("form %d: findings (-want +got):\n%s", form, diff)
		}
		if want := (apps.Tally{Files: 1, Bytes: int64(len(text)), Apps: 4, Invalid: 3, Errors: 3}); tally != want {
			t.Errorf("form %d: tally %+v, want %+v", form, tally, want)
		}
	}
}

// TestLongSequence holds the places in a sequence that is read in many parts, with a
// text that is too long among them.
func TestLongSequence(t *testing.T) {
	const maxLine = 300 << 10
	var text, want strings.Builder
	for i := range 30_000 {
		offset := text.Len()
		switch i {
		case 10_000:
			fmt.Fprintf(&text, "\x1e{\"name\":\n\"%s\"}\n", strings.Repeat("x", maxLine))
			fmt.Fprintf(&want, "-:%d+%d longLine %d\n", 2*i+1, offset+1, maxLine+len("{\"name\":\n\"\"}\n"))
		case 20_000:
			text.WriteString("\x1e{\"name\":\n\"x\"}\n")
			fmt.Fprintf(&want, "-:%d:2 name minLength app=-1 in=%q\n", 2*i+2, "{\"name\":\n\"x\"}")
		default:
			text.WriteString("\x1e{\"name\":\n\"app_demo\"}\n")
		}
	}
	got, _ := check(t, &apps.Checker{MaxLine: maxLine}, strings.NewReader(text.String()))
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
