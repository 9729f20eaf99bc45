package hostile

import (
	"net/http"
	"net/http/httptest"
)

// operations work for one method and not for another, so that a run has created
// apps before it meets the trouble.
func operations() []Hostile {
	return []Hostile{
		{"create/answer-lost", "A create is done, and its connection reset before the answer.", lost(http.MethodPost, reset)},
		{"create/answer-never", "A create is done, and never answered.", lost(http.MethodPost, silent)},
		{"create/answer-500", "A create is done, and answered 500.", lost(http.MethodPost, fixed(500, errorBody("APIG.9999", "System error")))},
		{"list/reset", "Creates work; every listing is reset.", on(http.MethodGet, reset)},
		{"list/no-answer", "Creates work; no listing is answered.", on(http.MethodGet, silent)},
		{"list/500", "Creates work; every listing gets 500.", on(http.MethodGet, fixed(500, errorBody("APIG.9999", "System error")))},
		{"delete/500", "Every delete gets 500.", on(http.MethodDelete, fixed(500, errorBody("APIG.9999", "System error")))},
		{"delete/reset", "Every delete is reset.", on(http.MethodDelete, reset)},
		{"delete/no-answer", "No delete is answered.", on(http.MethodDelete, silent)},
		{"delete/nothing-done", "Every delete gets 204 and nothing is deleted.", on(http.MethodDelete, func(w http.ResponseWriter, r *http.Request) {
			drain(r)
			w.WriteHeader(http.StatusNoContent)
		})},
		{"delete/redirect", "Every delete is sent to another host.", on(http.MethodDelete, redirect(307, "http://elsewhere.invalid"))},
	}
}

// lost lets the gateway do what a method asks for, and answers otherwise.
func lost(method string, attack http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != method {
				next.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(httptest.NewRecorder(), r)
			attack(w, r)
		})
	}
}
