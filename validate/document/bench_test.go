package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

const typical = `{"name":"app_demo","remark":"Demo app","app_key":"ee8f878c252747028f07eb116c2cd91b","app_secret":"416ccd1a4ef94b8fa2b6b1b0e1f40ab8"}`

func BenchmarkCheck(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"valid", typical},
		{"page example", "{\n  \"name\" : \"app_demo\",\n  \"remark\" : \"Demo app\"\n}\n"},
		{"multibyte", strings.Replace(typical, "Demo app", strings.Repeat("应用", 20), 1)},
		{"escapes", strings.Replace(typical, "Demo app", `caf\u00e9 \ud83d\ude00`, 1)},
		{"invalid", strings.Replace(typical, "app_demo", "1-app", 1)},
		{"warning", strings.Replace(typical, `{`, `{"x":1,`, 1)},
		{"syntax", strings.Replace(typical, `,`, ``, 1)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			e, data := validate.Default(), []byte(bm.text)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				document.Check(e, data)
			}
		})
	}
}

// apps is a JSON array of about size bytes.
func apps(size int) string {
	var b strings.Builder
	b.WriteString("[\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "  %s,\n", strings.Replace(typical, "app_demo", fmt.Sprintf("app_%06d", i), 1))
	}
	return strings.TrimSuffix(b.String(), ",\n") + "\n]\n"
}

func BenchmarkParse(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"app", typical},
		{"1MB of apps", apps(1 << 20)},
		{"1MB of zeros", "[" + strings.Repeat("0,", 1<<19) + "0]"},
		{"1MB of names", "{" + strings.Repeat(`"a":0,`, 1<<20/6) + `"a":0}`},
		{"1MB of openings", strings.Repeat("{", 1<<20)},
		{"1MB of errors", strings.Repeat("}", 1<<20)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				document.ParseString(bm.text)
			}
		})
	}
}
