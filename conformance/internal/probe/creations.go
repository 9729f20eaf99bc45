package probe

import (
	"context"
	"net/http"
	"sync"
	"time"
)

const (
	// fullAfter is how many creations in a row, and fullTime for how long, must be
	// refused for the pace before the gateway may be full.
	fullAfter = 4
	fullTime  = time.Second
	// fullVain is how often slowing down must have been in vain.
	fullVain = 3
)

// creations tells a gateway that takes no more apps, and says so by the status of a
// throttle, from one that is asked too fast: such a gateway still answers queries. It
// is safe for concurrent use.
type creations struct {
	mu      sync.Mutex
	refused int       // in a row, for the pace
	since   time.Time // when the first of them was
	full    bool
}

// answered notes a creation that was not refused for the pace; made reports whether an
// app was created.
func (c *creations) answered(made bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused, c.full = 0, c.full && !made
}

// refuse notes a creation that was refused for the pace. It reports whether the gateway
// is known to be full, and whether it may be.
func (c *creations) refuse() (full, perhaps bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused++; c.refused == 1 {
		c.since = time.Now()
	}
	return c.full, c.refused >= fullAfter && time.Since(c.since) >= fullTime
}

// fill notes that the gateway is full.
func (c *creations) fill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.full = true
}

func (c *creations) areFull() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.full
}

// judgeCreation is the decision on a creation whose answer was judged like any other. A
// gateway that refuses creations however slowly they are sent is full if it answers a
// query.
func (c *Client) judgeCreation(ctx context.Context, ex *Exchange, d decision) decision {
	if ex.Status != http.StatusTooManyRequests && ex.Status != http.StatusServiceUnavailable {
		c.creations.answered(ex.Status/100 == 2)
		return d
	}
	full, perhaps := c.creations.refuse()
	if !full && (d.hopeless || perhaps && (d.err != nil || c.pace.vainly() >= fullVain)) && c.answersQueries(ctx) {
		full = true
		c.creations.fill()
		c.pace.mistaken()
	}
	switch {
	case full:
		return decision{err: &TransientError{Status: ex.Status, Attempts: ex.Attempts, Full: true}}
	case d.hopeless:
		c.giveUp(d.err)
	}
	return d
}

// answersQueries asks for a page, whatever the pace.
func (c *Client) answersQueries(ctx context.Context) bool {
	for range 3 {
		ex := &Exchange{}
		if _, err := c.once(ctx, Request{Op: OpQuery, Query: "limit=1"}, ex); err == nil && !troubled(ex.Status) {
			return true
		}
		if Sleep(ctx, fullTime/4) != nil {
			break
		}
	}
	return false
}
