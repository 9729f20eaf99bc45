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
		{ID: "header/20000", Does: "An answer has 20,000 headers.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 80))
			}
			answer(jsonType, "{}")(w, r)
		})},
		{ID: "header/8-mb", Does: "A header has 8 MB.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 8<<20))
			answer(jsonType, "{}")(w, r)
		})},
		{ID: "header/endless", Does: "Headers never end.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			_, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			flood := strings.Repeat("X-Flood: "+strings.Repeat("x", 80)+"\r\n", 100)
			for err == nil {
				_, err = io.WriteString(conn, flood)
			}
		})},
		{ID: "header/dripping", Does: "A header comes every 20 ms, for ever.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			trickle(r, func(n int) error {
				_, err := fmt.Fprintf(conn, "X-Drip-%d: x\r\n", n)
				return err
			})
		})},
		{ID: "header/early-hints", Does: "Informational answers never end.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			conn := take(w, r)
			defer conn.Close()
			var err error
			for err == nil {
				_, err = io.WriteString(conn, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n")
			}
		})},
		{ID: "header/trailer-flood", Does: "A body is followed by 20,000 trailers.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
			answer(jsonType, "{}")(w, r)
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("%sX-Flood-%d", http.TrailerPrefix, i), "x")
			}
		})},
		{ID: "redirect/other-host", Does: "Every request is sent to another host.", wrap: always(redirect(302, "http://elsewhere.invalid"))},
		{ID: "redirect/other-host-307", Does: "Every request is sent to another host, with its body.", wrap: always(redirect(307, "http://elsewhere.invalid"))},
		{ID: "redirect/other-host-later", Does: "After 20 good answers requests are sent to another host.", wrap: after(20, redirect(308, "http://elsewhere.invalid"))},
		{ID: "redirect/loop", Does: "Every request is sent to its own path, for ever.", wrap: always(redirect(307, ""))},
		{ID: "redirect/file", Does: "Every request is sent to a file.", wrap: always(redirect(302, "file://"))},
		{ID: "redirect/nowhere", Does: "A redirect says no place.", wrap: always(func(w http.ResponseWriter, r *http.Request) {
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
