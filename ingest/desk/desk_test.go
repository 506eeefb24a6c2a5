package desk_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/ingest"
	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/queue"
	"github.com/hearsay-news/hearsay/ingest/source"
	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
	"github.com/hearsay-news/hearsay/record"
)

// said finds sentences of the form "NAME said CONTENT." that begin a block.
type said struct{}

func (said) Extract(_ context.Context, doc *hearsay.Document) ([]hearsay.Statement, error) {
	var out []hearsay.Statement
	for _, b := range doc.Blocks {
		line := doc.Text[b.Start:b.End]
		name, rest, ok := strings.Cut(line, " said ")
		if !ok {
			continue
		}
		if strings.Contains(rest, "PANIC") {
			panic("as the text wants")
		}
		var st hearsay.Statement
		at := b.Start + len(name)
		st.Source, st.Cue = []hearsay.Span{{Start: b.Start, End: at}}, []hearsay.Span{{Start: at + 1, End: at + 5}}
		st.Content = []hearsay.Span{{Start: at + 6, End: at + 6 + len(strings.TrimRight(rest, ".\n "))}}
		st.Nested = -1
		st.Speaker = hearsay.Speaker{ID: hearsay.SpeakerID(name, "", ""), Name: name, Kind: hearsay.KindPerson}
		out = append(out, st)
	}
	return out, nil
}

func reader(model string) (func() ingest.Extractor, record.Extractor, error) {
	return func() ingest.Extractor { return said{} }, record.Extractor{Model: "fast" + model, Version: "1"}, nil
}

// story is the text of article i, unlike all others.
func story(i int) string {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	var b strings.Builder
	fmt.Fprintf(&b, "Bridge %d was closed on Monday\n\n", i)
	words := strings.Fields("the of bridge river pillar crack storm council engineer county road water steel winter mayor report damage repair traffic detour bus line north east cost month week")
	for range 6 {
		b.WriteString("Ana Bel said the bridge")
		for range 25 {
			b.WriteString(" " + words[r.IntN(len(words))])
		}
		b.WriteString(".\n\n")
	}
	return b.String()
}

// stories gives n articles with URLs.
func stories(n int) source.Items {
	return func(yield func(*source.Item, error) bool) {
		for i := range n {
			item := &source.Item{Name: fmt.Sprintf("https://bridge.example/%d", i), Data: []byte(story(i)), Type: "text/plain", Published: "2025-04-28"}
			item.URL = item.Name
			if !yield(item, nil) {
				return
			}
		}
	}
}

// open opens the desk of a folder.
func open(ctx context.Context, dir string) (*desk.Desk, *desk.Worker, func() error, error) {
	key, err := ledger.OpenKey(filepath.Join(dir, "key"))
	if err != nil {
		return nil, nil, nil, err
	}
	store, err := sqlite.Open(ctx, filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		return nil, nil, nil, err
	}
	l := ledger.New(store, snapshot.NewFolder(filepath.Join(dir, "snapshots")), key)
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	q, err := queue.Open(ctx, queue.Options{Dir: filepath.Join(dir, "queue"), Log: log})
	if err != nil {
		store.Close()
		return nil, nil, nil, err
	}
	return &desk.Desk{Ledger: l, Queue: q}, &desk.Worker{Ledger: l, Queue: q, Reader: reader, Log: log}, func() error {
		if err := q.Close(); err != nil {
			return err
		}
		return store.Close()
	}, nil
}

// with works while f runs.
func with(ctx context.Context, w *desk.Worker, f func() error) error {
	working, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- w.Work(working) }()
	err := f()
	stop()
	if e := <-done; err == nil && e != nil && working.Err() == nil {
		err = e
	}
	return err
}

// run feeds items into the ledger of a folder and gives what became of them.
func run(t *testing.T, dir string, items source.Items) []*desk.Outcome {
	t.Helper()
	d, w, end, err := open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []*desk.Outcome
	err = with(t.Context(), w, func() error {
		return d.Feed(t.Context(), items, nil, func(o *desk.Outcome) { out = append(out, o) })
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	return out
}

// check expects a ledger of n documents with all of their statements, that verifies.
func check(t *testing.T, l *ledger.Ledger, n int) {
	t.Helper()
	v, err := l.Verify(t.Context(), ledger.VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.Faults {
		t.Error(v.Faults[i].Error())
	}
	c, err := l.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c.Documents != int64(n) || c.Snapshots != int64(n) || c.Statements != int64(6*n) {
		t.Errorf("%+v, want %d documents with 6 statements each", c, n)
	}
}

func reopen(t *testing.T, dir string) *ledger.Ledger {
	t.Helper()
	d, _, end, err := open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end() })
	return d.Ledger
}

func TestFeed(t *testing.T) {
	dir := t.TempDir()
	for _, o := range run(t, dir, stories(30)) {
		if !o.New || !o.Read || o.Statements != 6 || o.Fault != "" {
			t.Errorf("%+v", o)
		}
	}
	for _, o := range run(t, dir, stories(30)) {
		if !o.Known {
			t.Errorf("again: %+v", o)
		}
	}
	check(t, reopen(t, dir), 30)
}

// What cannot be read is named, and the rest is done.
func TestFaults(t *testing.T) {
	dir := t.TempDir()
	bad := map[string]string{
		"empty": "", "binary": "\x00\x01\x02", "panic": "Ana Bel said PANIC.\n\nIt was closed on Monday.",
		"german": strings.Repeat("Das Haus steht an der Straße, und die Leute gehen vorbei, weil es regnet. ", 10),
	}
	items := func(yield func(*source.Item, error) bool) {
		for name, text := range bad {
			if !yield(&source.Item{Name: name, Data: []byte(text)}, nil) {
				return
			}
		}
		if !yield(&source.Item{Name: "unreadable"}, os.ErrPermission) {
			return
		}
		for item := range stories(5) {
			if !yield(item, nil) {
				return
			}
		}
	}
	faults := map[string]bool{}
	for _, o := range run(t, dir, items) {
		if o.Fault != "" {
			faults[o.Name] = true
		}
	}
	for name := range bad {
		if !faults[name] {
			t.Errorf("%s is no fault", name)
		}
	}
	if len(faults) != 5 {
		t.Errorf("faults: %v", faults)
	}
	check(t, reopen(t, dir), 5)
}

func TestReread(t *testing.T) {
	dir := t.TempDir()
	run(t, dir, stories(4))
	d, w, end, err := open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	read := 0
	err = with(t.Context(), w, func() error {
		return d.Reread(t.Context(), "er", func(ctx context.Context, put func(id, name string) error) error {
			page, err := d.Ledger.FindDocuments(ctx, ledger.DocumentQuery{})
			for i := range page.Documents {
				if err := put(page.Documents[i].ID, page.Documents[i].URL); err != nil {
					return err
				}
			}
			return err
		}, func(o *desk.Outcome) {
			if o.Read {
				read++
			}
		})
	})
	if err != nil || read != 4 {
		t.Fatal(read, err)
	}
	for _, c := range []struct {
		model string
		all   bool
		want  int
	}{{"fast", false, 0}, {"fast", true, 24}, {"faster", false, 24}} {
		page, err := d.Ledger.FindStatements(t.Context(), ledger.StatementQuery{Model: c.model, All: c.all})
		if err != nil || len(page.Statements) != c.want {
			t.Errorf("%+v: %d, %v", c, len(page.Statements), err)
		}
	}
}
