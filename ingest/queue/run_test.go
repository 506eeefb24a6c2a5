package queue_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/internal/natstest"
)

func follow(t testing.TB, q *queue.Queue) *queue.Run {
	t.Helper()
	r, err := q.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(t.Context()) })
	return r
}

func put(t testing.TB, r *queue.Run, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := r.Publish(t.Context(), id, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// outcomesOf gathers outcomes until none of a run's items is open.
func outcomesOf(t testing.TB, r *queue.Run) map[string]queue.Outcome {
	t.Helper()
	all := map[string]queue.Outcome{}
	for end := time.Now().Add(20 * time.Second); r.Open() > 0; {
		got, err := r.Next(t.Context(), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got {
			if _, twice := all[o.ID]; twice {
				t.Errorf("two outcomes of %s", o.ID)
			}
			all[o.ID] = o
		}
		if time.Now().After(end) {
			t.Fatalf("%d items have no outcome", r.Open())
		}
	}
	return all
}

func TestRun(t *testing.T) {
	t.Parallel()
	q := open(t, queue.Options{})
	r, other := follow(t, q), follow(t, q)
	publish(t, q, "before")
	ack(t, takeOne(t, q))
	put(t, r, "a", "b", "b", "both", "before")
	put(t, other, "both", "c")
	for _, m := range take(t, q, 4) {
		if m.ID() != "b" {
			ack(t, m)
		} else if err := m.Reject(t.Context(), "no article"); err != nil {
			t.Fatal(err)
		}
	}
	all := outcomesOf(t, r)
	if len(all) != 4 || string(all["a"].Data) != "made of a" || all["a"].Refused != "" ||
		string(all["both"].Data) != "made of both" || string(all["before"].Data) != "made of before" {
		t.Errorf("outcomes %+v", all)
	}
	if b := all["b"]; b.Refused != "no article" || len(b.Data) != 0 || b.Unknown {
		t.Errorf("outcome of what was refused: %+v", b)
	}
	if all := outcomesOf(t, other); len(all) != 2 || string(all["both"].Data) != "made of both" || all["c"].ID != "c" {
		t.Errorf("outcomes of the other run: %+v", all)
	}
	if got, err := r.Next(t.Context(), 50*time.Millisecond); err != nil || len(got) > 0 {
		t.Errorf("after all: %v, %v", got, err)
	}
}

// An outcome that got lost is found out.
func TestRunLostOutcome(t *testing.T) {
	t.Parallel()
	c := natstest.New(t, 1)
	q := open(t, queue.Options{URL: c.URL()})
	r := follow(t, q)
	r.Impatient()
	put(t, r, "a", "b", "waits")
	msgs := take(t, q, 3)
	ack(t, msgs[0])
	if err := msgs[1].Reject(t.Context(), "bad"); err != nil {
		t.Fatal(err)
	}
	conn, err := nats.Connect(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.Stream(t.Context(), "hearsay-outcomes")
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := map[string]queue.Outcome{}
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		got, err := r.Next(t.Context(), 100*time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got {
			all[o.ID] = o
		}
	}
	if len(all) != 2 || !all["a"].Unknown || all["b"].Unknown || all["b"].Refused != "bad" || r.Open() != 1 {
		t.Errorf("outcomes %+v, %d open", all, r.Open())
	}
	ack(t, msgs[2])
	if all := outcomesOf(t, r); string(all["waits"].Data) != "made of waits" {
		t.Errorf("outcomes %+v", all)
	}
}
