package wire

import (
	"io"
	"weak"
)

const (
	smallBuffer = 4 << 10  // what a connection starts with
	largeBuffer = 64 << 10 // what it keeps at most while it waits for input
)

// A buffer holds bytes that were read and are not consumed yet. What it hands
// out is valid until the next fill.
type buffer struct {
	src  io.Reader
	data []byte
	r, w int // data[r:w] is unread
	err  error

	// huge is a buffer larger than largeBuffer that was in use. Only the
	// collector decides how long it stays: a thousand connections that once
	// sent a large message and now wait shall not each hold on to its memory,
	// and one that sends many shall not need new memory for each.
	huge weak.Pointer[[]byte]
	held *[]byte // keeps huge while data is in it
}

func (b *buffer) unread() []byte { return b.data[b.r:b.w] }

// fill reads once from the source. Where it has to make room for that, it
// grows to at most the given size, which is more than the bytes unread. Growth
// follows what has arrived, never what a header promised.
func (b *buffer) fill(most int) error {
	if err := b.err; err != nil {
		b.err = nil // came with the last bytes, is told after them
		return err
	}
	unread := b.w - b.r
	switch {
	case unread == 0:
		b.rest()
	case b.w == len(b.data) && unread > len(b.data)*3/4:
		b.grow(max(min(4*len(b.data), most), unread+1))
	case b.w == len(b.data):
		b.move(b.data)
	}
	for range 100 {
		n, err := b.src.Read(b.data[b.w:])
		b.w += n
		if n > 0 {
			b.err = err
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// grow moves to a buffer of about size bytes, which is more than are unread.
func (b *buffer) grow(size int) {
	if size <= largeBuffer {
		b.move(make([]byte, size))
		return
	}
	if old := b.huge.Value(); old != nil && old != b.held && len(*old) >= size {
		b.held = old
	} else {
		data := make([]byte, size)
		b.held = &data
		b.huge = weak.Make(b.held)
	}
	b.move(*b.held)
}

// move brings the unread bytes to the front of data, which takes their place.
func (b *buffer) move(data []byte) {
	b.w = copy(data, b.unread())
	b.r = 0
	b.data = data
}

// rest empties a buffer that was consumed, and brings it to the size that
// suits its connection: larger when the last read filled it.
func (b *buffer) rest() {
	full := b.w == len(b.data)
	b.r, b.w = 0, 0
	switch {
	case b.data == nil:
		b.data = make([]byte, smallBuffer)
	case len(b.data) > largeBuffer:
		b.data = make([]byte, largeBuffer)
		b.held = nil
	case full && len(b.data) < largeBuffer:
		b.data = make([]byte, min(4*len(b.data), largeBuffer))
	}
}
