// Package sqlite keeps a ledger in one file, by SQLite without cgo.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/sqldb"
)

//go:embed migrations/*.sql
var files embed.FS

// readers is how many connections read at once.
const readers = 8

// Open opens the ledger in a file, and makes it if there is none. Several processes may
// have it open; one writes at a time, and the others wait for it.
func Open(ctx context.Context, path string) (*sqldb.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	if err := ours(ctx, path); err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, explain(err))
	}
	write, err := open(path, "_txlock=immediate", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)", "_pragma=temp_store(memory)",
		"_pragma=cache_size(-96000)",       // KiB: most of what is written is somewhere in the middle of an index
		"_pragma=wal_autocheckpoint(8000)") // pages: one that is written again and again is copied back once
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	migrations, err := fs.Sub(files, "migrations")
	if err == nil {
		err = sqldb.Migrate(ctx, write, goose.DialectSQLite3, migrations)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open ledger %s: %w", path, explain(err)), write.Close())
	}
	read, err := open(path, "_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(4)
	return sqldb.New(read, write, dialect{}), nil
}

// applicationID is how SQLite's files of this program are told from others.
const applicationID = 0x68656172 // "hear"

// ours refuses files that are no ledgers, so that nothing is written to them.
func ours(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		return nil // it is about to be made
	}
	if info.Size() < 100 { // SQLite takes what is shorter than its header for empty
		return fmt.Errorf("%w: the file is damaged, or no ledger", ledger.ErrCorrupt)
	}
	db, err := open(path, "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer db.Close()
	var id, tables int64
	if err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &tables); err != nil {
		return err
	}
	if tables > 0 && id != applicationID {
		return fmt.Errorf("%w: the file is another program's", ledger.ErrFormat)
	}
	return nil
}

func open(path string, options ...string) (*sql.DB, error) {
	// A path may hold what has a meaning in a URI.
	name := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" +
		strings.Join(append([]string{"_pragma=busy_timeout(60000)", "_pragma=cache_size(-16000)"}, options...), "&")
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("open ledger %s: %w", path, err)
	}
	return db, nil
}

// dialect is SQLite's.
type dialect struct{}

// Lock does nothing: every transaction that writes begins by taking the file's lock.
func (dialect) Lock(context.Context, *sql.Tx) error { return nil }

// Reading needs nothing: a transaction that only reads sees the file as it was.
func (dialect) Reading() *sql.TxOptions { return nil }

// Prepared says that it pays to keep statements: to parse one takes as long as to run it.
func (dialect) Prepared() bool { return true }

// Numbered says that placeholders are question marks.
func (dialect) Numbered() bool { return false }

// mostParameters is how many arguments a statement has: well under the limit, as long ones
// take long to prepare.
const mostParameters = 2000

// Insert adds as many rows at once as there are arguments for.
func (dialect) Insert(t *ledger.Table, rows [][]any) (string, []any, int) {
	n := max(1, mostParameters/len(t.Columns))
	for n > len(rows) { // few different statements, so that they stay prepared
		n = (n + 1) / 2
	}
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.Name + " (" + strings.Join(t.Columns, ", ") + ") VALUES ")
	row := "(" + strings.Repeat("?, ", len(t.Columns)-1) + "?)"
	args := make([]any, 0, n*len(t.Columns))
	for i := range rows[:n] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(row)
		args = append(args, rows[i]...)
	}
	if t.Once {
		b.WriteString(" ON CONFLICT DO NOTHING")
	}
	return b.String(), args, n
}

// Search asks the full-text index.
func (dialect) Search(s *ledger.Search, narrow bool, least int64) (string, []any) {
	var b strings.Builder
	if len(s.Without) > 0 {
		b.WriteString("(")
	}
	for i := range s.Terms {
		if i > 0 {
			b.WriteString(" AND ")
		}
		term(&b, &s.Terms[i])
	}
	if len(s.Without) > 0 {
		b.WriteString(")")
	}
	for i := range s.Without {
		b.WriteString(" NOT ")
		term(&b, &s.Without[i])
	}
	// What is found is collected first: the index gives it from the last to the first a
	// hundred times slower.
	if least > 0 {
		return "s.seq IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ?)", []any{b.String(), least}
	}
	condition := "s.seq IN (SELECT rowid FROM search WHERE search MATCH ?)"
	if narrow {
		condition = "+" + condition // SQLite does not begin with it then
	}
	return condition, []any{b.String()}
}

// Page finds a page by the rows' keys first, so that what is sorted is small.
func (dialect) Page(fromWhere, order string) string {
	return "SELECT s.seq, s.id, s.recorded, s.public_at, s.old, s.until, e.data FROM (SELECT s.seq FROM " + fromWhere + " ORDER BY " + order +
		" LIMIT ?) AS p JOIN statements s ON s.seq = p.seq JOIN entries e ON e.idx = p.seq ORDER BY " + order
}

// Among has SQLite begin with the few.
func (dialect) Among(few string) string { return few + " CROSS JOIN statements s" }

// term writes a term in the language of FTS5. Words have letters and digits alone.
func term(b *strings.Builder, t *ledger.Term) {
	b.WriteString(`"` + strings.Join(t.Words, " ") + `"`)
	if t.Prefix {
		b.WriteString("*")
	}
}

// Contains looks for a part of a text.
func (dialect) Contains(column string) string { return "instr(" + column + ", ?) > 0" }

// SearchTable is the full-text index.
func (dialect) SearchTable() *ledger.Table { return searchTable }

var searchTable = &ledger.Table{Name: "search", Columns: []string{"rowid", "words"}, Key: 1, Settled: 2}

// Explain says of common errors what they mean.
func (dialect) Explain(err error) error { return explain(err) }

func explain(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xFF {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("another program has been writing to it for a minute: %w", err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: the file is damaged, or no ledger: %w", ledger.ErrCorrupt, err)
	case lib.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w", err)
	}
	return err
}
