package queue_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest/queue"
	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// cluster is NATS servers in this process that listen on loopback.
type cluster struct {
	t       testing.TB
	opts    []*natsd.Options
	servers []*natsd.Server
}

// newCluster starts n servers and waits until they have a leader.
func newCluster(t testing.TB, n int) *cluster {
	t.Helper()
	c := &cluster{t: t, servers: make([]*natsd.Server, n)}
	var routes []string
	for i := range n {
		o := &natsd.Options{
			ServerName: fmt.Sprintf("node-%d", i), Host: "127.0.0.1", Port: freePort(t),
			NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(),
		}
		if n > 1 {
			o.Cluster = natsd.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: freePort(t)}
			routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", o.Cluster.Port))
		}
		c.opts = append(c.opts, o)
	}
	for _, o := range c.opts {
		o.Routes = natsd.RoutesFromStr(strings.Join(routes, ","))
	}
	for i := range n {
		c.start(i)
	}
	t.Cleanup(func() {
		for i := range c.servers {
			c.stop(i)
		}
	})
	c.until("the cluster has a leader", func() bool {
		for _, s := range c.servers {
			if n == 1 || s.JetStreamIsLeader() {
				return true
			}
		}
		return false
	})
	return c
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (c *cluster) start(i int) {
	c.t.Helper()
	s, err := natsd.NewServer(c.opts[i].Clone())
	if err != nil {
		c.t.Fatal(err)
	}
	s.Start()
	c.servers[i] = s
	if len(c.servers) == 1 && !s.ReadyForConnections(10*time.Second) {
		c.t.Fatal("the server does not start")
	}
}

func (c *cluster) stop(i int) {
	c.servers[i].Shutdown()
	c.servers[i].WaitForShutdown()
}

func (c *cluster) url() string {
	var urls []string
	for _, o := range c.opts {
		urls = append(urls, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
	}
	return strings.Join(urls, ",")
}

// leader is the server that leads a stream.
func (c *cluster) leader(stream string) (found int) {
	c.t.Helper()
	c.until("the stream has a leader", func() bool {
		for i, s := range c.servers {
			if s.Running() && s.JetStreamIsStreamLeader("$G", stream) {
				found = i
				return true
			}
		}
		return false
	})
	return found
}

func (c *cluster) until(what string, ok func() bool) {
	c.t.Helper()
	for end := time.Now().Add(2 * time.Minute); !ok(); {
		if time.Now().After(end) {
			c.t.Fatalf("waited in vain until %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// The server that leads the work dies while items are published and worked, and
// comes back later. Nothing is lost, and the publisher learns of every item.
func TestClusterLosesLeader(t *testing.T) {
	t.Parallel()
	c := newCluster(t, 3)
	opts := queue.Options{URL: c.url(), Lease: 3 * time.Second, Tries: 50}
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
	dead := c.leader("hearsay-work")
	c.stop(dead)
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
	c.start(dead)
	c.until("there is an outcome for every item", func() bool { gather(); return len(all) == items })
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
	c.until("the queue is empty", func() bool { n := pending(t, source); return n == queue.Counts{} })
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

func replicas(t testing.TB, c *cluster, stream string) int {
	t.Helper()
	conn, err := nats.Connect(c.url())
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
	c := newCluster(t, 1)
	var said syncBuffer
	q := open(t, queue.Options{URL: c.url(), Log: slog.New(slog.NewTextHandler(&said, nil))})
	publish(t, q, "before")
	m := takeOne(t, q)
	c.stop(0)
	none(t, q, 300*time.Millisecond)
	done := make(chan error, 2)
	go func() { done <- m.Ack(t.Context(), nil) }()
	go func() { done <- q.Publish(t.Context(), "meanwhile", nil) }()
	time.Sleep(300 * time.Millisecond)
	c.start(0)
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
	c := newCluster(t, 1)
	q := open(t, queue.Options{URL: c.url()})
	conn, err := nats.Connect(c.url())
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
