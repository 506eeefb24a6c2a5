package postgres_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/ledgertest"
	"github.com/hearsay-news/hearsay/ledger/postgres"
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

func run(ctx context.Context, url, query string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, query)
	return err
}

func open(t testing.TB) (ledger.Store, ledger.Snapshots) {
	db, blobs, err := postgres.Open(t.Context(), server.Schema(t, run))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, blobs
}

func TestStore(t *testing.T) { ledgertest.Run(t, open) }
