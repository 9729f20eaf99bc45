package hostile

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

// headers are too many, too long, or lead astray.
func headers() []Hostile {
	return []Hostile{
		{"header/20000", "An answer has 20,000 headers.", always(func(w http.ResponseWriter, r *http.Request) {
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 80))
			}
			answer(jsonType, "{}")(w, r)
		})},
		{"header/8-mb", "A header has 8 MB.", always(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 8<<20))
			answer(jsonType, "{}")(w, r)
		})},
		{"header/endless", "Headers never end.", always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			_, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			flood := strings.Repeat("X-Flood: "+strings.Repeat("x", 80)+"\r\n", 100)
			for err == nil {
				_, err = io.WriteString(conn, flood)
			}
		})},
		{"header/dripping", "A header comes every 20 ms, for ever.", always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			trickle(r, func(n int) error {
				_, err := fmt.Fprintf(conn, "X-Drip-%d: x\r\n", n)
				return err
			})
		})},
		{"header/early-hints", "Informational answers never end.", always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			var err error
			for err == nil {
				_, err = io.WriteString(conn, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n")
			}
		})},
		{"header/trailer-flood", "A body is followed by 20,000 trailers.", always(func(w http.ResponseWriter, r *http.Request) {
			answer(jsonType, "{}")(w, r)
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("%sX-Flood-%d", http.TrailerPrefix, i), "x")
			}
		})},
		{"redirect/other-host", "Every request is sent to another host.", always(redirect(302, "http://elsewhere.invalid"))},
		{"redirect/other-host-307", "Every request is sent to another host, with its body.", always(redirect(307, "http://elsewhere.invalid"))},
		{"redirect/other-host-later", "After 20 good answers requests are sent to another host.", after(20, redirect(308, "http://elsewhere.invalid"))},
		{"redirect/loop", "Every request is sent to its own path, for ever.", always(redirect(307, ""))},
		{"redirect/file", "Every request is sent to a file.", always(redirect(302, "file://"))},
		{"redirect/nowhere", "A redirect says no place.", always(func(w http.ResponseWriter, r *http.Request) {
			drain(r)
			w.WriteHeader(http.StatusFound)
		})},
	}
}

// redirect redirects to the same path on another base.
func redirect(status int, base string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		w.Header().Set("Location", base+r.URL.RequestURI())
		w.WriteHeader(status)
	}
}
