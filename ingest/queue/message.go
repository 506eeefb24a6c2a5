package queue

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/hearsay-news/hearsay"
)

// Message is an item that was taken. Whoever took it has to end it with Ack, Nak or
// Reject within the lease, or call Working to get another lease.
type Message struct {
	q         *Queue
	msg       jetstream.Msg
	id        string
	delivered int
	alive     atomic.Int64 // when the lease began, in nanoseconds since 1970
}

// message makes a Message of what the server sent.
func (q *Queue) message(msg jetstream.Msg) (*Message, error) {
	meta, err := msg.Metadata()
	if err != nil {
		return nil, err
	}
	m := &Message{q: q, msg: msg, id: q.names.id(work, msg.Subject()), delivered: int(meta.NumDelivered)}
	m.alive.Store(time.Now().UnixNano())
	return m, nil
}

// ID is the item's content address.
func (m *Message) ID() string { return m.id }

// Data is what was published. It must not be changed.
func (m *Message) Data() []byte { return m.msg.Data() }

// Delivered is how often the item has been handed out, this time included.
func (m *Message) Delivered() int { return m.delivered }

// tries is how often a worker has had the item before and not finished it.
func (m *Message) tries() int { return max(m.delivered-1, m.q.deaths.of(m.id)) }

// age is how long ago the lease began.
func (m *Message) age() time.Duration { return time.Since(time.Unix(0, m.alive.Load())) }

// Ack takes the item off the queue. It is for when what came of the item is recorded.
// The outcome, which may be nil, goes to the Runs that published the item. After an
// error the item may come again.
func (m *Message) Ack(ctx context.Context, outcome []byte) error {
	if len(outcome) > MaxBytes {
		return fmt.Errorf("acknowledge item %s: the outcome is %w: %d bytes, the most is %d", m.id, hearsay.ErrTooLarge, len(outcome), MaxBytes)
	}
	if err := m.finish(ctx, &nats.Msg{Data: outcome}); err != nil {
		return fmt.Errorf("acknowledge item %s: %w", m.id, err)
	}
	return nil
}

// finish tells the outcome and takes the item off the queue, in this order: an item
// that is no longer in the queue has an outcome. Nobody waits for the outcome to be
// stored, as the ledger knows better should it get lost.
func (m *Message) finish(ctx context.Context, outcome *nats.Msg) error {
	outcome.Subject = m.q.names.subject(outcomes, m.id)
	for {
		err := m.q.conn.PublishMsg(outcome)
		if err == nil {
			limited, cancel := m.q.during(ctx, storeTime)
			err = m.msg.DoubleAck(limited)
			cancel()
		}
		if err == nil || errors.Is(err, jetstream.ErrMsgAlreadyAckd) {
			m.q.taken.remove(m)
			m.q.deaths.end(m.id, true)
			m.q.left()
			return nil
		}
		if again := m.again(ctx, err); again != nil {
			return again
		}
	}
}

// again pauses before another try, or says why there is none.
func (m *Message) again(ctx context.Context, err error) error {
	switch ended := m.q.ended(ctx); {
	case ended != nil:
		return ended
	case !passing(err):
		return err
	case m.age() > m.q.opts.Lease:
		return fmt.Errorf("%w: %w", ErrLost, err)
	}
	return m.q.pause(ctx, longestPause)
}

// Nak gives the item back, to be handed out again after delay. It counts as one of
// the item's tries: a fault that is not the item's own is better waited out, with
// Working.
func (m *Message) Nak(delay time.Duration) error {
	m.q.taken.remove(m)
	m.q.deaths.end(m.id, false)
	if err := m.msg.NakWithDelay(max(delay, 0)); err != nil && !errors.Is(err, jetstream.ErrMsgAlreadyAckd) {
		return fmt.Errorf("give back item %s: %w", m.id, err)
	}
	return nil
}

// Working begins a new lease. It fails with ErrLost when the last one is over.
func (m *Message) Working() error {
	if err := m.renew(); err != nil {
		return fmt.Errorf("keep item %s: %w", m.id, err)
	}
	return nil
}

func (m *Message) renew() error {
	if m.age() > m.q.opts.Lease {
		return ErrLost
	}
	if err := m.msg.InProgress(); err != nil {
		return err
	}
	m.alive.Store(time.Now().UnixNano())
	return nil
}

// giveBack hands all that is under way here to others, at once.
func (q *Queue) giveBack() { q.nak(q.taken.empty(true)) }

// giveBackHeld does so with what no Take has handed out.
func (q *Queue) giveBackHeld() { q.nak(q.taken.empty(false)) }

func (q *Queue) nak(ms []*Message) {
	for _, m := range ms {
		_ = m.Nak(0) // else its lease runs out
	}
	if len(ms) > 0 {
		_ = q.conn.FlushTimeout(time.Second)
	}
}
