package newsroom

import (
	"context"
	"sync"
	"time"

	"github.com/hearsay-news/hearsay/ledger"
)

// Checks verify a ledger while others work with it, one at a time, and keep what the last
// one found.
type Checks struct {
	ledger *ledger.Ledger
	ctx    context.Context
	wait   sync.WaitGroup

	mu    sync.Mutex
	state CheckState
}

// CheckState is how far a verification is, or what the last one found.
type CheckState struct {
	Running  bool
	By       string // who asked for it
	Started  time.Time
	Done, Of int64 // entries looked at
	Last     *Check
}

// Check is a verification that ended.
type Check struct {
	By             string
	Started, Ended time.Time
	Found          *ledger.Verification // nil where it could not be done
	Fault          string               // why it could not
}

// NewChecks makes Checks that run until ctx ends.
func NewChecks(ctx context.Context, l *ledger.Ledger) *Checks {
	return &Checks{ledger: l, ctx: ctx}
}

// Start begins a verification, or reports false where one is under way.
func (c *Checks) Start(by string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state.Running || c.ctx.Err() != nil {
		return false
	}
	c.state = CheckState{Running: true, By: by, Started: time.Now().UTC(), Last: c.state.Last}
	c.wait.Go(c.run)
	return true
}

func (c *Checks) run() {
	found, err := c.ledger.Verify(c.ctx, ledger.VerifyOptions{Progress: func(done, of int64) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.state.Done, c.state.Of = done, of
	}})
	c.mu.Lock()
	defer c.mu.Unlock()
	last := &Check{By: c.state.By, Started: c.state.Started, Ended: time.Now().UTC(), Found: found}
	if err != nil {
		last.Found, last.Fault = nil, err.Error()
	}
	c.state = CheckState{Last: last}
}

// State is how far it is now.
func (c *Checks) State() CheckState {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

// Wait waits until no verification runs: after the context that they run by has ended.
func (c *Checks) Wait() { c.wait.Wait() }
