package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay/ledger"
)

// transaction is a ledger.Tx.
type transaction struct {
	queries
	tx       *sql.Tx
	prepared *prepared // nil where statements are not kept
	search   [][]any   // rows of the search index that wait: it takes many at once best
}

// exec runs a statement that gives no rows.
func (t *transaction) exec(ctx context.Context, query string, args ...any) error {
	query = t.db.sql(query)
	if t.prepared != nil {
		return t.prepared.exec(ctx, query, args)
	}
	_, err := t.tx.ExecContext(ctx, query, args...)
	return err
}

// mostSearchRows is how many rows wait for the search index.
const mostSearchRows = 2000

// indexSearch adds the rows that wait to the search index.
func (t *transaction) indexSearch(ctx context.Context) error {
	rows := t.search
	t.search = nil
	if len(rows) == 0 {
		return nil
	}
	return t.Insert(ctx, t.db.dialect.SearchTable(), rows)
}

// Size is the number of entries.
func (t *transaction) Size(ctx context.Context) (int64, error) {
	var n int64
	_, err := t.one(ctx, "SELECT idx + 1 FROM entries ORDER BY idx DESC LIMIT 1", nil, &n)
	return n, err
}

// Hashes gives stored hashes by their places.
func (t *transaction) Hashes(ctx context.Context, at []int64) ([]tlog.Hash, error) {
	args := make([]any, len(at))
	where := make(map[int64][]int, len(at))
	for i, p := range at {
		args[i] = p
		where[p] = append(where[p], i)
	}
	out := make([]tlog.Hash, len(at))
	found := 0
	err := t.each(ctx, "SELECT pos, hash FROM hashes WHERE pos IN "+list(len(at)), args, func(rows *sql.Rows) error {
		var pos int64
		var raw []byte
		if err := rows.Scan(&pos, &raw); err != nil {
			return t.db.explain("read the ledger", err)
		}
		if len(raw) != tlog.HashSize {
			return fmt.Errorf("read hash %d of the log: %w", pos, ledger.ErrCorrupt)
		}
		for _, i := range where[pos] {
			out[i] = tlog.Hash(raw)
			found++
		}
		return nil
	})
	if err == nil && found != len(at) {
		err = fmt.Errorf("read hashes of the log: %w: some are missing", ledger.ErrCorrupt)
	}
	return out, err
}

// list is a list of n placeholders in brackets.
func list(n int) string {
	if n == 0 {
		return "(NULL)"
	}
	return "(" + strings.Repeat("?, ", n-1) + "?)"
}

// Has reports whether there is an entry.
func (t *transaction) Has(ctx context.Context, kind ledger.Kind, id string) (bool, error) {
	var one int64
	return t.one(ctx, "SELECT 1 FROM entries WHERE kind = ? AND id = ? LIMIT 1", []any{string(kind), id}, &one)
}

// Latest gives the document that stands for a canonical URL.
func (t *transaction) Latest(ctx context.Context, canonical string) (string, error) {
	var id string
	found, err := t.one(ctx, "SELECT document FROM versions WHERE canonical = ? ORDER BY seq DESC LIMIT 1", []any{canonical}, &id)
	if err != nil || found {
		return id, err
	}
	_, err = t.one(ctx, "SELECT id FROM documents WHERE canonical = ? ORDER BY seq LIMIT 1", []any{canonical}, &id)
	return id, err
}

// Old reports whether a document was replaced.
func (t *transaction) Old(ctx context.Context, document string) (bool, error) {
	var old int64
	_, err := t.one(ctx, "SELECT old FROM documents WHERE id = ?", []any{document}, &old)
	return old != 0, err
}

// Seen gives when a document last took the place of another.
func (t *transaction) Seen(ctx context.Context, document string) (string, error) {
	var seen string
	_, err := t.one(ctx, "SELECT COALESCE(max(retrieved), '') FROM versions WHERE document = ?", []any{document}, &seen)
	return seen, err
}

// Number gives a document's number among the versions of its URL.
func (t *transaction) Number(ctx context.Context, document string) (int, error) {
	n := 1
	_, err := t.one(ctx, "SELECT number FROM versions WHERE document = ? ORDER BY seq DESC LIMIT 1", []any{document}, &n)
	return n, err
}

// Named gives the document last recorded under a name or URL.
func (t *transaction) Named(ctx context.Context, name string) (string, error) {
	var id string
	_, err := t.one(ctx, "SELECT document FROM snapshots WHERE name = ? OR url = ? ORDER BY seq DESC LIMIT 1", []any{name, name}, &id)
	return id, err
}

// Replacing gives the document last said to be a later version of a name or URL.
func (t *transaction) Replacing(ctx context.Context, name string) (string, error) {
	var id string
	_, err := t.one(ctx, "SELECT document FROM snapshots WHERE replaces = ? AND replaces <> '' ORDER BY seq DESC LIMIT 1", []any{name}, &id)
	return id, err
}

// Successor gives the document that last took the place of another.
func (t *transaction) Successor(ctx context.Context, document string) (string, error) {
	var id string
	_, err := t.one(ctx, "SELECT document FROM versions WHERE replaces = ? ORDER BY seq DESC LIMIT 1", []any{document}, &id)
	return id, err
}

// Reading gives the last reading of a document.
func (t *transaction) Reading(ctx context.Context, document string) (*ledger.Reading, error) {
	r := ledger.Reading{ReadingRecord: ledger.ReadingRecord{Document: document}}
	found, err := t.one(ctx, "SELECT id, first, count, model, version FROM readings WHERE document = ? ORDER BY seq DESC LIMIT 1",
		[]any{document}, &r.ID, &r.First, &r.Count, &r.Model, &r.Version)
	if err != nil || !found {
		return nil, err
	}
	return &r, nil
}

// Statements gives the entries of a reading.
func (t *transaction) Statements(ctx context.Context, first, count int64) ([]ledger.Entry, error) {
	var out []ledger.Entry
	err := t.each(ctx, entryColumns+"WHERE idx >= ? AND idx < ? ORDER BY idx", []any{first, first + count}, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	})
	return out, err
}

// mostOfBand is how many documents are looked at under one band.
const mostOfBand = 32

// Alike gives documents that have one of the bands, those that share the most first.
func (t *transaction) Alike(ctx context.Context, bands []uint64, limit int) ([]ledger.Alike, error) {
	if len(bands) == 0 {
		return nil, nil
	}
	// Of what very many have in common, a line that an outlet sets under everything, the
	// newest are the likeliest copies.
	part := fmt.Sprintf("SELECT seq FROM (SELECT seq FROM bands WHERE band = ? ORDER BY seq DESC LIMIT %d) AS b", mostOfBand)
	args := make([]any, 0, len(bands)+1)
	for _, b := range bands {
		args = append(args, int64(b))
	}
	args = append(args, limit)
	var out []ledger.Alike
	err := t.each(ctx, "SELECT d.id, a.n, d.outline FROM (SELECT seq, count(*) AS n FROM ("+strings.Repeat(part+" UNION ALL ", len(bands)-1)+part+
		") AS m GROUP BY seq ORDER BY n DESC, seq LIMIT ?) AS a JOIN documents d ON d.seq = a.seq ORDER BY a.n DESC, a.seq", args, func(rows *sql.Rows) error {
		var like ledger.Alike
		err := rows.Scan(&like.Document, &like.Bands, &like.Outline)
		out = append(out, like)
		return err
	})
	return out, err
}

// Insert adds rows to a table.
func (t *transaction) Insert(ctx context.Context, table *ledger.Table, rows [][]any) error {
	if table == ledger.StatementTable && t.db.dialect.SearchTable() != nil {
		for _, r := range rows {
			t.search = append(t.search, []any{r[0], r[wordsColumn]})
		}
	}
	for len(rows) > 0 {
		query, args, n := t.db.dialect.Insert(table, rows)
		if err := t.exec(ctx, query, args...); err != nil {
			return t.db.explain("write to the ledger's "+table.Name, err)
		}
		rows = rows[n:]
	}
	if len(t.search) >= mostSearchRows {
		return t.indexSearch(ctx)
	}
	return nil
}

var wordsColumn = slices.Index(ledger.StatementTable.Columns, "words")

// Retire marks the statements of a reading as superseded.
func (t *transaction) Retire(ctx context.Context, first, count, by int64) error {
	err := t.exec(ctx, "UPDATE statements SET until = ? WHERE seq >= ? AND seq < ?", by, first, first+count)
	return t.db.explain("write to the ledger's statements", err)
}

// SetOld marks a document and its statements as replaced, or as standing again.
func (t *transaction) SetOld(ctx context.Context, document string, old bool) error {
	value := 0
	if old {
		value = 1
	}
	err := t.exec(ctx, "UPDATE documents SET old = ? WHERE id = ?", value, document)
	if err == nil {
		err = t.exec(ctx, "UPDATE statements SET old = ? WHERE document = ?", value, document)
	}
	return t.db.explain("write to the ledger's documents", err)
}
