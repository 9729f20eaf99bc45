package rpc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// TestHalfClose sends 10,000 requests at once and ends the output. All must be
// answered, in order.
func TestHalfClose(t *testing.T) {
	const n = 10_000
	for name, open := range connections(t) {
		t.Run(name, func(t *testing.T) {
			c, _ := open(t)
			sent := make(chan error, 1)
			go func() {
				var all bytes.Buffer
				for i := range n {
					fmt.Fprintf(&all, `{"jsonrpc":"2.0","id":%d,"method":"page/normalize","params":[%d]}`+"\n", i, i)
				}
				_, err := c.Write(all.Bytes())
				sent <- errors.Join(err, c.CloseWrite())
			}()
			lines := bufio.NewScanner(c)
			got := 0
			for ; lines.Scan(); got++ {
				var reply struct {
					ID     int
					Result Page
				}
				if err := json.Unmarshal(lines.Bytes(), &reply); err != nil {
					t.Fatalf("%v in %s", err, lines.Bytes())
				}
				if reply.ID != got || reply.Result.Offset != int64(got) {
					t.Fatalf("answer %d is %s", got, lines.Bytes())
				}
			}
			if err := errors.Join(lines.Err(), <-sent); err != nil || got != n {
				t.Errorf("%d of %d answers, %v", got, n, err)
			}
		})
	}
}

// TestHugeMessage announces and sends 256 MiB where 4 MiB are allowed. The daemon
// says so, serves on, and takes little memory.
func TestHugeMessage(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process's memory is read from /proc")
	}
	const size, most = 256 << 20, 40 << 20
	for name, open := range connections(t) {
		for _, framing := range []string{"newline", "Content-Length"} {
			t.Run(name+"/"+framing, func(t *testing.T) {
				c, d := open(t)
				before, after := "", "\n"
				call := `{"jsonrpc":"2.0","id":"after","method":"page/normalize"}`
				if framing == "Content-Length" {
					before, after = fmt.Sprintf("Content-Length: %d\r\n\r\n", size), ""
					call = fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(call), call)
				}
				sent := make(chan error, 1)
				go func() {
					_, err := io.WriteString(c, before)
					block := bytes.Repeat([]byte("["), 1<<20) // as a message begins
					for i := 0; i < size && err == nil; i += len(block) {
						_, err = c.Write(block)
					}
					if err == nil {
						_, err = io.WriteString(c, after+call)
					}
					sent <- errors.Join(err, c.CloseWrite())
				}()
				answers, err := io.ReadAll(c)
				if err := errors.Join(err, <-sent); err != nil {
					t.Error(err)
				}
				if got := string(answers); strings.Count(got, `"limit":"message","allowed":4194304`) != 1 || !strings.Contains(got, `"id":"after","result"`) {
					t.Errorf("answers: %s", got)
				}
				if name == "stdio" {
					return // the daemon has ended; the others show what it took
				}
				checkPeak(t, d, most)
			})
		}
	}
}

// TestHugeMessageOnStdio is TestHugeMessage for a daemon that has to live on to be
// measured.
func TestHugeMessageOnStdio(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process's memory is read from /proc")
	}
	d := start(t)
	c := twoWay{d.out, d.in}
	go func() {
		block := bytes.Repeat([]byte("x"), 1<<20)
		for range 256 {
			if _, err := c.Write(block); err != nil {
				return
			}
		}
		_, _ = io.WriteString(c, "\n"+`{"jsonrpc":"2.0","id":"after","method":"page/normalize"}`+"\n")
	}()
	r := bufio.NewReader(c)
	for _, want := range []string{`"limit":"message"`, `"id":"after","result"`} {
		line, err := r.ReadString('\n')
		if err != nil || !strings.Contains(line, want) {
			t.Fatalf("got %q, %v; want %s", line, err, want)
		}
	}
	checkPeak(t, d, 40<<20)
}

// TestHugeMessageOverHTTP is TestHugeMessage for the transports that keep messages
// apart themselves.
func TestHugeMessageOverHTTP(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process's memory is read from /proc")
	}
	const size, limited = 256 << 20, `"limit":"message","allowed":4194304`
	d := start(t, "--listen", "http:127.0.0.1:0", "--listen", "ws:127.0.0.1:0")
	c := dial(t, d.addresses[0])
	go func() {
		_, _ = fmt.Fprintf(c, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", size)
		_, _ = io.Copy(c, io.LimitReader(endless{}, size)) // the daemon hangs up before the end
	}()
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), limited) {
		t.Errorf("the POST got %s, %v", body, err)
	}
	ws := dialWebSocket(t, d.addresses[1], nil)
	w, err := ws.Writer(t.Context(), websocket.MessageText)
	if err == nil {
		_, err = io.Copy(w, io.LimitReader(endless{}, size))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if _, got, err := ws.Read(t.Context()); err != nil || !strings.Contains(string(got), limited) {
		t.Errorf("the WebSocket got %s, %v", got, err)
	}
	if got, err := (&wsClient{conn: ws}).Exchange(t.Context(), []byte(`{"jsonrpc":"2.0","id":1,"method":"page/normalize"}`)); err != nil || !strings.Contains(string(got), `"result"`) {
		t.Errorf("the WebSocket got %s, %v after it", got, err)
	}
	checkPeak(t, d, 40<<20)
}

// endless is an input without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// checkPeak compares the most memory that the daemon had with what it may have.
func checkPeak(t *testing.T, d *daemon, most int) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, peak, ok := strings.Cut(string(status), "VmHWM:")
	if !ok {
		t.Fatalf("no VmHWM in %s", status)
	}
	kib, err := strconv.Atoi(strings.Fields(peak)[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("peak %d KiB", kib)
	if kib<<10 > most {
		t.Errorf("the daemon took %d KiB of memory, more than the %d allowed", kib, most>>10)
	}
}

// TestSlowConnections opens 1,000 connections that each begin a message and never
// end it. A fresh one is answered within a second meanwhile, and the slow ones are
// told and dropped when their time is over.
func TestSlowConnections(t *testing.T) {
	t.Parallel()
	const n, frameTime = 1000, 3 * time.Second
	d := start(t, "--listen", "tcp:127.0.0.1:0", "--listen", "http:127.0.0.1:0", "--frame-timeout", frameTime.String())
	begin := map[string]string{
		d.addresses[0]: `{"jsonrpc":`,
		d.addresses[1]: "POST / HTTP/1.1\r\nHost: local",
	}
	for address, text := range begin {
		slow := make([]net.Conn, n)
		for i := range slow {
			slow[i] = dial(t, address)
			if _, err := io.WriteString(slow[i], text); err != nil {
				t.Fatal(err)
			}
		}
		if address == d.addresses[0] {
			fresh := dial(t, address)
			if err := fresh.SetDeadline(time.Now().Add(time.Second)); err != nil {
				t.Fatal(err)
			}
			exchangeLine(t, fresh, `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)
		} else {
			client := &httpClient{url: urlOf(address)}
			client.client.Timeout = time.Second
			if _, err := client.Exchange(t.Context(), []byte(`{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)); err != nil {
				t.Errorf("a fresh connection: %v", err)
			}
		}
		var wg sync.WaitGroup
		for _, c := range slow {
			wg.Go(func() {
				// Far more than they have: what is tested is that they are dropped.
				_ = c.SetDeadline(time.Now().Add(10 * frameTime))
				got, err := io.ReadAll(c)
				if address == d.addresses[0] && !strings.Contains(string(got), `"limit":"frame time","allowed":3000,"closes":true`) || errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("a slow connection got %q, %v", got, err)
				}
				c.Close()
			})
		}
		wg.Wait()
	}
}
