package ingest

import (
	"context"
	"sync"
)

// budget bounds the bytes of the inputs that are under way or waiting, so that a
// few huge ones do not fill the memory that many small ones never would.
type budget struct {
	mu   sync.Mutex
	free int64
	all  int64
	more chan struct{} // holds a token when room has been given back
}

func newBudget(n int64) *budget {
	return &budget{free: n, all: n, more: make(chan struct{}, 1)}
}

// take waits until n bytes are free, all of them if n is more than there are. It
// reports false when ctx ends first. Only one goroutine takes.
func (b *budget) take(ctx context.Context, n int64) bool {
	n = min(n, b.all)
	for {
		b.mu.Lock()
		if b.free >= n {
			b.free -= n
			b.mu.Unlock()
			return true
		}
		b.mu.Unlock()
		select {
		case <-b.more:
		case <-ctx.Done():
			return false
		}
	}
}

// give returns what take took for n bytes.
func (b *budget) give(n int64) {
	b.mu.Lock()
	b.free += min(n, b.all)
	b.mu.Unlock()
	select {
	case b.more <- struct{}{}:
	default:
	}
}
