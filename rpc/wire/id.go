package wire

import (
	"bytes"
	"context"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"
)

var null = []byte("null")

// isID reports whether raw, a JSON value, may be an id (section 4: a string, a
// number or null).
func isID(raw []byte) bool {
	return raw[0] == '"' || raw[0] == '-' || isDigit(raw[0]) || raw[0] == 'n'
}

// sameID reports whether a and b are the same id. Strings are compared by
// their text, numbers by how they are written.
func sameID(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	return a[0] == '"' && b[0] == '"' && bytes.Equal(unquote(a), unquote(b))
}

// ownID returns the id of one of this side's calls from a response. ok is
// false when no call of ours can have it.
func ownID(raw []byte) (id jsonrpc2.ID, ok bool) {
	if raw[0] == '"' {
		return jsonrpc2.ID{Str: string(unquote(raw)), IsString: true}, true
	}
	num, err := strconv.ParseUint(string(raw), 10, 64)
	return jsonrpc2.ID{Num: num}, err == nil
}

// A call is one request that was handed over and is not answered yet.
type call struct {
	id     []byte // the caller's id, exactly as sent
	turn   uint32 // counts the requests that used this place
	live   bool
	batch  *batch                  // nil outside batches
	cancel context.CancelCauseFunc // nil for requests that run inline
}

// calls finds the caller's id by the internal one under which a request was
// handed over. An internal id is the call's place in the table and the turn of
// that place, so that an answer given twice never meets a later request.
type calls struct {
	table []call
	free  []uint32
}

func (c *calls) live() int { return len(c.table) - len(c.free) }

// add notes a request with the caller's id and returns its internal id, which
// is never 0.
func (c *calls) add(id []byte, b *batch) jsonrpc2.ID {
	if len(c.free) == 0 {
		c.free = append(c.free, uint32(len(c.table)))
		c.table = append(c.table, call{})
	}
	place := c.free[len(c.free)-1]
	c.free = c.free[:len(c.free)-1]
	it := &c.table[place]
	it.id = append(it.id[:0], id...)
	it.turn++
	it.live = true
	it.batch = b
	return jsonrpc2.ID{Num: uint64(it.turn)<<32 | uint64(place)}
}

// find returns the call with this internal id, or nil. It is valid until the
// next add.
func (c *calls) find(id jsonrpc2.ID) *call {
	place, turn := id.Num&(1<<32-1), uint32(id.Num>>32)
	if id.IsString || place >= uint64(len(c.table)) {
		return nil
	}
	it := &c.table[place]
	if !it.live || it.turn != turn {
		return nil
	}
	return it
}

// remove forgets the call with this internal id, which find has found.
func (c *calls) remove(id jsonrpc2.ID) {
	place := uint32(id.Num)
	it := &c.table[place]
	it.live, it.batch, it.cancel = false, nil, nil
	if cap(it.id) > 256 {
		it.id = nil
	}
	c.free = append(c.free, place)
}

// cancel cancels every call that has the caller's id.
func (c *calls) cancel(id []byte) {
	for i := range c.table {
		if it := &c.table[i]; it.live && it.cancel != nil && sameID(it.id, id) {
			it.cancel(ErrCancelled)
		}
	}
}
