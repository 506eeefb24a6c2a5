// Package postgres keeps a ledger in PostgreSQL, snapshots included, so that any number
// of processes on any number of machines can share it.
package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqldb"
)

//go:embed migrations/*.sql
var files embed.FS

// connections is how many a process takes at most.
const connections = 16

// Is reports whether a ledger's name is that of a PostgreSQL database.
func Is(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Open opens the ledger in a database, and makes its tables if there are none. The URL's
// option search_path names the schema.
func Open(ctx context.Context, url string) (*sqldb.DB, *Snapshots, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, nil, fmt.Errorf("open ledger: %w", err) // pgx leaves the password out of it
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "hearsay"
	}
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["jit"] = "off" // compiling takes longer than any page
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(4)
	if err := prepare(ctx, db); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("open ledger at %s: %w", config.Host, explain(err)), db.Close())
	}
	return sqldb.New(db, db, dialect{}), &Snapshots{db}, nil
}

func prepare(ctx context.Context, db *sql.DB) error {
	migrations, err := fs.Sub(files, "migrations")
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// Several processes may begin at once. The lock is let go of with the connection at the latest.
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1, hashtext(current_schema()))", openLock); err != nil {
		return err
	}
	err = sqldb.Migrate(ctx, db, goose.DialectPostgres, migrations)
	_, unlock := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1, hashtext(current_schema()))", openLock)
	return errors.Join(err, unlock)
}

// The locks that who makes the tables holds, and who writes to the log; their numbers stand
// for nothing else in a database of ours.
const (
	openLock = 0x6f70656e // "open"
	logLock  = 0x68656172 // "hear"
)

// dialect is PostgreSQL's.
type dialect struct{}

// Lock waits until no other transaction writes to the log.
func (dialect) Lock(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", logLock)
	return err
}

// Reading has a transaction see the database as it was when it began.
func (dialect) Reading() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// Prepared is left to the driver, which keeps statements itself.
func (dialect) Prepared() bool { return false }

// Numbered says that placeholders are $1, $2 …
func (dialect) Numbered() bool { return true }

// Search asks the text index.
func (dialect) Search(s *ledger.Search, _ bool, least int64) (string, []any) {
	var b strings.Builder
	for i := range s.Terms {
		if i > 0 {
			b.WriteString(" & ")
		}
		term(&b, &s.Terms[i])
	}
	for i := range s.Without {
		b.WriteString(" & !")
		term(&b, &s.Without[i])
	}
	if least > 0 {
		return "s.search @@ to_tsquery('simple', ?) AND s.seq >= ?", []any{b.String(), least}
	}
	return "s.search @@ to_tsquery('simple', ?)", []any{b.String()}
}

// Page leaves nothing to be joined: of a partitioned table that was never analysed as a
// whole PostgreSQL believes that a key has thousands of rows, and reads it all.
func (dialect) Page(fromWhere, order string) string {
	return "SELECT s.seq, s.id, s.recorded, s.public_at, s.old, s.until, (SELECT e.data FROM entries e WHERE e.idx = s.seq) FROM " +
		"(SELECT s.seq, s.id, s.recorded, s.public_at, s.old, s.until FROM " + fromWhere + " ORDER BY " + order + " LIMIT ?) AS s ORDER BY " + order
}

// Among has each of the few looked up; see Page.
func (dialect) Among(few string) string {
	return few + " CROSS JOIN LATERAL (SELECT * FROM statements x WHERE x.seq = f.seq OFFSET 0) AS s"
}

// term writes a term in the language of tsquery. Words have letters and digits alone.
func term(b *strings.Builder, t *ledger.Term) {
	b.WriteString("(")
	for i, w := range t.Words {
		if i > 0 {
			b.WriteString(" <-> ")
		}
		b.WriteString("'" + w + "'")
	}
	if t.Prefix {
		b.WriteString(":*")
	}
	b.WriteString(")")
}

// Contains looks for a part of a text.
func (dialect) Contains(column string) string { return "strpos(" + column + ", ?) > 0" }

// SearchTable is none: the column of the index follows by itself.
func (dialect) SearchTable() *ledger.Table { return nil }

// Check reads the tables whole; PostgreSQL names a page whose checksum is wrong, where the
// cluster has checksums.
func (dialect) Check(ctx context.Context, db, _ *sql.DB) ([]string, error) {
	var wrong int64
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM statements WHERE search IS DISTINCT FROM to_tsvector('simple', words)").Scan(&wrong)
	var pg *pgconn.PgError
	if errors.As(err, &pg) && strings.HasPrefix(pg.Code, "XX") { // data corrupted, index corrupted
		return []string{pg.Message}, nil
	}
	if err != nil || wrong == 0 {
		return nil, err
	}
	return []string{fmt.Sprintf("the search index has other words than %d statements", wrong)}, nil
}

// Explain says of common errors what they mean.
func (dialect) Explain(err error) error { return explain(err) }

func explain(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "53100":
			return fmt.Errorf("the database's disk is full: %w", err)
		case "3D000":
			return fmt.Errorf("there is no such database; createdb makes one: %w", err)
		}
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return fmt.Errorf("the database cannot be reached: %w", err)
	}
	return err
}

// Snapshots keeps snapshots in the database.
type Snapshots struct{ db *sql.DB }

var _ ledger.Snapshots = (*Snapshots)(nil)

// Put keeps data.
func (s *Snapshots) Put(ctx context.Context, data []byte) (string, error) {
	if len(data) > snapshot.MaxSize {
		return "", fmt.Errorf("keep snapshot: %d MB, at most %d are kept", len(data)>>20, snapshot.MaxSize>>20)
	}
	address := snapshot.Address(data)
	var one int
	err := s.db.QueryRowContext(ctx, "SELECT 1 FROM blobs WHERE sha256 = $1", address).Scan(&one)
	if err == nil {
		return address, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("keep snapshot %s: %w", address, explain(err))
	}
	packed, err := snapshot.Pack(data)
	if err != nil {
		return "", err
	}
	if _, err := s.db.ExecContext(ctx, "INSERT INTO blobs (sha256, data) VALUES ($1, $2) ON CONFLICT DO NOTHING", address, packed); err != nil {
		return "", fmt.Errorf("keep snapshot %s: %w", address, explain(err))
	}
	return address, nil
}

// Get gives the bytes of an address.
func (s *Snapshots) Get(ctx context.Context, address string) ([]byte, error) {
	var packed []byte
	err := s.db.QueryRowContext(ctx, "SELECT data FROM blobs WHERE sha256 = $1", address).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read snapshot %q: %w", address, ledger.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read snapshot %s: %w", address, explain(err))
	}
	return snapshot.Unpack(packed, address)
}

// All gives every address, in order.
func (s *Snapshots) All(ctx context.Context, yield func(address string) error) error {
	rows, err := s.db.QueryContext(ctx, "SELECT sha256 FROM blobs ORDER BY sha256")
	if err != nil {
		return fmt.Errorf("read snapshots: %w", explain(err))
	}
	defer rows.Close()
	for rows.Next() {
		var address string
		if err := rows.Scan(&address); err != nil {
			return fmt.Errorf("read snapshots: %w", err)
		}
		if err := yield(address); err != nil {
			return err
		}
	}
	return rows.Err()
}
