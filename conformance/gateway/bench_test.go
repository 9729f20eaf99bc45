package gateway_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
)

func BenchmarkCreate(b *testing.B) {
	h := gateway.New(gateway.Options{MaxApps: 1 << 30, MaxAllApps: 1 << 30})
	b.ReportAllocs()
	for b.Loop() {
		serve(b, h, "POST", apps, `{"name":"app_demo","remark":"Demo app"}`, 201)
	}
}

// BenchmarkList lists pages of instances of different sizes: a page costs the
// same in all of them, a filter does not.
func BenchmarkList(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		h := gateway.New(gateway.Options{})
		for i := range n {
			serve(b, h, "POST", apps, fmt.Sprintf(`{"name":"app_%d"}`, i), 201)
		}
		for _, query := range []string{"?limit=20&offset=50", "?name=app_99&limit=20"} {
			b.Run(fmt.Sprintf("%d/%s", n, query[1:]), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					serve(b, h, "GET", apps+query, "", 200)
				}
			})
		}
	}
}

func serve(b *testing.B, h http.Handler, method, target, body string, want int) {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("X-Auth-Token", gateway.DemoToken)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != want {
		b.Fatalf("%s %s: %d %s", method, target, w.Code, w.Body)
	}
}
