package queue

import (
	"sync"
	"time"
)

// hand is what one process has taken from the queue and not finished.
type hand struct {
	mu   sync.Mutex
	open map[*Message]struct{}
	held []*Message // of open, those that no Take has handed out yet
	till time.Time  // until when items are taken one by one
}

func (h *hand) add(m *Message, lease time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.open) >= mostTaken { // somebody may forget to end them
		h.prune(lease)
	}
	h.open[m] = struct{}{}
}

// prune forgets items whose lease is over: they are another's by now.
func (h *hand) prune(lease time.Duration) {
	for m := range h.open {
		if m.age() > lease {
			delete(h.open, m)
		}
	}
}

func (h *hand) remove(m *Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, m)
}

func (h *hand) hold(ms []*Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held = append(h.held, ms...)
}

// unhold gives the first that was held back, nil when there is none.
func (h *hand) unhold() *Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.held) == 0 {
		return nil
	}
	m := h.held[0]
	h.held = h.held[1:]
	return m
}

// careful has items taken one by one for a time.
func (h *hand) careful(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.till = time.Now().Add(d)
}

func (h *hand) isCareful() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Now().Before(h.till)
}

// count is how many items are under way here.
func (h *hand) count(lease time.Duration) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.prune(lease)
	return len(h.open)
}

// empty gives all that is open, or only what is held, and forgets it.
func (h *hand) empty(all bool) (ms []*Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if all {
		for m := range h.open {
			ms = append(ms, m)
		}
	} else {
		ms = h.held
	}
	for _, m := range ms {
		delete(h.open, m)
	}
	h.held = nil
	return ms
}
