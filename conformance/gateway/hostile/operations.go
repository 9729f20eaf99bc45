package hostile

import (
	"net/http"
	"net/http/httptest"
)

// operations work for one method and not for another, so that a run has created
// apps before it meets the trouble.
func operations() []Hostile {
	return []Hostile{
		{ID: "create/answer-lost", Does: "A create is done, and its connection reset before the answer.", wrap: lost(http.MethodPost, reset)},
		{ID: "create/answer-never", Does: "A create is done, and never answered.", wrap: lost(http.MethodPost, silent)},
		{ID: "create/answer-500", Does: "A create is done, and answered 500.", wrap: lost(http.MethodPost, fixed(500, errorBody("APIG.9999", "System error")))},
		{ID: "list/reset", Does: "Creates work; every listing is reset.", wrap: on(http.MethodGet, reset)},
		{ID: "list/no-answer", Does: "Creates work; no listing is answered.", wrap: on(http.MethodGet, silent)},
		{ID: "list/500", Does: "Creates work; every listing gets 500.", wrap: on(http.MethodGet, fixed(500, errorBody("APIG.9999", "System error")))},
		{ID: "delete/500", Does: "Every delete gets 500.", wrap: on(http.MethodDelete, fixed(500, errorBody("APIG.9999", "System error")))},
		{ID: "delete/reset", Does: "Every delete is reset.", wrap: on(http.MethodDelete, reset)},
		{ID: "delete/no-answer", Does: "No delete is answered.", wrap: on(http.MethodDelete, silent)},
		{ID: "delete/nothing-done", Does: "Every delete gets 204 and nothing is deleted.", wrap: on(http.MethodDelete, func(w http.ResponseWriter, r *http.Request) {
			drain(r)
			w.WriteHeader(http.StatusNoContent)
		})},
		{ID: "delete/redirect", Does: "Every delete is sent to another host.", wrap: on(http.MethodDelete, redirect(307, "http://elsewhere.invalid"))},
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
