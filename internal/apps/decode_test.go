package apps_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func utf16Text(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

// TestDecode holds what is unpacked, and what is refused in one sentence.
func TestDecode(t *testing.T) {
	const app = `{"name":"app_demo"}`
	pair := zipped(t, app+"\n") + zipped(t, "{}\n")
	tests := []struct {
		name, text string
		apps       int64
		want       string
	}{
		{name: "gzip", text: zipped(t, app), apps: 1},
		{name: "gzip of lines", text: zipped(t, app+"\n{}\n"), apps: 2, want: "-:2:1 name required app=-1 in=\"{}\"\n"},
		{name: "gzip of a sequence", text: zipped(t, "\x1e"+app+"\n"), apps: 1},
		{name: "two gzip files in one", text: pair, apps: 2, want: "-:2:1 name required app=-1 in=\"{}\"\n"},
		{name: "gzip cut short", text: zipped(t, app+"\n{}\n{}\n")[:40], apps: 3,
			want: "-:2:1 name required app=-1 in=\"{}\"\n-:3:1 name required app=-1 in=\"{}\"\n-:4+26 readFailed 0\n"},
		{name: "gzip of nothing", text: zipped(t, ""), want: "-:0+0 empty 0\n"},
		{name: "gzip of UTF-16", text: zipped(t, utf16Text(binary.LittleEndian, app)), want: "-:0+0 encoding 0\n"},
		{name: "not quite gzip", text: "\x1f\x8bgzip", want: "-:0+0 readFailed 0\n"},
		{name: "zstd", text: "\x28\xb5\x2f\xfd\x00", want: "-:0+0 compressed 0\n"},
		{name: "UTF-16, little endian", text: utf16Text(binary.LittleEndian, app), want: "-:0+0 encoding 0\n"},
		{name: "UTF-16, big endian", text: utf16Text(binary.BigEndian, app), want: "-:0+0 encoding 0\n"},
		{name: "UTF-16 with a mark, little endian", text: utf16Text(binary.LittleEndian, "\ufeff"+app), want: "-:0+0 encoding 0\n"},
		{name: "UTF-16 with a mark, big endian", text: utf16Text(binary.BigEndian, "\ufeff"+app), want: "-:0+0 encoding 0\n"},
		{name: "UTF-16 after a line break", text: utf16Text(binary.BigEndian, "\n"+app), want: "-:0+0 encoding 0\n"},
		{name: "UTF-16 of a bracket", text: "{\x00", want: "-:0+0 encoding 0\n"},
		{name: "UTF-32", text: "{\x00\x00\x00}\x00\x00\x00", want: "-:0+0 encoding 0\n"},
		{name: "UTF-8 with a mark", text: "\ufeff" + app, apps: 1, want: "-:1:1  syntax app=-1 in=\"\\ufeff{\\\"name\\\":\\\"app_demo\\\"}\"\n"},
		{name: "a NUL", text: "\x00" + app, apps: 1, want: "-:1:1  syntax app=-1 in=\"\\x00{\\\"name\\\":\\\"app_demo\\\"}\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, tally := check(t, new(apps.Checker), iotest.OneByteReader(strings.NewReader(tt.text)))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if tally.Apps != tt.apps {
				t.Errorf("%d apps, want %d", tally.Apps, tt.apps)
			}
		})
	}
}

// TestZippedFiles holds that the form of a compressed file is told by the name inside
// its own, and that its limit is that of the text: a small file of much white space is
// refused as soon as it is known to be too large.
func TestZippedFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.ndjson.gz": "{}\n\n{}", "b.JSON.GZ": "{\n}\n{\n}\n", "c.txt.gz": "{}", "d.json.gz": strings.Repeat(" ", 64<<20),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(zipped(t, text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := new(recorder)
	c := apps.Checker{Edition: validate.Default(), Sink: r}
	t.Chdir(dir)
	if _, err := c.Check(t.Context(), apps.Find([]string{"."})); err != nil {
		t.Fatal(err)
	}
	want := `a.ndjson.gz:1:1 name required app=-1 in="{}"
a.ndjson.gz:3:1 name required app=-1 in="{}"
b.JSON.GZ:1:1 name required app=-1 in="{\n}"
b.JSON.GZ:3:1 name required app=-1 in="{\n}"
d.json.gz:0+0 tooLarge 0
`
	if diff := cmp.Diff(want, r.out.String()); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
