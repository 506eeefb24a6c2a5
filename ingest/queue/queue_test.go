package queue_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/internal/natstest"
)

// open opens a queue in a folder of its own, unless opts names another.
func open(t testing.TB, opts queue.Options) *queue.Queue {
	t.Helper()
	if opts.Dir == "" && opts.URL == "" {
		opts.Dir = t.TempDir()
	}
	q, err := queue.Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { q.Close() })
	return q
}

func publish(t testing.TB, q *queue.Queue, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := q.Publish(t.Context(), id, []byte("data of "+id)); err != nil {
			t.Fatal(err)
		}
	}
}

// take takes n items, or what comes within two seconds. One Take may bring less than
// there is.
func take(t testing.TB, q *queue.Queue, n int) (all []*queue.Message) {
	t.Helper()
	for end := time.Now().Add(2 * time.Second); len(all) < n && time.Now().Before(end); {
		msgs, err := q.Take(t.Context(), n-len(all), time.Until(end))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, msgs...)
	}
	return all
}

func takeOne(t testing.TB, q *queue.Queue) *queue.Message {
	t.Helper()
	msgs := take(t, q, 1)
	if len(msgs) != 1 {
		t.Fatalf("took %d items, want 1", len(msgs))
	}
	return msgs[0]
}

func ack(t testing.TB, msgs ...*queue.Message) {
	t.Helper()
	for _, m := range msgs {
		if err := m.Ack(t.Context(), []byte("made of "+m.ID())); err != nil {
			t.Fatal(err)
		}
	}
}

// none fails if anything can be taken within a time.
func none(t testing.TB, q *queue.Queue, wait time.Duration) {
	t.Helper()
	msgs, err := q.Take(t.Context(), 10, wait)
	if err != nil || len(msgs) > 0 {
		t.Fatalf("took %v, %v, want nothing", ids(msgs), err)
	}
}

func ids(msgs []*queue.Message) (all []string) {
	for _, m := range msgs {
		all = append(all, m.ID())
	}
	return all
}

func pending(t testing.TB, q *queue.Queue) queue.Counts {
	t.Helper()
	c, err := q.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func refusals(t testing.TB, q *queue.Queue) (all []queue.Refusal) {
	t.Helper()
	for r, err := range q.Refused(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func numbered(prefix string, n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("%s-%d", prefix, i))
	}
	return all
}

func TestPublishTakeAck(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	want := numbered("sha256:a", 5)
	publish(t, q, want...)
	if c := pending(t, q); c != (queue.Counts{Waiting: 5}) {
		t.Errorf("pending %+v", c)
	}
	first, rest := take(t, q, 3), take(t, q, 2)
	got := append(ids(first), ids(rest)...)
	if len(first) != 3 || !slices.Equal(got, want) {
		t.Errorf("took %v and %v", ids(first), ids(rest))
	}
	if m := first[0]; string(m.Data()) != "data of "+m.ID() || m.Delivered() != 1 {
		t.Errorf("%s: %q, delivered %d", m.ID(), m.Data(), m.Delivered())
	}
	if c := pending(t, q); c != (queue.Counts{UnderWay: 5}) {
		t.Errorf("pending %+v", c)
	}
	ack(t, first...)
	ack(t, rest...)
	ack(t, first...) // once more is no fault
	if c := pending(t, q); c != (queue.Counts{}) {
		t.Errorf("pending %+v", c)
	}
	none(t, q, 20*time.Millisecond)
}

func TestSameIDTwice(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{Window: 300 * time.Millisecond})
	publish(t, q, "a", "a", "b", "a")
	msgs := take(t, q, 2)
	if got := ids(msgs); !slices.Equal(got, []string{"a", "b"}) {
		t.Fatalf("took %v", got)
	}
	ack(t, msgs[1])
	publish(t, q, "b")
	none(t, q, 20*time.Millisecond) // b was worked within the window
	time.Sleep(400 * time.Millisecond)
	publish(t, q, "a")
	none(t, q, 20*time.Millisecond) // a is still in the queue
	publish(t, q, "b")
	ack(t, takeOne(t, q), msgs[0])
}

func TestTakeWaits(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	begun := time.Now()
	none(t, q, 100*time.Millisecond)
	if took := time.Since(begun); took < 80*time.Millisecond || took > time.Second {
		t.Errorf("waited %s for nothing, want 100ms", took)
	}
	go func() {
		time.Sleep(50 * time.Millisecond)
		q.Publish(t.Context(), "late", nil)
	}()
	if m := takeOne(t, q); m.ID() != "late" || len(m.Data()) != 0 {
		t.Errorf("took %s %q", m.ID(), m.Data())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := q.Take(ctx, 1, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("take after the end of its context: %v", err)
	}
	if _, err := q.Take(t.Context(), 0, 0); err == nil {
		t.Error("took no items without an error")
	}
}

func TestLeaseEnds(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{Lease: 300 * time.Millisecond})
	publish(t, q, "a")
	m := takeOne(t, q)
	for range 4 {
		time.Sleep(150 * time.Millisecond)
		if err := m.Working(); err != nil {
			t.Fatal(err)
		}
	}
	none(t, q, 20*time.Millisecond)
	again := takeOne(t, q)
	if again.ID() != "a" || again.Delivered() != 2 {
		t.Errorf("took %s for the time %d", again.ID(), again.Delivered())
	}
	if err := m.Working(); !errors.Is(err, queue.ErrLost) {
		t.Errorf("working after the lease: %v", err)
	}
	ack(t, m) // done is done, whoever did it
	none(t, q, 500*time.Millisecond)
}

func TestNak(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	publish(t, q, "a")
	if err := takeOne(t, q).Nak(0); err != nil {
		t.Fatal(err)
	}
	m := takeOne(t, q)
	if err := m.Nak(300 * time.Millisecond); err != nil {
		t.Fatal(err)
	}
	none(t, q, 100*time.Millisecond)
	if m = takeOne(t, q); m.Delivered() != 3 {
		t.Errorf("delivered %d times, want 3", m.Delivered())
	}
	ack(t, m)
}

func TestReject(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	publish(t, q, "a", "b", "c")
	for i, m := range take(t, q, 3) {
		reason := []string{"not an\r\narticle", "", strings.Repeat("ä", 2000)}[i]
		if err := m.Reject(t.Context(), reason); err != nil {
			t.Fatal(err)
		}
	}
	if c := pending(t, q); c != (queue.Counts{Refused: 3}) {
		t.Errorf("pending %+v", c)
	}
	all := refusals(t, q)
	if len(all) != 3 {
		t.Fatalf("refused: %+v", all)
	}
	a := all[0]
	if a.ID != "a" || string(a.Data) != "data of a" || a.Reason != "not an article" || a.Delivered != 1 || time.Since(a.At) > time.Minute {
		t.Errorf("refused: %+v", a)
	}
	if all[1].Reason != "no reason given" || len(all[2].Reason) > 1010 {
		t.Errorf("reasons %q, %q", all[1].Reason, all[2].Reason)
	}
	for range 2 {
		err := q.Requeue(t.Context(), "a")
		if err != nil && !errors.Is(err, queue.ErrNotRefused) {
			t.Fatal(err)
		}
	}
	if c := pending(t, q); c != (queue.Counts{Waiting: 1, Refused: 2}) {
		t.Errorf("pending %+v", c)
	}
	m := takeOne(t, q)
	if m.ID() != "a" || string(m.Data()) != "data of a" || m.Delivered() != 1 {
		t.Errorf("requeued: %s %q, delivered %d", m.ID(), m.Data(), m.Delivered())
	}
	if err := m.Reject(t.Context(), "again"); err != nil {
		t.Fatal(err)
	}
	if err := q.Requeue(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	ack(t, takeOne(t, q))
	if err := q.Requeue(t.Context(), "nobody"); !errors.Is(err, queue.ErrNotRefused) {
		t.Errorf("requeue of what was not refused: %v", err)
	}
}

// What is handed out too often is refused; what was taken with it is not, and comes
// alone from then on.
func TestPoison(t *testing.T) {
	t.Parallel()
	// Long enough that no try is lost between the queue and here on a busy machine.
	q := open(t, queue.Options{Tries: 3, Lease: 800 * time.Millisecond})
	publish(t, q, "poison", "a", "b", "c")
	worked := map[string]int{}
	begun := map[string]int{}
	msgs := take(t, q, 4)
	for first := true; len(worked) < 3 || pending(t, q).Refused == 0; first = false {
		if !first && len(msgs) > 1 {
			t.Errorf("%v came together", ids(msgs))
		}
		for _, m := range msgs {
			begun[m.ID()]++
			if m.ID() == "poison" { // the worker dies, and leaves the rest as it is
				break
			}
			ack(t, m)
			worked[m.ID()]++
		}
		var err error
		if msgs, err = q.Take(t.Context(), 4, 100*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	if begun["poison"] != 3 || worked["a"] != 1 || worked["b"] != 1 || worked["c"] != 1 {
		t.Errorf("begun %v, worked %v", begun, worked)
	}
	all := refusals(t, q)
	if len(all) != 1 || all[0].ID != "poison" || all[0].Delivered != 3 || !strings.Contains(all[0].Reason, "3 times") {
		t.Errorf("refused: %+v", all)
	}
}

func TestBackPressure(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string]queue.Options{
		"items": {Backlog: 10},
		"bytes": {BacklogBytes: 10 * 1100},
	} {
		t.Run(name, func(t *testing.T) {
			q := open(t, opts)
			data := bytes.Repeat([]byte("x"), 1000)
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			in := 0
			var err error
			for ; err == nil; in++ {
				err = q.Publish(ctx, fmt.Sprintf("item-%d", in), data)
			}
			if in--; !errors.Is(err, context.DeadlineExceeded) || in < 9 || in > 10 {
				t.Fatalf("%d items went in before %v", in, err)
			}
			done := make(chan error)
			go func() { done <- q.Publish(t.Context(), "last", data) }()
			select {
			case err := <-done:
				t.Fatalf("published into a full queue: %v", err)
			case <-time.After(100 * time.Millisecond):
			}
			ack(t, take(t, q, 2)...)
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	q := open(t, queue.Options{Dir: dir})
	publish(t, q, numbered("a", 4)...)
	msgs := take(t, q, 3)
	ack(t, msgs[0])
	if err := msgs[1].Reject(t.Context(), "bad"); err != nil {
		t.Fatal(err)
	}
	if _, err := queue.Open(t.Context(), queue.Options{Dir: dir}); !errors.Is(err, queue.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
	q.Close()
	q = open(t, queue.Options{Dir: dir})
	if c := pending(t, q); c.Waiting+c.UnderWay != 2 || c.Refused != 1 {
		t.Errorf("pending %+v", c)
	}
	publish(t, q, "a-3") // within the window
	var got []string
	for range 2 {
		m := takeOne(t, q)
		got = append(got, m.ID())
		ack(t, m)
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"a-2", "a-3"}) {
		t.Errorf("took %v after the restart", got)
	}
	none(t, q, 20*time.Millisecond)
}

func TestTwoConsumersShare(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	all := numbered("a", 200)
	var mu sync.Mutex
	seen := map[string]int{}
	share := [2]int{}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var wait sync.WaitGroup
	for i := range share {
		wait.Go(func() {
			for ctx.Err() == nil {
				msgs, err := q.Take(ctx, 4, 100*time.Millisecond)
				if err != nil {
					return
				}
				time.Sleep(time.Millisecond)
				for _, m := range msgs {
					if err := m.Ack(ctx, nil); err != nil {
						t.Error(err)
					}
					mu.Lock()
					seen[m.ID()]++
					share[i]++
					if len(seen) == len(all) {
						cancel()
					}
					mu.Unlock()
				}
			}
		})
	}
	publish(t, q, all...)
	wait.Wait()
	if len(seen) != len(all) || share[0]+share[1] != len(all) || share[0] == 0 || share[1] == 0 {
		t.Errorf("%d items seen, shares %v", len(seen), share)
	}
}

func TestDrain(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	publish(t, q, "a", "b")
	m := takeOne(t, q)
	b := takeOne(t, q)
	blocked := make(chan error)
	go func() {
		_, err := q.Take(t.Context(), 1, time.Hour)
		blocked <- err
	}()
	time.Sleep(20 * time.Millisecond)
	drained := make(chan error)
	go func() { drained <- q.Drain(t.Context()) }()
	if err := <-blocked; !errors.Is(err, queue.ErrClosed) {
		t.Errorf("take while the queue is drained: %v", err)
	}
	ack(t, m)
	select {
	case err := <-drained:
		t.Fatalf("drained with an item under way: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	ack(t, b)
	if err := <-drained; err != nil {
		t.Error(err)
	}
	if err := q.Publish(t.Context(), "c", nil); !errors.Is(err, queue.ErrClosed) {
		t.Errorf("publish into a closed queue: %v", err)
	}
	if _, err := q.Pending(t.Context()); !errors.Is(err, queue.ErrClosed) {
		t.Errorf("count a closed queue: %v", err)
	}
}

func TestDrainEndsWithContext(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	q := open(t, queue.Options{Dir: dir})
	publish(t, q, "a")
	m := takeOne(t, q)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := q.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("drain: %v", err)
	}
	if err := m.Ack(t.Context(), nil); err == nil {
		t.Error("acknowledged after the queue was closed")
	}
	q = open(t, queue.Options{Dir: dir})
	if m := takeOne(t, q); m.ID() != "a" {
		t.Errorf("took %s", m.ID())
	}
}

func TestBadItems(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	for _, id := range []string{"", "a b", "a.b", "*", ">", "a>", "ä", "a\x00", "a\r\nPUB x", strings.Repeat("x", 129)} {
		if err := q.Publish(t.Context(), id, nil); err == nil {
			t.Errorf("published %q", id)
		}
		if err := q.Requeue(t.Context(), id); err == nil || errors.Is(err, queue.ErrNotRefused) {
			t.Errorf("requeue %q: %v", id, err)
		}
	}
	if err := q.Publish(t.Context(), "big", make([]byte, queue.MaxBytes+1)); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("too large an item: %v", err)
	}
	if err := q.Publish(t.Context(), "big", make([]byte, queue.MaxBytes)); err != nil {
		t.Error(err)
	}
	m := takeOne(t, q)
	if err := m.Ack(t.Context(), make([]byte, queue.MaxBytes+1)); !errors.Is(err, hearsay.ErrTooLarge) {
		t.Errorf("too large an outcome: %v", err)
	}
	if err := m.Reject(t.Context(), "too big"); err != nil || len(refusals(t, q)[0].Data) != queue.MaxBytes {
		t.Errorf("reject the largest item: %v", err)
	}
}

func TestBadOptions(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]queue.Options{
		"nowhere":      {},
		"prefix":       {Dir: t.TempDir(), Prefix: "a.b"},
		"backlog":      {Dir: t.TempDir(), Backlog: -1},
		"lease":        {Dir: t.TempDir(), Lease: 1},
		"not a folder": {Dir: file},
		"nobody there": {URL: "nats://user:geheim@127.0.0.1:1"},
		"no address":   {URL: "nats://user:geheim@:x:"},
		"credentials":  {URL: "nats://127.0.0.1:1", Credentials: file},
	} {
		q, err := queue.Open(t.Context(), opts)
		if err == nil {
			q.Close()
			t.Errorf("%s: opened", name)
		} else if strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: the error holds the password: %v", name, err)
		}
	}
}

func TestPrefixesAreApart(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 1)
	a, b := open(t, queue.Options{URL: c.URL(), Prefix: "a"}), open(t, queue.Options{URL: c.URL(), Prefix: "b"})
	publish(t, a, "x")
	none(t, b, 50*time.Millisecond)
	publish(t, b, "y")
	if m := takeOne(t, a); m.ID() != "x" {
		t.Errorf("took %s", m.ID())
	}
	if m := takeOne(t, b); m.ID() != "y" {
		t.Errorf("took %s", m.ID())
	}
}

// The settings of a queue stay when it is opened without any, and change when they
// are named.
func TestSettingsStay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	full := func(opts queue.Options) (n int) {
		opts.Dir = dir
		q := open(t, opts)
		defer q.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		for i := 0; q.Publish(ctx, fmt.Sprintf("%d-%d", time.Now().UnixNano(), i), nil) == nil; i++ {
		}
		return pending(t, q).Waiting
	}
	if n := full(queue.Options{Backlog: 3}); n != 3 {
		t.Errorf("%d items in a queue of 3", n)
	}
	if n := full(queue.Options{}); n != 3 {
		t.Errorf("%d items in a queue that had room for 3", n)
	}
	if n := full(queue.Options{Backlog: 5}); n != 5 {
		t.Errorf("%d items in a queue of 5", n)
	}
	if n := full(queue.Options{Backlog: 2}); n != 5 {
		t.Errorf("%d of 5 items left when the queue became smaller", n)
	}
}

func TestQuiet(t *testing.T) {
	t.Parallel()
	var said syncBuffer
	q := open(t, queue.Options{Log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	publish(t, q, numbered("a", 10)...)
	ack(t, take(t, q, 10)...)
	q.Close()
	if said.String() != "" {
		t.Errorf("the log of a quiet run: %s", said.String())
	}
}

func TestNoGoroutinesLeft(t *testing.T) {
	use := func() {
		q := open(t, queue.Options{})
		run, err := q.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := run.Publish(t.Context(), "a", nil); err != nil {
			t.Fatal(err)
		}
		ack(t, takeOne(t, q))
		if _, err := run.Next(t.Context(), time.Second); err != nil {
			t.Fatal(err)
		}
		q.Close()
	}
	use() // what is started once for the process
	before := runtime.NumGoroutine()
	for range 3 {
		use()
	}
	after := 0
	for range 150 {
		if after = runtime.NumGoroutine(); after <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines before, %d after:\n%s", before, after, stacks[:runtime.Stack(stacks, true)])
}

// syncBuffer is a buffer that several goroutines may write to.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
