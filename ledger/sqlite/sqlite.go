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

// readers is how many connections read at once; a verification alone takes nine.
const readers = 24

// Open opens the ledger in a file, and makes it if there is none. Several processes may
// have it open; one writes at a time, and the others wait for it.
func Open(ctx context.Context, path string) (*sqldb.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	write, err := open(path, "_txlock=immediate", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)")
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

func open(path string, options ...string) (*sql.DB, error) {
	// A path may hold what has a meaning in a URI.
	name := "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" +
		strings.Join(append(options, "_pragma=busy_timeout(60000)", "_pragma=cache_size(-16000)", "_pragma=temp_store(memory)"), "&")
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

// Numbered says that placeholders are question marks.
func (dialect) Numbered() bool { return false }

// MostParameters is well under the limit, as long statements take long to prepare.
func (dialect) MostParameters() int { return 2000 }

// Search asks the full-text index.
func (dialect) Search(s *ledger.Search) (string, any) {
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
	return "s.seq IN (SELECT rowid FROM search WHERE search MATCH ?)", b.String()
}

// term writes a term in the language of FTS5. Words have letters and digits alone.
func term(b *strings.Builder, t *ledger.Term) {
	b.WriteString(`"` + strings.Join(t.Words, " ") + `"`)
	if t.Prefix {
		b.WriteString("*")
	}
}

// Contains looks for a part of a text; SQLite knows the case of ASCII letters alone.
func (dialect) Contains(column string) string { return "instr(lower(" + column + "), lower(?)) > 0" }

// IndexSearch adds rows to the full-text index.
func (dialect) IndexSearch(ctx context.Context, tx *sql.Tx, rows [][]any) error {
	words := wordsColumn()
	args := make([]any, 0, 2*len(rows))
	for _, r := range rows {
		args = append(args, r[0], r[words])
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO search (rowid, words) VALUES "+strings.TrimSuffix(strings.Repeat("(?, ?), ", len(rows)), ", "), args...)
	return err
}

func wordsColumn() int {
	for i, c := range ledger.StatementTable.Columns {
		if c == "words" {
			return i
		}
	}
	return 0
}

// Check reads every page and every index, and holds the full-text index against its
// rows.
func (dialect) Check(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return damage(err)
	}
	defer rows.Close()
	var faults []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return damage(err)
		}
		if s != "ok" {
			faults = append(faults, s)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		more, err := damage(err)
		return append(faults, more...), err
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"); err != nil {
		more, err := damage(err)
		return append(faults, more...), err
	}
	return faults, nil
}

// damage makes a fault of an error that says the file is damaged.
func damage(err error) ([]string, error) {
	var e *driver.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xFF {
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
			return []string{e.Error()}, nil
		}
	}
	return nil, err
}

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
