package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver
)

//go:embed migrations/*.sql
var files embed.FS

// FileName is the file of the accounts in a ledger's folder.
const FileName = "accounts.sqlite"

// Options are what Accounts are opened with.
type Options struct {
	Log *slog.Logger
	// Now tells the time; nil is the clock's.
	Now func() time.Time
	// Cost is what a password's hash takes; zero is the usual.
	Cost Cost
	// Proxied says that all requests come through a proxy, which tells for whom
	// (X-Forwarded-For) and whether by TLS (X-Forwarded-Proto). Who is reached without one
	// must not believe such headers.
	Proxied bool
	// Provider is where users may log in beside their passwords; nil for nowhere.
	Provider *Provider
}

// Accounts are the users of a ledger. Several processes may have the same open.
type Accounts struct {
	Options
	db     *sql.DB
	hasher *hasher

	once  sync.Mutex
	setUp []byte // SHA-256 of the code that makes the first admin; nil where none was given
}

// Errors that callers tell apart. What they say is meant for users.
var (
	ErrNoUser  = errors.New("there is no such user")
	ErrTaken   = errors.New("there is a user of that name already")
	ErrLast    = errors.New("there would be no admin left")
	ErrInput   = errors.New("not accepted")
	ErrRefused = errors.New("name or password is wrong, or the account is disabled")
	ErrFormat  = errors.New("the accounts were written by a later program, or are no accounts")
)

// refuse is an ErrInput that says what was wrong.
func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInput, fmt.Sprintf(format, args...))
}

// applicationID is how the file is told from others.
const applicationID = 0x68656161

// Open opens the accounts in a file, and makes it if there is none.
func Open(ctx context.Context, path string, o Options) (*Accounts, error) {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := ownFile(path); err != nil {
		return nil, fmt.Errorf("open accounts: %w", err)
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+"?"+strings.Join([]string{
		"_txlock=immediate", "_pragma=busy_timeout(30000)", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)", "_pragma=foreign_keys(1)"}, "&"))
	if err != nil {
		return nil, fmt.Errorf("open accounts %s: %w", path, err)
	}
	db.SetMaxOpenConns(8)
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("open accounts %s: %w", path, err), db.Close())
	}
	return &Accounts{Options: o, db: db, hasher: newHasher(o.Cost)}, nil
}

// ownFile makes the file so that others on the machine cannot read it. SQLite gives the
// files beside it the same permissions.
func ownFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func migrate(ctx context.Context, db *sql.DB) error {
	var id, tables int64
	if err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &tables); err != nil {
		return err
	}
	if tables > 0 && id != applicationID && id != 0 {
		return ErrFormat
	}
	migrations, err := fs.Sub(files, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil && !errors.Is(err, goose.ErrVersionNotFound):
		return err
	case have > want:
		return ErrFormat
	case have == want:
		return nil
	}
	if _, err = p.Up(ctx); err != nil {
		if have, want, again := p.GetVersions(ctx); again == nil && have == want {
			return nil // another process was quicker
		}
	}
	return err
}

// Close lets go of the file.
func (a *Accounts) Close() error { return a.db.Close() }

// now is the time in seconds.
func (a *Accounts) now() int64 { return a.Now().Unix() }

// change runs f in a transaction that writes, and keeps what it did if it returns nil.
func (a *Accounts) change(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return nil
}

// list gives what a question finds, a row at a time to scan.
func list[T any](ctx context.Context, db *sql.DB, scan func(*sql.Rows, *T) error, question string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, question, args...)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, fmt.Errorf("accounts: %w", err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	return all, nil
}

// secret is 256 bits that nobody guesses, in characters of URLs.
func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // it does not fail
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// sum is what is kept of a secret.
func sum(secret string) []byte {
	s := sha256.Sum256([]byte(secret))
	return s[:]
}

// moment is a time that was kept, the zero time for 0.
func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}
