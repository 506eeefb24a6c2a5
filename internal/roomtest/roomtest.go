// Package roomtest makes newsrooms for tests: ledgers in temporary folders, with articles
// read by the fast model.
package roomtest

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/claims"
	"github.com/hearsay-news/hearsay/ingest/claims/live"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/fetch"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/norm/world"
	"github.com/hearsay-news/hearsay/record"
)

var model = sync.OnceValues(func() (*nlp.Pipeline, error) { return nlp.Load("fast") })

// Open makes a newsroom that has read the inputs: manifests, files, folders. It is gone
// when the test ends.
func Open(tb testing.TB, inputs ...string) *newsroom.Newsroom {
	tb.Helper()
	p, err := model()
	if err != nil {
		tb.Fatal(err)
	}
	dir := tb.TempDir()
	key, err := ledger.OpenKey(filepath.Join(dir, "key"))
	if err != nil {
		tb.Fatal(err)
	}
	store, err := sqlite.Open(tb.Context(), filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		tb.Fatal(err)
	}
	l := ledger.New(store, snapshot.NewFolder(filepath.Join(dir, "snapshots")), key)
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ctx, stop := context.WithCancel(context.WithoutCancel(tb.Context()))
	q, err := queue.Open(ctx, queue.Options{Dir: filepath.Join(dir, "queue"), Log: log})
	if err != nil {
		stop()
		tb.Fatal(err)
	}
	w := &desk.Worker{Ledger: l, Queue: q, Log: log, Reader: func(string) (func() ingest.Extractor, record.Extractor, error) {
		return func() ingest.Extractor { return p.Clone() }, record.Extractor{Model: "fast", Version: "test"}, nil
	}}
	feeder := &desk.Desk{Ledger: l, Queue: q}
	now := live.New(l, claims.Options{Parties: world.Party})
	room := &newsroom.Newsroom{Ledger: l, Live: now, Jobs: newsroom.NewJobs(ctx, feeder, now.Wake), Checks: newsroom.NewChecks(ctx, l)}
	var wait sync.WaitGroup
	wait.Go(func() {
		if err := w.Work(ctx); err != nil && !errors.Is(err, context.Canceled) {
			tb.Errorf("work: %v", err)
		}
	})
	wait.Go(func() { now.Run(ctx, 100*time.Millisecond, func(err error) { tb.Errorf("follow: %v", err) }) })
	tb.Cleanup(func() {
		stop()
		room.Jobs.Wait()
		room.Checks.Wait()
		wait.Wait()
		q.Close()
		store.Close()
	})
	if len(inputs) > 0 {
		sources := &desk.Sources{Client: &fetch.Client{}}
		if err := feeder.Feed(ctx, sources.Items(ctx, inputs), nil, func(o *desk.Outcome) {
			if o.Fault != "" {
				tb.Errorf("%s: %s", o.Name, o.Fault)
			}
		}); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := room.Now(ctx); err != nil {
		tb.Fatal(err)
	}
	return room
}
