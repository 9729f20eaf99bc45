package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

const app = `{"name":"app_demo","remark":"Demo app","app_key":"ee8f878c252747028f07eb116c2cd91b"}`

// measure starts a server, loads it for a while, and returns the requests it
// answered a second.
func measure(p peer, s scenario, each time.Duration) (rate float64, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	server := exec.Command(self, "-serve", p.String(), "-on", s.transport)
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	if err != nil {
		return 0, err
	}
	out, err := server.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := server.Start(); err != nil {
		return 0, err
	}
	defer func() {
		server.Process.Kill()
		server.Wait()
	}()
	var r io.Reader = out
	var w io.Writer = in
	if s.transport == "tcp" {
		address, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			return 0, err
		}
		c, err := net.Dial("tcp", strings.TrimSpace(address))
		if err != nil {
			return 0, err
		}
		defer c.Close()
		r, w = c, c
	}
	return newLoad(p, r, w).run(s.window, each)
}

// chunk is how many requests one write has while many are under way.
const chunk = 128

// A load sends prepared requests and counts answers.
type load struct {
	peer peer
	in   *bufio.Reader
	out  io.Writer
	all  [][]byte // requests, chunk by chunk; some libraries refuse an id that is in use
}

func newLoad(p peer, r io.Reader, w io.Writer) *load {
	l := &load{peer: p, in: bufio.NewReaderSize(r, 64<<10), out: w}
	for i := range 2048 / chunk {
		var b bytes.Buffer
		for k := range chunk {
			b.Write(p.request(1_000_000 + i*chunk + k))
		}
		l.all = append(l.all, b.Bytes())
	}
	return l
}

func (p peer) request(id int) []byte {
	method := p.method
	if method == "" {
		method = "app/validate"
	}
	body := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"%s","params":[%s]}`, id, method, app)
	if p.header {
		return fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	return []byte(body + "\n")
}

// run looks at one answer, warms up, and measures.
func (l *load) run(window int, each time.Duration) (float64, error) {
	if err := l.try(); err != nil {
		return 0, err
	}
	if window == 1 {
		return l.pingPong(each)
	}
	if _, err := l.pipeline(window, each/5); err != nil {
		return 0, err
	}
	return l.pipeline(window, each)
}

// try makes sure that the server does what it is measured for.
func (l *load) try() error {
	if _, err := l.out.Write(l.peer.request(7)); err != nil {
		return err
	}
	body, err := l.receive()
	if err != nil {
		return err
	}
	var reply struct {
		ID     int             `json:"id"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(body, &reply); err != nil || reply.ID != 7 || string(reply.Result) != valid {
		return fmt.Errorf("the answer is %s, %v", body, err)
	}
	return nil
}

// receive returns the next answer, which is valid until the call after it.
func (l *load) receive() ([]byte, error) {
	line, err := l.in.ReadSlice('\n')
	if err != nil || !l.peer.header {
		return line, err
	}
	length := 0
	for len(line) > 2 {
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return nil, err
			}
		}
		if line, err = l.in.ReadSlice('\n'); err != nil {
			return nil, err
		}
	}
	body, err := l.in.Peek(length)
	if err == nil {
		_, err = l.in.Discard(length)
	}
	return body, err
}

func (l *load) pingPong(each time.Duration) (float64, error) {
	request := l.peer.request(1_000_000)
	n, started := 0, time.Now()
	for ; n%64 != 0 || time.Since(started) < each; n++ {
		if _, err := l.out.Write(request); err != nil {
			return 0, err
		}
		if _, err := l.receive(); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(started).Seconds(), nil
}

func (l *load) pipeline(window int, each time.Duration) (float64, error) {
	started := time.Now()
	underWay := make(chan struct{}, window/chunk)
	sent := make(chan error, 1)
	go func() {
		defer close(underWay)
		for i := 0; time.Since(started) < each; i++ {
			underWay <- struct{}{}
			if _, err := l.out.Write(l.all[i%len(l.all)]); err != nil {
				sent <- err
				return
			}
		}
		sent <- nil
	}()
	n := 0
	for range underWay {
		for range chunk {
			if _, err := l.receive(); err != nil {
				return 0, err
			}
		}
		n += chunk
	}
	return float64(n) / time.Since(started).Seconds(), <-sent
}
