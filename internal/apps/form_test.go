package apps_test

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/appgauge/appgauge/internal/apps"
)

// TestAuto holds how the form is told where no extension says it: by the number of
// apps that are found.
func TestAuto(t *testing.T) {
	const app = `{"name":"app_demo"}`
	long := `{"name":"app_demo","x":"` + strings.Repeat("x", 1<<20) + `"}`
	tests := []struct {
		name, text string
		apps       int64
		reason     string
	}{
		{name: "one line", text: app, apps: 1},
		{name: "one line and blank ones", text: "\n" + app + "\n\n", apps: 1},
		{name: "two lines", text: app + "\n" + app, apps: 2},
		{name: "two lines far apart", text: "\n" + app + "\r\n\r\n\r\n" + app + "\r\n", apps: 2},
		{name: "over several lines", text: "{\n\"name\":\n\"app_demo\"}\n", apps: 1},
		{name: "an array over several lines", text: "[" + app + ",\n" + app + "]\n", apps: 2},
		{name: "a broken first line", text: `{"name":}` + "\n" + app + "\n" + app, apps: 3},
		{name: "a first line that is no object", text: "null\n" + app, apps: 2},
		{name: "a broken document", text: "{\n\"name\":}\n", apps: 1},
		{name: "a first line that is long, but not too long to be looked at", text: long[:1<<19] + "\"}\n" + app, apps: 2},
		{name: "a first line that is too long", text: long + "\n" + app, apps: 1,
			reason: "it is taken for a document, and the report says how to check it otherwise"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, tally := check(t, new(apps.Checker), iotest.HalfReader(strings.NewReader(tt.text)))
			if tally.Apps != tt.apps {
				t.Errorf("%d apps, want %d. %s", tally.Apps, tt.apps, tt.reason)
			}
		})
	}
}

func TestParseForm(t *testing.T) {
	for want, name := range apps.Forms() {
		if got, ok := apps.ParseForm(name); !ok || got != apps.Form(want) {
			t.Errorf("ParseForm(%q) = %d, %t", name, got, ok)
		}
	}
	if _, ok := apps.ParseForm("yaml"); ok {
		t.Error("ParseForm knows yaml")
	}
}
