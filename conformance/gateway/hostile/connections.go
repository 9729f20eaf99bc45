package hostile

import (
	"io"
	"net"
	"net/http"
	"strings"
)

// connections break, or are used for something else than an answer.
func connections() []Hostile {
	return []Hostile{
		{ID: "connection/no-answer", Does: "Nothing is ever answered.", wrap: always(silent)},
		{ID: "connection/no-answer-later", Does: "After 20 good answers nothing is answered.", wrap: after(20, silent)},
		{ID: "connection/reset", Does: "Every connection is reset.", wrap: always(reset)},
		{ID: "connection/reset-every-5th", Does: "Every fifth connection is reset.", wrap: every(5, reset)},
		{ID: "connection/closed", Does: "Every connection is closed without an answer.", wrap: always(raw(""))},
		{ID: "connection/not-http", Does: "The server speaks another protocol.", wrap: always(raw("SSH-2.0-OpenSSH_9.6\r\n"))},
		{ID: "connection/bad-status-line", Does: "The status is no number.", wrap: always(raw("HTTP/1.1 OK fine\r\nContent-Length: 2\r\n\r\n{}"))},
		{ID: "connection/bad-chunk", Does: "A chunk's length is no number.", wrap: always(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"))},
		{ID: "connection/negative-length", Does: "The Content-Length is negative.", wrap: always(raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"))},
		{ID: "connection/two-lengths", Does: "There are two different Content-Lengths.", wrap: always(raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 30\r\n\r\n{}"))},
		{ID: "connection/two-answers", Does: "A second answer follows the first without a request.", wrap: always(raw(strings.Repeat("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 2)))},
		{ID: "connection/switching", Does: "Every answer is 101, to another protocol.", wrap: always(raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x00\x01\x02"))},
		{ID: "connection/cut-header", Does: "The connection ends within the header.", wrap: always(raw("HTTP/1.1 200 OK\r\nContent-Ty"))},
	}
}

func silent(_ http.ResponseWriter, r *http.Request) {
	drain(r)
	<-r.Context().Done()
}

// take takes over the connection. Where that cannot be, as on HTTP/2, the
// request is broken off.
func take(w http.ResponseWriter, r *http.Request) net.Conn {
	drain(r)
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return conn
}

func reset(w http.ResponseWriter, r *http.Request) {
	conn := take(w, r)
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}

// raw sends bytes and closes the connection.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn := take(w, r)
		io.WriteString(conn, text)
		conn.Close()
	}
}
