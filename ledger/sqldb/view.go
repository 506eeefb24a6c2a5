package sqldb

import (
	"context"
	"database/sql"
	"iter"

	"github.com/hearsay-news/hearsay/ledger"
)

// view is a ledger.View.
type view struct{ queries }

// View runs f with one state of the ledger.
func (db *DB) View(ctx context.Context, f func(ledger.View) error) error {
	tx, err := db.read.BeginTx(ctx, db.dialect.Reading())
	if err != nil {
		return db.explain("read the ledger", err)
	}
	defer tx.Rollback() // nothing was written
	return f(&view{queries{db, tx}})
}

// Rows gives all rows of a table in the order of its key.
func (v *view) Rows(ctx context.Context, t *ledger.Table) iter.Seq2[[]any, error] {
	return v.pages(ctx, t, nil)
}

// Bands tells how many of the bands the document of an entry is found by.
func (v *view) Bands(ctx context.Context, index int64, bands []uint64) (n int, err error) {
	args := make([]any, 0, len(bands)+1)
	args = append(args, index)
	for _, b := range bands {
		args = append(args, int64(b))
	}
	_, err = v.one(ctx, "SELECT count(*) FROM bands WHERE seq = ? AND band IN "+list(len(bands)), args, &n)
	return n, err
}

// Fetched reports whether there is a snapshot of the bytes before an entry.
func (q queries) Fetched(ctx context.Context, sha256 string, before int64) (bool, error) {
	var one int
	return q.one(ctx, "SELECT 1 FROM snapshots WHERE sha256 = ? AND seq < ? LIMIT 1", []any{sha256, before}, &one)
}

// Count is the number of rows of a table.
func (v *view) Count(ctx context.Context, t *ledger.Table) (n int64, err error) {
	_, err = v.one(ctx, "SELECT count(*) FROM "+t.Name, nil, &n)
	return n, err
}

// joins are queries for rows that disagree with those of other tables; each gives the index
// of the first entry that is wrong.
var joins = []struct{ what, query string }{
	{"the table of statements has another date or publisher than its document's", `
		SELECT s.seq FROM statements s JOIN documents d ON d.id = s.document
		WHERE s.public_at <> d.public_at OR s.publisher <> d.publisher ORDER BY s.seq LIMIT 1`},
	{"the table of statements says otherwise than that of documents whether it was replaced", `
		SELECT s.seq FROM statements s JOIN documents d ON d.id = s.document WHERE s.old <> d.old ORDER BY s.seq LIMIT 1`},
	{"the document of the statement is missing", `
		SELECT s.seq FROM statements s LEFT JOIN documents d ON d.id = s.document WHERE d.id IS NULL ORDER BY s.seq LIMIT 1`},
	{"the table of documents says otherwise than that of versions whether it was replaced", `
		SELECT d.seq FROM documents d WHERE d.old <> CASE WHEN EXISTS
		(SELECT 1 FROM versions v WHERE v.replaces = d.id AND NOT EXISTS (SELECT 1 FROM versions b WHERE b.document = d.id AND b.seq > v.seq))
		THEN 1 ELSE 0 END ORDER BY d.seq LIMIT 1`},
	// The reading after a statement is its own; the next one of the document supersedes it.
	{"the table of statements says otherwise than that of readings what superseded it", `
		SELECT s.seq FROM statements s WHERE s.until <> COALESCE(
		(SELECT r.seq FROM readings r WHERE r.document = s.document AND r.seq > s.seq ORDER BY r.seq LIMIT 1 OFFSET 1), 0) ORDER BY s.seq LIMIT 1`},
	{"the table of names lacks its speaker", `
		SELECT s.seq FROM statements s WHERE s.speaker <> '' AND NOT EXISTS (SELECT 1 FROM names n WHERE n.name = s.speaker) ORDER BY s.seq LIMIT 1`},
	{"the table of names has one that no statement has", `
		SELECT -1 FROM names n WHERE NOT EXISTS (SELECT 1 FROM statements s WHERE s.speaker = n.name) LIMIT 1`},
}

// Joins looks for rows that disagree with those of other tables.
func (v *view) Joins(ctx context.Context, tell func(index int64, what string)) error {
	for _, j := range joins {
		err := v.each(ctx, j.query, nil, func(rows *sql.Rows) error {
			var index int64
			if err := rows.Scan(&index); err != nil {
				return v.db.explain("read the ledger", err)
			}
			tell(index, j.what)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
