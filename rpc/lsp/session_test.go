package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// session is a client that speaks to a server of its own. Its framing is written
// apart from package wire's.
type session struct {
	t      testing.TB
	server *server
	conn   net.Conn
	r      *bufio.Reader
	done   chan error // how Serve ended
	id     int

	resultID string // the last one received in a transcript
}

func newSession(t testing.TB, opt Options) *session {
	t.Helper()
	ours, theirs := net.Pipe()
	s := &session{t: t, conn: ours, r: bufio.NewReaderSize(ours, 1<<20), done: make(chan error, 1)}
	opt.Logf = t.Logf
	ctx, cancel := context.WithCancelCause(context.Background())
	s.server = newServer(ctx, cancel, opt.withDefaults())
	served := make(chan struct{})
	go func() {
		defer close(served)
		s.done <- s.server.serve(theirs)
	}()
	t.Cleanup(func() {
		ours.Close()
		cancel(nil)
		<-served
	})
	// No test waits for longer than this for a server that says nothing.
	if err := ours.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return s
}

// send sends a message, to which it adds the member jsonrpc.
func (s *session) send(message string) {
	s.t.Helper()
	if _, err := s.conn.Write(frame(message)); err != nil {
		s.t.Fatalf("sending %s: %v", message, err)
	}
}

func frame(message string) []byte {
	body := `{"jsonrpc":"2.0",` + strings.TrimPrefix(strings.TrimSpace(message), "{")
	return fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (s *session) notify(method string, params any) {
	s.t.Helper()
	s.send(fmt.Sprintf(`{"method":%q,"params":%s}`, method, encode(s.t, params)))
}

// receive returns the next message without the member jsonrpc, "" at the end.
func (s *session) receive() string {
	s.t.Helper()
	line, err := s.r.ReadString('\n')
	if err == io.EOF && line == "" {
		return ""
	}
	var n int
	if _, scanErr := fmt.Sscanf(line, "Content-Length: %d\r\n", &n); err != nil || scanErr != nil {
		s.t.Fatalf("no header: %q, %v", line, err)
	}
	body := make([]byte, n+2) // and the empty line
	if _, err := io.ReadFull(s.r, body); err != nil {
		s.t.Fatal(err)
	}
	rest, ok := bytes.CutPrefix(body, []byte("\r\n{\"jsonrpc\":\"2.0\","))
	if !ok {
		s.t.Fatalf("the message does not begin with its version: %s", body)
	}
	return "{" + string(rest)
}

// request sends a request and stores its result, passing over all else that comes.
func (s *session) request(method string, params, result any) {
	s.t.Helper()
	s.id++
	s.send(fmt.Sprintf(`{"id":%d,"method":%q,"params":%s}`, s.id, method, encode(s.t, params)))
	for {
		var reply struct {
			ID     *int
			Method string
			Result json.RawMessage
			Error  *struct{ Message string }
		}
		message := s.receive()
		if err := json.Unmarshal([]byte(message), &reply); err != nil {
			s.t.Fatalf("%q: %v", message, err)
		}
		if reply.Method != "" || reply.ID == nil || *reply.ID != s.id {
			continue
		}
		if reply.Error != nil {
			s.t.Fatalf("%s: %s", method, reply.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(reply.Result, result); err != nil {
				s.t.Fatalf("%s: %v", reply.Result, err)
			}
		}
		return
	}
}

// initialize begins a session with the given capabilities, in JSON.
func (s *session) initialize(capabilities string) {
	s.t.Helper()
	s.request(protocol.MethodInitialize, json.RawMessage(`{"processId":null,"capabilities":`+capabilities+`}`), nil)
	s.notify(protocol.MethodInitialized, struct{}{})
}

func (s *session) open(uri, text string) {
	s.t.Helper()
	s.notify(protocol.MethodDidOpen, protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: uri, LanguageID: "json", Version: 1, Text: text},
	})
}

// published returns the diagnostics of the version, passing over earlier ones.
func (s *session) published(version int32) []protocol.Diagnostic {
	s.t.Helper()
	for {
		message := s.receive()
		if message == "" {
			s.t.Fatal("the server hung up")
		}
		var n struct {
			Method string
			Params protocol.PublishDiagnosticsParams
		}
		if err := json.Unmarshal([]byte(message), &n); err != nil {
			s.t.Fatalf("%q: %v", message, err)
		}
		if n.Method == protocol.MethodPublishDiagnostics && n.Params.Version != nil && *n.Params.Version == version {
			return n.Params.Diagnostics
		}
	}
}

func encode(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const versioned = `{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}`

// 2,000 edits that come in one write are made in their order, and what is said in
// the end is said of the last of them.
func TestBurst(t *testing.T) {
	const edits, uri = 2000, "file:///x.app.json"
	s := newSession(t, Options{})
	s.initialize(versioned)
	want := `{"name": "app"}`
	s.open(uri, want)
	random := rand.New(rand.NewPCG(1, 2))
	var burst bytes.Buffer
	for i := range edits {
		// Where each goes depends on all before it: any other order shows.
		at, letter := 10+random.IntN(len(want)-12), string(rune('a'+i%26))
		want = want[:at] + letter + want[at:]
		burst.Write(frame(fmt.Sprintf(`{"method":"textDocument/didChange","params":{
			"textDocument":{"uri":%q,"version":%d},
			"contentChanges":[{"range":{"start":{"line":0,"character":%d},"end":{"line":0,"character":%d}},"text":%q}]}}`,
			uri, i+2, at, at, letter)))
	}
	go func() { _, _ = s.conn.Write(burst.Bytes()) }()
	ds := s.published(edits + 1)
	if len(ds) != 1 || ds[0].Code != "name.maxLength" || ds[0].Range.End.Character != 13+edits {
		t.Errorf("diagnostics of the last version: %+v", ds)
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if diff := cmp.Diff(want, string(s.server.docs[uri].buffer.text)); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}
