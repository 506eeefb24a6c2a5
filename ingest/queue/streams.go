package queue

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// The three streams of a prefix, and the one consumer that all workers share.
const (
	work         = "work"
	refused      = "refused"
	outcomes     = "outcomes"
	consumerName = "workers"
)

// How much of what became of items is kept for their publishers.
const (
	outcomesKept  = 100_000
	outcomesBytes = 64 << 20
	outcomesAge   = time.Hour
)

// names makes the names of streams and subjects.
type names struct{ prefix string }

func (n names) stream(kind string) string { return n.prefix + "-" + kind }

// subject is where an item's messages of one kind go; "*" stands for every item.
func (n names) subject(kind, id string) string { return n.prefix + "." + kind + "." + id }

// id is the item that a message of this subject is of.
func (n names) id(kind, subject string) string {
	return subject[min(len(n.prefix)+len(kind)+2, len(subject)):]
}

// config is how a stream of this kind is made. There is one message for each item
// in each stream: an item that waits is not put in twice, however long it waits.
func (q *Queue) config(kind string) jetstream.StreamConfig {
	c := jetstream.StreamConfig{
		Name:              q.names.stream(kind),
		Subjects:          []string{q.names.subject(kind, "*")},
		Storage:           jetstream.FileStorage,
		MaxMsgsPerSubject: 1,
		Discard:           jetstream.DiscardOld,
		Replicas:          1,
	}
	switch kind {
	case work:
		c.Retention = jetstream.WorkQueuePolicy
		c.Discard = jetstream.DiscardNew // whoever publishes into a full stream waits
		c.DiscardNewPerSubject = true
		c.MaxMsgs, c.MaxBytes, c.Duplicates = defaultBacklog, defaultBytes, defaultWindow
	case outcomes:
		c.MaxMsgs, c.MaxBytes, c.MaxAge = outcomesKept, outcomesBytes, outcomesAge
	}
	return c
}

// adjust applies the options that are set to what a stream has, or would have.
func (q *Queue) adjust(kind string, c *jetstream.StreamConfig) {
	if kind != work {
		return
	}
	if q.opts.Backlog > 0 {
		c.MaxMsgs = int64(q.opts.Backlog)
	}
	if q.opts.BacklogBytes > 0 {
		c.MaxBytes = q.opts.BacklogBytes
	}
	if q.opts.Window > 0 {
		c.Duplicates = q.opts.Window
	}
}

// ensure makes the streams and the consumer, or adjusts what is there.
func (q *Queue) ensure(ctx context.Context) (err error) {
	for kind, stream := range map[string]*jetstream.Stream{work: &q.work, refused: &q.bad, outcomes: &q.outs} {
		if *stream, err = q.ensureStream(ctx, kind); err != nil {
			return fmt.Errorf("stream %s: %w", q.names.stream(kind), err)
		}
	}
	if q.from, err = q.ensureConsumer(ctx); err != nil {
		return fmt.Errorf("consumer of stream %s: %w", q.names.stream(work), err)
	}
	return nil
}

// ensureStream makes one stream, or adjusts it.
func (q *Queue) ensureStream(ctx context.Context, kind string) (stream jetstream.Stream, err error) {
	err = q.request(ctx, func(ctx context.Context) error {
		stream, err = q.js.Stream(ctx, q.names.stream(kind))
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			stream, err = q.createStream(ctx, kind)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	info := stream.CachedInfo()
	want := info.Config
	q.adjust(kind, &want)
	changed := want.MaxMsgs != info.Config.MaxMsgs || want.MaxBytes != info.Config.MaxBytes ||
		want.Duplicates != info.Config.Duplicates
	if q.opts.Replicas > 0 && want.Replicas != q.opts.Replicas {
		want.Replicas, changed = q.opts.Replicas, true
	}
	if changed {
		err = q.request(ctx, func(ctx context.Context) error {
			stream, err = q.js.UpdateStream(ctx, want)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("change its settings: %w", err)
		}
	}
	if q.opts.Replicas == 0 && info.Cluster != nil && want.Replicas < mostReplicas {
		q.replicate(ctx, want) // it was made when the cluster was smaller, or a server down
	}
	return stream, nil
}

// createStream makes a stream with as many copies as the cluster can hold. Only the
// servers know how many of them keep streams, so that is found by asking.
func (q *Queue) createStream(ctx context.Context, kind string) (stream jetstream.Stream, err error) {
	c := q.config(kind)
	q.adjust(kind, &c)
	most, least := mostReplicas, 1
	switch {
	case q.local != nil:
		most = 1
	case q.opts.Replicas > 0:
		most, least = q.opts.Replicas, q.opts.Replicas
	}
	for c.Replicas = most; c.Replicas >= least; c.Replicas-- {
		stream, err = q.js.CreateStream(ctx, c)
		if !tooFew(err) {
			break
		}
	}
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) { // someone else has just made it
		stream, err = q.js.Stream(ctx, c.Name)
	}
	return stream, err
}

// replicate tries to give a stream as many copies as a new one would have.
func (q *Queue) replicate(ctx context.Context, c jetstream.StreamConfig) {
	has := c.Replicas
	for c.Replicas = mostReplicas; c.Replicas > has; c.Replicas-- {
		ctx, cancel := q.during(ctx, requestTime)
		_, err := q.js.UpdateStream(ctx, c)
		cancel()
		if err == nil {
			return
		}
	}
}

// tooFew reports whether a stream could not be made for want of servers.
func tooFew(err error) bool {
	const (
		noSuitablePeers = 10005
		notClustered    = 10074
	)
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.ErrorCode == noSuitablePeers || api.ErrorCode == notClustered)
}

// ensureConsumer makes the consumer that all workers share, or adjusts it. How
// often an item is handed out is for Take to see to: the server would leave what
// was handed out too often where it is, for ever.
func (q *Queue) ensureConsumer(ctx context.Context) (from jetstream.Consumer, err error) {
	c := jetstream.ConsumerConfig{
		Durable:       consumerName,
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       defaultLease,
		MaxDeliver:    -1,
		MaxAckPending: -1, // the stream is bounded
		MaxWaiting:    4096,
	}
	err = q.request(ctx, func(ctx context.Context) error {
		from, err = q.js.Consumer(ctx, q.names.stream(work), consumerName)
		switch {
		case errors.Is(err, jetstream.ErrConsumerNotFound):
		case err != nil:
			return err
		default:
			has := from.CachedInfo().Config.AckWait
			if q.opts.Lease == 0 && has >= shortestLease { // else takeBack was cut short
				q.opts.Lease = has
			}
			if has == q.opts.Lease {
				return nil
			}
		}
		if q.opts.Lease == 0 {
			q.opts.Lease = c.AckWait
		}
		c.AckWait = q.opts.Lease
		from, err = q.js.CreateOrUpdateConsumer(ctx, q.names.stream(work), c)
		if q.mend(err) {
			from, err = q.js.CreateOrUpdateConsumer(ctx, q.names.stream(work), c)
		}
		return err
	})
	return from, err
}

// mend removes the files of a consumer that the server in this process cannot read, as
// after a power cut. They hold no items, only which were handed out and how often; all
// are handed out anew. It reports whether there is something to try again.
func (q *Queue) mend(err error) bool {
	const notCreated = 10012
	var api *jetstream.APIError
	if q.local == nil || !errors.As(err, &api) || api.ErrorCode != notCreated {
		return false
	}
	q.log.Warn("the queue has lost what was under way, and hands it out anew", "err", err)
	return os.RemoveAll(q.local.consumerFolder(q.names.stream(work), consumerName)) == nil
}

// takeBack ends the leases of all that was under way when the last process that
// used the folder died, so that nobody waits for it. The server looks at leases when
// their length changes, a tenth of a second later; there is no other way to ask.
func (q *Queue) takeBack(ctx context.Context) error {
	if err := q.reconcile(ctx); err != nil {
		return fmt.Errorf("find what was under way: %w", err)
	}
	info := q.from.CachedInfo()
	if info.NumAckPending == 0 {
		return nil
	}
	const brief = time.Millisecond
	c := info.Config
	for _, c.AckWait = range []time.Duration{brief, q.opts.Lease} {
		err := q.request(ctx, func(ctx context.Context) (err error) {
			q.from, err = q.js.UpdateConsumer(ctx, q.names.stream(work), c)
			return err
		})
		if err != nil {
			return fmt.Errorf("take back what was under way: %w", err)
		}
		if c.AckWait == brief {
			if err := q.pause(ctx, 150*time.Millisecond); err != nil {
				return err
			}
		}
	}
	return nil
}

// reconcile sees to it that every item of the stream is waiting or under way. After a
// power cut the consumer's file may be newer than the stream's, and items be passed over
// for ever; then the consumer is made anew, and all are handed out.
func (q *Queue) reconcile(ctx context.Context) error {
	for range 3 { // the server may still be counting
		sound, err := q.isSound(ctx)
		if err != nil || sound {
			return err
		}
		if err := q.pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	q.log.Warn("the queue has lost what was under way, and hands it out anew")
	return q.request(ctx, func(ctx context.Context) (err error) {
		stream, fresh := q.names.stream(work), q.from.CachedInfo().Config
		err = q.js.DeleteConsumer(ctx, stream, consumerName)
		if err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
			return err
		}
		q.from, err = q.js.CreateConsumer(ctx, stream, fresh)
		return err
	})
}

// isSound reports whether the consumer knows of every item of the stream.
func (q *Queue) isSound(ctx context.Context) (sound bool, err error) {
	err = q.request(ctx, func(ctx context.Context) error {
		all, err := q.work.Info(ctx)
		if err != nil {
			return err
		}
		if q.from, err = q.js.Consumer(ctx, all.Config.Name, consumerName); err != nil {
			return err
		}
		info := q.from.CachedInfo()
		known := info.NumPending + uint64(info.NumAckPending)
		sound = known == all.State.Msgs && info.Delivered.Stream <= all.State.LastSeq
		return nil
	})
	return sound, err
}

// request asks the server something until it is answered; a cluster without a
// leader, or one that has just started, does not answer for a few seconds.
func (q *Queue) request(ctx context.Context, ask func(context.Context) error) error {
	for until := time.Now().Add(4 * requestTime); ; {
		limited, cancel := q.during(ctx, requestTime)
		err := ask(limited)
		cancel()
		if err == nil {
			return nil
		}
		if ended := q.ended(ctx); ended != nil {
			return ended
		}
		var api *jetstream.APIError
		if !passing(err) || time.Now().After(until) || q.local != nil && errors.As(err, &api) {
			return err
		}
		if err := q.pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}
