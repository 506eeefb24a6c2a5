package queue

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Outcome is what became of an item.
type Outcome struct {
	ID      string
	Data    []byte // what the worker gave to Ack
	Refused string // why the item was set aside; "" when it was worked
	// Unknown is set when the item is no longer in the queue and what became of it is
	// not known here, as the message was lost. The ledger knows.
	Unknown bool
}

// Run follows what becomes of the items that one publisher puts in. Publish and Next
// may be called from different goroutines, and have to be when there are more items
// than the queue holds.
//
// For every item that was published there comes one outcome, if Next is called long
// enough: one that got lost is found out by asking whether the item is still there.
type Run struct {
	q     *Queue
	after uint64             // the last message of the stream of outcomes that was seen
	from  jetstream.Consumer // nil when there is none at the time
	swept time.Time

	every, age time.Duration // how often items are asked after that nothing was heard of for how long

	mu    sync.Mutex
	open  map[string]awaited
	asked bool // an item was put in that had been put in before
}

// awaited is an item whose outcome is still to come.
type awaited struct {
	in    bool      // Publish has returned
	since time.Time // since when nothing has been heard of it
}

// How a Run looks after items that it has heard nothing of, how many of them at a time.
const (
	sweepEvery = 2 * time.Second
	sweepAge   = 10 * time.Second
	sweepMost  = 64
)

// Run begins to follow items.
func (q *Queue) Run(ctx context.Context) (*Run, error) {
	r := &Run{q: q, open: make(map[string]awaited), swept: time.Now(), every: sweepEvery, age: sweepAge}
	err := q.request(ctx, func(ctx context.Context) error {
		info, err := q.outs.Info(ctx)
		if err == nil {
			r.after = info.State.LastSeq
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("follow items of the queue: %w", err)
	}
	return r, nil
}

// Publish does what Queue.Publish does; what becomes of the item comes with Next, also
// when it was put in by somebody else before.
func (r *Run) Publish(ctx context.Context, id string, data []byte) error {
	known := r.await(id)
	again, err := r.q.publish(ctx, id, id, data)
	r.mu.Lock()
	defer r.mu.Unlock()
	_, still := r.open[id]
	switch {
	case err != nil && !known:
		delete(r.open, id)
	case err == nil && still && !known && again:
		r.open[id], r.asked = awaited{in: true}, true // it may have been worked already
	case err == nil && still:
		r.open[id] = awaited{in: true, since: time.Now()}
	}
	if err != nil {
		return fmt.Errorf("publish item %s: %w", shown(id), err)
	}
	return nil
}

// await awaits the outcome of an item that is about to be put in, as a worker may be
// faster than the server's answer. It reports whether it was awaited already.
func (r *Run) await(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, known := r.open[id]
	if !known {
		r.open[id] = awaited{}
	}
	return known
}

// Open is how many items were published whose outcome is still to come.
func (r *Run) Open() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.open)
}

// Next gives outcomes of this Run's items. It returns as soon as there is one, and
// with none and no error after wait. Only one goroutine may call it at a time.
func (r *Run) Next(ctx context.Context, wait time.Duration) ([]Outcome, error) {
	for until := time.Now().Add(wait); ; {
		got, err := r.hear(ctx, time.Until(until))
		if err == nil && len(got) == 0 {
			got, err = r.sweep(ctx)
		}
		switch ended := r.q.ended(ctx); {
		case len(got) > 0:
			return got, nil
		case ended != nil:
			return nil, fmt.Errorf("follow items of the queue: %w", ended)
		case err != nil:
			r.from = nil // it lives on one server, which may be the one that is gone
			if !passing(err) {
				if err := r.q.gone(ctx); err != nil {
					return nil, fmt.Errorf("follow items of the queue: %w", err)
				}
			}
			if err := r.q.pause(ctx, min(longestPause, time.Until(until))); err != nil {
				return nil, fmt.Errorf("follow items of the queue: %w", err)
			}
		}
		if time.Until(until) <= 0 {
			return nil, nil
		}
	}
}

// hear gives what the stream of outcomes brings.
func (r *Run) hear(ctx context.Context, wait time.Duration) (own []Outcome, err error) {
	if r.from == nil {
		limited, cancel := r.q.during(ctx, requestTime)
		defer cancel()
		r.from, err = r.q.js.CreateConsumer(limited, r.q.names.stream(outcomes), jetstream.ConsumerConfig{
			DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
			OptStartSeq:       r.after + 1,
			AckPolicy:         jetstream.AckNonePolicy,
			MemoryStorage:     true,
			Replicas:          1,
			InactiveThreshold: time.Minute,
		})
		if err != nil {
			r.from = nil
			return nil, err
		}
	}
	got, err := r.q.fetch(ctx, r.from, mostTaken, min(wait, r.every))
	for _, msg := range got {
		meta, err := msg.Metadata()
		if err != nil {
			continue
		}
		r.after = max(r.after, meta.Sequence.Stream)
		o := Outcome{ID: r.q.names.id(outcomes, msg.Subject()), Data: msg.Data(), Refused: msg.Headers().Get(headerReason)}
		if r.settle(o.ID) {
			own = append(own, o)
		}
	}
	return own, err
}

// settle reports whether the outcome of an item is awaited, and awaits it no more.
func (r *Run) settle(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.open[id]
	delete(r.open, id)
	return ok
}

// sweep asks after items that nothing has been heard of for long.
func (r *Run) sweep(ctx context.Context) (found []Outcome, err error) {
	for _, id := range r.silent() {
		o, settled, err := r.q.whatBecame(ctx, id)
		if err != nil {
			return found, err
		}
		if settled && r.settle(id) {
			found = append(found, o)
		}
	}
	return found, nil
}

// silent gives items to ask after, and none when some were asked after just now.
func (r *Run) silent() (ids []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if !r.asked && now.Sub(r.swept) < r.every {
		return nil
	}
	r.swept, r.asked = now, false
	for id, item := range r.open {
		if !item.in || now.Sub(item.since) < r.age {
			continue
		}
		if len(ids) == sweepMost {
			r.asked = true
			break
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		r.open[id] = awaited{in: true, since: now}
	}
	return ids
}

// whatBecame tells what became of an item that was in the queue, and whether it is
// out of it at all.
func (q *Queue) whatBecame(ctx context.Context, id string) (o Outcome, settled bool, err error) {
	o.ID = id
	if raw, err := q.latest(ctx, q.work, work, id); err != nil || raw != nil {
		return o, false, err
	}
	raw, err := q.latest(ctx, q.outs, outcomes, id)
	if err != nil {
		return o, false, err
	}
	if raw != nil {
		o.Data, o.Refused = raw.Data, raw.Header.Get(headerReason)
		return o, true, nil
	}
	raw, err = q.latest(ctx, q.bad, refused, id)
	if err != nil {
		return o, false, err
	}
	if raw != nil {
		o.Refused = raw.Header.Get(headerReason)
	}
	o.Unknown = raw == nil
	return o, true, nil
}

// Close ends the following; the items stay in the queue.
func (r *Run) Close(ctx context.Context) error {
	if r.from == nil || r.q.life.Err() != nil {
		return nil
	}
	ctx, cancel := r.q.during(ctx, requestTime)
	defer cancel()
	err := r.q.js.DeleteConsumer(ctx, r.q.names.stream(outcomes), r.from.CachedInfo().Name)
	r.from = nil
	if err != nil {
		return fmt.Errorf("follow items of the queue no longer: %w", err) // the server does so in a minute
	}
	return nil
}
