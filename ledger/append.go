package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay"
)

// Ledger records what was read and answers what is asked of it.
type Ledger struct {
	Store
	blobs Snapshots
	key   *Key
	now   func() time.Time
}

// Snapshots keeps the bytes of what was fetched by their SHA-256, in lower-case
// hexadecimal.
type Snapshots interface {
	// Put keeps data; what is durable when it returns. The same bytes are kept once.
	Put(ctx context.Context, data []byte) (sha256 string, err error)
	// Get gives the bytes of an address, checked against it: what does not fit wraps
	// ErrCorrupt, what is not there ErrNotFound.
	Get(ctx context.Context, sha256 string) ([]byte, error)
	// All gives every address.
	All(ctx context.Context, yield func(sha256 string) error) error
}

// New makes a Ledger of its parts. Without a key it can be read only.
func New(store Store, blobs Snapshots, key *Key) *Ledger {
	return &Ledger{Store: store, blobs: blobs, key: key, now: time.Now}
}

// Snapshots are the bytes that documents were made of.
func (l *Ledger) Snapshots() Snapshots { return l.blobs }

// At makes a Ledger that records at the times that now gives: for tests, and for
// ledgers that are made of others.
func (l *Ledger) At(now func() time.Time) *Ledger {
	c := *l
	c.now = now
	return &c
}

// update runs f in a transaction of the store with what appends to the log, and signs
// the log as f leaves it.
func (l *Ledger) update(ctx context.Context, f func(*appender) error) error {
	if l.key == nil {
		return errors.New("write to the ledger: there is no key to sign with")
	}
	return l.Store.Update(ctx, func(tx Tx) error {
		a, err := newAppender(ctx, tx)
		if err != nil {
			return err
		}
		a.recorded = l.now().UTC().Truncate(time.Millisecond)
		if err := l.introduce(a); err != nil {
			return err
		}
		if err := f(a); err != nil {
			return err
		}
		return a.finish(l.key)
	})
}

// introduce records the key before it signs for the first time.
func (l *Ledger) introduce(a *appender) error {
	id := hearsay.Address("key_", l.key.public)
	known, err := a.Has(a.ctx, KindKey, id)
	if err != nil || known {
		return err
	}
	_, err = a.add(KindKey, id, KeyRecord{keySchema, l.key.public})
	return err
}

// appender appends to the log within one transaction. Rows wait in it until flush.
type appender struct {
	Tx
	ctx      context.Context
	begin    int64 // entries before the transaction
	tree     *frontier
	recorded time.Time
	rows     []tableRows
	about    statementContext
	last     *recorded // the document that was recorded or read last
}

// statementContext is what a statement's row takes from its document.
type statementContext struct {
	document          string
	public, publisher string
	old               bool
}

type tableRows struct {
	table *Table
	rows  [][]any
}

func newAppender(ctx context.Context, tx Tx) (*appender, error) {
	size, err := tx.Size(ctx)
	if err != nil {
		return nil, err
	}
	a := &appender{Tx: tx, ctx: ctx, begin: size, tree: newFrontier()}
	return a, a.tree.load(size, func(at []int64) ([]tlog.Hash, error) { return tx.Hashes(ctx, at) })
}

// add appends an entry for a record and its rows, and gives its index.
func (a *appender) add(kind Kind, id string, rec any) (int64, error) {
	data, err := encode(rec)
	if err != nil {
		return 0, err
	}
	return a.addRaw(kind, id, data)
}

// addRaw appends an entry for a record that is encoded already.
func (a *appender) addRaw(kind Kind, id string, rec []byte) (int64, error) {
	if !isID(id) {
		return 0, fmt.Errorf("record %s %q: an ID is of letters, digits, _ and -", kind, id)
	}
	e := &Entry{Index: a.tree.size, Kind: kind, ID: id, Recorded: a.recorded}
	e.Data = Leaf(kind, id, a.recorded, rec)
	return e.Index, a.addEntry(e, rec)
}

// addEntry appends an entry that is whole.
func (a *appender) addEntry(e *Entry, rec []byte) error {
	at, hashes, err := a.tree.grow(e.Data)
	if err != nil {
		return err
	}
	a.put(EntryTable, []any{e.Index, string(e.Kind), e.ID, e.Recorded.UTC().Format(recordedLayout), e.Data})
	for i, h := range hashes {
		a.put(HashTable, []any{at + int64(i), append([]byte(nil), h[:]...)})
	}
	rows, err := settled(e, rec)
	if err != nil {
		return err
	}
	for _, r := range rows {
		switch r.Table {
		case DocumentTable:
			r.Values = append(r.Values, int64(0))
		case StatementTable:
			r.Values = append(r.Values, a.about.public, a.about.publisher, truth(a.about.old), int64(0))
		}
		a.put(r.Table, r.Values)
	}
	return nil
}

// ofDocument has the statements that follow be those of a document.
func (a *appender) ofDocument(from *recorded) error {
	old, err := a.Old(a.ctx, from.doc.ID)
	a.about = statementContext{from.doc.ID, from.Public, Keyed(from.doc.Publisher), old}
	return err
}

// replaced has a document and its statements stand in the place of another's.
func (a *appender) replaced(rec *VersionRecord) error {
	if err := a.flush(); err != nil {
		return err
	}
	a.about = statementContext{}
	if err := a.SetOld(a.ctx, rec.Replaces, true); err != nil {
		return err
	}
	return a.SetOld(a.ctx, rec.Document, false)
}

// put has a row wait for flush.
func (a *appender) put(t *Table, values []any) {
	for i := range a.rows {
		if a.rows[i].table == t {
			a.rows[i].rows = append(a.rows[i].rows, values)
			return
		}
	}
	a.rows = append(a.rows, tableRows{t, [][]any{values}})
}

// flush writes the rows that wait, so that what is asked of the transaction sees them.
func (a *appender) flush() error {
	for i := range a.rows {
		if len(a.rows[i].rows) == 0 {
			continue
		}
		if err := a.Insert(a.ctx, a.rows[i].table, a.rows[i].rows); err != nil {
			return err
		}
		clear(a.rows[i].rows)
		a.rows[i].rows = a.rows[i].rows[:0]
	}
	return nil
}

// finish signs the log if there is anything new in it.
func (a *appender) finish(key *Key) error {
	if a.tree.size == a.begin {
		return a.flush()
	}
	root, err := a.tree.root()
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: headText(a.tree.size, root, a.begin)}, key.signer)
	if err != nil {
		return fmt.Errorf("sign the log: %w", err)
	}
	a.putHead(Head{a.tree.size, root, string(signed)})
	return a.flush()
}

func (a *appender) putHead(h Head) {
	a.put(HeadTable, []any{h.Size, append([]byte(nil), h.Root[:]...), h.Note})
}
