package wire

import (
	"strconv"
	"sync"
	"time"
)

const (
	burst = 64 << 10  // this much is written without waiting for more
	roof  = 2 * burst // whoever adds to more than this waits for the peer
)

// An outbox gathers messages and writes them in bursts. What has gathered is
// written
//
//   - when the reader is about to wait for input, as the peer may be waiting
//     for it too,
//   - at once while the reader waits and the peer waits for the message,
//   - when a burst has gathered, and at the latest after the delay.
//
// The timer of the delay wakes a thread, which costs as much as a small request
// does. So the answer of a handler that is then done starts none: the reader is
// about to wait, or starts the timer when it hands over the next message.
//
// What the transport does not take at once is left to a goroutine that writes
// for as long as there is something to write. Nobody else waits for the peer
// to take it, and least the reader: two peers that both wrote and did not read
// would wait for each other for ever. Only who adds to a full outbox waits.
type outbox struct {
	mu      sync.Mutex // guards the Stream's tables too
	changed sync.Cond  // something under mu has changed that one may wait for
	sink    sink
	delay   time.Duration
	broken  func() // called once, without mu, when a write has failed

	mode       Framing // of the messages in buf; Auto is written as Newline
	buf, spare []byte
	parked     bool // the reader waits for input
	writing    bool
	err        error
	timer      *time.Timer
	ticking    bool
}

func (o *outbox) init(s sink, mode Framing, delay time.Duration, broken func()) {
	o.changed.L = &o.mu
	o.sink, o.mode, o.delay, o.broken = s, mode, delay, broken
	o.timer = time.AfterFunc(time.Hour, o.tick)
	o.timer.Stop()
}

const lengthField, headerEnd = "Content-Length: ", "\r\n\r\n"

// open starts a message of about size bytes and returns its mark for close.
// Between the two the message is appended to buf, and nothing else.
func (o *outbox) open(size int) (mark int) {
	mark = len(o.buf)
	if o.mode == ContentLength {
		o.buf = append(o.buf, lengthField...)
		o.buf = strconv.AppendInt(o.buf, int64(size), 10)
		o.buf = append(o.buf, headerEnd...)
	}
	return mark
}

// close ends the message that open started with the same size.
func (o *outbox) close(mark, size int) {
	if o.mode != ContentLength {
		o.buf = append(o.buf, '\n')
		return
	}
	var digits [20]byte
	guessed := len(strconv.AppendInt(digits[:0], int64(size), 10))
	body := mark + len(lengthField) + guessed + len(headerEnd)
	length := strconv.AppendInt(digits[:0], int64(len(o.buf)-body), 10)
	if grown := len(length) - guessed; grown != 0 {
		// The body moves by the digits that were guessed wrongly.
		o.buf = append(o.buf, digits[:max(grown, 0)]...)
		copy(o.buf[body+grown:], o.buf[body:])
		o.buf = o.buf[:len(o.buf)+min(grown, 0)]
	}
	at := mark + len(lengthField)
	copy(o.buf[at:], length)
	copy(o.buf[at+len(length):], headerEnd)
}

// posted is called with mu held after close. awaited says that the peer waits
// for the message; last, that the reader's goroutine has nothing to do after it
// but to go on.
func (o *outbox) posted(awaited, last bool) error {
	switch {
	case o.err != nil:
		o.buf = o.buf[:0]
	case len(o.buf) >= burst, o.delay == 0, o.parked && awaited:
		o.flush()
	case !last:
		o.arm()
	}
	for o.writing && len(o.buf) >= roof {
		o.changed.Wait()
	}
	return o.err
}

// arm starts the timer if there is something to write. It is called with mu held.
func (o *outbox) arm() {
	if len(o.buf) > 0 && !o.ticking {
		o.ticking = true
		o.timer.Reset(o.delay)
	}
}

func (o *outbox) tick() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ticking = false
	o.flush()
}

// flush sees to it that what has gathered is written. It is called with mu
// held, and lets go of it while it hands over what the transport takes at once.
func (o *outbox) flush() {
	if o.writing || len(o.buf) == 0 || o.err != nil {
		return
	}
	o.writing = true
	full := o.take()
	o.mu.Unlock()
	n, err := o.sink.try(full)
	o.mu.Lock()
	o.err = err
	if n == len(full) && len(o.buf) == 0 {
		o.done(full)
		return
	}
	go o.write(full, n)
}

// take empties buf and returns what was in it.
func (o *outbox) take() []byte {
	full := o.buf
	o.buf, o.spare = o.spare[:0], nil
	return full
}

// done ends the writing, of which full was the last.
func (o *outbox) done(full []byte) {
	if cap(full) <= 2*roof {
		o.spare = full
	}
	o.writing = false
	o.changed.Broadcast()
}

// write writes full from byte n on, and then whatever has gathered.
func (o *outbox) write(full []byte, n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.err == nil {
		o.mu.Unlock()
		err := o.sink.write(full[n:])
		o.mu.Lock()
		o.err, n = err, 0
		if len(o.buf) == 0 {
			break
		}
		if cap(full) <= 2*roof {
			o.spare = full
		}
		full = o.take()
		o.changed.Broadcast()
	}
	o.done(full)
	if o.err != nil {
		o.buf = nil
		o.mu.Unlock()
		o.broken()
		o.mu.Lock()
	}
}

// settle is called with mu held and returns when all that was posted is
// written, or cannot be.
func (o *outbox) settle() {
	o.flush()
	for o.writing {
		o.changed.Wait()
	}
}

// park says that the reader is about to wait for input.
func (o *outbox) park() {
	o.mu.Lock()
	o.parked = true
	o.flush()
	o.changed.Broadcast()
	o.mu.Unlock()
}

// unpark says that the reader has some.
func (o *outbox) unpark() {
	o.mu.Lock()
	o.parked = false
	o.mu.Unlock()
}

// failure returns why nothing can be written any more, or nil.
func (o *outbox) failure() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

func (o *outbox) setMode(m Framing) {
	o.mu.Lock()
	o.mode = m
	o.mu.Unlock()
}
