// Package sqldb keeps a ledger in a database that speaks SQL: what SQLite and
// PostgreSQL have in common, which is all but search, locking and the forms of
// placeholders. Those are the Dialect's.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/hearsay-news/hearsay/ledger"
)

// Dialect is where databases differ.
type Dialect interface {
	// Lock has the transaction wait until no other writes to the log.
	Lock(ctx context.Context, tx *sql.Tx) error
	// Search gives the condition that a row of statements is found by a search, with
	// its arguments, and, where least is above 0, is not of an entry before that one; the
	// placeholder is written "?".
	// Where narrow, other conditions leave few rows, so that it is best asked of them last.
	Search(s *ledger.Search, narrow bool, least int64) (condition string, args []any)
	// Page gives the query of a page of statements, in an order, as many as its last
	// argument says: seq, id, recorded, public_at, old, until and the entry's data.
	Page(fromWhere, order string) string
	// Among gives the tables of statements, as s, among those of a table of their seq, f, of
	// which there are few.
	Among(few string) string
	// Contains gives the condition that a column contains the pattern of its one
	// argument, letters' case aside.
	Contains(column string) string
	// Insert gives the statement that adds the first rows of some to a table, its arguments,
	// and how many rows it adds.
	Insert(t *ledger.Table, rows [][]any) (query string, args []any, n int)
	// Reading has a transaction see one state of the database.
	Reading() *sql.TxOptions
	// Check has the database look over itself.
	Check(ctx context.Context, read, write *sql.DB) ([]string, error)
	// Explain adds to an error of the database what a user can do about it.
	Explain(err error) error
	// Numbered says that placeholders are $1, $2 …
	Numbered() bool
	// SearchTable is the table of the search index, of each statement's index and words; nil
	// where the index follows from the statements by itself.
	SearchTable() *ledger.Table
	// Prepared says that statements which write are kept from one transaction to the next.
	Prepared() bool
}

// DB is a ledger.Store. It is safe for any number of goroutines.
type DB struct {
	read    *sql.DB
	write   *sql.DB
	dialect Dialect
	kept    statements
}

var _ ledger.Store = (*DB)(nil)

// New makes a store of connections for reading and for writing, which may be the same.
// The tables must be there.
func New(read, write *sql.DB, d Dialect) *DB { return &DB{read: read, write: write, dialect: d} }

// Close closes the connections.
func (db *DB) Close() error {
	err := errors.Join(db.kept.close(), db.read.Close())
	if db.write != db.read {
		err = errors.Join(err, db.write.Close())
	}
	return err
}

// Check has the database look over itself.
func (db *DB) Check(ctx context.Context) ([]string, error) {
	faults, err := db.dialect.Check(ctx, db.read, db.write)
	return faults, db.explain("check the database", err)
}

// explain wraps an error of the database.
func (db *DB) explain(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, db.dialect.Explain(err))
}

// sql writes placeholders as the database wants them. No text of ours has a question mark
// in quotation marks.
func (db *DB) sql(query string) string { return placeholders(query, db.dialect.Numbered()) }

func placeholders(query string, numbered bool) string {
	if !numbered {
		return query
	}
	var b strings.Builder
	n := 0
	for {
		before, after, ok := strings.Cut(query, "?")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		n++
		fmt.Fprintf(&b, "$%d", n)
		query = after
	}
}

// Update runs f in a transaction that no other overlaps.
func (db *DB) Update(ctx context.Context, f func(ledger.Tx) error) (err error) {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return db.explain("write to the ledger", err)
	}
	t := &transaction{queries: queries{db, tx}, tx: tx}
	if db.dialect.Prepared() {
		t.prepared = &prepared{tx: tx, kept: &db.kept}
		t.q = t.prepared
	}
	defer func() {
		if err != nil {
			tx.Rollback() // its own error says nothing that err does not
		}
		if t.prepared != nil {
			db.kept.prepare(ctx, db.write, t.prepared.wanted)
		}
	}()
	if err := db.dialect.Lock(ctx, tx); err != nil {
		return db.explain("write to the ledger", err)
	}
	if err := f(t); err != nil {
		return err
	}
	if err := t.indexSearch(ctx); err != nil {
		return err
	}
	return db.explain("write to the ledger", tx.Commit())
}

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// queries are the questions that are asked within a transaction and without.
type queries struct {
	db *DB
	q  querier
}

func (db *DB) queries() queries { return queries{db, db.read} }

// one reads one row into dest; it reports false for none.
func (q queries) one(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	err := q.q.QueryRowContext(ctx, q.db.sql(query), args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, q.db.explain("read the ledger", err)
}

// each runs a query and gives f every row.
func (q queries) each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	rows, err := q.q.QueryContext(ctx, q.db.sql(query), args...)
	if err != nil {
		return q.db.explain("read the ledger", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return q.db.explain("read the ledger", rows.Err())
}

const entryColumns = "SELECT idx, kind, id, data FROM entries "

func scanEntry(row interface{ Scan(...any) error }) (ledger.Entry, error) {
	var e ledger.Entry
	if err := row.Scan(&e.Index, &e.Kind, &e.ID, &e.Data); err != nil {
		return ledger.Entry{}, err
	}
	l, _, err := ledger.ReadLeaf(e.Data)
	if err != nil || l.Kind != e.Kind || l.ID != e.ID {
		return ledger.Entry{}, fmt.Errorf("read entry %d: %w", e.Index, ledger.ErrCorrupt)
	}
	e.Recorded = l.Recorded
	return e, nil
}

// Entries gives the entries from index from on.
func (db *DB) Entries(ctx context.Context, from int64) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for row, err := range db.queries().pages(ctx, ledger.EntryTable, []any{from - 1}) {
			var e ledger.Entry
			if err == nil {
				e, err = rowEntry(row)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// rowEntry makes an entry of a row of its table.
func rowEntry(row []any) (ledger.Entry, error) {
	data, _ := row[4].([]byte)
	e, _, err := ledger.ReadLeaf(data)
	index, ok := row[0].(int64)
	if !ok || err != nil {
		return ledger.Entry{}, fmt.Errorf("read entry %v: %w", row[0], ledger.ErrCorrupt)
	}
	e.Index = index
	return e, nil
}

// Entry gives the last entry of an ID.
func (q queries) Entry(ctx context.Context, kind ledger.Kind, id string) (ledger.Entry, error) {
	e, err := scanEntry(q.q.QueryRowContext(ctx, q.db.sql(entryColumns+"WHERE kind = ? AND id = ? ORDER BY idx DESC LIMIT 1"), string(kind), ledger.Keyed(id)))
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("%s %s: %w", kind, id, ledger.ErrNotFound)
	}
	return e, q.db.explain("read the ledger", err)
}

// Entry gives the last entry of an ID.
func (db *DB) Entry(ctx context.Context, kind ledger.Kind, id string) (ledger.Entry, error) {
	return db.queries().Entry(ctx, kind, id)
}

const headColumns = "SELECT size, root, note FROM heads "

func scanHead(row interface{ Scan(...any) error }) (ledger.Head, error) {
	var h ledger.Head
	var root []byte
	if err := row.Scan(&h.Size, &root, &h.Note); err != nil {
		return ledger.Head{}, err
	}
	if len(root) != len(h.Root) {
		return ledger.Head{}, fmt.Errorf("read the head of %d entries: %w", h.Size, ledger.ErrCorrupt)
	}
	copy(h.Root[:], root)
	return h, nil
}

// Head gives the last signed head.
func (db *DB) Head(ctx context.Context) (ledger.Head, error) { return db.queries().Head(ctx) }

// Head gives the last signed head.
func (q queries) Head(ctx context.Context) (ledger.Head, error) {
	h, err := scanHead(q.q.QueryRowContext(ctx, headColumns+"ORDER BY size DESC LIMIT 1"))
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Head{}, nil
	}
	return h, q.db.explain("read the ledger", err)
}

// Heads gives all signed heads.
func (db *DB) Heads(ctx context.Context) iter.Seq2[ledger.Head, error] {
	return func(yield func(ledger.Head, error) bool) {
		for row, err := range db.queries().pages(ctx, ledger.HeadTable, nil) {
			var h ledger.Head
			if err == nil {
				h, err = ledger.ReadHead(row)
			}
			if !yield(h, err) || err != nil {
				return
			}
		}
	}
}
