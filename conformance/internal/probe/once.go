package probe

import "sync"

// Once is a [sync.Once] whose callers wait on a channel, so that the fake clock of
// package synctest goes on while they wait for the one that sends.
type Once struct {
	mu   sync.Mutex
	done chan struct{}
}

// Do calls f if nobody did, and returns when that call is over.
func (o *Once) Do(f func()) {
	o.mu.Lock()
	done := o.done
	if done != nil {
		o.mu.Unlock()
		<-done
		return
	}
	o.done = make(chan struct{})
	o.mu.Unlock()
	defer close(o.done)
	f()
}
