package ledger

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
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

// logOrigin is the first line of every head.
const logOrigin = "hearsay ledger"

// headText is what a head's note says: origin, size, root.
func headText(size int64, root tlog.Hash) string {
	return fmt.Sprintf("%s\n%d\n%s\n", logOrigin, size, root)
}

// readHead reads what headText wrote.
func readHead(text string) (size int64, root tlog.Hash, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != logOrigin || lines[3] != "" {
		return 0, root, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	size, err = strconv.ParseInt(lines[1], 10, 64)
	raw, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err := errors.Join(err, err2); err != nil || len(raw) != len(root) {
		return 0, root, fmt.Errorf("read head: %w", ErrCorrupt)
	}
	return size, tlog.Hash(raw), nil
}

// update runs f in a transaction of the store with what appends to the log, and signs
// the log as f leaves it.
func (l *Ledger) update(ctx context.Context, f func(*appender) error) error {
	if l.key == nil {
		return errors.New("write to the ledger: there is no key to sign with")
	}
	return l.Store.Update(ctx, func(tx Tx) error {
		size, err := tx.Size(ctx)
		if err != nil {
			return err
		}
		a := &appender{Tx: tx, ctx: ctx, begin: size, size: size, recorded: l.now().UTC().Truncate(time.Millisecond), fresh: make(map[int64]tlog.Hash)}
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
	id := address("key_", l.key.public)
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
	size     int64 // and now
	recorded time.Time
	fresh    map[int64]tlog.Hash // hashes that wait or were just written, by place
	rows     []tableRows
	about    statementContext
}

// statementContext is what a statement's row takes from its document.
type statementContext struct {
	public, publisher string
	old               bool
}

type tableRows struct {
	table *Table
	rows  [][]any
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
	e := &Entry{Index: a.size, Kind: kind, ID: id, Recorded: a.recorded}
	e.Data = Leaf(kind, id, a.recorded, rec)
	return e.Index, a.addEntry(e, rec)
}

// addEntry appends an entry that is whole.
func (a *appender) addEntry(e *Entry, rec []byte) error {
	hashes, err := tlog.StoredHashes(e.Index, e.Data, tlog.HashReaderFunc(a.hashes))
	if err != nil {
		return fmt.Errorf("append to the log: %w", err)
	}
	a.put(EntryTable, []any{e.Index, string(e.Kind), e.ID, e.Recorded.UTC().Format(recordedLayout), e.Data})
	at := tlog.StoredHashIndex(0, e.Index)
	for i, h := range hashes {
		a.fresh[at+int64(i)] = h
		a.put(HashTable, []any{at + int64(i), append([]byte(nil), h[:]...)})
	}
	a.size++
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
		if err := a.Insert(a.ctx, a.rows[i].table, a.rows[i].rows); err != nil {
			return err
		}
		a.rows[i].rows = a.rows[i].rows[:0]
	}
	return nil
}

// hashes gives stored hashes by their places: those of this transaction, or the store's.
func (a *appender) hashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	var ask []int64
	for _, p := range at {
		if _, ok := a.fresh[p]; !ok {
			ask = append(ask, p)
		}
	}
	if len(ask) > 0 {
		got, err := a.Hashes(a.ctx, ask)
		if err != nil {
			return nil, err
		}
		for i, h := range got {
			a.fresh[ask[i]] = h
		}
	}
	for i, p := range at {
		out[i] = a.fresh[p]
	}
	return out, nil
}

// finish signs the log if there is anything new in it.
func (a *appender) finish(key *Key) error {
	if a.size == a.begin {
		return a.flush()
	}
	root, err := tlog.TreeHash(a.size, tlog.HashReaderFunc(a.hashes))
	if err != nil {
		return fmt.Errorf("hash the log: %w", err)
	}
	signed, err := note.Sign(&note.Note{Text: headText(a.size, root)}, key.signer)
	if err != nil {
		return fmt.Errorf("sign the log: %w", err)
	}
	a.put(HeadTable, []any{a.size, append([]byte(nil), root[:]...), string(signed)})
	return a.flush()
}
