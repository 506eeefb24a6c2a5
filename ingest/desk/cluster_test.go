package desk_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/internal/natstest"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/postgres"
)

// server gives a PostgreSQL of the test's own, which it may stop.
func server(t *testing.T) *ledgertest.Postgres {
	t.Helper()
	s, err := ledgertest.StartPostgres()
	if err != nil {
		if ledgertest.Required("postgres") {
			t.Fatal(err)
		}
		t.Skip("skipped: ", err)
	}
	t.Cleanup(s.Close)
	if !s.Own() {
		t.Skip("skipped: the database that was given cannot be stopped")
	}
	return s
}

// station is one process's view of a ledger in PostgreSQL and a queue in a cluster.
func station(t *testing.T, db, nats, key string) (*desk.Desk, *desk.Worker) {
	t.Helper()
	store, blobs, err := postgres.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	k, err := ledger.OpenKey(key)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	q, err := queue.Open(t.Context(), queue.Options{URL: nats, Lease: 5 * time.Second, Tries: 50, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		q.Close()
		store.Close()
	})
	l := ledger.New(store, blobs, k)
	return &desk.Desk{Ledger: l, Queue: q}, &desk.Worker{Ledger: l, Queue: q, Reader: reader, Log: log}
}

// In the middle of ingestion the queue's leader dies, and PostgreSQL crashes and is begun
// again. Every article is recorded once, all the same.
func TestClusterAndDatabaseFail(t *testing.T) {
	pg, nats := server(t), natstest.New(t, 3)
	db := pg.Schema(t)
	const articles = 300
	key := filepath.Join(t.TempDir(), "key")
	feeder, first := station(t, db, nats.URL(), key)
	_, second := station(t, db, nats.URL(), key+"2")
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	for _, w := range []*desk.Worker{first, second} {
		wait.Go(func() {
			if err := w.Work(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		})
	}
	var told atomic.Int64
	trouble := make(chan struct{})
	go func() { // when a quarter, and when half is done
		defer close(trouble)
		for told.Load() < articles/4 {
			time.Sleep(time.Millisecond)
		}
		dead := nats.Leader("hearsay-work")
		nats.Stop(dead)
		for told.Load() < articles/2 {
			time.Sleep(time.Millisecond)
		}
		if err := pg.Stop("immediate"); err != nil {
			t.Error(err)
		}
		if err := pg.Start(); err != nil {
			t.Error(err)
		}
		nats.Start(dead)
	}()
	seen := make(map[string]int)
	err := feeder.Feed(ctx, stories(articles), nil, func(o *desk.Outcome) {
		if o.Fault != "" {
			t.Errorf("%+v", o)
		}
		seen[o.Name]++
		told.Add(1)
	})
	if err != nil {
		t.Fatal(err)
	}
	<-trouble
	stop()
	wait.Wait()
	for i := range articles {
		if name := fmt.Sprintf("https://bridge.example/%d", i); seen[name] != 1 {
			t.Errorf("%s was told of %d times", name, seen[name])
		}
	}
	check(t, feeder.Ledger, articles)
}
