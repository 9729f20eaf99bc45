package probe

import (
	"context"
	"sync"
)

// Parallel calls f with 0 to n-1 by so many workers, until ctx ends.
func Parallel(ctx context.Context, workers, n int, f func(int)) {
	if workers == 1 || n == 1 {
		for i := 0; i < n && ctx.Err() == nil; i++ {
			f(i)
		}
		return
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		select {
		case next <- i:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
	}
	close(next)
	wg.Wait()
}
