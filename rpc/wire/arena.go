package wire

import (
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"
)

const (
	arenaBlock    = 4 << 10
	arenaLarge    = 1 << 10 // larger pieces get memory of their own
	arenaRequests = 16
)

// An arena gives out memory in pieces of a larger block. Handlers may keep a
// request for as long as they like, so no piece is ever used twice; a request
// that is kept holds on to no more than one block and its neighbours.
type arena struct {
	block    []byte
	requests []handed
}

type handed struct {
	req    jsonrpc2.Request
	params json.RawMessage
}

// bytes returns a copy of b.
func (a *arena) bytes(b []byte) []byte {
	n := len(b)
	if n > arenaLarge {
		return append([]byte(nil), b...)
	}
	if n > len(a.block) {
		a.block = make([]byte, arenaBlock)
	}
	piece := a.block[:n:n]
	a.block = a.block[n:]
	copy(piece, b)
	return piece
}

// request returns a request that is to hold size bytes. A large one has no
// neighbours, which would hold on to those bytes as long as any of them is kept.
func (a *arena) request(size int) *handed {
	if size > arenaLarge {
		return new(handed)
	}
	if len(a.requests) == 0 {
		a.requests = make([]handed, arenaRequests)
	}
	it := &a.requests[0]
	a.requests = a.requests[1:]
	return it
}

const (
	internCount  = 256
	internLength = 64
)

// An interner keeps the names of methods, of which a peer uses few.
type interner struct{ known map[string]string }

// text returns the text of raw, a JSON string.
func (n *interner) text(raw []byte) string {
	name := unquote(raw)
	if s, ok := n.known[string(name)]; ok {
		return s
	}
	s := string(name)
	if len(s) <= internLength && len(n.known) < internCount {
		if n.known == nil {
			n.known = map[string]string{}
		}
		n.known[s] = s
	}
	return s
}
