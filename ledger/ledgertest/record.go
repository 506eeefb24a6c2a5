package ledgertest

import (
	"context"
	"errors"
	"testing"

	"github.com/hearsay-news/hearsay/ledger"
)

func records(t *testing.T, k Kind) {
	b := start(t, k)
	out := b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing."))
	if !out[0].New || !out[0].Read || out[0].Statements != 2 {
		t.Errorf("%+v", out[0])
	}
	v := b.verify()
	if v.Size != 6 || v.Snapshots != 1 || len(v.Keys) != 1 || v.Root != b.head().Root { // key, snapshot, document, two statements, reading
		t.Errorf("%+v", v)
	}
	b.finds(ledger.StatementQuery{}, "40 were missing | the dam broke")
	counts, err := b.Counts(t.Context())
	if err != nil || counts.Documents != 1 || counts.Statements != 2 || counts.Entries != 6 {
		t.Errorf("%+v, %v", counts, err)
	}
	docs, err := b.FindDocuments(t.Context(), ledger.DocumentQuery{URL: "https://a.example/1"})
	if err != nil || len(docs.Documents) != 1 || docs.Documents[0].Statements != 2 {
		t.Errorf("%+v, %v", docs, err)
	}
	n := int64(0)
	for e, err := range b.Entries(t.Context(), 2) {
		if err != nil || e.Index != 2+n {
			t.Fatalf("%+v, %v", e, err)
		}
		n++
	}
	if n != 4 {
		t.Errorf("%d entries", n)
	}
}

// What was recorded already changes nothing.
func again(t *testing.T, k Kind) {
	b := start(t, k)
	a := func() *ledger.Article {
		return article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.")
	}
	b.put(a())
	before := b.head()
	out := b.put(a(), a())
	if b.head() != before || out[0].New || out[0].Read {
		t.Errorf("%+v, then %+v; %+v", before, b.head(), out)
	}
	// The same bytes from another place are one snapshot, fetched twice.
	other := a()
	other.Name, other.Doc.URL, other.Canonical = "copy.html", "", ""
	b.put(other)
	if v := b.verify(); v.Snapshots != 1 {
		t.Errorf("%+v", v)
	}
}

func rereading(t *testing.T, k Kind) {
	b := start(t, k)
	a := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	b.put(a)
	a.Statements, a.By.Model, a.Again = a.Statements[1:], "accurate", true
	if out := b.put(a); !out[0].Read {
		t.Errorf("%+v", out)
	}
	b.verify()
	b.finds(ledger.StatementQuery{}, "40 were missing")
	b.finds(ledger.StatementQuery{All: true}, "40 were missing | 40 were missing | the dam broke")
	b.finds(ledger.StatementQuery{AsOf: ledger.AsOf{Recorded: "2025-05-01T12:30:00Z"}}, "40 were missing | the dam broke")
	if out := b.put(a); out[0].Read {
		t.Errorf("%+v", out)
	}
	// The first reading again, and one that finds nothing.
	full := article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke.", "Carl Dov said 40 were missing.")
	full.Again = true
	b.put(full)
	b.finds(ledger.StatementQuery{}, "40 were missing | the dam broke")
	b.verify()
	full.Statements = nil
	b.put(full)
	b.finds(ledger.StatementQuery{}, "")
	b.verify()
}

// An error undoes all that a transaction did.
func rollback(t *testing.T, k Kind) {
	b := start(t, k)
	b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke."))
	before := b.head()
	good, bad := article("https://a.example/2", "2025-04-28", "Carl Dov said it held."), article("https://a.example/3", "2025-04-28", "Evi Fon said no.")
	b.keep(good, bad)
	bad.Doc.ID = `doc_"}`
	if _, err := b.Record(t.Context(), []*ledger.Article{good, bad}); err == nil {
		t.Error("a document whose ID is none was recorded")
	}
	wrong := errors.New("wrong")
	err := b.Update(t.Context(), func(tx ledger.Tx) error {
		rows := [][]any{{int64(90), "key", "key_x", "2025-05-01T12:00:00.000Z", []byte("{}")}}
		if err := tx.Insert(t.Context(), ledger.EntryTable, rows); err != nil {
			return err
		}
		if n, err := tx.Size(t.Context()); err != nil || n != 91 {
			t.Errorf("%d entries within: %v", n, err)
		}
		return wrong
	})
	if !errors.Is(err, wrong) {
		t.Error(err)
	}
	if b.head() != before {
		t.Errorf("%+v, then %+v", before, b.head())
	}
	b.finds(ledger.StatementQuery{}, "the dam broke")
	b.verify()
	b.put(good)
	b.verify()
}

func cancelled(t *testing.T, k Kind) {
	b := start(t, k)
	b.put(article("https://a.example/1", "2025-04-28", "Ana Bel said the dam broke."))
	a := article("https://a.example/2", "2025-04-28", "Ana Bel said the dam held.")
	b.keep(a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, do := range map[string]func() error{
		"record":     func() error { _, err := b.Record(ctx, []*ledger.Article{a}); return err },
		"statements": func() error { _, err := b.FindStatements(ctx, ledger.StatementQuery{}); return err },
		"documents":  func() error { _, err := b.FindDocuments(ctx, ledger.DocumentQuery{}); return err },
		"verify":     func() error { _, err := b.Verify(ctx, ledger.VerifyOptions{}); return err },
		"entries": func() error {
			for _, err := range b.Entries(ctx, 0) {
				return err
			}
			return nil
		},
	} {
		if err := do(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// One that is given up in its midst leaves nothing.
	before := b.head()
	ctx, cancel = context.WithCancel(t.Context())
	err := b.Update(ctx, func(tx ledger.Tx) error {
		if err := tx.Insert(ctx, ledger.HashTable, [][]any{{int64(1000), make([]byte, 32)}}); err != nil {
			t.Error(err)
		}
		cancel()
		return nil
	})
	if err == nil {
		t.Error("a transaction was committed that had been given up")
	}
	if b.head() != before {
		t.Error("the head changed")
	}
	b.put(a)
	b.verify()
}
