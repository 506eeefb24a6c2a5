package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
)

// Desk is a ledger with the queue that leads to it.
type Desk struct {
	Ledger   *ledger.Ledger
	Queue    *queue.Queue
	Language string // "en" insists that everything is English
}

// Feed puts the items of sources into the queue and tells what becomes of each, as it
// becomes known: in no order, and from the caller's goroutine. It returns when all is known,
// or with the error of ctx; what is in the queue then stays there. total, which may be nil,
// is told how many items there are so far.
func (d *Desk) Feed(ctx context.Context, items source.Items, total func(int), tell func(*Outcome)) error {
	return d.run(ctx, func(ctx context.Context, f *feeder) error { return f.feed(ctx, items, total) }, tell)
}

// Reread has documents of the ledger read again by a model: those whose IDs and names
// wanted gives to its function. It tells what becomes of each as Feed does.
func (d *Desk) Reread(ctx context.Context, model string, wanted func(ctx context.Context, put func(id, name string) error) error, tell func(*Outcome)) error {
	return d.run(ctx, func(ctx context.Context, f *feeder) error {
		return wanted(ctx, func(id, name string) error {
			return f.put(ctx, &job{Name: name, Document: id, Model: model, Retrieved: time.Now().UTC()})
		})
	}, tell)
}

// run feeds the queue and follows what it feeds.
func (d *Desk) run(ctx context.Context, feed func(context.Context, *feeder) error, tell func(*Outcome)) error {
	run, err := d.Queue.Run(ctx)
	if err != nil {
		return err
	}
	defer run.Close(context.WithoutCancel(ctx))
	told := make(chan *Outcome)
	f := &feeder{desk: d, run: run, told: told, names: newNames()}
	group, within := errgroup.WithContext(ctx)
	fed := make(chan struct{})
	group.Go(func() error {
		defer close(fed)
		return feed(within, f)
	})
	group.Go(func() error { return f.follow(within, fed) })
	done := make(chan error, 1)
	go func() {
		done <- group.Wait()
		close(told)
	}()
	for o := range told {
		tell(o)
	}
	return <-done
}

// feeder is one Feed.
type feeder struct {
	desk  *Desk
	run   *queue.Run
	told  chan<- *Outcome
	names *names
}

func (f *feeder) tell(ctx context.Context, o *Outcome) error {
	select {
	case f.told <- o:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// feeders is how many items are kept at once: a disk takes its time to make a file last,
// and takes several together.
const feeders = 8

// feed keeps the bytes of each item and puts it into the queue.
func (f *feeder) feed(ctx context.Context, items source.Items, total func(int)) error {
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(feeders)
	n := 0
	for item, err := range items {
		if within.Err() != nil {
			break
		}
		if n++; total != nil {
			total(n)
		}
		group.Go(func() error {
			if err != nil {
				return f.tell(within, &Outcome{Name: item.Name, Fault: err.Error()})
			}
			return f.item(within, item)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// item feeds one item. What is wrong with it is told; an error is of the ledger or the
// queue.
func (f *feeder) item(ctx context.Context, item *source.Item) error {
	if len(item.Data) > snapshot.MaxSize {
		return f.tell(ctx, &Outcome{Name: item.Name, Fault: hearsay.ErrTooLarge.Error()})
	}
	var j *job
	known := false
	err := patiently(ctx, func() error {
		sum, err := f.desk.Ledger.Snapshots().Put(ctx, item.Data)
		if err != nil {
			return err
		}
		j = newJob(item, sum, f.desk.Language, time.Now())
		known, err = f.desk.Ledger.Fetched(ctx, j.SHA256, j.where())
		return err
	})
	if err != nil {
		return err
	}
	if known {
		return f.tell(ctx, &Outcome{Name: item.Name, Known: true})
	}
	return f.put(ctx, j)
}

func (f *feeder) put(ctx context.Context, j *job) error {
	data, err := json.Marshal(j)
	if err != nil {
		return fmt.Errorf("queue %s: %w", j.Name, err)
	}
	id := j.id()
	if f.names.add(id, j.Name) { // the same twice in one run is one article
		return f.tell(ctx, &Outcome{Name: j.Name, Known: true})
	}
	return f.run.Publish(ctx, id, data)
}

// followWait is how long one question for outcomes waits, and idle how long none is asked
// where nothing is under way.
const (
	followWait = 500 * time.Millisecond
	idle       = 20 * time.Millisecond
)

// follow tells what becomes of the items until all were fed and all is known.
func (f *feeder) follow(ctx context.Context, fed <-chan struct{}) error {
	for {
		done := false
		select {
		case <-fed:
			done = true
		default:
		}
		if done && f.run.Open() == 0 {
			return ctx.Err()
		}
		if f.run.Open() == 0 { // nothing to hear of yet
			select {
			case <-fed:
			case <-time.After(idle):
			case <-ctx.Done():
				return ctx.Err()
			}
			continue
		}
		outs, err := f.run.Next(ctx, followWait)
		if err != nil {
			return err
		}
		for i := range outs {
			if err := f.tell(ctx, f.outcome(&outs[i])); err != nil {
				return err
			}
		}
	}
}

// outcome reads what a worker said.
func (f *feeder) outcome(q *queue.Outcome) *Outcome {
	o := &Outcome{Name: f.names.take(q.ID)}
	switch {
	case q.Refused != "":
		o.Fault = "set aside after several tries: " + q.Refused
	case q.Unknown:
		o.Lost = true
	default:
		name := o.Name
		if err := json.Unmarshal(q.Data, o); err != nil {
			return &Outcome{Name: name, Lost: true}
		}
		if name != "" {
			o.Name = name
		}
	}
	return o
}
