package world

import (
	"errors"
	"sync"
)

// budget bounds how many apps a run creates. A request that could create one
// holds a place from before it is sent until its outcome is known.
type budget struct {
	mu     sync.Mutex
	change *sync.Cond
	limit  int
	used   int // created, or perhaps created
	flying int // under way
	gone   int // of used, deleted meanwhile
	vain   int // how many requests in a row created nothing
}

// trustAfter is how many requests in a row must have created nothing for those under
// way to be expected not to.
const trustAfter = 16

// ErrBudget says that no app may be created any more.
var ErrBudget = errors.New("the budget of apps is used up")

func newBudget(limit int) *budget {
	b := &budget{limit: limit}
	b.change = sync.NewCond(&b.mu)
	return b
}

// take holds a place among the first most of the budget, waiting for requests
// under way if it must. It reports false if none can become free. Requests under way
// take up only the budget, not its first most places, while none creates anything.
func (b *budget) take(most int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	most = min(most, b.limit)
	for {
		used, room := b.used-b.gone, most
		if b.vain >= trustAfter {
			room = b.limit
		}
		switch {
		case used >= most:
			return false
		case used+b.flying < room:
			b.flying++
			return true
		case b.flying == 0:
			return false
		}
		b.change.Wait()
	}
}

// give ends the hold; spent says that an app was, or may have been, created.
func (b *budget) give(spent bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.flying--
	b.vain++
	if spent {
		b.used++
		b.vain = 0
	}
	b.change.Broadcast()
}

// spent is how many apps were, or may have been, created.
func (b *budget) spent() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// present is how many of them were not deleted meanwhile.
func (b *budget) present() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used - b.gone
}

// find counts an app that was found although nobody was told of its creation.
func (b *budget) find() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used++
}

// drop counts an app that was deleted before the end; it stays spent.
func (b *budget) drop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone++
}
