package queue_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/internal/natstest"
)

// The server that leads the work dies while items are published and worked, and
// comes back later. Nothing is lost, and the publisher learns of every item.
func TestClusterLosesLeader(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 3)
	opts := queue.Options{URL: c.URL(), Lease: 3 * time.Second, Tries: 50}
	source := open(t, opts)
	if n := replicas(t, c, "hearsay-work"); n != 3 {
		t.Errorf("%d replicas, want 3", n)
	}
	run := follow(t, source)
	run.Impatient()
	const items = 300
	published := make(chan struct{})
	go func() {
		defer close(published)
		for i := range items {
			if err := run.Publish(t.Context(), fmt.Sprintf("item-%d", i), []byte("x")); err != nil {
				t.Error(err)
				return
			}
			time.Sleep(2 * time.Millisecond)
		}
	}()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	worked := make(chan string, 10*items)
	for range 2 {
		q := open(t, opts)
		workers.Go(func() { workUntil(ctx, q, worked) })
	}
	time.Sleep(200 * time.Millisecond)
	dead := c.Leader("hearsay-work")
	c.Stop(dead)
	all := map[string]queue.Outcome{}
	gather := func() {
		got, err := run.Next(t.Context(), 100*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got {
			all[o.ID] = o
		}
	}
	for begun := time.Now(); time.Since(begun) < time.Second; {
		gather()
	}
	c.Start(dead)
	c.Until("there is an outcome for every item", func() bool { gather(); return len(all) == items })
	<-published
	seen := map[string]bool{}
	for len(seen) < items {
		select {
		case id := <-worked:
			seen[id] = true
		default:
			t.Fatalf("%d items were worked, want %d", len(seen), items)
		}
	}
	c.Until("the queue is empty", func() bool { n := pending(t, source); return n == queue.Counts{} })
}

// workUntil works items until ctx ends.
func workUntil(ctx context.Context, q *queue.Queue, worked chan<- string) {
	for ctx.Err() == nil {
		msgs, _ := q.Take(ctx, 8, time.Second)
		for _, m := range msgs {
			worked <- m.ID()
			_ = m.Ack(ctx, nil) // what fails comes again
		}
	}
}

func replicas(t testing.TB, c *natstest.Cluster, stream string) int {
	t.Helper()
	conn, err := nats.Connect(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().Config.Replicas
}

// The only server goes away and comes back. What was under way is acknowledged, what
// was to be published is, and the log tells of it.
func TestServerGoesAndReturns(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 1)
	var said syncBuffer
	q := open(t, queue.Options{URL: c.URL(), Log: slog.New(slog.NewTextHandler(&said, nil))})
	publish(t, q, "before")
	m := takeOne(t, q)
	c.Stop(0)
	none(t, q, 300*time.Millisecond)
	done := make(chan error, 2)
	go func() { done <- m.Ack(t.Context(), nil) }()
	go func() { done <- q.Publish(t.Context(), "meanwhile", nil) }()
	time.Sleep(300 * time.Millisecond)
	c.Start(0)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if m := takeOne(t, q); m.ID() != "meanwhile" {
		t.Errorf("took %s", m.ID())
	}
	if !strings.Contains(said.String(), "is lost") || !strings.Contains(said.String(), "is back") {
		t.Errorf("the log: %s", said.String())
	}
}

// Streams that an administrator deletes are not waited for.
func TestStreamsAreDeleted(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 1)
	q := open(t, queue.Options{URL: c.URL()})
	conn, err := nats.Connect(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	if err := js.DeleteStream(t.Context(), "hearsay-work"); err != nil {
		t.Fatal(err)
	}
	if err := q.Publish(t.Context(), "a", nil); !errors.Is(err, queue.ErrGone) {
		t.Errorf("publish: %v", err)
	}
	if _, err := q.Take(t.Context(), 1, 10*time.Second); !errors.Is(err, queue.ErrGone) {
		t.Errorf("take: %v", err)
	}
}
