package probe

import (
	"io"
	"net/http"
	"testing"
)

// page is a listing of twenty apps.
func page() string {
	text := `{"total":20,"size":20,"apps":[`
	for i := range 20 {
		if i > 0 {
			text += ","
		}
		text += `{"id":"` + string(rune('a'+i)) + `","name":"app_demo","remark":"Demo app","status":1,"creator":"USER"}`
	}
	return text + "]}"
}

// BenchmarkDo is one listing from a handler in the same process, by eight workers.
func BenchmarkDo(b *testing.B) {
	text := page()
	c := NewClient(Options{
		Base: "http://gateway.invalid", Auth: Auth{Token: "t"}, Timeout: 1e10, Concurrency: 8,
		Transport: NewHandlerTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) })),
	})
	b.ReportAllocs()
	b.ResetTimer()
	Parallel(b.Context(), 8, b.N, func(int) {
		if _, err := c.Do(b.Context(), Request{Op: OpQuery, Query: "limit=20"}); err != nil {
			b.Error(err)
		}
	})
}
