package wire

import (
	"errors"
	"os"
	"sync"
	"time"
)

// A pause watches the times a reader waits for its peer: for the rest of a
// message, or for the next one.
//
// Where the transport has read deadlines, one is set as rarely as possible: it
// may be earlier than what is wanted, never later, and one that passes too
// early is set anew. So a connection in full use hardly ever sets one. For
// other transports a timer does the same, and closes the transport.
type pause struct {
	frame, idle time.Duration // 0: no limit
	setDeadline func(time.Time) error
	busy        func() bool  // a request is in flight
	expire      func(*Fault) // answers with the fault and closes the transport
	park        func()       // called before each read, without mu
	unpark      func()       // called after each read that brought something
	now         func() time.Time

	ended bool // a whole message has been consumed; the reader's own

	mu       sync.Mutex
	inside   bool      // a part of a message has arrived
	waiting  bool      // a read is under way
	since    time.Time // when the message or the idle time began; zero: not yet
	armed    time.Time // the deadline that is set; zero: none
	timer    *time.Timer
	fault    *Fault // the limit that closed the transport
	stopping bool
}

type readDeadliner interface{ SetReadDeadline(time.Time) error }

// frameEnds says that a whole message has been consumed.
func (p *pause) frameEnds() { p.ended = true }

// touch starts the idle time anew: a request has been answered while the
// reader waited.
func (p *pause) touch() {
	p.mu.Lock()
	if !p.inside {
		p.since = p.now()
	}
	p.mu.Unlock()
}

// errStopped says that this side has ended the input.
var errStopped = errors.New("wire: stopped reading")

// before is called before each read. It returns errStopped when there shall be
// no more.
func (p *pause) before(inside bool) error {
	p.park()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault != nil {
		return p.fault
	}
	if p.stopping {
		return errStopped
	}
	if p.ended {
		p.ended, p.inside, p.since = false, false, time.Time{}
	}
	if inside && !p.inside {
		p.inside, p.since = true, time.Time{}
	}
	p.waiting = true
	p.arm(p.limit())
	return nil
}

// after is called after each read that brought something.
func (p *pause) after() {
	p.mu.Lock()
	p.waiting = false
	p.mu.Unlock()
	p.unpark()
}

// limit returns the time at which the present wait is over its limit, or zero.
func (p *pause) limit() time.Time {
	allowed := p.idle
	if p.inside {
		allowed = p.frame
	}
	if allowed == 0 {
		return time.Time{}
	}
	if p.since.IsZero() || !p.inside && p.busy() {
		p.since = p.now()
	}
	return p.since.Add(allowed)
}

func (p *pause) arm(limit time.Time) {
	if limit.IsZero() || !p.armed.IsZero() && !p.armed.After(limit) {
		return
	}
	p.armed = limit
	switch {
	case p.setDeadline != nil:
		// A failure shows in the read that follows.
		_ = p.setDeadline(limit)
	case p.timer == nil:
		p.timer = time.AfterFunc(limit.Sub(p.now()), p.tick)
	default:
		p.timer.Reset(limit.Sub(p.now()))
	}
}

// failed judges the error of a read. nil means to read again.
func (p *pause) failed(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.fault != nil:
		return p.fault
	case p.stopping:
		return errStopped
	case p.setDeadline == nil, !errors.Is(err, os.ErrDeadlineExceeded):
		return err
	}
	p.armed = time.Time{}
	limit := p.limit()
	if limit.IsZero() {
		return p.setDeadline(limit)
	}
	if p.now().Before(limit) {
		p.arm(limit)
		return nil
	}
	return p.passed()
}

// tick is what the timer does where there are no deadlines.
func (p *pause) tick() {
	p.mu.Lock()
	p.armed = time.Time{}
	if !p.waiting || p.stopping || p.fault != nil {
		p.mu.Unlock()
		return // the next read arms it again
	}
	limit := p.limit()
	if limit.IsZero() || p.now().Before(limit) {
		p.arm(limit)
		p.mu.Unlock()
		return
	}
	p.fault = p.passed()
	p.fault.told = true
	p.mu.Unlock()
	p.expire(p.fault)
}

func (p *pause) passed() *Fault {
	if p.inside {
		return limitFault("frame time", p.frame.Milliseconds(), 0,
			"the message was not complete after %v", p.frame).closing()
	}
	return limitFault("idle time", p.idle.Milliseconds(), 0,
		"no message came for %v", p.idle).closing()
}

// stop ends the waiting, now and in future, where the transport can be woken.
func (p *pause) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopping = true
	if p.setDeadline != nil {
		_ = p.setDeadline(time.Unix(1, 0)) // fails only on a closed transport, which has no reader
	}
}

// close frees the timer.
func (p *pause) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopping = true
	if p.timer != nil {
		p.timer.Stop()
	}
}
