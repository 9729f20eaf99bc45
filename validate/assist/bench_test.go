package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/validate/assist"
)

const typical = `{"name":"app_demo","remark":"Demo app","app_key":"ee8f878c252747028f07eb116c2cd91b","app_secret":"416ccd1a4ef94b8fa2b6b1b0e1f40ab8"}`

// apps is about size bytes of requests with this between them.
func apps(size int, between string) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Replace(typical, "app_demo", fmt.Sprintf("app_%06d", i), 1) + between)
	}
	return strings.TrimSuffix(b.String(), between)
}

func BenchmarkDiagnostics(b *testing.B) {
	array, lines := "["+apps(1<<20, ",\n")+"]", apps(1<<20, "\n")
	middle := func(text, old, new string) string {
		half := len(text) / 2
		return text[:half] + strings.Replace(text[half:], old, new, 1)
	}
	for _, bm := range []struct {
		name string
		s    assist.Source
	}{
		{"small valid", assist.Source{Text: typical}},
		{"small invalid", assist.Source{Text: strings.Replace(typical, "app_demo", "1-app", 1)}},
		{"small misspelt", assist.Source{Text: strings.Replace(typical, "app_key", "appKey", 1)}},
		{"small broken", assist.Source{Text: typical[:60]}},
		{"1MB array valid", assist.Source{Text: array}},
		{"1MB array one invalid", assist.Source{Text: middle(array, "app_", "app-")}},
		{"1MB array one broken", assist.Source{Text: middle(array, `":"`, `"`)}},
		{"1MB array all invalid", assist.Source{Text: strings.ReplaceAll(array, "app_", "app-")}},
		{"1MB lines valid", assist.Source{Text: lines, Kind: assist.Lines}},
		{"1MB lines one broken", assist.Source{Text: middle(lines, `":"`, `"`), Kind: assist.Lines}},
		{"1MB lines all invalid", assist.Source{Text: strings.ReplaceAll(lines, "app_", "app-"), Kind: assist.Lines}},
		{"1MB openings", assist.Source{Text: strings.Repeat("{", 1<<20)}},
		{"1MB misspelt", assist.Source{Text: "{" + strings.Repeat(`"nam":0,`, 1<<17) + `"Name":0}`}},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(bm.s.Text)))
			b.ReportAllocs()
			for b.Loop() {
				bm.s.Diagnostics()
			}
		})
	}
}

func BenchmarkCursor(b *testing.B) {
	s := assist.Source{Text: "[" + apps(1<<20, ",\n") + ",{\"na\"}]"}
	i := len(s.Text) - 3
	for _, bm := range []struct{ name, text string }{
		{"90000 duplicates", `{"name":"abc"` + strings.Repeat(`,"name":"abc"`, 90_000) + "}"},
		{"90000 duplicates in what is no JSON", `{"name":"abc"` + strings.Repeat(`,"name":"abc"`, 90_000) + ",}"},
		{"90000 unknown", `{"name":"abc"` + strings.Repeat(`,"nome":"abc"`, 90_000) + "}"},
		{"90000 misspelt", "[" + strings.Repeat(`{"nome":"abc"},`, 90_000) + "{}]"},
		{"90000 syntax", "[" + strings.Repeat(`{"name":"abc",},`, 90_000) + "{}]"},
	} {
		b.Run("fixes of "+bm.name, func(b *testing.B) {
			s := assist.Source{Text: bm.text}
			for b.Loop() {
				s.Fixes(0, len(s.Text))
			}
		})
	}
	b.Run("complete in 1MB", func(b *testing.B) {
		for b.Loop() {
			s.Complete(i)
		}
	})
	b.Run("hover in 1MB", func(b *testing.B) {
		for b.Loop() {
			s.Hover(i)
		}
	})
	b.Run("fixes in 1MB", func(b *testing.B) {
		for b.Loop() {
			s.Fixes(i, i)
		}
	})
}
