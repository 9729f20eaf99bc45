package lsp

import (
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// longestBurst is how long edits may keep coming before diagnostics are pushed
// all the same.
const longestBurst = 100 * time.Millisecond

// publisher collects the documents whose diagnostics are to be pushed.
type publisher struct {
	wake chan struct{}

	mu     sync.Mutex
	wanted []protocol.DocumentURI
}

func newPublisher() *publisher { return &publisher{wake: make(chan struct{}, 1)} }

// want has the diagnostics of the documents pushed soon. It does not wait.
func (p *publisher) want(uris ...protocol.DocumentURI) {
	p.mu.Lock()
	for _, uri := range uris {
		if !contains(p.wanted, uri) {
			p.wanted = append(p.wanted, uri)
		}
	}
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func contains(uris []protocol.DocumentURI, uri protocol.DocumentURI) bool {
	for _, u := range uris {
		if u == uri {
			return true
		}
	}
	return false
}

// take empties the list.
func (p *publisher) take() []protocol.DocumentURI {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.wanted
	p.wanted = nil
	return taken
}

// publish pushes diagnostics until the session ends. All are pushed by this one
// goroutine, so those of an older version cannot overtake those of a newer one;
// and it may wait for a slow client while the server goes on reading.
func (s *server) publish(conn *jsonrpc2.Conn) {
	shown := map[protocol.DocumentURI]bool{}
	for {
		select {
		case <-s.push.wake:
		case <-s.ctx.Done():
			return
		}
		s.settle()
		for _, uri := range s.push.take() {
			s.publishOne(conn, uri, shown)
		}
	}
}

// settle waits until a burst of edits is over.
func (s *server) settle() {
	timer := time.NewTimer(s.opt.Quiet)
	defer timer.Stop()
	begun := time.Now()
	for time.Since(begun) < longestBurst {
		select {
		case <-s.push.wake:
			timer.Reset(s.opt.Quiet)
		case <-timer.C:
			return
		case <-s.ctx.Done():
			return
		}
	}
}

// publishOne pushes the diagnostics of the current version. For a document that
// is closed, or no longer one to look at, it takes back what it has shown.
func (s *server) publishOne(conn *jsonrpc2.Conn, uri protocol.DocumentURI, shown map[protocol.DocumentURI]bool) {
	params := protocol.PublishDiagnosticsParams{URI: uri, Diagnostics: []protocol.Diagnostic{}}
	n, err := s.look(uri)
	open := err == nil
	ours := open && n.ours
	if !ours && !shown[uri] {
		return
	}
	if open {
		params.Diagnostics = n.diagnostics()
		if s.client.TextDocument.PublishDiagnostics.VersionSupport {
			params.Version = &n.version
		}
	}
	s.notify(conn, protocol.MethodPublishDiagnostics, params)
	if ours {
		shown[uri] = true
	} else {
		delete(shown, uri)
	}
}
