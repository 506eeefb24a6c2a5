// Package queue hands work from those who find articles to those who read them,
// over NATS JetStream: a server inside the process, without a port and with its
// files in a folder, or a cluster somewhere else.
//
// An item is a little data under an ID that is its content address. Publish puts
// it in, Take hands it out, and it stays until Ack says that what came of it is
// recorded. Whoever takes an item and is not heard of again loses it to another.
// So an item may be worked more than once, and is worked at least once; work has to
// be idempotent. What cannot be worked is set aside with the reason and never
// thrown away.
//
// There are three streams for a prefix: the work, what was refused, and the
// outcomes, by which a Run learns what became of its own items wherever they were
// worked. The ledger, not the queue, is the truth about what came of an item.
package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The faults that a caller may want to tell apart.
var (
	ErrClosed     = errors.New("the queue is closed")
	ErrInUse      = errors.New("another process uses this queue's folder")
	ErrNotRefused = errors.New("no such item among the refused")
	ErrLost       = errors.New("the item may have been handed to another, as its time was up")
	ErrGone       = errors.New("the queue can no longer be used")
)

// Queue is one connection to the work of one ledger. Its methods may be called
// from any number of goroutines.
type Queue struct {
	opts  Options
	log   *slog.Logger
	names names
	local *server // nil with a cluster
	conn  *nats.Conn
	js    jetstream.JetStream

	work jetstream.Stream
	bad  jetstream.Stream
	outs jetstream.Stream
	from jetstream.Consumer

	life    context.Context // ends with Close
	end     context.CancelFunc
	giving  context.Context // ends with Drain: nothing more is handed out
	cease   context.CancelFunc
	closing sync.Once
	room    chan struct{} // holds a token when an item has left the queue through here
	taken   hand
	deaths  *deaths // nil with a cluster
}

// Open starts the server in opts.Dir, or connects to the cluster of opts.URL, and
// makes the streams that are not there yet. A folder serves one process at a time.
func Open(ctx context.Context, opts Options) (*Queue, error) {
	if err := opts.complete(); err != nil {
		return nil, fmt.Errorf("open queue: %w", err)
	}
	q := &Queue{opts: opts, log: opts.Log, names: names{opts.Prefix}, room: make(chan struct{}, 1)}
	q.taken.open = make(map[*Message]struct{})
	q.life, q.end = context.WithCancel(context.Background())
	q.giving, q.cease = context.WithCancel(q.life)
	if err := q.start(ctx); err != nil {
		q.deaths = nil // what it knows is for whoever opens the folder next
		q.Close()
		return nil, fmt.Errorf("open queue %s: %w", opts.where(), err)
	}
	return q, nil
}

// start does what Open says; what it leaves behind on an error is for Close.
func (q *Queue) start(ctx context.Context) (err error) {
	if q.opts.URL == "" {
		if q.local, err = startServer(ctx, q.opts); err != nil {
			return err
		}
	}
	if err := q.connect(ctx); err != nil {
		return err
	}
	if err := q.ensure(ctx); err != nil {
		return err
	}
	q.taken.careful(q.opts.Lease) // what a predecessor died of may come soon
	if q.local == nil {
		return nil
	}
	q.deaths, err = openDeaths(filepath.Join(q.opts.Dir, deathsName), q.opts.Lease, func(err error) {
		q.log.Error("write down what is in hand", "err", err)
	})
	if err != nil {
		return err
	}
	if !q.deaths.afterOne() {
		q.taken.careful(0)
	}
	return q.takeBack(ctx) // nobody else can be at work in this folder
}

// Drain hands out no more, waits until all that was taken here is acknowledged,
// given back or rejected, and closes the queue. When ctx ends first, what is still
// under way goes back for others to take, and the error is that of ctx.
func (q *Queue) Drain(ctx context.Context) error {
	q.cease()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	q.giveBackHeld()
	for q.taken.count(q.opts.Lease) > 0 {
		select {
		case <-tick.C:
		case <-q.life.Done():
			return nil
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("drain queue: %w", ctx.Err()), q.Close())
		}
	}
	return q.Close()
}

// Close gives back what was taken here and not finished, ends every call that
// waits, and stops the server if it is the queue's own. What is in the queue stays.
func (q *Queue) Close() error {
	q.closing.Do(func() {
		q.end()
		if q.conn != nil {
			q.giveBack()
			q.conn.Close()
		}
		if q.deaths != nil {
			if err := q.deaths.close(); err != nil { // the next process will be careful for nothing
				q.log.Warn("remove the list of what is in hand", "err", err)
			}
		}
		if q.local != nil {
			q.local.stop()
		}
	})
	return nil
}

// during gives a context that ends with ctx, with the queue, or after limit.
func (q *Queue) during(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	stop := context.AfterFunc(q.life, cancel)
	return ctx, func() { stop(); cancel() }
}

// ended is the error of a call whose context or queue has ended, nil while both go on.
func (q *Queue) ended(ctx context.Context) error {
	if q.life.Err() != nil {
		return ErrClosed
	}
	return ctx.Err()
}

// pause waits for d, or less when ctx or the queue ends.
func (q *Queue) pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	case <-q.life.Done():
	}
	return q.ended(ctx)
}
