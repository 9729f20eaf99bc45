package rpc

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/rpc/wire"
)

// A slowGateway is a gateway that lets nothing pass until it is opened.
type slowGateway struct {
	*httptest.Server
	asked chan struct{} // closed when the first request has come
	open  func()
}

func newSlowGateway(t *testing.T) *slowGateway {
	asked, opened := make(chan struct{}), make(chan struct{})
	ask := sync.OnceFunc(func() { close(asked) })
	h := gateway.New(gateway.Options{})
	g := &slowGateway{asked: asked, open: sync.OnceFunc(func() { close(opened) })}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ask()
		select {
		case <-opened:
			h.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { g.open(); g.Close() })
	return g
}

// run is a request for a conformance run against the gateway.
func (g *slowGateway) run(id string) string {
	return string(encode(map[string]any{
		"jsonrpc": "2.0", "id": id, "method": "conformance/run",
		"params": map[string]any{
			"baseURL": g.URL, "token": gateway.DemoToken, "run": []string{"list/limit/above-maximum-status-200"},
		},
	})) + "\n"
}

// TestShutdownDrains stops a server while requests run, on each transport. They
// are answered, and the connections closed.
func TestShutdownDrains(t *testing.T) {
	g := newSlowGateway(t)
	s := newServer(t, Options{MaxRuns: 3})
	var addresses []string
	for _, a := range []string{"tcp:127.0.0.1:0", "http:127.0.0.1:0", "ws:127.0.0.1:0"} {
		opened, err := s.Listen(a)
		if err != nil {
			t.Fatal(err)
		}
		addresses = append(addresses, opened)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve() }()

	type answer struct {
		from, text string
		err        error
	}
	answers := make(chan answer, 3)
	tcp := dial(t, addresses[0])
	if _, err := tcp.Write([]byte(g.run("tcp"))); err != nil {
		t.Fatal(err)
	}
	go func() {
		r := bufio.NewReader(tcp)
		line, err := r.ReadString('\n')
		if _, end := r.ReadByte(); err == nil && end == nil {
			err = errors.New("the connection is not closed after the answer")
		}
		answers <- answer{"tcp", line, err}
	}()
	go func() {
		got, err := (&httpClient{url: urlOf(addresses[1])}).Exchange(t.Context(), []byte(g.run("http")))
		answers <- answer{"http", string(got), err}
	}()
	ws := dialWebSocket(t, addresses[2], nil)
	ws.SetReadLimit(1 << 20)
	if err := ws.Write(t.Context(), websocket.MessageText, []byte(g.run("ws"))); err != nil {
		t.Fatal(err)
	}
	go func() {
		_, got, err := ws.Read(t.Context())
		if _, _, end := ws.Read(t.Context()); websocket.CloseStatus(end) != websocket.StatusNormalClosure {
			err = errors.Join(err, end)
		}
		answers <- answer{"ws", string(got), err}
	}()
	waitFor(t, "the start of three runs", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.running == 3
	})

	stopped := make(chan error, 1)
	go func() { stopped <- s.Shutdown(context.Background()) }()
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if c, err := tryDial(addresses[0]); err == nil {
		c.Close()
		t.Error("a new connection was taken during the shutdown")
	}
	g.open()
	for range 3 {
		a := <-answers
		var reply struct{ Result *result.Result }
		if err := json.Unmarshal([]byte(a.text), &reply); a.err != nil || err != nil || reply.Result == nil || reply.Result.Totals.Cases != 1 {
			t.Errorf("%s: %.300s, %v", a.from, a.text, a.err)
		}
	}
	if err := <-stopped; err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	if _, err := s.Listen("tcp:127.0.0.1:0"); err == nil {
		t.Error("a closed server listens")
	}
}

// TestShutdownGivesUp stops a server whose requests take longer than it waits.
func TestShutdownGivesUp(t *testing.T) {
	g := newSlowGateway(t)
	s := newServer(t, Options{})
	address, err := s.Listen("tcp:127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve()
	c := dial(t, address)
	if _, err := c.Write([]byte(g.run("1"))); err != nil {
		t.Fatal(err)
	}
	<-g.asked
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	go func() {
		<-ctx.Done()
		g.open() // for what the run cleans up
	}()
	if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Shutdown: %v, want that its time is over", err)
	}
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still open")
	}
}

// TestCancel cancels a run, and calls another method while it goes on.
func TestCancel(t *testing.T) {
	g := newSlowGateway(t)
	client := connect(t, Options{})
	if _, err := client.conn.Write([]byte(g.run("mine"))); err != nil {
		t.Fatal(err)
	}
	<-g.asked
	var page Page
	client.call("page/normalize", nil, &page)
	if _, err := client.conn.Write([]byte(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"mine"}}` + "\n")); err != nil {
		t.Fatal(err)
	}
	g.open()
	line, err := client.in.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var reply struct {
		ID    string
		Error struct {
			Code int
			Data struct {
				Reason string
				Apps   *result.Apps
			}
		}
	}
	if err := json.Unmarshal(line, &reply); err != nil {
		t.Fatal(err)
	}
	if reply.ID != "mine" || reply.Error.Code != wire.CodeCancelled || reply.Error.Data.Apps == nil {
		t.Errorf("answer %s; want the error %d and what became of the apps", line, wire.CodeCancelled)
	}
}

// TestHangUpCancels ends an HTTP request before its answer.
func TestHangUpCancels(t *testing.T) {
	g := newSlowGateway(t)
	s := newServer(t, Options{})
	address := serve(t, s, "http:127.0.0.1:0")[0]
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := (&httpClient{url: urlOf(address)}).Exchange(ctx, []byte(g.run("1")))
		done <- err
	}()
	<-g.asked
	cancel()
	if err := <-done; err == nil {
		t.Error("the request was answered")
	}
	g.open()
	waitFor(t, "the end of the run", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.running == 0
	})
}

// TestProgress follows a run by its notifications; over HTTP there are none.
func TestProgress(t *testing.T) {
	request := `{"jsonrpc":"2.0","id":1,"method":"conformance/run","params":{"run":["list/limit/*"],"progress":"p","seed":"7","exchanges":true}}`
	client := connect(t, Options{})
	if _, err := client.conn.Write([]byte(request + "\n")); err != nil {
		t.Fatal(err)
	}
	last, judged := RunProgress{}, 0
	for {
		line, err := client.in.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Method string
			Params RunProgress
			Result *result.Result
		}
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		if m.Result != nil {
			if judged != m.Result.Totals.Cases || last.Done != judged || last.Total != judged {
				t.Errorf("%d cases were announced, the last as %+v; the result has %d", judged, last, m.Result.Totals.Cases)
			}
			if m.Result.Seed != 7 || len(m.Result.Cases[0].Exchanges) == 0 {
				t.Errorf("the seed is %d, and the first case has %d exchanges", m.Result.Seed, len(m.Result.Cases[0].Exchanges))
			}
			break
		}
		if m.Method != "conformance/progress" || m.Params.Progress != "p" || m.Params.Done < last.Done {
			t.Fatalf("%s after %+v", line, last)
		}
		if last = m.Params; last.Case != "" {
			judged++
			if last.Verdict != "pass" {
				t.Errorf("%s: %s", last.Case, last.Verdict)
			}
		}
	}
	address := serve(t, newServer(t, Options{}), "http:127.0.0.1:0")[0]
	got, err := (&httpClient{url: urlOf(address)}).Exchange(t.Context(), []byte(request))
	if err != nil || !strings.Contains(string(got), `"conclusion"`) {
		t.Errorf("over HTTP: %.300s, %v", got, err)
	}
}

// TestRunParams gives params that no run can be made of.
func TestRunParams(t *testing.T) {
	client := connect(t, Options{})
	tests := []struct{ params, want string }{
		{`{"run":["no/such/*"]}`, "no/such/*"},
		{`{"token":"t"}`, `the parameter \"baseURL\" is missing`},
		{`{"baseURL":"http://127.0.0.1:1"}`, "no token"},
		{`{"baseURL":"ftp://127.0.0.1","token":"t"}`, "is not an http or https URL"},
		{`{"appBudget":-1}`, `"param":"appBudget"`},
		{`{"seed":"x"}`, `"param":"seed"`},
		{`{"run":"*"}`, `"expected":"an array of texts"`},
		{`{"run":[1]}`, `"expected":"an array of texts"`},
	}
	for _, tt := range tests {
		e := client.tryCall("conformance/run", json.RawMessage(tt.params), new(any))
		if e == nil || e.Code != -32602 || !strings.Contains(string(e.Data), tt.want) {
			t.Errorf("%s: %s, want an error -32602 with %s", tt.params, encode(e), tt.want)
		}
	}
}
