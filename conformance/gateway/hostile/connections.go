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
		{"connection/no-answer", "Nothing is ever answered.", always(silent)},
		{"connection/no-answer-later", "After 20 good answers nothing is answered.", after(20, silent)},
		{"connection/reset", "Every connection is reset.", always(reset)},
		{"connection/reset-every-5th", "Every fifth connection is reset.", every(5, reset)},
		{"connection/closed", "Every connection is closed without an answer.", always(raw(""))},
		{"connection/not-http", "The server speaks another protocol.", always(raw("SSH-2.0-OpenSSH_9.6\r\n"))},
		{"connection/bad-status-line", "The status is no number.", always(raw("HTTP/1.1 OK fine\r\nContent-Length: 2\r\n\r\n{}"))},
		{"connection/bad-chunk", "A chunk's length is no number.", always(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"))},
		{"connection/negative-length", "The Content-Length is negative.", always(raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"))},
		{"connection/two-lengths", "There are two different Content-Lengths.", always(raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 30\r\n\r\n{}"))},
		{"connection/two-answers", "A second answer follows the first without a request.", always(raw(strings.Repeat("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 2)))},
		{"connection/switching", "Every answer is 101, to another protocol.", always(raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x00\x01\x02"))},
		{"connection/cut-header", "The connection ends within the header.", always(raw("HTTP/1.1 200 OK\r\nContent-Ty"))},
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
