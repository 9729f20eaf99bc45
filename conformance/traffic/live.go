package traffic

import (
	"container/heap"
	"sync"
	"time"
)

// Live has exchanges judged while others go on, beside them: nobody waits for it. It
// brings them in the order of their start. What comes quicker than it is judged is
// counted and passed over.
type Live struct {
	judge *Judge
	// seen gets every exchange before it is judged, by one goroutine; nil is nobody.
	seen func(*Exchange)

	mu     sync.Mutex
	open   map[*Ticket]bool
	bytes  int64 // that wait
	missed int64
	closed bool
	ending chan struct{} // closed when nobody is left to be considerate of

	queue chan *Exchange
	done  chan struct{}
	owed  time.Duration // rest, of the judging goroutine
}

const (
	// maxQueue is how many exchanges wait to be judged at most, maxQueued how many bytes
	// their bodies have together.
	maxQueue, maxQueued = 1 << 14, 64 << 20
	// share is how much of the time of one processor the judge leaves to others: so many
	// parts to each of its own.
	share = 9
	// hold is how long an exchange waits for one that began before it.
	hold = 2 * time.Second
)

// NewLive begins to judge; seen gets every exchange before it is judged, if it is not
// nil. It is to be closed.
func NewLive(j *Judge, seen func(*Exchange)) *Live {
	l := &Live{judge: j, seen: seen, open: map[*Ticket]bool{}, queue: make(chan *Exchange, maxQueue), done: make(chan struct{}), ending: make(chan struct{})}
	go l.run()
	return l
}

// Ticket is an exchange that is under way.
type Ticket struct {
	live    *Live
	started time.Time
}

// Begin notes that a request is being sent. It returns nil if there is no room for it:
// the exchange is then counted as passed over, and need not be looked at.
func (l *Live) Begin(started time.Time) *Ticket {
	t := &Ticket{l, started}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.bytes > maxQueued || len(l.queue)+len(l.open) >= maxQueue {
		l.missed++
		return nil
	}
	l.open[t] = true
	return t
}

// End has the exchange judged. It never waits. It is called once.
func (t *Ticket) End(ex *Exchange) {
	l := t.live
	size := weight(ex)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, t)
	if l.closed || l.bytes+size > maxQueued {
		l.missed++
		return
	}
	select {
	case l.queue <- ex:
		l.bytes += size
	default:
		l.missed++
	}
}

func weight(ex *Exchange) int64 { return int64(len(ex.Body) + len(ex.ResponseBody) + 1<<10) }

// Close judges what is still waiting, and ends. Exchanges that end later are passed over.
func (l *Live) Close() {
	l.mu.Lock()
	was := l.closed
	l.closed = true
	l.mu.Unlock()
	if !was {
		close(l.ending)
		close(l.queue)
	}
	<-l.done
}

func (l *Live) run() {
	defer close(l.done)
	var waiting waitingHeap
	tick := time.NewTicker(hold / 4)
	defer tick.Stop()
	for open := true; open; {
		select {
		case ex, more := <-l.queue:
			if open = more; more {
				heap.Push(&waiting, ex)
			}
		case <-tick.C:
		}
		by := l.horizon()
		for len(waiting) > 0 && (!open || waiting[0].Started.Before(by)) {
			began := time.Now()
			l.observe(heap.Pop(&waiting).(*Exchange))
			l.rest(share * time.Since(began))
		}
	}
	l.judge.Flush()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.missed > 0 {
		l.judge.Missed(l.missed)
		l.missed = 0
	}
}

// rest leaves the processor to those whose traffic it is. Short rests are saved up.
func (l *Live) rest(d time.Duration) {
	if l.owed += d; l.owed < restAtLeast {
		return
	}
	d, l.owed = l.owed, 0
	select {
	case <-time.After(d):
	case <-l.ending:
	}
}

// restAtLeast is how short a rest the clock can measure.
const restAtLeast = 2 * time.Millisecond

// horizon is before when every exchange that began has ended, or is not waited for.
func (l *Live) horizon() time.Time {
	now := time.Now()
	by := now
	l.mu.Lock()
	defer l.mu.Unlock()
	for t := range l.open {
		if t.started.Before(by) {
			by = t.started
		}
	}
	if oldest := now.Add(-hold); by.Before(oldest) {
		return oldest
	}
	return by
}

func (l *Live) observe(ex *Exchange) {
	l.mu.Lock()
	l.bytes -= weight(ex)
	missed := l.missed
	l.missed = 0
	l.mu.Unlock()
	if missed > 0 {
		l.judge.Missed(missed)
	}
	if l.seen != nil {
		l.seen(ex)
	}
	l.judge.Observe(ex)
}

// waitingHeap has the exchanges that wait, the first to start first.
type waitingHeap []*Exchange

func (h waitingHeap) Len() int           { return len(h) }
func (h waitingHeap) Less(i, k int) bool { return h[i].Started.Before(h[k].Started) }
func (h waitingHeap) Swap(i, k int)      { h[i], h[k] = h[k], h[i] }
func (h *waitingHeap) Push(x any)        { *h = append(*h, x.(*Exchange)) }
func (h *waitingHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
