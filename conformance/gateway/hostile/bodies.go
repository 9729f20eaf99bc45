package hostile

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// listing is how the body of a listing begins.
const listing = `{"total":1,"size":1,"apps":[`

// bodies are too long, too slow or too short.
func bodies() []Hostile {
	return []Hostile{
		{ID: "body/endless", Does: "A body of spaces never ends.", wrap: always(endless)},
		{ID: "body/endless-later", Does: "After 20 good answers a body never ends.", wrap: after(20, endless)},
		{ID: "body/endless-error", Does: "The body of a 400 never ends.", wrap: always(withStatus(400, endless))},
		{ID: "body/endless-string", Does: "A string in the body never ends.", wrap: always(flood([]byte(listing+`{"name":"`), bytes.Repeat([]byte{'a'}, 32<<10)))},
		{ID: "body/endless-list", Does: "A list of apps never ends.", wrap: always(flood([]byte(listing), []byte(strings.Repeat(app+",", 100))))},
		{ID: "body/dripping", Does: "A body comes by a byte every 20 ms, for ever.", wrap: always(drip)},
		{ID: "body/dripping-later", Does: "After 20 good answers a body comes by a byte every 20 ms.", wrap: after(20, drip)},
		{ID: "body/stalled", Does: "A body begins and then nothing comes.", wrap: always(stalled)},
		{ID: "body/truncated", Does: "The connection ends before the announced length of the body.", wrap: always(truncated)},
		{ID: "body/truncated-later", Does: "After 20 good answers bodies are cut off.", wrap: after(20, truncated)},
		{ID: "body/truncated-chunked", Does: "The connection ends before the last chunk.", wrap: always(truncatedChunked)},
		{ID: "body/gzip-bomb", Does: "A compressed body of 16 MB is 16 GB long.", wrap: always(bomb)},
		{ID: "body/gzip-bomb-later", Does: "After 20 good answers a compressed body is 16 GB long.", wrap: after(20, bomb)},
		{ID: "body/gzip-broken", Does: "A body that is said to be compressed is not.", wrap: always(encoded("gzip", "this is not gzip"))},
		{ID: "body/gzip-cut-off", Does: "A compressed body is cut off.", wrap: always(encoded("gzip", zip(`{"total":0,"size":0,"apps":[]}`)[:20]))},
		{ID: "body/encoding-unknown", Does: "A body is encoded in an unknown way.", wrap: always(encoded("x-secret", "~~~"))},
		{ID: "body/100-mb", Does: "The body of a listing has 100 MB and is JSON.", wrap: on(http.MethodGet, huge)},
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	flood([]byte(listing), bytes.Repeat([]byte{' '}, 32<<10))(w, r)
}

// flood writes a text for ever.
func flood(begin, again []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		w.Header().Set("Content-Type", jsonType)
		w.WriteHeader(success(r))
		_, err := w.Write(begin)
		for err == nil && r.Context().Err() == nil {
			_, err = w.Write(again)
		}
	}
}

// withStatus replaces the status of an attack.
func withStatus(status int, attack http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { attack(&statusWriter{w, status}, r) }
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(int) { s.ResponseWriter.WriteHeader(s.status) }

func drip(w http.ResponseWriter, r *http.Request) {
	drain(r)
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(success(r))
	trickle(r, func(n int) error {
		text := " "
		if n < len(listing) {
			text = listing[n : n+1]
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
		return http.NewResponseController(w).Flush()
	})
}

// trickle calls write every 20 ms until it fails or the client goes.
func trickle(r *http.Request, write func(n int) error) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for n := 0; write(n) == nil; n++ {
		select {
		case <-tick.C:
		case <-r.Context().Done():
			return
		}
	}
}

func stalled(w http.ResponseWriter, r *http.Request) {
	drain(r)
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(success(r))
	io.WriteString(w, listing)
	http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func truncated(w http.ResponseWriter, r *http.Request) {
	drain(r)
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Content-Length", strconv.Itoa(len(listing)+500))
	w.WriteHeader(success(r))
	io.WriteString(w, listing)
	panic(http.ErrAbortHandler)
}

func truncatedChunked(w http.ResponseWriter, r *http.Request) {
	drain(r)
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(success(r))
	io.WriteString(w, listing)
	http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// bomb sends a gzip stream of many members, each of which is 8 MB of spaces.
func bomb(w http.ResponseWriter, r *http.Request) {
	drain(r)
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(success(r))
	_, err := io.WriteString(w, zip(listing))
	member := zip(strings.Repeat(" ", 8<<20))
	for n := 0; n < 2<<10 && err == nil && r.Context().Err() == nil; n++ {
		_, err = io.WriteString(w, member)
	}
}

func zip(s string) string {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	io.WriteString(z, s)
	z.Close()
	return out.String()
}

func encoded(encoding, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		answer(jsonType, body)(w, r)
	}
}

// app is a listed app.
const app = `{"bind_num":0,"creator":"USER","update_time":"2020-08-03T13:09:13Z","app_key":"ee8f878c252747028f07eb116c2cd91b",` +
	`"name":"app_demo","id":"356de8eb7a8742168586e5daf5339965","app_secret":"416************ab8",` +
	`"register_time":"2020-08-03T13:09:13Z","status":1}`

// huge lists far more apps than anybody asked for.
func huge(w http.ResponseWriter, r *http.Request) {
	drain(r)
	const n = 100 << 20 / (len(app) + 1)
	w.Header().Set("Content-Type", jsonType)
	io.WriteString(w, `{"total":`+strconv.Itoa(n)+`,"size":`+strconv.Itoa(n)+`,"apps":[`+app)
	thousand := []byte(strings.Repeat(","+app, 1000))
	var err error
	for i := 1; i < n && err == nil; i += 1000 {
		_, err = w.Write(thousand[:min(1000, n-i)*(len(app)+1)])
	}
	io.WriteString(w, "]}")
}
