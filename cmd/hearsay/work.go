package main

import (
	"context"
	"errors"
)

// workCommand is `hearsay work`.
type workCommand struct {
	deskFlags
}

// Help is what --help adds.
func (c *workCommand) Help() string {
	return `Reads what waits in the queue until it is interrupted. Any number of these, on any number of machines, share the work of one ledger.

Example:
  hearsay work --nats nats://queue-1,nats://queue-2 --ledger postgres://desk@db/hearsay`
}

// Run works.
func (c *workCommand) Run(ctx context.Context, m *Main) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	b, err := c.setUp(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	if !c.Quiet {
		m.say("working for %s", b.place.shown())
	}
	err = b.worker.Work(ctx)
	if ctx.Err() != nil {
		return nil // an interrupt is how it ends
	}
	return err
}
