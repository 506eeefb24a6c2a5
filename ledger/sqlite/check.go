package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/hearsay-news/hearsay/ledger/sqldb"
)

// Check reads every page and every index, and holds the full-text index against its
// rows.
func (dialect) Check(ctx context.Context, read, write *sql.DB) ([]string, error) {
	faults, err := checkPages(ctx, read)
	if err == nil {
		var more []string
		more, err = checkSchema(ctx, read)
		faults = append(faults, more...)
	}
	if err != nil {
		more, err := damage(err)
		return append(faults, more...), err
	}
	if _, err := write.ExecContext(ctx, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"); err != nil {
		more, err := damage(err)
		return append(faults, more...), err
	}
	return faults, nil
}

// checkPages has SQLite look at the file.
func checkPages(ctx context.Context, db *sql.DB) ([]string, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // nothing was written
	// The check takes what the connection remembers of the full-text index for what is there,
	// and finds damage where another connection has changed it since. A search has it look anew.
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM search WHERE search MATCH 'x'").Scan(&n); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var faults []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return faults, err
		}
		if s != "ok" {
			faults = append(faults, s)
		}
	}
	return faults, rows.Err()
}

// checkSchema holds what the file says of its tables against those of a new ledger.
func checkSchema(ctx context.Context, db *sql.DB) ([]string, error) {
	fresh, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer fresh.Close()
	fresh.SetMaxOpenConns(1) // each connection has a memory of its own
	migrations, err := fs.Sub(files, "migrations")
	if err == nil {
		err = sqldb.Migrate(ctx, fresh, goose.DialectSQLite3, migrations)
	}
	if err != nil {
		return nil, err
	}
	want, err := schema(ctx, fresh)
	if err != nil {
		return nil, err
	}
	got, err := schema(ctx, db)
	if err != nil || got == want {
		return nil, err
	}
	return []string{"the tables are described otherwise than this program made them"}, nil
}

// schema is what a database says of its tables, as one text.
func schema(ctx context.Context, db *sql.DB) (string, error) {
	rows, err := db.QueryContext(ctx, "SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_schema ORDER BY type, name")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var kind, name, of, text string
		if err := rows.Scan(&kind, &name, &of, &text); err != nil {
			return "", err
		}
		b.WriteString(kind + "\n" + name + "\n" + of + "\n" + text + "\n")
	}
	return b.String(), rows.Err()
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
