package sqlite

import (
	"context"
	"database/sql"
	"errors"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Check reads every page and every index, and holds the full-text index against its
// rows.
func (dialect) Check(ctx context.Context, read, write *sql.DB) ([]string, error) {
	faults, err := checkPages(ctx, read)
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
