package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// slice is the longest that one request for items waits, so that one which got lost
// with its server does not cost the whole wait of a Take.
const slice = 5 * time.Second

// mostTaken is the most that one Take hands out.
const mostTaken = 1000

// Take hands out up to max items. It returns as soon as there is one, and with none
// and no error after wait, be it that nothing was there or that the queue could not
// be reached meanwhile. Each item has to be finished, or shown to be alive, within
// the lease.
//
// An item that was handed out before may be what its worker died of. So that it does
// not take others along each time, such items come alone, and for the time of a lease
// after one was met, a process has died, or a worker has joined a cluster, all do.
func (q *Queue) Take(ctx context.Context, max int, wait time.Duration) ([]*Message, error) {
	if max <= 0 {
		return nil, fmt.Errorf("take items: %d of them are asked for", max)
	}
	max = min(max, mostTaken)
	until := time.Now().Add(wait)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(q.giving, stop)()
	for failures := 0; ; {
		if err := q.stopped(ctx); err != nil {
			return nil, err
		}
		if m := q.nextHeld(); m != nil {
			return q.handed([]*Message{m}), nil
		}
		n := max
		if q.taken.isCareful() {
			n = 1
		}
		got, err := q.fetch(ctx, q.from, n, time.Until(until))
		if msgs := q.sorted(ctx, got); len(msgs) > 0 {
			return q.handed(msgs), nil
		}
		if err := q.stopped(ctx); err != nil {
			return nil, err
		}
		if err != nil {
			if failures++; failures%3 == 0 || !passing(err) {
				if err := q.gone(ctx); err != nil {
					return nil, fmt.Errorf("take items: %w", err)
				}
			}
			if q.pause(ctx, min(longestPause, time.Until(until))) != nil {
				return nil, q.stopped(ctx)
			}
		}
		if time.Until(until) <= 0 {
			return nil, nil
		}
	}
}

// stopped is the error of a Take that goes on no longer, nil while it does.
func (q *Queue) stopped(ctx context.Context) error {
	switch {
	case q.giving.Err() != nil:
		return fmt.Errorf("take items: %w", ErrClosed)
	case ctx.Err() != nil:
		return fmt.Errorf("take items: %w", ctx.Err())
	}
	return nil
}

// fetch asks a consumer for up to n messages, and waits for the first of them if
// there is none. It may end before wait is over.
func (q *Queue) fetch(ctx context.Context, from jetstream.Consumer, n int, wait time.Duration) ([]jetstream.Msg, error) {
	got, err := batch(from.FetchNoWait(n))
	if len(got) > 0 || err != nil || wait <= shortestPause {
		return got, err
	}
	ctx, cancel := q.during(ctx, min(wait, slice))
	defer cancel()
	got, err = batch(from.Fetch(1, jetstream.FetchContext(ctx)))
	if len(got) > 0 && n > 1 {
		more, _ := batch(from.FetchNoWait(n - 1)) // what fails here is asked for again
		got = append(got, more...)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return got, err
}

// batch is all that one request brings.
func batch(coming jetstream.MessageBatch, err error) (got []jetstream.Msg, _ error) {
	if err != nil {
		if errors.Is(err, jetstream.ErrInvalidOption) { // the time is over already
			err = nil
		}
		return nil, err
	}
	for msg := range coming.Messages() {
		got = append(got, msg)
	}
	return got, coming.Error()
}

// sorted makes messages of what was fetched. Items that were handed out too often are
// refused; those that were handed out before are held back, to come one by one.
func (q *Queue) sorted(ctx context.Context, got []jetstream.Msg) (msgs []*Message) {
	var held []*Message
	for _, msg := range got {
		m, err := q.message(msg)
		if err != nil { // no message of ours can be like that
			q.log.Error("drop a message of the queue", "subject", msg.Subject(), "err", err)
			_ = msg.TermWithReason(err.Error())
			continue
		}
		q.taken.add(m, q.opts.Lease)
		switch {
		case m.tries() >= q.opts.Tries:
			q.refuse(ctx, m)
		case m.tries() > 0:
			held = append(held, m)
		default:
			msgs = append(msgs, m)
		}
	}
	if len(held) > 0 {
		q.taken.careful(q.opts.Lease)
		if len(msgs) == 0 {
			msgs, held = held[:1], held[1:]
		}
		q.taken.hold(held)
	}
	return msgs
}

// handed writes down what is about to be handed out, if that is called for.
func (q *Queue) handed(msgs []*Message) []*Message {
	for _, m := range msgs {
		q.deaths.begin(m.id)
	}
	return msgs
}

// refuse sets an item aside that was handed out too often.
func (q *Queue) refuse(ctx context.Context, m *Message) {
	times := m.tries()
	q.log.Warn("an item of the queue is refused", "id", m.id, "deliveries", times)
	if err := m.reject(ctx, fmt.Sprintf("handed out %d times and never finished", times), times); err != nil {
		q.taken.remove(m) // it comes again after the lease
	}
}

// nextHeld is an item that was held back and whose lease is not over.
func (q *Queue) nextHeld() *Message {
	for {
		m := q.taken.unhold()
		if m == nil || m.renew() == nil {
			return m
		}
		q.taken.remove(m)
	}
}
