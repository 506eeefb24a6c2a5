package queue

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Counts is how many items there are, in the whole queue.
type Counts struct {
	Waiting  int // not handed out yet
	UnderWay int // handed out, or given back and not handed out again yet
	Refused  int // set aside
}

// Pending counts the items. The numbers are of one moment each, not of the same one.
func (q *Queue) Pending(ctx context.Context) (c Counts, err error) {
	err = q.request(ctx, func(ctx context.Context) error {
		workers, err := q.js.Consumer(ctx, q.names.stream(work), consumerName)
		if err != nil {
			return err
		}
		all, err := q.js.Stream(ctx, q.names.stream(work))
		if err != nil {
			return err
		}
		bad, err := q.js.Stream(ctx, q.names.stream(refused))
		if err != nil {
			return err
		}
		// The consumer counts what waits, too, but learns of a new item a moment late.
		c.UnderWay, c.Refused = workers.CachedInfo().NumAckPending, held(bad)
		c.Waiting = max(held(all)-c.UnderWay, 0)
		return nil
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count the items of the queue: %w", err)
	}
	return c, nil
}

func held(stream jetstream.Stream) int { return int(stream.CachedInfo().State.Msgs) }
