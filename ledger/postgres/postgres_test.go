package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/postgres"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
	"github.com/hearsay-news/hearsay/ledger/sqlite"
)

var server *ledgertest.Postgres

func TestMain(m *testing.M) {
	var err error
	if server, err = ledgertest.StartPostgres(); err != nil {
		if ledgertest.Required("postgres") {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintln(os.Stderr, "skipped:", err)
		os.Exit(0)
	}
	code := m.Run()
	server.Close()
	os.Exit(code)
}

func blob(data []byte) string { return fmt.Sprintf(`'\x%x'::bytea`, data) }

var kind = ledgertest.Kind{
	New: func(t testing.TB) string { return server.Schema(t) },
	Open: func(ctx context.Context, name string) (ledger.Store, ledger.Snapshots, error) {
		return postgres.Open(ctx, name)
	},
	Exec: ledgertest.Execute,
	Blob: blob,
	Tamper: func(ctx context.Context, name, address string, change func([]byte) []byte) error {
		db, err := sql.Open("pgx", name)
		if err != nil {
			return err
		}
		defer db.Close()
		var old []byte
		if err := db.QueryRowContext(ctx, "SELECT data FROM blobs WHERE sha256 = $1", address).Scan(&old); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		data := change(old)
		if data == nil {
			_, err = db.ExecContext(ctx, "DELETE FROM blobs WHERE sha256 = $1", address)
			return err
		}
		_, err = db.ExecContext(ctx, "INSERT INTO blobs VALUES ($1, $2) ON CONFLICT (sha256) DO UPDATE SET data = $2", address, data)
		return err
	},
	Env: func() []string { return []string{"HEARSAY_TEST_POSTGRES=" + server.URL} },
}

func TestStore(t *testing.T) { ledgertest.Run(t, kind) }

// The search index is held against the statements.
func TestTamperedSearch(t *testing.T) {
	name := server.Schema(t)
	db, blobs, err := postgres.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	key, err := ledger.OpenKey(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	l := ledger.New(db, blobs, key)
	if err := ledgertest.Fill(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	err = ledgertest.Execute(t.Context(), name, "ALTER TABLE statements ALTER search DROP EXPRESSION; UPDATE statements SET search = to_tsvector('simple', 'nothing') WHERE seq = 3")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := l.Verify(t.Context(), ledger.VerifyOptions{}); err != nil || len(v.Faults) != 1 {
		t.Errorf("%+v, %v", v, err)
	}
}

// A ledger moves from one kind of store to the other, and back.
func TestMove(t *testing.T) {
	file := ledgertest.Kind{
		New: func(t testing.TB) string { return filepath.Join(t.TempDir(), "ledger.sqlite") },
		Open: func(ctx context.Context, name string) (ledger.Store, ledger.Snapshots, error) {
			db, err := sqlite.Open(ctx, name)
			return db, snapshot.NewFolder(filepath.Join(filepath.Dir(name), "snapshots")), err
		},
	}
	t.Run("FromFile", func(t *testing.T) { ledgertest.Move(t, file, kind) })
	t.Run("ToFile", func(t *testing.T) { ledgertest.Move(t, kind, file) })
}

func BenchmarkRecord(b *testing.B) { ledgertest.BenchmarkRecord(b, kind) }

func BenchmarkFind(b *testing.B) { ledgertest.BenchmarkFind(b, kind) }
